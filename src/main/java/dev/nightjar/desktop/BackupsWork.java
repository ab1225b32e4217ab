package dev.nightjar.desktop;

import dev.nightjar.app.KeptBackup;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import dev.nightjar.restore.Restorer;
import dev.nightjar.restore.Verifier;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What the window does with a backup by itself: check it again, save a copy of it. */
public final class BackupsWork {
  private static final Check NOT_SINCE = new Check(State.NOT_SINCE, Optional.empty());

  private final Executor work;
  private final Executor eventThread;
  private final Clock clock;
  private final Map<Key, Check> checks = new HashMap<>();

  /**
   * @param work where backups are read: one at a time, and none while a run writes
   */
  public BackupsWork(Executor work, Executor eventThread, Clock clock) {
    this.work = work;
    this.eventThread = eventThread;
    this.clock = clock;
  }

  /** How a backup fared since it was made. */
  enum State {
    NOT_SINCE,
    CHECKING,
    WHOLE,
    DAMAGED
  }

  record Check(State state, Optional<Instant> at) {}

  private record Key(UUID job, long sequence, FileHash database) {
    static Key of(KeptBackup backup) {
      Manifest manifest = backup.manifest();
      return new Key(manifest.job().job(), manifest.sequence(), manifest.databaseFile());
    }
  }

  Check checkOf(KeptBackup backup) {
    return checks.getOrDefault(Key.of(backup), NOT_SINCE);
  }

  /**
   * Reads every copy of a backup where it is.
   *
   * @param ended told on the event thread: why it isn't whole, if so
   */
  void check(KeptBackup backup, Consumer<Optional<Failure>> ended) {
    checks.put(Key.of(backup), new Check(State.CHECKING, Optional.empty()));
    work.execute(
        () -> {
          Optional<Failure> failure = Optional.empty();
          try {
            for (KeptBackup.Copy copy : backup.copies()) {
              Verifier.verify(copy.destination(), copy.manifest(), Progress.NONE);
            }
          } catch (FailureException e) {
            failure = Optional.of(e.failure());
          }
          Optional<Failure> found = failure;
          Instant at = clock.instant();
          eventThread.execute(
              () -> {
                State state = found.map(BackupsWork::stateAfter).orElse(State.WHOLE);
                checks.put(Key.of(backup), new Check(state, Optional.of(at)));
                ended.accept(found);
              });
        });
  }

  /** A place that doesn't answer says nothing about what is there. */
  private static State stateAfter(Failure failure) {
    return switch (failure.reason()) {
      case BACKUP_DAMAGED, COPY_DAMAGED, JSON_DIFFERS, JSON_DAMAGED -> State.DAMAGED;
      default -> State.NOT_SINCE;
    };
  }

  /**
   * Makes a new file of a backup, from the first place that gives it whole.
   *
   * @param ended told on the event thread: why there is none, if so
   */
  void saveCopy(KeptBackup backup, Path target, Consumer<Optional<Failure>> ended) {
    work.execute(
        () -> {
          Optional<Failure> failure = Optional.empty();
          for (KeptBackup.Copy copy : backup.copies()) {
            try {
              Restorer.restore(
                  copy.destination(), copy.manifest(), BackupFile.DATABASE, target, Progress.NONE);
              failure = Optional.empty();
              break;
            } catch (FailureException e) {
              failure = Optional.of(e.failure());
            }
          }
          Optional<Failure> found = failure;
          eventThread.execute(() -> ended.accept(found));
        });
  }
}
