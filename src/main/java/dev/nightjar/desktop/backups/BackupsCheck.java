package dev.nightjar.desktop.backups;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import dev.nightjar.restore.Verifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads every copy of some backups where it is, and remembers how each was. A damaged copy ends
 * nothing; a place that doesn't answer is asked once.
 */
final class BackupsCheck {
  private final UUID job;
  private final List<KeptBackup> backups;
  private final BackupTasks.Memory memory;
  private final Path scratchFolder;
  private final Set<String> away = new HashSet<>();
  private final List<KeptBackup> damaged = new ArrayList<>();
  private int whole;
  private int gone;
  private @Nullable FailureException worst;

  /**
   * How it ended.
   *
   * @param backups how many there were to be read, without those that were deleted meanwhile
   * @param whole those of which every copy was read and is what was proved
   * @param damaged those with a copy that isn't
   * @param failure why not all of them are whole: damage before any other, unless it was cancelled
   */
  record Result(int backups, int whole, List<KeptBackup> damaged, Optional<Failure> failure) {
    Result {
      damaged = List.copyOf(damaged);
    }

    boolean isCancelled() {
      return failure.filter(one -> one.reason() == Reason.CANCELLED).isPresent();
    }
  }

  /** How a copy was found. */
  private enum Found {
    WHOLE,
    DAMAGED,
    /** Its place doesn't answer, or can't read it. */
    UNREAD,
    /** A run deleted it since it was listed. */
    GONE
  }

  /** Follows the reading. */
  @FunctionalInterface
  interface Steps {
    /**
     * Begins with a backup, and returns the progress over all of them.
     *
     * @param number 1 for the first
     * @throws FailureException {@code CANCELLED}
     */
    Progress at(KeptBackup backup, int number) throws FailureException;
  }

  /**
   * @param job in whose list they stand
   * @param scratchFolder where SQLite reads a copy that it can't open at its place
   */
  BackupsCheck(UUID job, List<KeptBackup> backups, BackupTasks.Memory memory, Path scratchFolder) {
    this.job = job;
    this.backups = List.copyOf(backups);
    this.memory = memory;
    this.scratchFolder = scratchFolder;
  }

  /**
   * Reads them.
   *
   * @throws FailureException {@code CANCELLED}; what was read until then is remembered
   */
  void run(Steps steps) throws FailureException {
    long all = backups.stream().mapToLong(BackupsCheck::bytes).sum();
    long done = 0;
    for (int at = 0; at < backups.size(); at++) {
      KeptBackup backup = backups.get(at);
      read(backup, Progress.part(steps.at(backup, at + 1), done, bytes(backup), all));
      done += bytes(backup);
    }
  }

  /** How it ended, if {@code ended} is what it ended with. */
  Result result(Optional<Failure> ended) {
    Optional<Failure> found = Optional.ofNullable(worst).map(FailureException::failure);
    return new Result(backups.size() - gone, whole, damaged, ended.or(() -> found));
  }

  private void read(KeptBackup backup, Progress progress) throws FailureException {
    Set<Found> found = EnumSet.noneOf(Found.class);
    long all = bytes(backup);
    long done = 0;
    for (KeptBackup.Copy copy : backup.copies()) {
      long share = bytes(copy);
      found.add(read(copy, Progress.part(progress, done, share, all)));
      done += share;
    }
    if (found.contains(Found.DAMAGED)) {
      damaged.add(backup);
    } else if (found.equals(EnumSet.of(Found.GONE))) {
      gone++;
    } else if (!found.contains(Found.UNREAD)) {
      whole++;
    }
  }

  private Found read(KeptBackup.Copy copy, Progress progress) throws FailureException {
    String location = copy.destination().location();
    if (away.contains(location)) {
      return Found.UNREAD;
    }
    try {
      return readThere(copy, progress);
    } catch (FailureException e) {
      if (e.reason() == Reason.CANCELLED) {
        throw e;
      }
      if (e.reason().sameWithEveryFile()) {
        away.add(location);
      }
      worst = worst == null ? e : worst;
      return Found.UNREAD;
    }
  }

  private Found readThere(KeptBackup.Copy copy, Progress progress) throws FailureException {
    BackupSummary summary = copy.summary();
    String location = copy.destination().location();
    try {
      Verifier.verify(copy.destination(), summary, scratchFolder, progress);
      memory.checked(job, location, summary.id(), true);
      return Found.WHOLE;
    } catch (FailureException e) {
      // A place that doesn't answer says nothing about what is there.
      if (!Verifier.isDamage(e)) {
        throw e;
      }
      if (!Verifier.isListed(copy.destination(), summary, Progress.part(progress, 1, 0, 1))) {
        return Found.GONE;
      }
      memory.checked(job, location, summary.id(), false);
      worst = worst == null || !Verifier.isDamage(worst) ? e : worst;
      return Found.DAMAGED;
    }
  }

  private static long bytes(KeptBackup backup) {
    return backup.copies().stream().mapToLong(BackupsCheck::bytes).sum();
  }

  private static long bytes(KeptBackup.Copy copy) {
    return copy.summary().files().values().stream().mapToLong(FileHash::bytes).sum();
  }
}
