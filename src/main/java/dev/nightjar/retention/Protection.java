package dev.nightjar.retention;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.retention.RetentionPlan.Because;
import dev.nightjar.sqlite.CheckReport;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/** Finds the backups that stay whatever the policy, and however full the disk is. */
final class Protection {
  private static final int RESTORE_DAYS = 30;

  /** The order in which they were made, whatever the clock said. */
  static final Comparator<BackupSummary> BY_SEQUENCE =
      Comparator.comparingLong(BackupSummary::sequence)
          .thenComparing(BackupSummary::snapshotAt)
          .thenComparing(BackupSummary::id);

  private Protection() {}

  /**
   * Returns them by identity, each with the reason.
   *
   * @param newestFirst as their dates have it, dates after now counted as now
   */
  static IdentityHashMap<BackupSummary, Because> of(
      List<BackupSummary> newestFirst, Instant now, ZoneId zone) {
    IdentityHashMap<BackupSummary, Because> found = new IdentityHashMap<>();
    List<BackupSummary> regular = newestFirst.stream().filter(Protection::isRegular).toList();
    beforeChange(regular, found);
    Instant limit = now.atZone(zone).minusDays(RESTORE_DAYS).toInstant();
    for (BackupSummary backup : newestFirst) {
      if (!isRegular(backup) && !backup.snapshotAt().isBefore(limit)) {
        found.put(backup, Because.BEFORE_RESTORE);
      }
    }
    // However many newer ones are to be mended, the last in which nothing was found stays.
    regular.stream()
        .filter(backup -> backup.grade() == CheckReport.Grade.WHOLE)
        .max(BY_SEQUENCE)
        .ifPresent(whole -> found.put(whole, Because.NEWEST_WHOLE));
    List<BackupSummary> proved = regular.isEmpty() ? newestFirst : regular;
    // A clock that was wrong for a day must not decide alone: the highest number stays, too.
    proved.stream().max(BY_SEQUENCE).ifPresent(last -> found.put(last, Because.NEWEST));
    proved.stream().findFirst().ifPresent(newest -> found.put(newest, Because.NEWEST));
    return found;
  }

  /** A backup saved before a restore is a way back: it stands for no day and ends no layout. */
  static boolean isRegular(BackupSummary backup) {
    return backup.kind() != Manifest.Kind.BEFORE_RESTORE;
  }

  /**
   * Marks the last one of each job, and of each layout within it. To delete others changes nothing
   * about which these are.
   */
  private static void beforeChange(
      List<BackupSummary> regular, IdentityHashMap<BackupSummary, Because> found) {
    List<BackupSummary> inOrder = new ArrayList<>(regular);
    inOrder.sort(
        Comparator.comparing((BackupSummary backup) -> backup.job().job())
            .thenComparing(BY_SEQUENCE));
    for (int i = 0; i < inOrder.size(); i++) {
      BackupSummary backup = inOrder.get(i);
      boolean last =
          i + 1 == inOrder.size()
              || !inOrder.get(i + 1).job().job().equals(backup.job().job())
              || inOrder.get(i + 1).userVersion() != backup.userVersion();
      if (last) {
        found.put(backup, Because.BEFORE_CHANGE);
      }
    }
  }
}
