package dev.nightjar.app;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.platform.Uptime;
import dev.nightjar.schedule.Schedule;
import dev.nightjar.settings.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * How a job stands, from what is proved on disk and not from the last attempt.
 *
 * @param nextDue empty where the schedule never fires again
 */
public record JobStatus(List<PlaceStatus> places, Optional<ZonedDateTime> nextDue) {
  /** A due date is missed once this computer has been on for so long at or after it. */
  private static final Duration GRACE = Duration.ofMinutes(15);

  /**
   * One place.
   *
   * @param behind whether a due date is missed there, or nothing proved is there at all
   */
  public record PlaceStatus(
      String label,
      String location,
      Optional<Manifest> newest,
      boolean behind,
      Optional<Failure> failure) {}

  public static JobStatus of(Job job, List<Target> targets, Clock clock) {
    Schedule schedule = job.schedule().schedule();
    Instant now = clock.instant();
    Optional<Instant> due =
        schedule.lastAtOrBefore(now.minus(GRACE), clock.getZone()).map(ZonedDateTime::toInstant);
    Instant onSince = Uptime.bootedAt().orElse(Instant.EPOCH);
    boolean onLongEnough =
        due.isPresent() && Duration.between(later(onSince, due.get()), now).compareTo(GRACE) >= 0;
    List<PlaceStatus> places =
        Survey.of(targets).places().stream()
            .map(
                place -> {
                  Optional<Manifest> newest =
                      place.inventory().backups().stream()
                          .filter(manifest -> manifest.job().job().equals(job.id()))
                          .findFirst();
                  boolean covered =
                      newest.isPresent()
                          && (!onLongEnough
                              || !newest.get().snapshotAt().toInstant().isBefore(due.get()));
                  return new PlaceStatus(
                      place.label(), place.location(), newest, !covered, place.failure());
                })
            .toList();
    return new JobStatus(places, schedule.nextAfter(now, clock.getZone()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
