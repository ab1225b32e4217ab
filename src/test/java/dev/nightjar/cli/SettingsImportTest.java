package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job goes to another computer: as a file of settings, or with its data out of the folder. */
final class SettingsImportTest {
  private static final String HOW =
      " Nothing was done. \"nightjar settings import --help\" shows how.";

  @TempDir private Path folder;
  private Terminal terminal;

  @BeforeEach
  void aDatabaseWithABackupOnTheNas() throws Exception {
    terminal = new Terminal(folder);
    terminal.job("shop", "--nas", "DIR/nas");
    terminal.done("backup");
  }

  /** The old computer's disk is gone: its settings, its database and its own folder. */
  private void aNewComputer() throws Exception {
    terminal.done("settings remove shop");
    Files.move(folder.resolve("shop.db"), folder.resolve("gone.db"));
    Files.move(folder.resolve("shop"), folder.resolve("gone"));
  }

  private String firstProduct(String file) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name FROM product WHERE id = 1")) {
      return rows.getString(1);
    }
  }

  @Test
  void anExportedJobComesBackWithItsIdAndSettings() {
    String before = terminal.done("settings set time=18:45") + terminal.done("settings show");
    assertEquals(
        "✓ Wrote the settings of shop to DIR/shop.json\n",
        terminal.done("settings export DIR/shop.json"));
    terminal.done("settings remove shop");

    assertEquals("✓ Added shop: DIR/shop.db\n", terminal.done("settings import DIR/shop.json"));
    assertEquals(before, "✓ time=18:45\n" + terminal.done("settings show"));
  }

  @Test
  void itsObjectNamesTheJob() {
    terminal.done("settings export DIR/shop.json");
    terminal.done("settings remove shop");
    JsonObject answer = terminal.json(0, "settings import DIR/shop.json");

    assertEquals("shop", answer.get("job").getAsString());
    assertEquals(36, answer.get("id").getAsString().length());
  }

  @Test
  void aFileThatIsThereIsNotWrittenOver() throws Exception {
    Files.writeString(folder.resolve("shop.json"), "mine");
    Program.Ended ended = terminal.run("settings export DIR/shop.json");

    assertEquals(1, ended.code());
    assertTrue(ended.err().contains("DIR/shop.json"), ended.err());
    assertEquals("mine", Files.readString(folder.resolve("shop.json")));
    assertEquals(1, terminal.run("settings export DIR/no-folder/shop.json").code());
  }

  @Test
  void aTemplateIsAJobOfItsOwnOnAnotherComputer() throws Exception {
    String id =
        terminal
            .json(0, "settings show")
            .toString()
            .replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    terminal.done("settings export DIR/template.json --template");

    assertFalse(Files.readString(folder.resolve("template.json")).contains(id));
  }

  @Test
  void whatIsMissingOrSomethingElseIsRefused() throws Exception {
    Files.writeString(folder.resolve("notes.json"), "{\"a\": 1}");
    assertEquals(1, terminal.run("settings import DIR/nowhere.json").code());
    terminal.refused(
        2,
        "DIR/notes.json is not what \"settings export\" writes. Nothing was changed.",
        "settings import DIR/notes.json");
  }

  @Test
  void optionsOfARestoreNeedIt() {
    String sentence = "--database FILE and --job NAME need --restore." + HOW;
    terminal.refused(2, sentence, "settings import DIR/nas --database DIR/a.db");
    terminal.refused(2, sentence, "settings import DIR/nas --job shop");
  }

  @Test
  void toGoOnWithAFolderTakesItOverAndThatMustBeSaid() throws Exception {
    aNewComputer();
    terminal.refused(
        2,
        "--restore goes on with the folder: say so by --take-over." + HOW,
        "settings import DIR/nas --restore");
    terminal.refused(
        2,
        "--restore goes on with the folder: say so by --take-over." + HOW,
        "settings import DIR/nas --restore --create");

    assertFalse(Files.exists(folder.resolve("shop.db")));
  }

  @Test
  void withNothingButTheFolderTheDataComesBackAndTheBackupsGoOn() throws Exception {
    aNewComputer();
    String said = terminal.done("settings import DIR/nas --restore --take-over");

    assertEquals("tea", firstProduct("shop.db"));
    assertTrue(said.startsWith("✓ Got backup "), said);
    assertTrue(said.endsWith("✓ Added shop: DIR/shop.db\n"), said);
    terminal.done("backup");
    assertTrue(terminal.done("list").contains("2 backups"), terminal.done("list"));
  }

  @Test
  void theSettingsFileInTheFolderStandsForTheFolder() throws Exception {
    aNewComputer();
    JsonObject answer =
        terminal.json(0, "settings import DIR/nas/nightjar-settings.json --restore --take-over");

    assertEquals("shop", answer.get("job").getAsString());
    assertEquals(
        folder.resolve("shop.db").toString(),
        answer.get("file").getAsString().replace("DIR", "" + folder));
    assertTrue(answer.has("restored"), answer::toString);
    assertTrue(answer.has("id"), answer::toString);
  }

  @Test
  void theDataMayGoToAnotherFile() throws Exception {
    aNewComputer();
    terminal.done("settings import DIR/nas --restore --take-over --database DIR/new.db");

    assertEquals("tea", firstProduct("new.db"));
    assertFalse(Files.exists(folder.resolve("shop.db")));
    assertTrue(terminal.done("settings show").contains("database=DIR/new.db"));
  }

  @Test
  void aDatabaseThatIsNotInTheFolderIsUnknown() throws Exception {
    aNewComputer();
    terminal.refused(
        2,
        "Nothing named office is set up to be backed up. Look in the settings for its name.",
        "settings import DIR/nas --restore --take-over --job office");
    terminal.done("settings import DIR/nas --restore --take-over --job SHOP");

    assertEquals("tea", firstProduct("shop.db"));
  }

  @Test
  void aFolderWithoutBackupsIsSaidSo() throws Exception {
    Files.createDirectories(folder.resolve("empty"));
    JsonObject error =
        terminal
            .json(1, "settings import DIR/empty --restore --take-over")
            .getAsJsonObject("error");

    assertEquals("no-backups", error.get("reason").getAsString());
  }
}
