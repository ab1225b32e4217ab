package dev.nightjar.app.verdict;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.schedule.Schedule;
import dev.nightjar.settings.ScheduleSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds oddities of the data itself, until the user has said that they are fine. */
final class ConcernRules {
  private static final int DAYS_UNCHANGED = 3;
  private static final int LATE_OF_LAST = 10;
  private static final int OFTEN = 5;
  private static final Duration LATE = Duration.ofHours(1);
  private static final Duration EARLIER = Duration.ofMinutes(30);

  private final JobFacts facts;
  private final AppState.OfJob remembered;
  private final Instant now;
  private final ZoneId zone;

  /**
   * Rules for one job.
   *
   * @param remembered the user's answers
   * @param now at which a question is asked
   * @param zone in which the job is due
   */
  ConcernRules(JobFacts facts, AppState.OfJob remembered, Instant now, ZoneId zone) {
    this.facts = facts;
    this.remembered = remembered;
    this.now = now;
    this.zone = zone;
  }

  List<Finding> find() {
    List<Finding> found = new ArrayList<>();
    found.addAll(ShrunkTables.unanswered(facts.drops(), remembered, now));
    unchanged(found);
    oftenOff(found);
    return found;
  }

  private Stream<BackupSummary> scheduledSince(Instant answered) {
    return facts.everywhere().stream().filter(backup -> isScheduledSince(backup, answered));
  }

  private boolean isScheduledSince(BackupSummary backup, Instant answered) {
    return backup.kind() == Manifest.Kind.SCHEDULED
        && ShrunkTables.isSince(answered, backup.snapshotAt(), now);
  }

  /** The same bytes on several scheduled days, after days on which they changed. */
  private void unchanged(List<Finding> found) {
    Instant answered = remembered.answeredAt(Finding.Kind.UNCHANGED, "");
    int same = 0;
    BackupSummary first = null; // Of the days with the same bytes.
    for (BackupSummary backup : facts.everywhere()) {
      if (!isScheduledSince(backup, answered)) {
        continue;
      }
      if (first != null && !first.databaseFile().equals(backup.databaseFile())) {
        if (same > DAYS_UNCHANGED) {
          found.add(new Finding.DataUnchanged(first.snapshotAt()));
        }
        return;
      }
      first = backup;
      same++;
    }
  }

  /** Made up, again and again, long after they were due. */
  private void oftenOff(List<Finding> found) {
    ScheduleSettings settings = facts.job().schedule();
    if (settings.cron().isPresent()) {
      return;
    }
    Schedule schedule = settings.schedule();
    long late =
        scheduledSince(remembered.answeredAt(Finding.Kind.OFTEN_OFF, ""))
            .limit(LATE_OF_LAST)
            .filter(backup -> isLate(backup, schedule))
            .count();
    if (late >= OFTEN) {
      found.add(new Finding.OftenOff(settings.at(), settings.at().minus(EARLIER)));
    }
  }

  /** By the wall clock where it was made: to travel makes no earlier backup late. */
  private boolean isLate(BackupSummary backup, Schedule schedule) {
    Instant made = backup.startedAt();
    ZoneOffset offset = backup.offset();
    ZoneId there = zone.getRules().getOffset(made).equals(offset) ? zone : offset;
    return schedule
        .lastAtOrBefore(made, there)
        .filter(due -> Duration.between(due.toInstant(), made).compareTo(LATE) > 0)
        .isPresent();
  }
}
