package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code settings set}: all or nothing, of the right database, and with consent where it needs it.
 */
final class SettingsSetTest {
  @TempDir private Path folder;
  private Terminal terminal;

  @BeforeEach
  void oneDatabase() throws Exception {
    terminal = new Terminal(folder);
    terminal.job("shop", "--nas", "DIR/nas");
  }

  /** Two answers can be compared as texts. */
  @Test
  void membersOfAnAnswerHaveTheSameOrderEachTime() {
    assertEquals(
        List.of(
            "format",
            "jobs",
            "notifications",
            "appearance",
            "language",
            "patienceSeconds",
            "placePatienceSeconds"),
        List.copyOf(terminal.json(0, "settings show").keySet()));
  }

  @Test
  void whereOneOfSeveralIsWrongNoneIsChanged() {
    String shown = terminal.done("settings show");
    for (String line :
        new String[] {
          "time=18:00 keep=0",
          "patience=5 appearance=blue",
          "appearance=dark time=25:00",
          "time=18:00 appearance=blue"
        }) {
      assertEquals(2, terminal.run("settings set " + line).code(), line);
      assertEquals(shown, terminal.done("settings show"), line);
    }
  }

  @Test
  void severalAreChangedAtOnceAndToldInOneOrder() {
    assertEquals(
        "✓ time=18:00\n✓ days=mon\n✓ appearance=dark\n",
        terminal.done("settings set appearance=dark days=mon time=18:00"));
  }

  @Test
  void aDatabaseWithAVeryLongNameIsAddedUnderItsBeginning() throws Exception {
    Path file = folder.resolve("x".repeat(150) + ".db");
    Files.copy(folder.resolve("shop.db"), file);

    assertEquals(
        "✓ Added "
            + "x".repeat(80)
            + ". Back it up now: nightjar backup \""
            + "x".repeat(80)
            + "\"\n",
        terminal.done("settings add --database " + file + " --local DIR/long --create"));
  }

  @Test
  void aKeyThatIsMisspeltIsSuggested() {
    Program.Ended ended = terminal.run("settings set tine=18:00");

    assertEquals(2, ended.code());
    assertTrue(ended.err().contains("There is no setting \"tine\", but name, "), ended.err());
    assertTrue(ended.err().contains("Did you mean time?"), ended.err());
    assertTrue(
        ended.err().endsWith("Nothing was done. \"nightjar settings set --help\" shows how.\n"),
        ended.err());
  }

  @Test
  void aKeyWithoutAValueOrTwiceIsRefused() {
    String how = " Nothing was done. \"nightjar settings set --help\" shows how.";
    terminal.refused(2, "\"time\" needs a value, as in time=VALUE." + how, "settings set time");
    terminal.refused(
        2, "time is given more than once." + how, "settings set time=18:00 time=19:00");
    terminal.refused(2, "Missing: KEY=VALUE." + how, "settings set");
  }

  /** It would do nothing, and its user would believe the folder theirs. */
  @Test
  void aConsentWithoutAFolderThatIsSetIsRefused() {
    String shown = terminal.done("settings show");
    for (String line :
        List.of(
            "time=18:00 --take-over",
            "time=18:00 --create",
            "language=de --take-over",
            "nas=none --create")) {
      terminal.refused(
          2,
          "--create and --take-over are for a folder that is being set: give local=DIR or nas=DIR"
              + " with them. Nothing was done. \"nightjar settings set --help\" shows how.",
          "settings set " + line);
      assertEquals(shown, terminal.done("settings show"), line);
    }

    terminal.done("settings set time=18:00 nas=DIR/nas --take-over");
    terminal.done("settings set local=DIR/local2 nas=none --create");
  }

  @Test
  void aNamedDatabaseIsRefusedBesideSettingsOfAll() {
    terminal.refused(
        2,
        "--job is for settings of one database: these are of all, so leave it out. Nothing was"
            + " done. \"nightjar settings set --help\" shows how.",
        "settings set language=de patience=60 --job shop");
    assertEquals("language=system", terminal.setting("language"));

    terminal.done("settings set language=de time=18:00 --job shop");
  }

  @Test
  void aValueMayHaveAnEqualsSignInIt() {
    terminal.done("settings set name=a=b");

    assertEquals("name=a=b", terminal.setting("name"));
  }

  @Test
  void aCronLineThatCantBeIsToldInTheLanguageThatIsSet() {
    terminal.done("settings set language=de");

    assertEquals(
        "✗ Wann, cron: muss eine cron-Zeile mit fünf Feldern sein, zum Beispiel 0 17 * * 1-5"
            + " (angegeben: 60 0 * * *)",
        terminal.words("settings", "set", "cron=60 0 * * *").err().trim());
  }

