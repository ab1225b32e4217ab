package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.demo.SampleShop;
import dev.nightjar.demo.ShopState;
import dev.nightjar.demo.WriterProcess;
import dev.nightjar.io.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No snapshot of a database that another process writes to at full speed is torn. */
final class TornCopyTest {
  @TempDir private Path folder;

  @Test
  void aSnapshotUnderAWriterIsOneState() throws Exception {
    snapshots("wal", 5);
  }

  @Test
  void aSnapshotInRollbackModeIsOneState() throws Exception {
    snapshots("delete", 3);
  }

  @Test
  @Tag("proof")
  void aHundredSnapshotsUnderAWriterAreEachOneState() throws Exception {
    snapshots("wal", 100);
  }

  @Test
  @Tag("proof")
  void aHundredSnapshotsInRollbackModeAreEachOneState() throws Exception {
    snapshots("delete", 100);
  }

  private void snapshots(String mode, int count) throws Exception {
    Path database = folder.resolve("shop.db");
    SampleShop.create(database, 4_000_000);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=" + mode);
    }
    long moves = -1;
    try (WriterProcess writer = WriterProcess.start(database, 0)) {
      LiveDatabase live =
          new LiveDatabase(database, Duration.ofSeconds(30), false, Clock.systemUTC());
      for (int i = 0; i < count; i++) {
        Path copy = folder.resolve("copy" + i + ".db");
        Snapshot snapshot = live.snapshot(copy, Progress.NONE);
        assertTrue(snapshot.journalMode().equals(mode), snapshot.journalMode());
        ShopState state = SampleShop.check(copy);
        assertTrue(state.consistent(), "copy " + i + ": " + state);
        assertTrue(state.movesInCounter() >= moves, "copy " + i + " is older than the one before");
        moves = state.movesInCounter();
        assertTrue(DatabaseCheck.of(copy, Progress.NONE).whole());
        assertFalse(Files.exists(folder.resolve("copy" + i + ".db-wal")));
        Files.delete(copy);
      }
      assertTrue(writer.isAlive());
    }
    assertTrue(moves > 0);
  }
}
