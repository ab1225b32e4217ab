package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind a failure stands what else helps here. */
final class AdviceTest {
  @TempDir private Path folder;
  private Terminal terminal;

  @BeforeEach
  void aBackup() throws Exception {
    terminal = new Terminal(folder);
    terminal.job("shop");
    terminal.done("backup");
  }

  /** Changes a byte in the middle of the one file of a kind. */
  private void damage(String kind) throws Exception {
    Path file = only(kind);
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
  }

  private Path only(String kind) throws Exception {
    try (var files = Files.list(folder.resolve("shop").resolve(kind))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void whereTheDatabaseIsDamagedTheJsonIsNamed() throws Exception {
    damage("database");
    for (String command :
        new String[] {"restore latest --to DIR/x.db", "restore latest --replace"}) {
      Program.Ended ended = terminal.run(command);
      assertEquals(1, ended.code(), ended.toString());
      assertTrue(
          ended
              .err()
              .endsWith(
                  " Use the same backup in another place, or another backup.\n"
                      + "  This backup has a JSON, too. To have the database made from it, add"
                      + " --from json.\n"),
          ended.err());
      terminal.json(1, command);
    }
    terminal.done("restore latest --from json --to DIR/x.db");
    damage("json");
    String last = terminal.run("restore latest --from json --to DIR/y.db").err();
    assertTrue(last.contains("is damaged") && !last.contains("--from json"), last);
  }

  private String remove(String kind) throws Exception {
    Path gone = only(kind);
    Files.delete(gone);
    return gone.getFileName().toString().replaceAll("backup-|\\.[a-z]+$", "");
  }

  @Test
  void whatIsLeftOfABackupComesBackThoughItsOtherFileIsGone() throws Exception {
    String id = remove("json");
    terminal.done("restore " + id + " --to DIR/x.db");
    String verified = terminal.run("verify " + id).err();
    assertTrue(verified.contains(id + ".json is not what was saved (missing)"), verified);
    Program.Ended json = terminal.run("restore " + id + " --from json --to DIR/y.db");
    assertEquals(1, json.code(), json.toString());
    assertTrue(json.err().contains("(missing)") && !json.err().contains("--from"), json.err());
  }

  @Test
  void whereTheDatabaseIsGoneTheJsonIsNamed() throws Exception {
    String id = remove("database");
    Program.Ended ended = terminal.run("restore " + id + " --to DIR/x.db");
    assertEquals(1, ended.code(), ended.toString());
    assertTrue(ended.err().contains("add --from json"), ended.err());
    terminal.done("restore " + id + " --from json --to DIR/x.db");
  }

  @Test
  void ofDamagedSettingsTheLastGoodOnesAreNamed() throws Exception {
    terminal.done("status");
    Path settings = folder.resolve("home/settings.json");
    String good = Files.readString(settings);
    Files.writeString(settings, good.substring(0, good.length() / 2));
    Program.Ended ended = terminal.run("status");
    assertEquals(2, ended.code(), ended.toString());
    assertTrue(
        ended
            .err()
            .endsWith(
                "  The last good settings are in DIR/home/settings.json.last-good. To go back to"
                    + " them, copy that file to DIR/home/settings.json.\n"),
        ended.err());
    Files.delete(folder.resolve("home/settings.json.last-good"));
    assertFalse(terminal.run("status").err().contains("settings are in"));
  }

  @Test
  void ofAFileInTheWayOfAnotherFolderTheSettingsAreNotNamed() throws Exception {
    Path locks = folder.resolve("home/locks");
    Files.move(locks, folder.resolve("away"));
    Files.writeString(locks, "");
    String blocked = terminal.run("restore latest --replace").err();
    assertTrue(blocked.contains("DIR/home/locks is in the way"), blocked);
    assertFalse(blocked.contains("last good"), blocked);
    Path settings = folder.resolve("home/settings.json");
    Files.delete(settings);
    Files.createDirectory(settings);
    String folderThere = terminal.run("status").err();
    assertTrue(folderThere.contains("The last good settings are in"), folderThere);
  }

  @Test
  void ofANameThatComesFromTheFileTheOptionIsNamed() throws Exception {
    Files.createDirectory(folder.resolve("other"));
    terminal.sql("other/shop.db", "CREATE TABLE t(a)");
    String add = "settings add --database DIR/other/shop.db --local DIR/second";
    String taken = terminal.run(add).err();
    assertTrue(taken.endsWith("To name it yourself, add --name NAME.\n"), taken);
    assertFalse(terminal.run(add + " --name SHOP").err().contains("--name"));
    terminal.done(add + " --name other");
  }

  @Test
  void whereOnlyCopiesAreThatNightjarDidNotMakeTheyAreNamed() throws Exception {
    Files.createDirectories(folder.resolve("old/database"));
    String none = terminal.run("verify --all --in DIR/old").err();
    assertFalse(none.contains("did not make"), none);
    terminal.sql("old/database/backup-2019.db", "CREATE TABLE t(a)");
    for (String line : new String[] {"verify --all --in DIR/old", "verify --in DIR/old"}) {
      Program.Ended ended = terminal.run(line);
      assertEquals(1, ended.code(), ended.toString());
      assertTrue(
          ended
              .err()
              .endsWith(
                  "Copies are there that Nightjar did not make: 2019. To check one, verify it by its"
                      + " ID.\n"),
          ended.err());
    }
    terminal.done("verify 2019 --in DIR/old");
    Files.createDirectories(folder.resolve("second/database"));
    terminal.sql("second/database/backup-2019.db", "CREATE TABLE t(a)");
    String twoOfThatId = terminal.run("verify --in DIR/old --in DIR/second").err();
    assertFalse(twoOfThatId.contains("did not make"), twoOfThatId);
  }

  @Test
  void ofAnInvalidSettingTheFileIsNamedThatHasIt() throws Exception {
    terminal.done("status");
    Path settings = folder.resolve("home/settings.json");
    Files.writeString(
        settings,
        Files.readString(settings).replace("\"patienceSeconds\": 30", "\"patienceSeconds\": -1"));
    String file =
        "patienceSeconds: must be 0 to 3600 (got -1)\n"
            + "  This is in DIR/home/settings.json. No backups are made until it is corrected.\n";
    for (String command : new String[] {"status", "settings set time=18:00"}) {
      Program.Ended ended = terminal.run(command);
      assertEquals(2, ended.code(), ended.toString());
      assertTrue(
          ended
              .err()
              .endsWith(
                  file
                      + "  The last good settings are in DIR/home/settings.json.last-good. To go back"
                      + " to them, copy that file to DIR/home/settings.json.\n"),
          ended.err());
    }
    terminal.json(2, "status");
    Files.delete(folder.resolve("home/settings.json.last-good"));
    assertTrue(terminal.run("status").err().endsWith(file), terminal.run("status").err());
  }

  @Test
  void anInvalidSettingOfTheCommandIsNotSaidToBeInTheFile() throws Exception {
    Program.Ended ended = terminal.run("settings set patience=-1");
    assertEquals(2, ended.code(), ended.toString());
    assertFalse(ended.err().contains("settings.json"), ended.err());
    Path file = folder.resolve("home/settings.json");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceAll("\"patienceSeconds\": [0-9]+", "\"patienceSeconds\": -1"));
    assertTrue(terminal.run("status").err().contains("settings.json"));
    String add = terminal.run("settings add --database DIR/shop.db --local DIR/x --keep -5").err();
    assertTrue(add.contains("-5") && !add.contains("settings.json"), add);
  }
}
