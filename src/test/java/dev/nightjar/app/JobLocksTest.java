package dev.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.backup.BackupJob;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.history.History;
import dev.nightjar.platform.Home;
import dev.nightjar.sqlite.LiveDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobLocksTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-02T14:00:59.123456789Z"), ZoneId.of("Europe/Istanbul"));

  @TempDir(factory = FastFolder.class)
  Path folder;

  @Test
  void theHolderIsNamedWithTheTimeOnTheUsersClock() throws Exception {
    JobLocks locks = new JobLocks(Home.at(folder), CLOCK);
    BackupJob job =
        new BackupJob(
            new JobIdentity(new UUID(0, 1), "shop", "till"),
            new LiveDatabase(folder.resolve("shop.db"), Duration.ZERO, false, CLOCK),
            List.of(),
            folder.resolve("staging"),
            new History(folder.resolve("history.jsonl")).sequence(new UUID(0, 1)),
            Duration.ZERO);
    String holder =
        locks.under(
            job,
            false,
            () -> {
              FailureException refused =
                  assertThrows(
                      FailureException.class, () -> locks.under(job, false, () -> "another"));
              assertEquals(Reason.RUN_IN_PROGRESS, refused.reason());
              return String.valueOf(refused.failure().arguments().get(0));
            });
    assertEquals("PID " + ProcessHandle.current().pid() + ", 2026-03-02 17:00", holder);
  }
}
