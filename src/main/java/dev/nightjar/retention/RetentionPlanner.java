package dev.nightjar.retention;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.retention.RetentionPlan.Because;
import dev.nightjar.retention.RetentionPlan.Kept;
import dev.nightjar.sqlite.CheckReport;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Goes through the backups, newest first, and asks of each whether anything keeps it. */
final class RetentionPlanner {
  private final Instant now;
  private final ZoneId zone;
  private final Set<Object> taken = new HashSet<>();
  private int seen;

  private RetentionPlanner(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  static RetentionPlan plan(
      RetentionPolicy policy, Collection<BackupSummary> backups, Instant now, ZoneId zone) {
    RetentionPlanner planner = new RetentionPlanner(now, zone);
    List<BackupSummary> newestFirst = new ArrayList<>(backups);
    newestFirst.sort(
        Comparator.comparing(planner::madeAt)
            .thenComparingLong(BackupSummary::sequence)
            .thenComparing(BackupSummary::id)
            .reversed());
    // A clock that was wrong for a day must not decide alone: the highest number stays, too.
    Optional<BackupSummary> last =
        backups.stream().max(Comparator.comparingLong(BackupSummary::sequence));
    // However many newer ones are to be mended, the last in which nothing was found stays.
    Optional<BackupSummary> lastWhole =
        backups.stream()
            .filter(backup -> backup.grade() == CheckReport.Grade.WHOLE)
            .max(Comparator.comparingLong(BackupSummary::sequence));
    List<Kept> kept = new ArrayList<>();
    List<BackupSummary> expendable = new ArrayList<>();
    for (BackupSummary backup : newestFirst) {
      Optional<Because> because = planner.keeps(policy, backup);
      if (planner.seen == 1 || last.filter(backup::equals).isPresent()) {
        because = Optional.of(Because.NEWEST);
      } else if (because.isEmpty() && lastWhole.filter(backup::equals).isPresent()) {
        because = Optional.of(Because.NEWEST_WHOLE);
      }
      because.ifPresentOrElse(
          reason -> kept.add(new Kept(backup, reason)), () -> expendable.add(backup));
    }
    Collections.reverse(expendable);
    return new RetentionPlan(kept, expendable);
  }

  private Instant madeAt(BackupSummary backup) {
    Instant made = backup.snapshotAt().toInstant();
    return made.isAfter(now) ? now : made;
  }

  private Optional<Because> keeps(RetentionPolicy policy, BackupSummary backup) {
    seen++;
    if (policy instanceof RetentionPolicy.Last last) {
      return seen <= last.count() ? Optional.of(Because.LAST) : Optional.empty();
    }
    if (policy instanceof RetentionPolicy.Thinning thinning) {
      return thinned(thinning, madeAt(backup));
    }
    return Optional.of(Because.EVERYTHING);
  }

  private Optional<Because> thinned(RetentionPolicy.Thinning policy, Instant made) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    LocalDate day = LocalDate.ofInstant(made, zone);
    LocalDate week = monday(day);
    YearMonth month = YearMonth.from(day);
    // All three are marked, whichever keeps it: a day's newest stands for its week as well.
    boolean firstOfDay = taken.add(day);
    boolean firstOfWeek = taken.add("week of " + week);
    boolean firstOfMonth = taken.add(month);
    Instant recent = now.atZone(zone).minusDays(policy.allDays()).toInstant();
    if (policy.allDays() > 0 && !made.isBefore(recent)) {
      return Optional.of(Because.RECENT);
    }
    if (firstOfDay && day.isAfter(today.minusDays(policy.dailyDays()))) {
      return Optional.of(Because.DAILY);
    }
    if (firstOfWeek && week.isAfter(monday(today).minusWeeks(policy.weeklyWeeks()))) {
      return Optional.of(Because.WEEKLY);
    }
    boolean keptMonth = month.isAfter(YearMonth.from(today).minusMonths(policy.monthlyMonths()));
    return firstOfMonth && keptMonth ? Optional.of(Because.MONTHLY) : Optional.empty();
  }

  private static LocalDate monday(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }
}
