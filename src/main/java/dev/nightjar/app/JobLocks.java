package dev.nightjar.app;

import dev.nightjar.backup.BackupJob;
import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.HeldLock;
import dev.nightjar.io.ScratchFolder;
import dev.nightjar.platform.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a job from being done twice at a time: by one lock in the program's own folder, and one at
 * the place on this computer, which other users of it may share.
 */
final class JobLocks {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  /** A user reads it, in whichever language. */
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final Home home;
  private final Clock clock;

  JobLocks(Home home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  /** Whether a job is locked, by whichever process. */
  boolean isHeld(UUID job) throws FailureException {
    Path lock = lockOf(job);
    try {
      return HeldLock.isHeld(lock);
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, lock);
    }
  }

  /**
   * Says to all processes that a user waits for copies to be read, until it is closed; empty if
   * another one says so already, or if no run was ever made from this home.
   */
  Optional<HeldLock> readFirst() {
    try {
      return Files.isDirectory(home.locksFolder())
          ? HeldLock.tryAcquire(readersLock(), "process " + ProcessHandle.current().pid())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // The background reads slowly in any case.
    }
  }

  /** Whether a user waits for copies to be read, in whichever process. */
  boolean isReadFirst() {
    try {
      return HeldLock.isHeld(readersLock());
    } catch (IOException e) {
      return false;
    }
  }

  private Path readersLock() {
    return home.locksFolder().resolve("reading.lock");
  }

  /**
   * Does what nobody else may do for the same job meanwhile, with its scratch folder emptied.
   *
   * @param wait whether to wait for another run to end
   * @throws FailureException {@code RUN_IN_PROGRESS}, its holder named
   */
  <T> T under(BackupJob job, boolean wait, Attempt<T> work) throws FailureException {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), clock.getZone());
    String holder = "PID " + ProcessHandle.current().pid() + ", " + MINUTE.format(now);
    try (HeldLock mine = waiting(wait, () -> lock(job.identity().job(), holder));
        @Nullable HeldLock place = lockPlace(job, holder, wait)) {
      ScratchFolder.empty(job.stagingFolder());
      ScratchFolder.removeStale(home.stagingFolder(), clock.instant());
      return work.run();
    }
  }

  private HeldLock lock(UUID job, String holder) throws FailureException {
    Path file = lockOf(job);
    try {
      DurableFiles.makeFolders(home.locksFolder());
      return HeldLock.tryAcquire(file, holder)
          .orElseThrow(
              () -> new FailureException(Reason.RUN_IN_PROGRESS, HeldLock.holderOf(file), file));
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, file);
    }
  }

  private Path lockOf(UUID job) {
    return home.locksFolder().resolve(job + ".lock");
  }

  /** The first of the job's places on this computer that can be locked. */
  private static @Nullable HeldLock lockPlace(BackupJob job, String holder, boolean wait)
      throws FailureException {
    for (BackupJob.Target target : job.targets()) {
      if (target.local()) {
        Optional<HeldLock> lock = waiting(wait, () -> target.destination().lock(holder));
        if (lock.isPresent()) {
          return lock.get();
        }
      }
    }
    return null;
  }

  private static <T> T waiting(boolean wait, Attempt<T> attempt) throws FailureException {
    while (true) {
      try {
        return attempt.run();
      } catch (FailureException e) {
        if (!wait || e.reason() != Reason.RUN_IN_PROGRESS) {
          throw e;
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw FailureException.because(e, Reason.CANCELLED);
      }
    }
  }
}
