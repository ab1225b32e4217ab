package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A path that names the wrong kind of thing is told as that, and nothing is left behind. */
final class WrongPathsTest {
  private static final String IS_FILE =
      "DIR/letter.txt is a file, not a folder. It was left as it is. Choose a folder.";

  @TempDir private Path folder;
  private Terminal terminal;
  private List<Path> before = List.of();

  @BeforeEach
  void aBackupAndALetter() throws SQLException, IOException {
    terminal = new Terminal(folder);
    terminal.job("shop");
    terminal.done("backup");
    terminal.sql("other.db", "CREATE TABLE a(b)");
    Files.writeString(folder.resolve("letter.txt"), "Dear customer, this is no database.\n");
    before = things();
  }

  private List<Path> things() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.startsWith(folder.resolve("home"))).sorted().toList();
    }
  }

  private void refused(int code, String sentence, String line) throws IOException {
    terminal.refused(code, sentence, line);
    assertEquals(before, things(), line);
  }

  @Test
  void aFolderThatIsNotThereIsCalledSoByEachCommand() throws IOException {
    for (String command : List.of("list --in DIR/none", "status --in DIR/none")) {
      refused(
          1,
          "There is no folder DIR/none. Nothing was changed. If it is on a drive or a NAS, check"
              + " that it is connected; otherwise correct its name.",
          command);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list --in FILE",
        "status --in FILE",
        "show latest --in FILE",
        "verify --all --in FILE",
        "restore latest --in FILE --to DIR/new.db",
        "sql latest --in FILE SELECT",
        "backup --database DIR/other.db --local FILE --create",
        "settings add --database DIR/other.db --local FILE --create",
        "settings add --database DIR/other.db --local FILE",
        "settings add --database DIR/other.db --local DIR/new --nas FILE --create",
        "settings add --database DIR/other.db --local DIR/new --nas FILE --take-over",
        "settings set local=FILE",
        "settings set nas=FILE --create",
        "settings import --restore --take-over FILE",
        "demo FILE"
      })
  void aFileThatShouldBeAFolderIsCalledAFile(String line) throws IOException {
    refused(1, IS_FILE, line.replace("FILE", "DIR/letter.txt"));
    refused(1, IS_FILE, line.replace("FILE", "DIR/letter.txt/below"));
  }

  @ParameterizedTest
  @CsvSource({
    "letter.txt, 1, 'is not an SQLite database'",
    "none.db, 1, 'is not there'",
    "shop, 1, 'is a folder, not a database'"
  })
  void whatCantBeBackedUpIsRefusedBeforeAFolderIsMadeForIt(String file, int code, String why)
      throws IOException {
    for (String places :
        List.of("--local DIR/new/x", "--local DIR/new/x --nas DIR/nas", "--local DIR")) {
      Program.Ended ended =
          terminal.run("backup --database DIR/%s %s --create".formatted(file, places));
      assertEquals(code, ended.code(), ended.toString());
      assertEquals("", ended.out());
      assertTrue(ended.err().contains(why), ended.err());
      assertEquals(before, things(), places);
    }
  }

  @Test
  void whereNothingWasToBeBackedUpNobodySaysThatNothingWas() throws IOException {
    String sentence = "DIR/%s, so it can't be backed up. Nothing was changed. Choose the %s";
    for (String line :
        List.of(
            "settings add --local DIR/new --create --database DIR/",
            "settings set database=DIR/",
            "backup --local DIR/new --create --database DIR/")) {
      refused(
          1,
          sentence.formatted("letter.txt is not an SQLite database", "app's database file."),
          line + "letter.txt");
      refused(
          1,
          sentence.formatted("home is a folder, not a database", "database file inside it."),
          line + "home");
    }
  }

  @Test
  void aFolderOfAnotherJobIsTakenOverWhereThatIsOffered() throws SQLException {
    terminal.sql("third.db", "CREATE TABLE a(b)");
    terminal.done("backup --database DIR/other.db --local DIR/others --create");
    String advice = "(\"nightjar settings add\" or \"set\", with --take-over).\n";
    for (String line :
        List.of(
            "backup --database DIR/third.db --create", "settings add --database DIR/third.db")) {
      Program.Ended ended = terminal.run(line + " --local DIR/others");
      assertEquals(2, ended.code());
      assertTrue(ended.err().endsWith(advice), ended.err());
    }
    assertFalse(terminal.done("backup --help").contains("--take-over"));
    for (String command : List.of("settings add", "settings set")) {
      assertTrue(terminal.done(command + " --help").contains("--take-over"), command);
    }
    terminal.done("settings add --database DIR/third.db --local DIR/others --take-over");
  }

  @Test
  void whereOneFolderIsRefusedTheOtherIsNotMade() throws IOException {
    refused(
        1,
        IS_FILE,
        "backup --database DIR/other.db --local DIR/new/x --nas DIR/letter.txt --create");
  }

  @Test
  void aPlaceOfTheSettingsThatBecameAFileIsCalledAFile() throws IOException {
    Files.move(folder.resolve("shop"), folder.resolve("moved"));
    Files.writeString(folder.resolve("shop"), "");
    String file = "✗ " + IS_FILE.replace("letter.txt", "shop") + "\n";

    for (String line : List.of("list", "verify --all", "restore latest --to DIR/new.db")) {
      assertEquals(file, terminal.run(line).err(), line);
    }
    Program.Ended run = terminal.run("backup");
    assertEquals(1, run.code());
    assertTrue(run.err().startsWith(file), run.err());
    assertTrue(terminal.run("status").out().contains("shop is a file, not a folder"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DIR/shop", "/dev/null"})
  void nothingIsPutBackIntoWhatIsNoFile(String target) throws IOException {
    assumeTrue(target.startsWith("DIR") || Files.exists(Path.of(target)), "POSIX only");
    refused(
        1,
        target
            + " is not a file, but a folder or a device, so nothing can be put back into it."
            + " Nothing was changed. Choose the database file.",
        "restore latest --quiet --replace --database " + target);
  }

  @Test
  void aFolderInPlaceOfTheHistoryIsToldByEachRunThatItLacks() throws IOException {
    Path history = folder.resolve("home").resolve("history.jsonl");
    Files.delete(history);
    Files.createDirectory(history);
    String told = terminal.done("backup --quiet");
    assertTrue(told.contains("history lacks this run. DIR/home/history.jsonl is in the way"), told);
  }

  @ParameterizedTest
  @CsvSource({
    "restore latest --to, new.db",
    "restore latest --from json --to, new.db",
    "restore latest --quiet --replace --database, new.db",
    "settings export, new.json"
  })
  void aFileWhoseFolderIsNotThereIsNotWrittenAndTheFolderIsNamed(String line, String file)
      throws IOException {
    for (String none : List.of("DIR/none", "DIR/letter.txt", "DIR/none/below")) {
      refused(
          1,
          "There is no folder %1$s, so %1$s/%2$s was not written. Nothing was changed. Make that"
                  .formatted(none, file)
              + " folder first, or choose another one.",
          line + " " + none + "/" + file);
    }
    assertFalse(Files.exists(folder.resolve("none")));
  }
}
