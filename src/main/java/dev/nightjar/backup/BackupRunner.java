package dev.nightjar.backup;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.CheckReport;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Takes one backup: prepares the places, copies the live database once, proves the copy and its
 * JSON side by side, and keeps both at every place that can be reached; then delivers what is owed.
 */
public final class BackupRunner {
  private final Clock clock;
  private final Executor workers;
  private final String version;
  private final Places.Sleeper sleeper;

  /**
   * @param clock gives the zone in which backups are named, too
   * @param workers at least two threads, for work that doesn't depend on each other
   * @param version this program's, for the manifest
   */
  public BackupRunner(Clock clock, Executor workers, String version) {
    this(clock, workers, version, time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()));
  }

  BackupRunner(Clock clock, Executor workers, String version, Places.Sleeper sleeper) {
    this.clock = clock;
    this.workers = workers;
    this.version = version;
    this.sleeper = sleeper;
  }

  /** Does the whole job. A step that fails becomes a value in the run: nothing is thrown. */
  public BackupRun run(BackupJob job, Manifest.Kind kind, RunListener listener) {
    ZonedDateTime startedAt = ZonedDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    Steps steps = new Steps(job.identity().name(), listener, clock);
    Places places = new Places(job, steps, sleeper);
    List<Target> targets = places.ready();
    Optional<Manifest> made = Optional.empty();
    if (!targets.isEmpty()) {
      try (OneBackup backup =
          new OneBackup(job, targets, kind, startedAt, steps, clock, workers, version)) {
        made = backup.make();
      }
      List<Target> late = places.late();
      if (made.isPresent()) {
        new CatchUp(job, targets, late, steps, clock).deliver(made.map(Manifest::summary));
      }
    }
    return ended(job, kind, startedAt, steps, made);
  }

  /** Makes no backup: copies to each place that answers what it lacks of those there are. */
  public BackupRun deliverOwed(BackupJob job, RunListener listener) {
    ZonedDateTime startedAt = ZonedDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    Steps steps = new Steps(job.identity().name(), listener, clock);
    Places places = new Places(job, steps, sleeper);
    List<Target> targets = places.ready();
    new CatchUp(job, targets, places.late(), steps, clock).deliver(Optional.empty());
    return ended(job, Manifest.Kind.SCHEDULED, startedAt, steps, Optional.empty());
  }

  private BackupRun ended(
      BackupJob job,
      Manifest.Kind kind,
      ZonedDateTime startedAt,
      Steps steps,
      Optional<Manifest> made) {
    return new BackupRun(
        job.identity().job(),
        job.identity().name(),
        kind,
        startedAt.toInstant(),
        Instant.now(clock),
        steps.results(),
        made.map(Manifest::id),
        made.map(Manifest::sequence).orElse(job.lastSequence()));
  }

  /** A place that answered, and what it held before the run. */
  record Target(BackupJob.Target of, List<BackupSummary> backups, Optional<Long> freeBytes) {
    String label() {
      return of.label();
    }

    /** The id of the newest backup in which nothing was found. */
    Optional<String> lastWhole() {
      return backups.stream()
          .filter(backup -> backup.grade() == CheckReport.Grade.WHOLE)
          .max(Comparator.comparingLong(BackupSummary::sequence))
          .map(BackupSummary::id);
    }

    /** The first free name of {@code stem}, {@code stem-2}, … at all of {@code targets}. */
    static String freeId(List<Target> targets, String stem) throws FailureException {
      for (int number = 1; ; number++) {
        String id = number == 1 ? stem : stem + "-" + number;
        boolean free = true;
        for (Target target : targets) {
          free &= target.of().destination().isFree(id);
        }
        if (free) {
          return id;
        }
      }
    }
  }
}
