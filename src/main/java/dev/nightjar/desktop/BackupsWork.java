package dev.nightjar.desktop;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import dev.nightjar.restore.Restorer;
import dev.nightjar.restore.Verifier;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the window does with a backup by itself: check it again, save a copy of it. */
public final class BackupsWork {
  private static final Logger LOG = Logger.getLogger(BackupsWork.class.getName());
  private static final Check NOT_SINCE = new Check(State.NOT_SINCE, Optional.empty());

  private final Executor work;
  private final Executor eventThread;
  private final Clock clock;
  private final Map<Key, Check> checks = new HashMap<>();
  private Runnable listener = () -> {};

  /** Changed by the event thread alone. */
  private volatile @Nullable Ongoing ongoing;

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

  /** What is done with a backup. */
  enum Kind {
    CHECK,
    SAVE
  }

  /**
   * What is being done now.
   *
   * @param percent how far it is; 0 also where that isn't known
   */
  record Ongoing(Kind kind, KeptBackup backup, int percent, boolean cancelling) {}

  record Check(State state, Optional<Instant> at) {}

  private record Key(UUID job, long sequence, FileHash database) {
    static Key of(KeptBackup backup) {
      BackupSummary summary = backup.summary();
      return new Key(summary.job().job(), summary.sequence(), summary.databaseFile());
    }
  }

  Check checkOf(KeptBackup backup) {
    return checks.getOrDefault(Key.of(backup), NOT_SINCE);
  }

  /** What is being done, at most one thing; from the event thread, as all here. */
  Optional<Ongoing> ongoing() {
    return Optional.ofNullable(ongoing);
  }

  /** Whom to tell, on the event thread, that {@link #ongoing} has changed. */
  void whenOngoingChanges(Runnable told) {
    listener = told;
  }

  /** Ends what is being done, soon; it then says that it was cancelled. */
  void cancel() {
    Ongoing now = ongoing;
    if (now != null) {
      now(new Ongoing(now.kind(), now.backup(), now.percent(), true));
    }
  }

  /**
   * Reads every copy of a backup where it is.
   *
   * @param ended told on the event thread: why it isn't whole, if so
   */
  void check(KeptBackup backup, Consumer<Optional<Failure>> ended) {
    Check before = checkOf(backup);
    checks.put(Key.of(backup), new Check(State.CHECKING, Optional.empty()));
    start(
        Kind.CHECK,
        backup,
        progress -> {
          List<KeptBackup.Copy> copies = backup.copies();
          for (int i = 0; i < copies.size(); i++) {
            KeptBackup.Copy copy = copies.get(i);
            Verifier.verify(
                copy.destination(),
                copy.summary(),
                Progress.part(progress, 100L * i, 100, 100L * copies.size()));
          }
        },
        failure -> {
          checks.put(Key.of(backup), after(failure, before));
          ended.accept(failure);
        });
  }

  /** A place that doesn't answer says nothing about what is there. */
  private Check after(Optional<Failure> failure, Check before) {
    if (failure.isEmpty()) {
      return new Check(State.WHOLE, Optional.of(clock.instant()));
    }
    return switch (failure.get().reason()) {
      case BACKUP_DAMAGED, COPY_DAMAGED, JSON_DIFFERS, JSON_DAMAGED ->
          new Check(State.DAMAGED, Optional.of(clock.instant()));
      default -> before;
    };
  }

  /**
   * Makes a new file of a backup, from the first place that gives it whole.
   *
   * @param ended told on the event thread: why there is none, if so
   */
  void saveCopy(KeptBackup backup, Path target, Consumer<Optional<Failure>> ended) {
    start(
        Kind.SAVE,
        backup,
        progress -> {
          FailureException last = null;
          for (KeptBackup.Copy copy : backup.copies()) {
            try {
              Restorer.restore(
                  copy.destination(), copy.summary(), BackupFile.DATABASE, target, progress);
              return;
            } catch (FailureException e) {
              last = e;
              if (e.reason() == Reason.CANCELLED) {
                break;
              }
            }
          }
          if (last != null) {
            throw last;
          }
        },
        ended);
  }

  /** What a piece of work does; ends early by throwing. */
  @FunctionalInterface
  private interface Action {
    void run(Progress progress) throws FailureException;
  }

  private void start(
      Kind kind, KeptBackup backup, Action action, Consumer<Optional<Failure>> ended) {
    now(new Ongoing(kind, backup, 0, false));
    work.execute(
        () -> {
          Optional<Failure> failure = Optional.empty();
          try {
            Progress progress = progress();
            progress.advanced(0, -1);
            action.run(progress);
          } catch (FailureException e) {
            failure = Optional.of(e.failure());
          } catch (RuntimeException e) {
            failure = Optional.of(Failure.of(Reason.UNEXPECTED, e.toString()));
            LOG.log(Level.SEVERE, "at a backup in the window", e);
          }
          Optional<Failure> found = failure;
          eventThread.execute(
              () -> {
                now(null);
                ended.accept(found);
              });
        });
  }

  private void now(@Nullable Ongoing next) {
    ongoing = next;
    listener.run();
  }

  /** Tells the event thread each percent once. */
  private Progress progress() {
    AtomicInteger told = new AtomicInteger();
    return (done, total) -> {
      Ongoing seen = ongoing;
      if (seen != null && seen.cancelling()) {
        throw new FailureException(Reason.CANCELLED);
      }
      int percent = total > 0 ? (int) Math.min(100, done * 100 / total) : 0;
      if (percent > told.get()) {
        told.set(percent);
        eventThread.execute(() -> tell(percent));
      }
    };
  }

  private void tell(int percent) {
    Ongoing now = ongoing;
    if (now != null && percent > now.percent()) {
      now(new Ongoing(now.kind(), now.backup(), percent, now.cancelling()));
    }
  }
}
