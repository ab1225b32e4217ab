package dev.nightjar.retention;

import dev.nightjar.destination.BackupSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Says whether the dates of a job's newest backups can't all be right. A clock that is years ahead
 * makes every backup look old; nothing is deleted unattended until a week of backups has followed
 * each other as usual.
 */
public final class ClockDoubt {
  private static final Duration WATCHED = Duration.ofDays(7);

  /** Clocks are set right by minutes; the order of two backups isn't hurt by that. */
  private static final Duration SMALL = Duration.ofHours(1);

  private static final Duration USUAL_GAP = Duration.ofDays(8);
  private static final int COMPARED_GAPS = 5;

  private ClockDoubt() {}

  /**
   * Whether one of the last week is dated after now, after the one that followed it, or an unusual
   * time after the one before it.
   *
   * @param backups all that are known, wherever they are
   * @param job the one to judge: those that it took over may have been made under another clock
   */
  public static boolean of(Collection<BackupSummary> backups, UUID job, Instant now) {
    List<Instant> newestFirst =
        backups.stream()
            .filter(backup -> backup.job().job().equals(job))
            .sorted(
                Comparator.comparingLong(BackupSummary::sequence)
                    .thenComparing(BackupSummary::snapshotAt)
                    .reversed())
            .map(BackupSummary::snapshotAt)
            .distinct()
            .toList();
    if (!newestFirst.isEmpty() && newestFirst.get(0).isAfter(now)) {
      return true;
    }
    Instant watchedSince = now.minus(WATCHED);
    for (int i = 0; i + 1 < newestFirst.size(); i++) {
      Instant made = newestFirst.get(i);
      if (made.isBefore(watchedSince)) {
        return false;
      }
      Duration gap = Duration.between(newestFirst.get(i + 1), made);
      if (gap.plus(SMALL).isNegative() || gap.compareTo(limit(newestFirst, i + 1)) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Twice the longest of the gaps before: a job may be due once a month only. */
  private static Duration limit(List<Instant> newestFirst, int from) {
    Duration longest = Duration.ZERO;
    for (int i = from; i + 1 < newestFirst.size() && i < from + COMPARED_GAPS; i++) {
      Duration gap = Duration.between(newestFirst.get(i + 1), newestFirst.get(i)).abs();
      longest = gap.compareTo(longest) > 0 ? gap : longest;
    }
    Duration twice = longest.multipliedBy(2);
    return twice.compareTo(USUAL_GAP) > 0 ? twice : USUAL_GAP;
  }
}