  @Test
  void aTimeOrDaysPutACronLineOutOfUse() {
    assertEquals(0, terminal.words("settings", "set", "cron=0 17 * * 1-5").code());
    assertEquals("cron=0 17 * * 1-5", terminal.setting("cron"));
    terminal.done("settings set time=18:00");
    assertEquals("cron=none", terminal.setting("cron"));

    assertEquals(0, terminal.words("settings", "set", "cron=0 17 * * 1-5").code());
    terminal.done("settings set days=mon");
    assertEquals("cron=none", terminal.setting("cron"));

    assertEquals(0, terminal.words("settings", "set", "cron=0 17 * * 1-5").code());
    terminal.done("settings set make-up-missed=no");
    assertEquals("cron=0 17 * * 1-5", terminal.setting("cron"), "anything else leaves it");
    terminal.done("settings set cron=none");
    assertEquals("cron=none", terminal.setting("cron"));
  }

  @Test
  void aCronLineThatIsNoneIsRefused() {
    Program.Ended ended = terminal.words("settings", "set", "cron=every day");

    assertEquals(2, ended.code());
    assertTrue(ended.err().startsWith("✗ "), ended.err());
    assertEquals("cron=none", terminal.setting("cron"));
  }

  @Test
  void aPlacesOwnRuleCountsBeforeThatOfBoth() {
    terminal.done("settings set keep=7 keep-nas=everything");
    assertEquals("keep-local=7", terminal.setting("keep-local"));
    assertEquals("keep-nas=everything", terminal.setting("keep-nas"));
    assertEquals("", terminal.setting("keep"), "there is no one rule to show");
    terminal.done("settings set keep=smart");

    assertEquals("keep=smart", terminal.setting("keep"));
    assertEquals("", terminal.setting("keep-local"), "where both are the same, it is said once");
  }

  @Test
  void anotherFolderNeedsConsentAndGetsIt() throws Exception {
    Files.createDirectories(folder.resolve("other"));
    Files.writeString(folder.resolve("other/notes.txt"), "mine");
    Program.Ended refused = terminal.run("settings set nas=DIR/other");
    assertEquals(2, refused.code(), refused.toString());
    assertTrue(refused.err().contains("--create"), refused.err());
    assertFalse(Files.exists(folder.resolve("other/.nightjar-place.json")));
    terminal.done("settings set nas=DIR/other --create");

    assertEquals("nas=DIR/other", terminal.setting("nas"));
    assertTrue(Files.exists(folder.resolve("other/.nightjar-place.json")));
  }

  @Test
  void consentForOneFolderIsNoneForTheOtherWhoseDiskIsAway() throws Exception {
    Path nas = folder.resolve("nas");
    Files.move(nas, folder.resolve("off"));
    Files.createDirectory(nas); // As an unmounted disk looks.

    terminal.done("settings set local=DIR/other --create");
    terminal.done("settings set local=DIR/third --create --take-over");

    assertEquals(0, nas.toFile().list().length);
    Files.delete(nas);
    Files.move(folder.resolve("off"), nas);
    terminal.done("backup");
  }

  @Test
  void ofSeveralDatabasesOneIsNamedAndOnlyItIsChanged() throws Exception {
    terminal.job("office");
    Program.Ended unnamed = terminal.run("settings set time=18:00");
    assertEquals(2, unnamed.code());
    assertTrue(unnamed.err().contains("shop, office"), unnamed.err());
    terminal.done("settings set time=18:00 --job Office");
    String shown = terminal.done("settings show");

    assertTrue(shown.indexOf("time=17:00") < shown.indexOf("time=18:00"), shown);
    assertEquals(0, terminal.run("settings set appearance=dark").code(), "which is for all");
  }

  @Test
  void itsObjectHasTheJobAndTheValuesThatWereSet() {
    JsonObject answer = terminal.json(0, "settings set time=18:00 patience=5");

    assertEquals("shop", answer.get("job").getAsString());
    JsonObject values = answer.getAsJsonObject("values");
    assertEquals("{\"time\":\"18:00\",\"patience\":\"5\"}", values.toString());
    assertFalse(terminal.json(0, "settings set patience=6").has("job"), "which is for all jobs");
    JsonObject error = terminal.json(2, "settings set time=1").getAsJsonObject("error");
    assertEquals("setting-invalid", error.get("reason").getAsString());
    assertEquals("time", error.getAsJsonArray("arguments").get(0).getAsString());
  }

  @Test
  void aRuleForANasNeedsOne() {
    terminal.done("settings set nas=none");
    for (String line :
        List.of("keep-nas=5", "keep-nas=5 nas=none", "keep=3 keep-nas=5 time=9:00")) {
      terminal.refused(
          2, "keep-nas: needs a NAS: set nas=DIR, too (got 5)", "settings set " + line);
    }
    assertEquals("time=17:00", terminal.setting("time"));
    terminal.done("settings set keep-nas=5 nas=DIR/nas --create");
    assertEquals("keep-nas=5", terminal.setting("keep-nas"));
  }
}
