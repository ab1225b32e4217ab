package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.nightjar.faults.Effort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file beside a database may be SQLite's: nothing else is written under such a name. */
final class RefusedTargetsTest {
  private static final List<String> SUFFIXES =
      Effort.isWhole() ? List.of("-wal", "-shm", "-journal", "-WAL") : List.of("-WAL");

  @TempDir private Path folder;
  private Terminal terminal;

  @BeforeEach
  void aBackup() throws Exception {
    terminal = new Terminal(folder);
    terminal.job("shop");
    terminal.done("backup");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "restore latest --to DIR/shop.db",
        "restore latest --from json --to DIR/shop.db",
        "restore latest --replace --database DIR/shop.db",
        "settings export DIR/shop.db"
      })
  void nothingIsWrittenThatSqliteWouldTakeForAPartOfADatabase(String command) throws Exception {
    for (String suffix : SUFFIXES) {
      Program.Ended ended = terminal.run(command + suffix);
      assertEquals(1, ended.code(), ended.toString());
      assertEquals(
          "✗ DIR/shop.db%s was not written: DIR/shop.db is a database, and SQLite keeps its own"
                  .formatted(suffix)
              + " data under that name. It would delete your file, or change the database by it."
              + " Nothing was changed. Choose another name.\n",
          ended.err());
      assertFalse(Files.exists(folder.resolve("shop.db" + suffix)));
    }
    Files.createDirectories(folder.resolve("sales"));
    assertEquals(0, terminal.run(command.replace("shop.db", "sales-journal")).code());
    Files.delete(folder.resolve("sales-journal"));
    assertEquals(0, terminal.run("restore latest --to DIR/other.db-wal").code());
  }
}
