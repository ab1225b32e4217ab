package dev.nightjar.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.proof.DatabaseContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore into databases of every kind, with every kind of file beside them. */
@Tag("proof")
final class RestoreProofTest {
  private static final List<String> MODES = List.of("DELETE", "TRUNCATE", "PERSIST", "WAL");
  private static final List<String> ENCODINGS = List.of("UTF-8", "UTF-16le", "UTF-16be");

  @TempDir private Path folder;

  private static String[] pragmas(int pageSize, String encoding, int autoVacuum, String mode) {
    return new String[] {
      "PRAGMA page_size=" + pageSize,
      "PRAGMA encoding='" + encoding + "'",
      "PRAGMA auto_vacuum=" + autoVacuum,
      "PRAGMA journal_mode=" + mode
    };
  }

  @Test
  void theResultIsTheBackupWhateverThePagesTheTextAndTheJournal() throws Exception {
    int number = 0;
    for (int liveBits = 9; liveBits <= 16; liveBits++) {
      for (int backupBits = 9 + liveBits % 2; backupBits <= 16; backupBits += 2) {
        String mode = MODES.get(number % 4);
        String encoding = ENCODINGS.get(number % 3);
        int autoVacuum = number / 4 % 3;
        LiveShop shop = new LiveShop(folder.resolve("shop" + number));
        LiveShop.make(
            shop.live,
            "bad",
            number % 5 == 0 ? 600 : 20,
            pragmas(1 << liveBits, ENCODINGS.get((number + 1) % 3), (number + 1) % 3, mode));
        LiveShop.make(
            shop.backup,
            "good",
            number % 3 == 0 ? 600 : 20,
            pragmas(1 << backupBits, encoding, autoVacuum, "DELETE"));
        String what = (1 << liveBits) + " <- " + (1 << backupBits) + " " + mode;
        List<String> before = DatabaseContents.of(shop.live);
        shop.restore();
        assertEquals(DatabaseContents.of(shop.backup), DatabaseContents.of(shop.live), what);
        assertEquals(before, DatabaseContents.of(shop.saved()), what);
        assertEquals("ok", LiveShop.ask(shop.live, "PRAGMA integrity_check"), what);
        assertEquals(
            mode.equals("WAL") ? "wal" : "delete",
            LiveShop.ask(shop.live, "PRAGMA journal_mode"),
            what);
        assertEquals(List.of(), shop.left(), what);
        number++;
      }
    }
  }

  @Test
  void filesOfAnotherDatabaseBesideItChangeNothing() throws Exception {
    LiveShop other = new LiveShop(folder.resolve("other"));
    LiveShop.make(other.live, "other", 500, "PRAGMA journal_mode=WAL");
    Process writer = WriterInChild.start(other.live);
    Thread.sleep(200);
    writer.destroyForcibly().waitFor();
    Path log = other.live.resolveSibling("shop.db-wal");
    assertTrue(Files.size(log) > 0);
    byte[] journal = new byte[4096];
    System.arraycopy(
        new byte[] {(byte) 0xd9, (byte) 0xd5, 5, (byte) 0xf9, 32, (byte) 0xa1, 99, (byte) 0xd7},
        0,
        journal,
        0,
        8);
    for (String mode : List.of("WAL", "DELETE", "missing", "empty")) {
      LiveShop shop = new LiveShop(folder.resolve("stale-" + mode));
      LiveShop.make(shop.backup, "good", 200);
      switch (mode) {
        case "missing" -> {}
        case "empty" -> Files.createFile(shop.live);
        default -> LiveShop.make(shop.live, "bad", 300, "PRAGMA journal_mode=" + mode);
      }
      Files.copy(log, shop.live.resolveSibling("shop.db-wal"));
      Files.write(shop.live.resolveSibling("shop.db-shm"), new byte[32768]);
      Files.write(shop.live.resolveSibling("shop.db-journal"), journal);
      shop.restore();
      assertEquals(DatabaseContents.of(shop.backup), DatabaseContents.of(shop.live), mode);
      assertEquals("ok", LiveShop.ask(shop.live, "PRAGMA integrity_check"), mode);
      assertEquals(DatabaseContents.of(shop.backup), DatabaseContents.of(shop.live), mode);
    }
  }

  @Test
  void whileAnAppWritesItRefusesOrWaits() throws Exception {
    for (String mode : List.of("WAL", "DELETE")) {
      LiveShop shop = new LiveShop(folder.resolve("busy-" + mode));
      LiveShop.make(shop.live, "bad", 300, "PRAGMA journal_mode=" + mode);
      LiveShop.make(shop.backup, "good", 200);
      Process writer = WriterInChild.start(shop.live);
      try {
        for (int attempt = 0; attempt < 20; attempt++) {
          FailureException e = assertThrows(FailureException.class, shop::restore);
          assertEquals(Reason.DATABASE_IN_USE, e.reason());
        }
        assertTrue(writer.isAlive());
        assertEquals("bad 1", LiveShop.ask(shop.live, "SELECT name FROM stock WHERE id = 1"));
        shop.restore(
            (file, programs) -> {
              assertTrue(programs.isEmpty() || programs.get(0).name().equals("java"));
              writer.destroyForcibly();
            });
      } finally {
        writer.destroyForcibly().waitFor();
      }
      assertEquals(DatabaseContents.of(shop.backup), DatabaseContents.of(shop.live), mode);
      // All that the app had committed until then is in the data from before.
      long written =
          Long.parseLong(
              LiveShop.ask(shop.saved(), "SELECT count(*) FROM stock WHERE name = 'written'"));
      assertTrue(written > 0, mode + " " + written);
    }
  }
}
