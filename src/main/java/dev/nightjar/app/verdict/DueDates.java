package dev.nightjar.app.verdict;

import dev.nightjar.schedule.Schedule;
import dev.nightjar.settings.ScheduleSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which due dates are kept, waived, or due: derived from the backups there are, each time
 * it is asked. Nothing of it is remembered, so that a crash, a restart or a lost file changes
 * nothing.
 *
 * @param schedule when the job is due
 * @param zone in which it is
 * @param remembered the due dates that the user waived
 * @param pause the interval over which the user paused
 */
public record DueDates(
    ScheduleSettings schedule,
    ZoneId zone,
    AppState.OfJob remembered,
    Optional<AppState.Pause> pause) {
  /** A due date has so long until it counts as missed. */
  public static final Duration GRACE = Duration.ofMinutes(15);

  /** A computer's clock is set right by less than this as a matter of course. */
  public static final Duration CLOCK_STEP = Duration.ofMinutes(2);

  /** A due date that was seen later than this after its time passed while the program was off. */
  private static final Duration ON_TIME = Duration.ofMinutes(2);

  private static final int MAX_MISSED = 60;

  /**
   * The one due date that asks for a run: the latest one, unless it is kept or waived.
   *
   * @param proved when the proved backups were made, wherever they are
   */
  public Optional<ZonedDateTime> due(List<Instant> proved, Instant now) {
    return schedule
        .schedule()
        .lastAtOrBefore(now, zone)
        .filter(due -> !isKept(due.toInstant(), proved, now))
        .filter(due -> !isWaived(due.toInstant(), !proved.isEmpty(), now));
  }

  /**
   * The due dates up to {@code until} that no backup made at or after them covers, newest first;
   * none that is waived, nor any before it.
   */
  List<Instant> missed(List<Instant> proved, Instant until, Instant now) {
    List<Instant> missed = new ArrayList<>();
    Schedule times = schedule.schedule();
    Optional<ZonedDateTime> due = times.lastAtOrBefore(until, zone);
    while (due.isPresent() && missed.size() < MAX_MISSED) {
      Instant at = due.get().toInstant();
      if (isKept(at, proved, now) || isWaived(at, !proved.isEmpty(), now)) {
        break;
      }
      missed.add(at);
      due = times.lastAtOrBefore(at.minusMillis(1), zone);
    }
    return missed;
  }

  /**
   * From when on backups surely were made, as far as their dates can be believed: one that is dated
   * later than a backup made after it was dated by a clock that was ahead, and is only known to be
   * newer than the one before it.
   *
   * @param dates of the backups, the one made last first, as their sequence has it
   */
  static List<Instant> believable(List<Instant> dates) {
    List<Instant> believed = new ArrayList<>();
    Instant latest = Instant.MAX;
    for (Instant date : dates) {
      boolean ahead = date.isAfter(latest) && date.minus(CLOCK_STEP).isAfter(latest);
      latest = date.isBefore(latest) ? date : latest;
      believed.add(ahead ? Instant.MIN : latest);
    }
    for (int i = believed.size() - 2; i >= 0; i--) {
      if (believed.get(i).equals(Instant.MIN)) {
        believed.set(i, believed.get(i + 1));
      }
    }
    return believed;
  }

  /**
   * Whether a backup was made from that due date on. One that is dated after now was made by a
   * clock that was wrong, and proves nothing; but if that is by a minute, it proves older due
   * dates.
   */
  private static boolean isKept(Instant due, List<Instant> proved, Instant now) {
    Instant limit = due.isBefore(now.minus(CLOCK_STEP)) ? now.plus(CLOCK_STEP) : now;
    for (Instant at : proved) {
      if (!at.isBefore(due) && !at.isAfter(limit)) {
        return true;
      }
    }
    return false;
  }

  /** To waive a due date waives every earlier one; what a wrong clock waived counts for nothing. */
  private boolean isWaived(Instant due, boolean backedUp, Instant now) {
    if (isPast(remembered.waived(), due, now)) {
      return true;
    }
    if (pause.filter(paused -> paused.covers(due) && !paused.from().isAfter(now)).isPresent()) {
      return true;
    }
    // The first backup of all makes up for nothing.
    return !schedule.makeUpMissed() && backedUp && !isPast(remembered.noticed(), due, now);
  }

  private static boolean isPast(Optional<Instant> remembered, Instant due, Instant now) {
    return remembered
        .filter(at -> !at.isAfter(now.plus(CLOCK_STEP)) && !at.isBefore(due))
        .isPresent();
  }

  /**
   * The due date that passed while the program watched, between two looks at the clock; empty if
   * there was none, or if the program slept over it.
   */
  public Optional<Instant> noticed(Instant before, Instant now) {
    return schedule
        .schedule()
        .lastAtOrBefore(now, zone)
        .map(ZonedDateTime::toInstant)
        .filter(due -> due.isAfter(before) && Duration.between(due, now).compareTo(ON_TIME) <= 0);
  }
}
