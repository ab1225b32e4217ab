package dev.nightjar.retention;

import dev.nightjar.destination.BackupSummary;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;

/** How many backups a place keeps. Only ever says what may go; never the newest. */
public sealed interface RetentionPolicy {
  /**
   * All of the last days, then the newest of each day, of each week (Monday to Sunday), of each
   * month.
   */
  record Thinning(int allDays, int dailyDays, int weeklyWeeks, int monthlyMonths)
      implements RetentionPolicy {
    public static final Thinning USUAL = new Thinning(2, 30, 12, 24);

    public Thinning {
      requireAtLeast(0, allDays, "Keep, all of the last days");
      requireAtLeast(0, dailyDays, "Keep, one a day");
      requireAtLeast(0, weeklyWeeks, "Keep, one a week");
      requireAtLeast(0, monthlyMonths, "Keep, one a month");
    }
  }

  /** The newest {@code count}. */
  record Last(int count) implements RetentionPolicy {
    public Last {
      requireAtLeast(1, count, "Keep, last");
    }
  }

  /** All of them. */
  record Everything() implements RetentionPolicy {}

  /**
   * Returns the plan for these backups, on the calendar of {@code zone}. Backups not among them are
   * never expended.
   */
  default RetentionPlan plan(Collection<BackupSummary> backups, Instant now, ZoneId zone) {
    return plan(backups, now, zone, Room.UNLIMITED);
  }

  /** The same within the room that the place has for them. */
  default RetentionPlan plan(
      Collection<BackupSummary> backups, Instant now, ZoneId zone, Room room) {
    return RetentionPlanner.plan(this, backups, now, zone, room);
  }

  private static void requireAtLeast(int least, int value, String field) {
    if (value < least) {
      throw new IllegalArgumentException(
          field + ": must be " + least + " or more (got " + value + ")");
    }
  }
}
