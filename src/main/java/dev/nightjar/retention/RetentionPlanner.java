package dev.nightjar.retention;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.retention.RetentionPlan.Because;
import dev.nightjar.retention.RetentionPlan.Expendable;
import dev.nightjar.retention.RetentionPlan.Kept;
import dev.nightjar.retention.RetentionPlan.Rule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Goes through the backups, newest first, and asks of each whether anything keeps it. */
final class RetentionPlanner {
  private final RetentionPolicy policy;
  private final Instant now;
  private final ZoneId zone;
  private final LocalDate today;
  private final Instant recent;
  private final Set<Long> days = new HashSet<>();
  private final Set<Long> weeks = new HashSet<>();
  private final Set<YearMonth> months = new HashSet<>();
  private int seen;

  private RetentionPlanner(RetentionPolicy policy, Instant now, ZoneId zone) {
    this.policy = policy;
    this.now = now;
    this.zone = zone;
    this.today = LocalDate.ofInstant(now, zone);
    this.recent =
        policy instanceof RetentionPolicy.Thinning thinning
            ? now.atZone(zone).minusDays(thinning.allDays()).toInstant()
            : now;
  }

  static RetentionPlan plan(
      RetentionPolicy policy,
      Collection<BackupSummary> backups,
      Instant now,
      ZoneId zone,
      Room room) {
    RetentionPlanner planner = new RetentionPlanner(policy, now, zone);
    List<BackupSummary> newestFirst = new ArrayList<>(backups);
    newestFirst.sort(
        Comparator.comparing(planner::madeAt)
            .thenComparingLong(BackupSummary::sequence)
            .thenComparing(BackupSummary::id)
            .reversed());
    IdentityHashMap<BackupSummary, Because> forEver = Protection.of(newestFirst, now, zone);
    long used = 0;
    for (BackupSummary backup : forEver.keySet()) {
      used = Room.plus(used, backup.bytes());
    }
    boolean full = false;
    List<Kept> kept = new ArrayList<>();
    List<Expendable> expendable = new ArrayList<>();
    if (policy instanceof RetentionPolicy.Last) {
      // As they were made, whatever the clock said. After a take-over the numbers go on.
      newestFirst.sort(Protection.BY_SEQUENCE.reversed());
    }
    for (BackupSummary backup : newestFirst) {
      Optional<Because> byPolicy = planner.keeps(backup);
      Because always = forEver.get(backup);
      if (always != null) {
        kept.add(new Kept(backup, always));
      } else if (byPolicy.isEmpty()) {
        expendable.add(new Expendable(backup, planner.ruleAgainst(backup)));
      } else {
        // The newest ones fill the room: from the first that finds none on, all are too old for it.
        used = Room.plus(used, backup.bytes());
        full |= used > room.bytes();
        if (full && room.elsewhere().contains(backup.key())) {
          expendable.add(new Expendable(backup, Rule.DISK_SPACE));
        } else {
          kept.add(new Kept(backup, full ? Because.ONLY_COPY : byPolicy.get()));
        }
      }
    }
    Collections.reverse(expendable);
    return new RetentionPlan(kept, expendable);
  }

  private Instant madeAt(BackupSummary backup) {
    Instant made = backup.snapshotAt();
    return made.isAfter(now) ? now : made;
  }

  private Rule ruleAgainst(BackupSummary backup) {
    if (!Protection.isRegular(backup)) {
      return Rule.OLD_RESTORE;
    }
    return policy instanceof RetentionPolicy.Last ? Rule.BEYOND_LAST : Rule.SUPERSEDED;
  }

  private Optional<Because> keeps(BackupSummary backup) {
    if (policy instanceof RetentionPolicy.Everything) {
      return Optional.of(Because.EVERYTHING);
    }
    if (!Protection.isRegular(backup)) {
      return Optional.empty();
    }
    if (policy instanceof RetentionPolicy.Last last) {
      seen++;
      return seen <= last.count() ? Optional.of(Because.LAST) : Optional.empty();
    }
    if (backup.snapshotAt().isAfter(now)) {
      return Optional.of(Because.RECENT); // Until its date has come it stands for no other day.
    }
    return thinned((RetentionPolicy.Thinning) policy, madeAt(backup));
  }

  private Optional<Because> thinned(RetentionPolicy.Thinning thinning, Instant made) {
    LocalDate day = LocalDate.ofInstant(made, zone);
    LocalDate week = monday(day);
    YearMonth month = YearMonth.from(day);
    // All three are marked, whichever keeps it: a day's newest stands for its week as well.
    boolean firstOfDay = days.add(day.toEpochDay());
    boolean firstOfWeek = weeks.add(week.toEpochDay());
    boolean firstOfMonth = months.add(month);
    if (thinning.allDays() > 0 && !made.isBefore(recent)) {
      return Optional.of(Because.RECENT);
    }
    if (firstOfDay && day.isAfter(today.minusDays(thinning.dailyDays()))) {
      return Optional.of(Because.DAILY);
    }
    if (firstOfWeek && week.isAfter(monday(today).minusWeeks(thinning.weeklyWeeks()))) {
      return Optional.of(Because.WEEKLY);
    }
    boolean keptMonth = month.isAfter(YearMonth.from(today).minusMonths(thinning.monthlyMonths()));
    return firstOfMonth && keptMonth ? Optional.of(Because.MONTHLY) : Optional.empty();
  }

  private static LocalDate monday(LocalDate day) {
    return day.minusDays(day.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue());
  }
}
