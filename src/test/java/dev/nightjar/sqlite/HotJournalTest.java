package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database whose app died in a transaction, and that nobody has opened since. */
@Timeout(60)
final class HotJournalTest {
  @TempDir private Path folder;
  private Path live;
  private Path journal;

  /** Each one looks at a live file before a run copies it. */
  private enum Look {
    SETUP {
      @Override
      void at(Path file) throws FailureException {
        new LiveDatabase(file, Duration.ofSeconds(5), false, Clock.systemUTC()).inspect();
      }
    },
    FORM {
      @Override
      void at(Path file) throws FailureException {
        DatabaseInspection found = DatabaseInspection.at(file, false, Duration.ofSeconds(5));
        assertEquals(TransferWriter.ACCOUNTS, found.rows());
      }
    },
    STATUS {
      @Override
      void at(Path file) {
        LiveFileState state = LiveFileInspector.inspect(file, false, Optional.empty());
        assertEquals(Optional.empty(), state.failure().map(Failure::reason));
      }
    };

    abstract void at(Path file) throws FailureException;
  }

  @BeforeEach
  void dieInTransaction() throws Exception {
    Path running = folder.resolve("running.db");
    live = folder.resolve("live.db");
    journal = folder.resolve("live.db-journal");
    TransferWriter.fill(running, "delete", 300);
    try (Connection app = TransferWriter.connect(running);
        Statement statement = app.createStatement()) {
      statement.execute("PRAGMA synchronous=FULL");
      statement.execute("PRAGMA cache_size=5");
      statement.execute("BEGIN");
      statement.execute("UPDATE account SET balance = 7, padding = randomblob(4000)");
      Files.copy(running, live);
      Files.copy(folder.resolve("running.db-journal"), journal);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isNoFaultOfTheFolders(Look look) throws Exception {
    look.at(live);
    assertTrue(Files.notExists(journal), "rolled back, as any app does on opening");
    assertEquals(TransferWriter.TOTAL, TransferWriter.sum(live));
  }

  @Test
  void isLeftToARunWhereLocksMayNotHold() throws Exception {
    long bytes = Files.size(journal);
    assertTrue(LiveFileInspector.inspect(live, true, Optional.empty()).failure().isPresent());
    assertEquals(bytes, Files.size(journal));
  }
}
