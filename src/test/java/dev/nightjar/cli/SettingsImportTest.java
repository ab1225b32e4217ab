package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A job goes to another computer: as a file of settings, or with its data out of the folder. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SettingsImportTest {
  private static final String HOW =
      " Nothing was done. \"nightjar settings import --help\" shows how.";

  private Path folder;
  private Terminal terminal;

  /** For those that leave it as it was; the others make a scene of their own. */
  @BeforeAll
  void aDatabaseWithABackupOnTheNas(@TempDir Path shared) throws Exception {
    folder = shared;
    terminal = withABackup(shared);
  }

  private static Terminal withABackup(Path folder) throws Exception {
    Terminal terminal = new Terminal(folder);
    terminal.job("shop", "--nas", "DIR/nas");
    terminal.done("backup");
    return terminal;
  }

  /** The old computer's disk is gone: its settings, its database and its own folder. */
  private static Terminal aNewComputer(Path folder) throws Exception {
    Terminal terminal = withABackup(folder);
    terminal.done("settings remove shop");
    Files.move(folder.resolve("shop.db"), folder.resolve("gone.db"));
    Files.move(folder.resolve("shop"), folder.resolve("gone"));
    return terminal;
  }

  /** The folder for backups on a new computer is the user's. */
  private static <T> T signedInAt(Path user, Supplier<T> work) {
    String home = System.getProperty("user.home");
    try {
      System.setProperty("user.home", user.toString());
      return work.get();
    } finally {
      System.setProperty("user.home", home);
    }
  }

  private static String firstProduct(Path file) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name FROM product WHERE id = 1")) {
      return rows.getString(1);
    }
  }

  @Test
  void anExportedJobComesBackWithItsIdAndSettings() {
    String before = terminal.done("settings show");
    assertEquals(
        "✓ Wrote the settings of shop to DIR/shop.json\n",
        terminal.done("settings export DIR/shop.json"));
    terminal.done("settings remove shop");
    assertEquals("✓ Added shop: DIR/shop.db\n", terminal.done("settings import DIR/shop.json"));
    assertEquals(before, terminal.done("settings show"));

    terminal.done("settings remove shop");
    JsonObject answer = terminal.json(0, "settings import DIR/shop.json");
    assertEquals("shop", answer.get("job").getAsString());
    assertEquals(36, answer.get("id").getAsString().length());
  }

  @Test
  void aFileThatIsThereIsNotWrittenOver() throws Exception {
    Files.writeString(folder.resolve("mine.json"), "mine");
    Program.Ended ended = terminal.run("settings export DIR/mine.json");

    assertEquals(1, ended.code());
    assertTrue(ended.err().contains("DIR/mine.json"), ended.err());
    assertEquals("mine", Files.readString(folder.resolve("mine.json")));
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
  void aJobThatIsHereAlreadyIsNamedAndWhatHelpsIsSaid(@TempDir Path own) throws Exception {
    Terminal there = withABackup(own);
    there.done("settings export DIR/same.json");
    there.done("settings export DIR/template.json --template");
    String before = there.done("settings show");

    String exists =
        "shop is set up already, for the database DIR/shop.db. Nothing was changed. To set it up"
            + " anew, remove it first; its backups stay: nightjar settings remove \"shop\"";
    there.refused(2, exists, "settings import DIR/same.json");
    there.refused(2, exists, "settings import DIR/template.json");
    String taken =
        "The name shop is taken already, by the database DIR/shop.db. Nothing was changed. Choose"
            + " another name, or give that one another first: nightjar settings set name=NEW"
            + " --job \"shop\"";
    there.sql("till.db", "CREATE TABLE a(b)");
    there.refused(
        2, taken, "settings add --database DIR/till.db --name Shop --local DIR/till --create");
    assertEquals(before, there.done("settings show"));

    there.done("settings add --database DIR/till.db --name till --local DIR/till --create");
    there.refused(2, taken, "settings set name=shop --job till");
    there.done("settings set name=old --job shop");
    there.refused(
        2,
        "old is set up already, for the database DIR/shop.db. Nothing was changed. To set it up"
            + " anew, remove it first; its backups stay: nightjar settings remove \"old\"",
        "settings import DIR/same.json");
    there.done("settings remove old");
    there.done("settings import DIR/same.json");
  }

  @Test
  void optionsOfARestoreNeedIt() {
    String sentence = "--database FILE and --job NAME need --restore." + HOW;
    terminal.refused(2, sentence, "settings import DIR/nas --database DIR/a.db");
    terminal.refused(2, sentence, "settings import DIR/nas --job shop");
  }

  @Test
  void toGoOnWithAFolderTakesItOverAndThatMustBeSaid() {
    String sentence = "--restore goes on with the folder: add --take-over." + HOW;
    terminal.refused(2, sentence, "settings import DIR/nas --restore");
    terminal.refused(2, sentence, "settings import DIR/nas --restore --create");
  }

  @Test
  void withNothingButTheFolderTheDataComesBackAndTheBackupsGoOn(@TempDir Path own)
      throws Exception {
    Terminal terminal = aNewComputer(own);
    terminal.refused(
        2,
        "Nothing named office is set up to be backed up. Look in the settings for its name.",
        "settings import DIR/nas --restore --take-over --job office");
    String said =
        signedInAt(
            own, () -> terminal.done("settings import DIR/nas --restore --take-over --job SHOP"));

    assertEquals("tea", firstProduct(own.resolve("shop.db")));
    assertTrue(said.startsWith("✓ Got backup "), said);
    assertTrue(said.endsWith("✓ Added shop: DIR/shop.db\n"), said);
    terminal.done("backup");
    assertTrue(terminal.done("list").contains("2 backups"), terminal.done("list"));
    assertTrue(Files.isDirectory(own.resolve("Nightjar Backups")));
  }

  @Test
  void theDataMayGoToAnotherFileAndTheSettingsFileStandsForTheFolder(@TempDir Path own)
      throws Exception {
    Terminal terminal = aNewComputer(own);
    JsonObject answer =
        signedInAt(
            own,
            () ->
                terminal.json(
                    0,
                    "settings import DIR/nas/nightjar-settings.json --restore --take-over"
                        + " --database DIR/new.db"));

    assertEquals("tea", firstProduct(own.resolve("new.db")));
    assertFalse(Files.exists(own.resolve("shop.db")));
    assertEquals("shop", answer.get("job").getAsString());
    assertTrue(answer.get("file").getAsString().endsWith("new.db"), answer::toString);
    assertTrue(answer.has("restored") && answer.has("id"), answer::toString);
  }

  @Test
  void settingsThatCannotBeReadAreSaidWhenTheUsualOnesAreTaken(@TempDir Path own) throws Exception {
    Terminal terminal = aNewComputer(own);
    Path settings = own.resolve("nas/nightjar-settings.json");
    Files.writeString(settings, "{torn");
    JsonObject answer =
        signedInAt(own, () -> terminal.json(0, "settings import DIR/nas --restore --take-over"));
    assertEquals("DIR/nas/nightjar-settings.json", answer.get("unreadSettings").getAsString());

    terminal.done("settings remove shop");
    Files.delete(own.resolve("shop.db"));
    Files.writeString(settings, "{torn");
    Program.Ended ended =
        signedInAt(own, () -> terminal.run("settings import DIR/nas --restore --take-over"));
    String said = ended.out() + ended.err();
    assertTrue(said.contains("DIR/nas/nightjar-settings.json. The usual time is set up"), said);
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

  /** Each path by itself: one of another system is no folder in the one that is worked in. */
  @Test
  void aFileOfAnotherSystemIsRefusedForItsPaths(@TempDir Path own) throws Exception {
    String strange = File.separatorChar == '\\' ? "/home/user" : "D:/Backups";
    String here = folder.resolve("shop.db").toString().replace('\\', '/');
    String free = own.resolve("backups").toString().replace('\\', '/');
    for (List<String> paths :
        List.of(
            List.of(strange, free, free + "-2"),
            List.of(here, strange, free),
            List.of(here, free, strange))) {
      Path file = own.resolve("job.json");
      Files.writeString(
          file,
          """
          {"format": "nightjar-job/1", "name": "other", "database": "%s", "local": "%s", "nas": "%s"}
          """
              .formatted(paths.toArray()));
      Program.Ended ended = new Terminal(own).run("settings import " + file + " --create");
      assertEquals(2, ended.code(), ended.toString());
      assertTrue(ended.err().contains("must be a full path (got "), ended.toString());
    }
  }
}
