package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.nightjar.faults.EditedManifest;
import dev.nightjar.platform.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code latest} is one job's, and never another one's. */
final class LatestTest {
  @TempDir private Path folder;
  private int restored;

  private Program.Ended run(String home, String line) {
    List<String> arguments = new ArrayList<>(List.of("--home", folder.resolve(home).toString()));
    for (String word : line.split(" ")) {
      arguments.add(word.replace("DIR", folder.toString()));
    }
    return InThisProcess.run(arguments);
  }

  private void done(String home, String line) {
    Program.Ended ended = run(home, line);
    assertEquals(0, ended.code(), line + ": " + ended);
  }

  private void database(String name, String content) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(name + ".db"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS whose(name TEXT)");
      statement.execute("DELETE FROM whose");
      statement.execute("INSERT INTO whose VALUES('" + content + "')");
    }
  }

  /** A job whose id is chosen, as a file that can be imported. */
  private void job(String name, String id) throws Exception {
    Files.writeString(
        folder.resolve(name + ".json"),
        """
        {"format": "nightjar-job/1", "id": "%s", "name": "%s", "database": "%s", "local": "%s",
         "nas": "%s"}
        """
            .formatted(id, name, json(name + ".db"), json(name + "-local"), json("nas")));
  }

  private String json(String file) {
    return folder.resolve(file).toString().replace("\\", "\\\\");
  }

  /** The backup that {@code restore latest} brings back, which is of the job of that name. */
  private String latest(String home, String options) throws Exception {
    return latest(home, options, Optional.empty());
  }

  private String latest(String home, String options, Optional<String> job) throws Exception {
    String file = "restored-" + ++restored + ".db";
    Program.Ended ended = run(home, "restore latest --to DIR/" + file + " " + options);
    assertEquals(0, ended.code(), ended.toString());
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name FROM whose")) {
      String content = rows.getString(1);
      assertTrue(ended.out().contains(" of " + job.orElse(content) + " on "), ended.toString());
      return content;
    }
  }

  @Test
  void ofTwoDatabasesOneHasToBeNamed() throws Exception {
    for (String name : List.of("shop", "office")) {
      database(name, name);
      done("home", "settings add --database DIR/" + name + ".db --local DIR/" + name + "-local");
    }
    done("home", "backup");
    for (String command :
        List.of("show", "show latest", "verify", "restore latest --to DIR/x.db")) {
      Program.Ended ended = run("home", command);
      assertEquals(2, ended.code(), ended.toString());
      assertEquals(
          "✗ There is more than one database: shop, office. Nothing was done. Say which one:"
              + " --job NAME.",
          ended.err().strip());
    }
    assertEquals("shop", latest("home", "--job shop"));
    assertEquals("office", latest("home", "--job OFFICE"));
    assertEquals(
        "office", latest("home", "--in DIR/shop-local --in DIR/office-local --job office"));
    assertEquals(2, run("home", "show --job nobody").code());
    assertEquals(2, run("home", "show --in DIR/shop-local --job office").code());
    String listed = run("home", "list").out();
    assertTrue(listed.indexOf("shop\n") >= 0 && listed.indexOf("\noffice\n") > 0, listed);
    assertEquals(1, run("home", "list --job shop").out().split("1 backup: ").length - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "11111111-1111-4111-8111-111111111111, eeeeeeee-1111-4111-8111-111111111111",
    "eeeeeeee-1111-4111-8111-111111111111, 11111111-1111-4111-8111-111111111111"
  })
  void afterATakeOverTheLatestIsTheNewComputers(String oldId, String newId) throws Exception {
    database("old", "old");
    database("new", "new");
    job("old", oldId);
    job("new", newId);
    done("old-home", "settings import DIR/old.json --create");
    for (int i = 0; i < 3; i++) {
      done("old-home", "backup");
    }
    // As if another computer had made them.
    inEachFileOf("nas", "\"" + Host.name() + "\"", "\"OLD-PC\"");
    inEachFileOf("old-local", "\"" + Host.name() + "\"", "\"OLD-PC\"");
    assertEquals(2, run("new-home", "settings import DIR/new.json --create").code());
    done("new-home", "settings import DIR/new.json --create --take-over");
    String marker = Files.readString(folder.resolve("nas/.nightjar-place.json"));
    assertTrue(marker.replaceAll("\\s", "").contains("\"continues\":[\"" + oldId + "\"]"), marker);
    done("new-home", "backup");
    assertEquals("new", latest("new-home", ""));
    assertEquals("new", latest("new-home", "--in DIR/nas"));
    assertEquals("new", latest("new-home", "--in DIR/new-local"));
    assertEquals("old", latest("new-home", "--in DIR/old-local"));
    assertEquals(2, run("new-home", "show --in DIR/nas --in DIR/old-local").code());
    String listed = run("new-home", "list").out();
    assertTrue(listed.contains("(of old on OLD-PC)"), listed);
    // Retention and what is owed know the chain, too.
    assertTrue(listed.contains("4 backups: this computer 4 ("), listed);
  }

  private void moved(String from, String to) throws Exception {
    Files.move(folder.resolve(from), folder.resolve(to));
  }

  @Test
  void ofANewComputerItIsTheNewOneThoughTheNasWasOffAtTheFirstBackup() throws Exception {
    database("old", "old");
    job("old", UUID.randomUUID().toString());
    done("home", "settings import DIR/old.json --create");
    for (int i = 0; i < 3; i++) {
      done("home", "backup");
    }
    moved("old-local", "gone");
    done("new-home", "settings import DIR/nas/nightjar-settings.json --create --take-over");
    moved("nas", "off");
    database("old", "new");
    assertEquals(3, run("new-home", "backup").code());
    moved("off", "nas");
    assertEquals("new", latest("new-home", "", Optional.of("old")));
    done("new-home", "backup");
    assertEquals("new", latest("new-home", "--in DIR/nas", Optional.of("old")));
  }

  @Test
  void itIsTheNewestThoughTheRunBeforeWasCutShortAndItsFolderCouldNotBeRead() throws Exception {
    database("old", "old");
    job("old", UUID.randomUUID().toString());
    done("home", "settings import DIR/old.json --create");
    done("home", "backup");
    moved("nas", "off");
    assertEquals(3, run("home", "backup").code());
    assertEquals(4, Files.readAllLines(folder.resolve("home/history.jsonl")).size());
    CutRun.forgetEnds(folder.resolve("home"));
    moved("off", "nas");
    moved("old-local", "off");
    database("old", "new");
    assertEquals(3, run("home", "backup").code());
    moved("off", "old-local");
    assertEquals("new", latest("home", "", Optional.of("old")));
  }

  private void saysThatThereMayBeANewerOne(boolean expected) {
    int made = ++restored;
    for (String line :
        List.of(
            "restore latest --to DIR/doubted-" + made + ".db",
            "sql latest SELECT(1)",
            "diff latest latest",
            "rows latest --table whose --missing",
            "show")) {
      Program.Ended ended = run("home", line);
      assertEquals(0, ended.code(), line + ": " + ended);
      assertEquals(expected, ended.err().contains("There may be a newer backup. "), line + ended);
      assertEquals(expected ? 1 : 0, ended.err().lines().count(), line + ended);
    }
    for (String line : List.of("show", "sql latest SELECT(1)", "diff latest now")) {
      String json = run("home", line + " --json").out();
      assertEquals(
          expected, JsonParser.parseString(json).getAsJsonObject().has("mayBeNewer"), json);
    }
  }

  @Test
  void itIsSaidThatAPlaceOrAManifestThatCannotBeReadMayHaveANewerOne() throws Exception {
    database("old", "old");
    job("old", UUID.randomUUID().toString());
    done("home", "settings import DIR/old.json --create");
    done("home", "backup");
    saysThatThereMayBeANewerOne(false);
    moved("nas", "off");
    saysThatThereMayBeANewerOne(true);
    database("old", "new");
    assertEquals(3, run("home", "backup").code());
    moved("off", "nas");
    saysThatThereMayBeANewerOne(false);
    moved("old-local", "off");
    assertEquals("old", latest("home", "", Optional.of("old")));
    saysThatThereMayBeANewerOne(true);
    moved("off", "old-local");
    Path newest = newestManifest("old-local");
    Path database = folder.resolve("old-local/database").resolve(name(newest, ".db"));
    Files.move(database, folder.resolve("away.db"));
    saysThatThereMayBeANewerOne(true);
    Files.move(folder.resolve("away.db"), database);
    saysThatThereMayBeANewerOne(false);
    EditedManifest.replace(newest, "nightjar-manifest/1", "nightjar-manifest/2");
    saysThatThereMayBeANewerOne(true);
    Program.Ended named = run("home", "show " + name(newestManifest("nas"), "").substring(7));
    assertEquals(0, named.code(), named.toString());
    assertEquals("", named.err());
  }

  private Path newestManifest(String place) throws Exception {
    try (Stream<Path> manifests = Files.list(folder.resolve(place + "/manifest"))) {
      return manifests.max(Comparator.comparing(file -> name(file, ""))).orElseThrow();
    }
  }

  private static String name(Path manifest, String ending) {
    return manifest.getFileName().toString().replace(".json", ending);
  }

  private void inEachFileOf(String place, String what, String instead) throws Exception {
    List<Path> files = new ArrayList<>(List.of(folder.resolve(place + "/.nightjar-place.json")));
    try (Stream<Path> manifests = Files.list(folder.resolve(place + "/manifest"))) {
      manifests.forEach(files::add);
    }
    for (Path file : files) {
      EditedManifest.replace(file, what, instead);
    }
  }
}
