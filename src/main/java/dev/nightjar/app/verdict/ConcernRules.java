package dev.nightjar.app.verdict;

import dev.nightjar.app.verdict.Verdict.Concern;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.io.FileHash;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.sqlite.TableRows;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is odd about the data itself, until the user has said that it is fine. */
final class ConcernRules {
  private static final int DAYS_UNCHANGED = 3;
  private static final int FEWEST_ROWS = 10;

  private static final int LATE_OF_LAST = 10;
  private static final int OFTEN = 5;
  private static final Duration LATE = Duration.ofHours(1);
  private static final Duration EARLIER = Duration.ofMinutes(30);

  private final List<BackupSummary> backups;
  private final List<Manifest> recent;
  private final Instant acknowledgedAt;
  private final ScheduleSettings schedule;
  private final ZoneId zone;

  /**
   * For one job.
   *
   * @param backups newest first
   * @param recent the newest of them, whole
   * @param zone in which it is due
   */
  ConcernRules(
      List<BackupSummary> backups,
      List<Manifest> recent,
      Instant acknowledgedAt,
      ScheduleSettings schedule,
      ZoneId zone) {
    this.backups = backups;
    this.recent = recent;
    this.acknowledgedAt = acknowledgedAt;
    this.schedule = schedule;
    this.zone = zone;
  }

  List<Concern> find() {
    List<Concern> found = new ArrayList<>();
    if (!backups.isEmpty()) {
      shrunk(found);
      unchanged(found);
      oftenOff(found);
    }
    return found;
  }

  private boolean isNew(BackupSummary backup) {
    return backup.snapshotAt().toInstant().isAfter(acknowledgedAt);
  }

  /** Against the most rows of the backups that came before, since they were last called fine. */
  private void shrunk(List<Concern> found) {
    if (recent.isEmpty()) {
      return;
    }
    Map<String, Long> most = new LinkedHashMap<>();
    for (Manifest earlier : recent.subList(1, recent.size())) {
      if (isNew(earlier.summary())) {
        for (TableRows table : earlier.tables()) {
          most.merge(table.name(), table.rows(), Math::max);
        }
      }
    }
    Map<String, Long> now = new LinkedHashMap<>();
    recent.get(0).tables().forEach(table -> now.put(table.name(), table.rows()));
    most.forEach(
        (table, rows) -> {
          long left = now.getOrDefault(table, 0L);
          if (rows >= FEWEST_ROWS && left * 2 < rows) {
            found.add(new Concern.Shrunk(table, rows, left));
          }
        });
  }

  /** The same bytes on several scheduled days, after days on which they changed. */
  private void unchanged(List<Concern> found) {
    List<BackupSummary> scheduled =
        backups.stream()
            .filter(backup -> backup.kind() == Manifest.Kind.SCHEDULED && isNew(backup))
            .toList();
    if (scheduled.size() <= DAYS_UNCHANGED) {
      return;
    }
    FileHash newest = scheduled.get(0).databaseFile();
    int same = 1;
    while (same < scheduled.size() && scheduled.get(same).databaseFile().equals(newest)) {
      same++;
    }
    if (same > DAYS_UNCHANGED && same < scheduled.size()) {
      found.add(new Concern.DataUnchanged(scheduled.get(same - 1).snapshotAt().toInstant()));
    }
  }

  /** Made up, again and again, long after they were due. */
  private void oftenOff(List<Concern> found) {
    long late =
        backups.stream()
            .filter(backup -> backup.kind() == Manifest.Kind.SCHEDULED && isNew(backup))
            .limit(LATE_OF_LAST)
            .filter(this::isLate)
            .count();
    if (late >= OFTEN && schedule.cron().isEmpty()) {
      found.add(new Concern.OftenOff(schedule.at(), schedule.at().minus(EARLIER)));
    }
  }

  private boolean isLate(BackupSummary backup) {
    Instant made = backup.startedAt().toInstant();
    return schedule
        .schedule()
        .lastAtOrBefore(made, zone)
        .filter(due -> Duration.between(due.toInstant(), made).compareTo(LATE) > 0)
        .isPresent();
  }
}
