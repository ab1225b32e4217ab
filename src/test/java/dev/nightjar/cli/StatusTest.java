package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.folder.MarkerFile;
import dev.nightjar.faults.EditedManifest;
import dev.nightjar.io.HeldLock;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.Host;
import dev.nightjar.platform.instance.SingleInstance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code status} says what is so, in words and to a script. */
final class StatusTest {
  private static final String TRAY = "✓ The program next to the clock is running.\n";

  @TempDir private Path folder;

  @BeforeEach
  void setUp() throws Exception {
    add("shop");
  }

  private void add(String name) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(name + ".db"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE product(name TEXT)");
      statement.execute("INSERT INTO product VALUES('tea'),('milk')");
    }
    done(
        "settings add --database DIR/%1$s.db --local DIR/%1$s-local --nas DIR/%1$s-nas --create"
            .formatted(name));
  }

  private Program.Ended run(String line) {
    List<String> arguments = new ArrayList<>(List.of("--home", home().toString()));
    for (String word : line.split(" ")) {
      arguments.add(word.replace("DIR", folder.toString()));
    }
    Program.Ended ended = InThisProcess.asOnTerminal(arguments);
    return new Program.Ended(ended.code(), plain(ended.out()), "");
  }

  private String plain(String output) {
    return output
        .replace(System.lineSeparator(), "\n")
        .replace(folder.toString(), "DIR")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d(-\\d)?", "BACKUP")
        .replaceAll("\"\\d{4}-\\d\\d-\\d\\dT[^\"]*\"", "\"TIME\"")
        .replaceAll("(today|tomorrow|yesterday) \\d\\d:\\d\\d", "WHEN");
  }

  private Path home() {
    return folder.resolve("home");
  }

  private void done(String line) {
    Program.Ended ended = run(line);
    assertEquals(0, ended.code(), ended.out());
  }

  private void assertStatus(int code, String words) {
    assertEquals(words, run("status").out());
    assertEquals(code, run("status").code());
    assertEquals(code, run("status --json").code(), "to a script the same");
  }

  private void withTray(int code, String words) throws Exception {
    Optional<SingleInstance> tray = SingleInstance.tryBecome(Home.at(home()));
    try (SingleInstance runs = tray.orElseThrow()) {
      assertStatus(code, words);
    }
  }

  @Test
  void allIsWellAndTheProgramRuns() throws Exception {
    done("backup");
    withTray(
        0,
        """
        shop: DIR/shop.db
          ✓ this computer: last proved backup BACKUP
          ✓ NAS: last proved backup BACKUP
          Next due: WHEN
        """
            + TRAY);
  }

  @Test
  void oneJobReadInItsTwoFoldersIsOneJob() {
    done("backup");
    assertEquals(
        """
        shop: DIR/shop.db
          ✓ DIR/shop-local: last proved backup BACKUP
          ✓ DIR/shop-nas: last proved backup BACKUP
          Next due: WHEN
        """,
        run("status --in DIR/shop-local --in DIR/shop-nas").out());
  }

  @Test
  void aJobThatWasJustAddedLacksItsBackupsAndHasNotFailed() throws Exception {
    withTray(
        3,
        """
        shop: DIR/shop.db
          ⚠ This computer has no proved backup.
          ⚠ NAS has no proved backup.
          this computer: no proved backup
          NAS: no proved backup
          Next due: WHEN
        """
            + TRAY);
  }

  @Test
  void whereTheProgramHasEndedNothingIsTicked() {
    done("backup");
    assertStatus(
        0,
        """
        shop: DIR/shop.db
          this computer: last proved backup BACKUP
          NAS: last proved backup BACKUP
          Next due: WHEN
        ⚠ The program next to the clock isn't running: nothing is backed up by itself.
        """);
  }

  @Test
  void whileItIsPausedNothingIsTicked() throws Exception {
    done("backup");
    Instant now = Instant.now();
    Files.writeString(
        home().resolve("state.json"),
        """
        {"format": "nightjar-state/1", "pause": {"from": "%s", "until": "%s"}}
        """
            .formatted(now.minus(Duration.ofMinutes(1)), now.plus(Duration.ofMinutes(1))));
    withTray(
        0,
        """
        shop: DIR/shop.db
          this computer: last proved backup BACKUP
          NAS: last proved backup BACKUP
          Next due: WHEN
        ⚠ Paused until WHEN: until then nothing is backed up by itself.
        The program next to the clock is running.
        """);
    assertTrue(run("status --json").out().contains("\"state\": \"paused\""));
  }

  @Test
  void aCopyThatNoRunMakesByItselfIsNotPromised() throws Exception {
    done("backup");
    Path marker = folder.resolve("shop-nas").resolve(MarkerFile.NAME);
    String taken = Files.readString(marker).replace('"' + Host.name() + '"', "\"OTHER-PC\"");
    Files.writeString(marker, taken);
    assertEquals(3, run("backup").code());
    String behind = "1 backup will be copied there once this is settled: DIR/shop-nas holds the";
    String out = run("status").out();
    assertTrue(out.contains(behind), out);
  }

  @Test
  void aNasThatIsBehindHasNoTickAndNamesItsOwnNewest() throws Exception {
    done("backup");
    Files.move(folder.resolve("shop-nas"), folder.resolve("unplugged"));
    assertEquals(3, run("backup").code());
    withTray(
        3,
        """
        shop: DIR/shop.db
          ⚠ NAS lacks the newest backup; its last one is of WHEN. 1 backup will be copied there by a later run. DIR/shop-nas doesn't answer. What is saved elsewhere is safe. Check that it is switched on and connected; this copy follows when it answers.
          ✓ this computer: last proved backup BACKUP
          NAS: last proved backup BACKUP
          Next due: WHEN
        """
            + TRAY);
    String json = run("status --json").out().replaceAll("\\s+", " ");
    String unreachable =
        "\"text\": \"DIR/shop-nas doesn't answer. What is saved elsewhere is safe. Check that it is"
            + " switched on and connected; this copy follows when it answers.\"";
    assertTrue(json.contains(unreachable), json);
    assertTrue(
        json.contains(
            "\"code\": \"place-behind\", \"severity\": \"attention\", \"subject\": \"NAS\","
                + " \"facts\": { \"place\": \"NAS\", \"newestAt\": \"TIME\", \"lacks\": 1,"),
        json);
    assertTrue(
        json.contains(
            "{ \"place\": \"NAS\", \"location\": \"DIR/shop-nas\", \"newest\": \"BACKUP\","
                + " \"behind\": true, \"lacks\": 1, \"missed\": 0, \"unread\": 0, \"error\":"),
        json);
    assertTrue(json.contains("\"trayRuns\": false, \"running\": []"), json);
    assertTrue(json.contains("\"state\": \"attention\", \"jobs\": ["), json);
  }

  @Test
  void aDatabaseThatIsMissingIsSaidThoughItsBackupsAreThere() throws Exception {
    done("backup");
    Files.delete(folder.resolve("shop.db"));
    withTray(
        3,
        """
        shop: DIR/shop.db
          ⚠ The database DIR/shop.db is not there. Backups made earlier are kept. If the app was renamed or moved, choose its file again.
          ✓ this computer: last proved backup BACKUP
          ✓ NAS: last proved backup BACKUP
          Next due: WHEN
        """
            + TRAY);
  }

  @Test
  void ofTwoDatabasesTheWorstLeads() throws Exception {
    add("office");
    done("backup");
    Files.delete(folder.resolve("office.db"));
    withTray(
        3,
        """
        office: DIR/office.db
          ⚠ The database DIR/office.db is not there. Backups made earlier are kept. If the app was renamed or moved, choose its file again.
          ✓ this computer: last proved backup BACKUP
          ✓ NAS: last proved backup BACKUP
          Next due: WHEN
        shop: DIR/shop.db
          ✓ this computer: last proved backup BACKUP
          ✓ NAS: last proved backup BACKUP
          Next due: WHEN
        """
            + TRAY);
    assertEquals(
        """
        office: DIR/office.db
          ⚠ The database DIR/office.db is not there. Backups made earlier are kept. If the app was renamed or moved, choose its file again.
        """,
        run("status --quiet").out());
  }

  @Test
  void ofManyCopiesThatAreGoneTheFirstAreNamed() throws Exception {
    for (int i = 0; i < 7; i++) {
      done("backup");
    }
    try (Stream<Path> files = Files.list(folder.resolve("shop-nas/database"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    String five = "BACKUP, BACKUP, BACKUP, BACKUP, BACKUP and 2 more. To be";
    String words = run("status").out();
    assertTrue(words.contains("NAS: damaged or gone: " + five), words);
    String json = run("status --json").out();
    String healing = json.replaceAll("(?s).*\"healing\": \\[([^]]*)].*", "$1");
    assertEquals(7, healing.split("BACKUP", -1).length - 1, json);
  }

  @Test
  void aCopyThatIsGoneIsNamed() throws Exception {
    done("backup");
    try (Stream<Path> files = Files.list(folder.resolve("shop-nas/database"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    withTray(
        3,
        """
        shop: DIR/shop.db
          ⚠ NAS has no proved backup. 1 backup will be copied there by a later run.
          ⚠ NAS: damaged or gone: BACKUP. To be copied again from another place.
          ✓ this computer: last proved backup BACKUP
          NAS: no proved backup
          Next due: WHEN
        """
            + TRAY);
  }

  /** A computer with a newer Nightjar wrote there, or somebody came back to an older one. */
  @Test
  void backupsOfANewerNightjarAreCounted() throws Exception {
    done("backup");
    try (Stream<Path> manifests = Files.list(folder.resolve("shop-nas/manifest"))) {
      for (Path manifest : manifests.toList()) {
        EditedManifest.replace(manifest, "nightjar-manifest/1", "nightjar-manifest/2");
      }
    }
    String line = "  ⚠ DIR/shop-nas: 1 backup there can't be read by this Nightjar.";
    String words = run("status --in DIR/shop-nas").out();
    assertTrue(words.contains(line + " \"nightjar list\" says why.\n"), words);
    String json = run("status --json --in DIR/shop-nas").out();
    assertTrue(json.contains("\"unread\": 1"), json);
    words = run("status").out();
    assertTrue(words.contains("⚠ NAS has no proved backup. 1 backup will be copied"), words);
    assertFalse(words.contains("can't be read"), "its copy here is known: " + words);
  }

  @Test
  void aRunThatIsUnderWayIsSaidAndNotDisturbed() throws Exception {
    done("backup");
    String id = Files.readString(home().resolve("settings.json"));
    id = id.replaceAll("(?s).*?\"id\": \"([0-9a-f-]{36})\".*", "$1");
    Path lock = home().resolve("locks").resolve(id + ".lock");
    assertFalse(HeldLock.isHeld(lock));
    try (HeldLock held = HeldLock.tryAcquire(lock, "a run").orElseThrow()) {
      withTray(
          0,
          """
          shop: DIR/shop.db
            ✓ this computer: last proved backup BACKUP
            ✓ NAS: last proved backup BACKUP
            Next due: WHEN
          Nightjar is at work on shop now.
          """
              + TRAY);
      assertEquals("a run", HeldLock.holderOf(lock));
    }
  }

  @Test
  void whyAPlaceCantBeUsedIsSaidByStatusAndByTheCheckOfTheSettings() throws Exception {
    add("till");
    done("backup shop");
    done("backup till");
    Files.move(folder.resolve("shop-nas"), folder.resolve("away"));
    Files.move(folder.resolve("till-nas"), folder.resolve("shop-nas"));
    String owned = "DIR/shop-nas holds the backups of \"till\"";
    assertTrue(run("status").out().contains(owned), () -> run("status").out());
    assertEquals(1, run("settings check").code());
    assertTrue(run("settings check").out().contains("✓ shop: this computer can be read"));
    assertFalse(run("settings check").out().contains("✓ shop: NAS can be read"));
    Files.writeString(folder.resolve("shop-nas/.nightjar-place.json"), "{");
    assertTrue(run("status").out().contains("can't tell whose backups are in DIR/shop-nas"));
  }

  @Test
  void aPlaceWithADamagedMarkerHoldsWhatItHeldWhoeverReadItMeanwhile() throws Exception {
    done("backup");
    for (String place : List.of("shop-local", "shop-nas")) {
      Files.writeString(folder.resolve(place).resolve(".nightjar-place.json"), "{");
    }
    done("list");
    String said = run("status").out();
    assertTrue(said.contains("This computer has every backup so far, but can't be used"), said);
    assertTrue(said.contains("NAS has every backup so far, but can't be used"), said);
    assertTrue(said.contains("this computer: last proved backup BACKUP"), said);
    assertTrue(said.contains("NAS: last proved backup BACKUP"), said);
  }

  /** The backups that runs brought there are known, though nobody remembers the contents. */
  @Test
  void aPlaceOfWhichOnlyTheRunsTellIsSaidToHaveWhatTheyBrought() throws Exception {
    done("backup");
    Files.writeString(folder.resolve("shop-nas/.nightjar-place.json"), "{");
    try (var remembered = Files.list(home().resolve("inventories"))) {
      for (Path file : remembered.toList()) {
        Files.delete(file);
      }
    }
    String said = run("status").out();
    assertTrue(said.contains("NAS has every backup so far, but can't be used"), said);
    assertTrue(said.contains("NAS: last proved backup BACKUP"), said);
    assertFalse(said.contains("no proved backup"), said);
  }
}
