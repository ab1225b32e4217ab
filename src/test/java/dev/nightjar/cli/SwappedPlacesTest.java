package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A NAS that gives another database's folder is told by each command that reads it. */
final class SwappedPlacesTest {
  @TempDir private Path folder;
  private Terminal terminal;

  @BeforeEach
  void twoDatabasesWhoseFoldersWereSwapped() throws Exception {
    terminal = new Terminal(folder);
    terminal.job("shop", "--nas", "DIR/nas-shop");
    terminal.job("cafe", "--nas", "DIR/nas-cafe");
    terminal.done("backup");
    Files.move(folder.resolve("nas-shop"), folder.resolve("aside"));
    Files.move(folder.resolve("nas-cafe"), folder.resolve("nas-shop"));
    Files.move(folder.resolve("aside"), folder.resolve("nas-cafe"));
  }

  private void told(int code, String line) {
    Program.Ended ended = terminal.run(line);
    assertEquals(code, ended.code(), line + ": " + ended);
    assertTrue(
        ended.err().contains("DIR/nas-shop holds the backups of \"cafe\""), line + ": " + ended);
  }

  @Test
  void aListAndACheckOfAllSayThatAPlaceIsAnothers() {
    told(3, "list --job shop");
    told(3, "list");
    told(1, "verify --all --job shop");
    String json = terminal.json(3, "list --job shop").toString();
    assertTrue(json.contains("place-owned-by-other"), json);
  }

  @Test
  void aListThatHasAllThereIsIsNoFailureThoughEachPlaceIsAnothers() throws Exception {
    Files.move(folder.resolve("shop"), folder.resolve("aside"));
    Files.move(folder.resolve("cafe"), folder.resolve("shop"));
    Files.move(folder.resolve("aside"), folder.resolve("cafe"));
    told(3, "list --job shop");
  }

  @Test
  void theOtherPlaceGivesItsBackupBack() {
    terminal.done("restore latest --job shop --to DIR/found.db");
    assertTrue(Files.exists(folder.resolve("found.db")));
  }

  @Test
  void whatIsWhereItBelongsIsToldOfNobody() throws Exception {
    Files.move(folder.resolve("nas-shop"), folder.resolve("aside"));
    Files.move(folder.resolve("nas-cafe"), folder.resolve("nas-shop"));
    Files.move(folder.resolve("aside"), folder.resolve("nas-cafe"));
    assertFalse(terminal.done("list").contains("holds"));
    terminal.done("verify --all");
  }
}
