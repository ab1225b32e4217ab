package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.setup.DatabaseInspector;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup in a place is nobody's live database. */
final class PlacedBackupTest {
  @TempDir private Path folder;
  private Terminal terminal;
  private String backup = "";

  @BeforeEach
  void aBackup() throws Exception {
    terminal = new Terminal(folder);
    terminal.job("shop");
    terminal.done("backup");
    try (var files = Files.list(folder.resolve("shop/database"))) {
      backup = "DIR/shop/database/" + files.findFirst().orElseThrow().getFileName();
    }
  }

  @Test
  void aBackupInAPlaceIsNotTakenForALiveDatabase() throws Exception {
    terminal.sql("shop.db", "DELETE FROM product");
    terminal.done("backup");
    Path file = folder.resolve(backup.substring("DIR/".length()));
    byte[] before = Files.readAllBytes(file);
    for (String command :
        new String[] {
          "restore latest --replace --database " + backup,
          "rows latest --table product --missing --apply --database " + backup,
          "settings add --name other --local DIR/other --create --database " + backup,
          "settings set --job shop database=" + backup,
          "backup --local DIR/other --create --database " + backup
        }) {
      Program.Ended ended = terminal.run(command);
      assertEquals(1, ended.code(), ended.toString());
      assertEquals(
          "✗ "
              + backup
              + " is a backup in the folder DIR/shop, not an app's database. Nothing was changed,"
              + " so that it stays whole. Restore it as a new file in another folder, and use that"
              + " one.\n",
          ended.err());
      assertArrayEquals(before, Files.readAllBytes(file), command);
    }
    assertFalse(Files.exists(folder.resolve("other")));
    assertTrue(terminal.done("settings show").contains("database=DIR/shop.db"));
    assertEquals(
        Reason.DATABASE_IS_BACKUP,
        assertThrows(
                FailureException.class,
                () -> new DatabaseInspector(Duration.ofSeconds(10)).inspect(file))
            .reason());
    Path app = Files.createDirectories(folder.resolve("app/database"));
    Files.copy(file, app.resolve(file.getFileName()));
    terminal.done("restore latest --replace --database DIR/app/database/" + file.getFileName());
  }
}
