package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.demo.SampleShop;
import dev.nightjar.demo.ShopState;
import dev.nightjar.demo.WriterProcess;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.io.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No snapshot of a database that another process writes to at full speed is torn. */
final class TornCopyTest {
  @TempDir private Path folder;

  /** Locks and their order are the same there; a writer on a disk mostly waits for its flushes. */
  @TempDir(factory = FastFolder.class)
  private Path memory;

  @Test
  void aSnapshotUnderAWriterIsOneState() throws Exception {
    snapshots(folder, "wal", 5);
  }

  @Test
  void aSnapshotInRollbackModeIsOneState() throws Exception {
    snapshots(folder, "delete", 1);
  }

  @Test
  @Tag("proof")
  void aHundredSnapshotsUnderAWriterAreEachOneState() throws Exception {
    snapshots(memory, "wal", 100);
  }

  @Test
  @Tag("proof")
  void aHundredSnapshotsInRollbackModeAreEachOneState() throws Exception {
    snapshots(memory, "delete", 100);
  }

  @Test
  @Tag("proof")
  void aSnapshotOntoASlowNasIsOneStateAndTheWriterGoesOn() throws Exception {
    slowSnapshot("wal", 12_000_000);
  }

  @Test
  @Tag("proof")
  void aSnapshotInRollbackModeOntoASlowNasIsOneStateAndTheWriterGoesOn() throws Exception {
    slowSnapshot("delete", 12_000_000);
  }

  @Test
  @Tag("proof")
  void aLargeSnapshotOntoASlowNasIsOneStateAndTheWriterGoesOn() throws Exception {
    slowSnapshot("wal", 100_000_000);
  }

  /** If a target's flush takes long, SQLite's step does: so it is here, between two steps. */
  private void slowSnapshot(String mode, long bytes) throws Exception {
    Path database = folder.resolve("shop.db");
    Path copy = folder.resolve("copy.db");
    SampleShop.create(database, bytes);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=" + mode);
    }
    List<Long> moves = new ArrayList<>();
    try (WriterProcess writer = WriterProcess.start(database, 0);
        // Rollback mode is not fair: a writer that never rests can keep a reader out for seconds.
        Connection beside =
            DriverManager.getConnection("jdbc:sqlite:" + database + "?busy_timeout=120000")) {
      long before = moves(beside);
      Progress tenMegabytesASecond =
          new Progress() {
            private long last;

            @Override
            public void advanced(long done, long total) throws FailureException {
              try {
                Thread.sleep(Math.max(0, done - last) / 10_000);
                last = done;
                moves.add(moves(beside));
              } catch (InterruptedException | SQLException e) {
                throw FailureException.because(e, Reason.CANCELLED);
              }
            }
          };
      new LiveDatabase(database, Duration.ofSeconds(30), false, Clock.systemUTC())
          .snapshot(copy, tenMegabytesASecond);
      ShopState state = SampleShop.check(copy);
      assertTrue(state.consistent(), state::toString);
      assertTrue(DatabaseCheck.of(copy, Progress.NONE).grade() == CheckReport.Grade.WHOLE);
      assertTrue(state.movesInCounter() >= before, state::toString);
      assertTrue(writer.isAlive());
    }
    long during = moves.get(moves.size() - 1) - moves.get(0);
    System.out.println("TornCopyTest: " + mode + ", " + during + " moves while it was copied");
    assertTrue(during > 0, moves::toString);
  }

  private static long moves(Connection beside) throws SQLException {
    return Connections.number(beside, "SELECT value FROM counters WHERE name = 'moves'");
  }

  private void snapshots(Path where, String mode, int count) throws Exception {
    Path database = where.resolve("shop.db");
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
        Path copy = where.resolve("copy" + i + ".db");
        Snapshot snapshot = live.snapshot(copy, Progress.NONE);
        assertTrue(snapshot.journalMode().equals(mode), snapshot.journalMode());
        ShopState state = SampleShop.check(copy);
        assertTrue(state.consistent(), "copy " + i + ": " + state);
        assertTrue(state.movesInCounter() >= moves, "copy " + i + " is older than the one before");
        moves = state.movesInCounter();
        assertTrue(DatabaseCheck.of(copy, Progress.NONE).grade() == CheckReport.Grade.WHOLE);
        assertFalse(Files.exists(where.resolve("copy" + i + ".db-wal")));
        Files.delete(copy);
      }
      assertTrue(writer.isAlive());
    }
    assertTrue(moves > 0);
  }
}
