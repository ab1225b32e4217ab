package dev.nightjar.backup;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes one backup: prepares the places, copies the live database once, proves the copy and its
 * JSON side by side, and keeps both at every place that can be reached; delivers what is owed.
 */
public final class BackupRunner {
  private static final Duration CLOCK_STEP = Duration.ofMinutes(5);

  private final Clock clock;
  private final Executor workers;
  private final String version;
  private final Places.Sleeper sleeper;
  private final Optional<PruneGuard> guard;

  /**
   * @param clock gives the zone in which backups are named, too
   * @param workers at least two threads, for work that doesn't depend on each other
   * @param version this program's, for the manifest
   */
  public BackupRunner(Clock clock, Executor workers, String version) {
    this(clock, workers, version, time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()));
  }

  BackupRunner(Clock clock, Executor workers, String version, Places.Sleeper sleeper) {
    this(clock, workers, version, sleeper, Optional.empty());
  }

  private BackupRunner(
      Clock clock,
      Executor workers,
      String version,
      Places.Sleeper sleeper,
      Optional<PruneGuard> guard) {
    this.clock = clock;
    this.workers = workers;
    this.version = version;
    this.sleeper = sleeper;
    this.guard = guard;
  }

  /** The same, whose runs delete what the job's places needn't keep; without it none does. */
  public BackupRunner pruning(PruneGuard asked) {
    return new BackupRunner(clock, workers, version, sleeper, Optional.of(asked));
  }

  /**
   * Makes one backup, for those places, too, that answer only later, and delivers nothing older: so
   * that no run waits for a long delivery. A step that fails becomes a value in the run: nothing is
   * thrown.
   */
  public BackupRun run(BackupJob job, Manifest.Kind kind, RunListener listener) {
    return run(job, kind, Map.of(), listener);
  }

  /**
   * The same.
   *
   * @param damaged the ids of the copies that a check found damaged, by the place's label: a run
   *     that prunes must know them
   */
  public BackupRun run(
      BackupJob job, Manifest.Kind kind, Map<String, Set<String>> damaged, RunListener listener) {
    return run(job, kind, damaged, listener, (run, made) -> run.deliverToLate(made));
  }

  /**
   * Makes one backup, and then delivers all that is owed.
   *
   * @param damaged the ids of the copies that a check found damaged, by the place's label
   */
  public BackupRun runAndDeliverOwed(
      BackupJob job, Manifest.Kind kind, Map<String, Set<String>> damaged, RunListener listener) {
    return run(job, kind, damaged, listener, (run, made) -> run.deliverAll(made, damaged));
  }

  private interface Afterwards {
    void deliver(UnderWay run, BackupSummary made);
  }

  private BackupRun run(
      BackupJob job,
      Manifest.Kind kind,
      Map<String, Set<String>> damaged,
      RunListener listener,
      Afterwards afterwards) {
    ZonedDateTime startedAt = ZonedDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    long startedNanos = sleeper.nanoTime();
    Steps steps = new Steps(job.identity().name(), listener, clock);
    Places places = new Places(job, steps, sleeper);
    List<ReadPlace> targets = places.ready();
    Optional<Manifest> made = Optional.empty();
    if (!targets.isEmpty()) {
      RunContext context = new RunContext(steps, clock, workers, version);
      made = new OneBackup(job, targets, kind, startedAt, context).make();
      List<ReadPlace> late = places.late();
      if (made.isPresent()) {
        BackupSummary backup = made.get().summary();
        List<ReadPlace> onlyRead = places.readable();
        afterwards.deliver(new UnderWay(job, steps, clock, targets, late, onlyRead), backup);
        List<ReadPlace> read = Stream.of(targets, late, onlyRead).flatMap(List::stream).toList();
        read.forEach(ReadPlace::remember);
        if (guard.isPresent() && kind != Manifest.Kind.BEFORE_RESTORE) {
          new Pruner(job, damaged, steps, clock)
              .after(backup, read, guard.get(), clockMoved(startedAt, startedNanos));
        }
      }
    }
    return ended(job, kind, startedAt, steps, made);
  }

  /** Whether more or less time has passed than the clock says. */
  private boolean clockMoved(ZonedDateTime startedAt, long startedNanos) {
    Instant expected = startedAt.toInstant().plusNanos(sleeper.nanoTime() - startedNanos);
    return Duration.between(expected, clock.instant()).abs().compareTo(CLOCK_STEP) > 0;
  }

  /** A run whose backup is made. */
  private record UnderWay(
      BackupJob job,
      Steps steps,
      Clock clock,
      List<ReadPlace> targets,
      List<ReadPlace> late,
      List<ReadPlace> onlyRead) {
    private List<ReadPlace> written() {
      return Stream.concat(targets.stream(), late.stream()).toList();
    }

    private List<ReadPlace> sources() {
      return Stream.concat(written().stream(), onlyRead.stream()).toList();
    }

    void deliverToLate(BackupSummary made) {
      if (!late.isEmpty()) {
        new CatchUp(job, Map.of(), steps, clock)
            .deliver(written(), labels(late), (place, backup) -> backup.sameBackupAs(made));
      }
    }

    /** If the backup of this very run couldn't be delivered it isn't tried twice. */
    void deliverAll(BackupSummary made, Map<String, Set<String>> damaged) {
      Set<String> cameLate = labels(late);
      new CatchUp(job, damaged, steps, clock)
          .deliver(
              sources(),
              labels(written()),
              (place, backup) -> cameLate.contains(place) || !backup.sameBackupAs(made));
    }
  }

  /**
   * Makes no backup: copies to places that answer what they lack of those there are.
   *
   * @param wanted the labels of the places to deliver to; all that can be read are sources
   * @param damaged the ids of the copies that a check found damaged, by the place's label
   */
  public BackupRun deliverOwed(
      BackupJob job, Set<String> wanted, Map<String, Set<String>> damaged, RunListener listener) {
    ZonedDateTime startedAt = ZonedDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    Steps steps = new Steps(job.identity().name(), listener, clock);
    Places places = new Places(job, steps, sleeper);
    List<ReadPlace> targets = new ArrayList<>(places.ready());
    targets.addAll(places.late());
    Set<String> receivers = new HashSet<>(labels(targets));
    receivers.retainAll(wanted);
    targets.addAll(places.readable());
    new CatchUp(job, damaged, steps, clock).deliver(targets, receivers, (place, backup) -> true);
    targets.forEach(ReadPlace::remember);
    return ended(job, Manifest.Kind.SCHEDULED, startedAt, steps, Optional.empty());
  }

  /**
   * Makes no backup: deletes what places needn't keep, on the user's word.
   *
   * @param places the labels of those to delete at
   */
  public BackupRun prune(
      BackupJob job,
      Set<String> places,
      boolean shrunk,
      Map<String, Set<String>> damaged,
      RunListener listener) {
    ZonedDateTime startedAt = ZonedDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    Steps steps = new Steps(job.identity().name(), listener, clock);
    new Pruner(job, damaged, steps, clock).byHand(places, shrunk);
    return ended(job, Manifest.Kind.MANUAL, startedAt, steps, Optional.empty());
  }

  private static Set<String> labels(List<ReadPlace> targets) {
    return targets.stream().map(ReadPlace::label).collect(Collectors.toUnmodifiableSet());
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
        made.map(Manifest::sequence).orElseGet(() -> job.sequence().last()));
  }
}
