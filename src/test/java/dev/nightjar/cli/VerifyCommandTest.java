package dev.nightjar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.App;
import dev.nightjar.app.ReadableCopy;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.io.Progress;
import dev.nightjar.platform.Home;
import dev.nightjar.settings.Job;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} finds rot, remembers it, and the next backup heals it. */
final class VerifyCommandTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Console console =
      new Console(
          new Console.Style(false, true, false), "verify", new PrintStream(said, true, UTF_8));
  private final List<Object> results = new ArrayList<>();

  @BeforeEach
  void aBackupAtTwoPlaces() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE product(name TEXT)");
      statement.execute("INSERT INTO product VALUES('tea'),('milk')");
    }
    run("settings add --database DIR/shop.db --local DIR/local --nas DIR/nas --create");
    assertEquals(0, run("backup").code());
  }

  private Program.Ended run(String line) {
    List<String> arguments =
        new ArrayList<>(List.of("--home", folder.resolve("home").toString(), "--plain"));
    for (String word : line.split(" ")) {
      arguments.add(word.replace("DIR", folder.toString()));
    }
    return InThisProcess.asOnTerminal(arguments);
  }

  private Path only(String kind) throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve(kind))) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .findFirst()
          .orElseThrow();
    }
  }

  /** As a run deletes it that keeps fewer, between the listing and the reading. */
  @Test
  void aCopyThatWasDeletedMeanwhileIsNotDamaged() throws Exception {
    try (App app = new App(Home.at(folder.resolve("home")), Clock.systemUTC(), "1")) {
      Job job = app.settings().load().jobs().get(0);
      KeptBackup kept = Survey.read(app.jobs().targets(job)).backups().get(0);
      for (String kind : List.of("manifest", "database", "json")) {
        Files.delete(only("nas/" + kind));
      }
      CopyCheck check = new CopyCheck(app, console, Progress.NONE, kept.copies().size());
      for (KeptBackup.Copy copy : kept.copies()) {
        assertEquals(0, check.verify(copy, results), said.toString(UTF_8));
      }

      assertTrue(said.toString(UTF_8).contains("nas: deleted since this check began"));
      assertEquals(1, app.checks().of(job.id()).all().count(), "of the other copy alone");
    }
  }

  private static void flipABit(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void allCommandsSayThatAManifestIsDamaged() throws Exception {
    String id = only("nas/manifest").getFileName().toString().replaceAll("backup-|[.]json", "");
    flipABit(only("nas/manifest"));
    assertEquals(0, run("show " + id).code());
    assertEquals(0, run("restore " + id + " --to DIR/other.db").code(), "the other place has it");
    Program.Ended other = run("verify " + id);
    assertEquals(0, other.code(), other.err());
    assertFalse(other.out().contains("what it should contain is unknown"), other.out());

    Files.delete(only("local/manifest"));
    Files.delete(only("local/database"));
    Program.Ended shown = run("show " + id);
    assertEquals(1, shown.code(), shown.err());
    Program.Ended verified = run("verify " + id);
    assertEquals(1, verified.code(), verified.out());
    assertTrue(
        verified.out().contains("unknown, since its manifest is damaged"),
        verified.out() + verified.err());
    String json = run("verify --json " + id).out();
    assertTrue(json.contains("\"error\""), json);
    Program.Ended restored = run("restore " + id + " --to DIR/back.db");
    assertEquals(0, restored.code(), restored.err());
    assertTrue(restored.out().contains("its manifest is damaged"), restored.out());
    for (Program.Ended ended : List.of(shown, verified)) {
      assertTrue(
          (ended.out() + ended.err()).contains("The description of a backup, "),
          ended.out() + ended.err());
    }
    for (Program.Ended ended : List.of(shown, verified, restored)) {
      String all = ended.out() + ended.err();
      assertFalse(all.contains("made by Nightjar") || all.contains("didn't make"), all);
    }
  }

  @Test
  void rotFoundByTheCommandLineIsRememberedMarkedAndHealedByTheNextBackup() throws Exception {
    Path rotten = only("nas/database");
    flipABit(rotten);
    assertFalse(run("list").out().contains("damaged"));

    assertEquals(1, run("verify --all").code());
    assertTrue(run("list").out().contains("this computer, NAS (damaged)"));
    assertTrue(run("list --json").out().contains("\"whole\": false"));
    Program.Ended status = run("status");
    assertEquals(3, status.code());
    assertTrue(status.out().contains("NAS: damaged or gone: "), status.out());

    run("backup");
    assertArrayEquals(
        Files.readAllBytes(only("local/database")), Files.readAllBytes(only("nas/database")));
    assertEquals(0, run("verify --all").code());
    assertFalse(run("list").out().contains("damaged"));
    assertEquals(0, run("status").code());
  }

  @Test
  void rotMetByARestoreIsRememberedMarkedAndHealedByTheNextBackup() throws Exception {
    flipABit(only("local/database"));

    Program.Ended restored = run("restore latest --to " + folder.resolve("back.db"));
    assertEquals(0, restored.code());
    assertTrue(restored.out().contains("local couldn't give the backup"), restored.out());
    assertTrue(run("list").out().contains("this computer (damaged), NAS"));
    assertEquals(3, run("status").code());

    run("backup");
    assertFalse(run("list").out().contains("damaged"));
    assertEquals(0, run("status").code());
  }

  @Test
  void aCopyThatIsGoneWhenItIsRestoredIsNotDamaged() throws Exception {
    Path database = only("local/database");
    Path manifest = only("local/manifest");
    try (App app = new App(Home.at(folder.resolve("home")), Clock.systemUTC(), "1")) {
      Job job = app.settings().load().jobs().get(0);
      KeptBackup kept = Survey.read(app.jobs().targets(job)).backups().get(0);
      Files.delete(manifest);
      flipABit(database);
      ReadableCopy.verified(app, kept, Progress.NONE).close();

      assertEquals(0, app.checks().of(job.id()).all().count());
    }
  }

  @Test
  void aPlaceThatGoesAwayMeanwhileIsNamedOnceHoweverManyBackupsItHas() throws Exception {
    run("backup");
    run("backup");
    try (App app = new App(Home.at(folder.resolve("home")), Clock.systemUTC(), "1")) {
      Job job = app.settings().load().jobs().get(0);
      List<KeptBackup> all = Survey.read(app.jobs().targets(job)).backups();
      Files.move(folder.resolve("nas"), folder.resolve("off"));
      CopyCheck check = new CopyCheck(app, console, Progress.NONE, 6);
      for (KeptBackup kept : all) {
        for (KeptBackup.Copy copy : kept.copies()) {
          check.verify(copy, results);
        }
      }
      String nas = folder.resolve("nas").toString();
      assertEquals(Set.of(nas), check.tellAway());
      List<String> about = said.toString(UTF_8).lines().filter(one -> one.contains(nas)).toList();
      assertEquals(2, about.size(), said.toString(UTF_8));
      assertTrue(about.get(1).endsWith("not read for that reason: 2 backups more"), about.get(1));
      assertEquals(6, results.size());
    }
  }

  /** Its place, a table's name, its version, its end: nothing of it is what a list needs. */
  @Test
  void aFlippedBitInAManifestIsNamedByListAndVerifyAndHealed() throws Exception {
    Path manifest = only("nas/manifest");
    byte[] good = Files.readAllBytes(manifest);
    String text = new String(good, UTF_8);
    for (String flipped : List.of("nightjarVersion", "product", "sqliteVersion", "sha256\": \"")) {
      byte[] bad = good.clone();
      bad[text.lastIndexOf(flipped) + flipped.length() + 4] ^= 1;
      Files.write(manifest, bad);

      String list = run("list").out();
      assertTrue(list.contains(manifest.getFileName().toString()), list);
      assertEquals(1, run("verify --all").code(), flipped);
      run("backup");
      assertArrayEquals(good, Files.readAllBytes(manifest), flipped);
    }
    assertEquals(0, run("verify --all").code());
    assertEquals(0, run("status").code());
  }

  /** The lock itself is gone by then, its file stays. */
  @Test
  void aProgramThatReadsInTheBackgroundIsToldToGiveWay() {
    Path told = folder.resolve("home/locks/reading.lock");
    assertFalse(Files.exists(told));
    assertEquals(0, run("verify").code());
    assertTrue(Files.exists(told));
  }

  @Test
  void aFolderThatNoSettingNamesLeavesNothingInTheProgramsOwn() throws Exception {
    Path other = folder.resolve("other");
    assertEquals(0, run("verify --all --in DIR/nas").code());
    assertTrue(Files.isDirectory(folder.resolve("home").resolve("checks")));
    List<String> arguments = new ArrayList<>(List.of("--home", other.toString()));
    Stream.of("verify", "--all", "--in", folder.resolve("nas").toString()).forEach(arguments::add);
    assertEquals(0, CommandLineFace.run(arguments.toArray(String[]::new)));
    assertFalse(Files.exists(other.resolve("checks")));
  }
}
