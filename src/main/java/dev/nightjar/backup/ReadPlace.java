package dev.nightjar.backup;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.sqlite.CheckReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A place that answered and was read, once for the whole run: thousands of backups take a while to
 * list. The backups that the run itself stores there are added.
 */
final class ReadPlace {
  private final BackupJob.Target of;
  private final Inventory before;
  private final Optional<Long> freeBytes; // Empty if the system doesn't say.
  private final List<BackupSummary> stored = new ArrayList<>();
  private long written;

  ReadPlace(BackupJob.Target of, Inventory before, Optional<Long> freeBytes) {
    this.of = of;
    this.before = before;
    this.freeBytes = freeBytes;
  }

  BackupJob.Target of() {
    return of;
  }

  String label() {
    return of.label();
  }

  /**
   * Fails with {@code PLACE_FULL} if there wasn't space for so many bytes, and a tenth more, when
   * it was read, beside what this run has stored since. A hint looked at before the first byte: a
   * disk that fills up meanwhile is told all the same.
   */
  void requireRoom(long bytes) throws FailureException {
    long needed = bytes / 10 * 11;
    long free = freeBytes.map(space -> Math.max(0, space - written)).orElse(Long.MAX_VALUE);
    if (free < needed) {
      throw new FailureException(Reason.PLACE_FULL, of.destination().location(), needed, free);
    }
  }

  /** Returns the contents, with what this run has stored. */
  Inventory inventory() {
    return before.plus(stored);
  }

  /** Returns the backups that were there before the run, newest first. */
  List<BackupSummary> backupsBefore() {
    return before.backups();
  }

  /** This run has stored a backup here: its manifest was read back. */
  void stored(BackupSummary backup) {
    stored.add(backup);
    written += backup.bytes();
  }

  /** This run has healed a backup here, which may have taken no more space than before. */
  void healed(BackupSummary backup) {
    stored.add(backup);
  }

  /** Lets the destination remember what this run has stored, for when it doesn't answer. */
  void remember() {
    if (!stored.isEmpty()) {
      of.destination().remember(List.copyOf(stored));
    }
  }

  /** The id of the newest backup in which nothing was found. */
  Optional<String> lastWhole() {
    return before.backups().stream()
        .filter(backup -> backup.grade() == CheckReport.Grade.WHOLE)
        .max(Comparator.comparingLong(BackupSummary::sequence))
        .map(BackupSummary::id);
  }

  /** About how long a JSON will be: as the newest is; {@code ifUnknown} without one. */
  long jsonBytes(long ifUnknown) {
    return before.backups().stream()
        .findFirst()
        .flatMap(BackupSummary::jsonFile)
        .map(FileHash::bytes)
        .orElse(ifUnknown);
  }

  /** The wanted name if it is free at all of {@code places}, or its second's first free number. */
  static String freeId(List<ReadPlace> places, String wanted) throws FailureException {
    String id = wanted;
    for (int number = 2; !isFree(places, id); number++) {
      id = ManifestFormat.withoutNumber(wanted) + "-" + number;
    }
    return id;
  }

  private static boolean isFree(List<ReadPlace> places, String id) throws FailureException {
    for (ReadPlace place : places) {
      if (!place.of().destination().isFree(id)) {
        return false;
      }
    }
    return true;
  }
}
