package dev.nightjar.app;

import dev.nightjar.app.setup.DatabaseName;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.BackupRunner;
import dev.nightjar.backup.RunListener;
import dev.nightjar.backup.Step;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.FolderDestination.Reach;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Host;
import dev.nightjar.platform.NetworkFolders;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.sqlite.LiveDatabase;
import dev.nightjar.sqlite.SnapshotSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;

/**
 * The backup of today's data that is made before another is put in its place: in the job's first
 * place that can take it; if there is none, in the program's own folder, for 30 days.
 */
public final class BeforeRestore {
  private static final Logger LOG = Logger.getLogger(BeforeRestore.class.getName());
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int NEWEST_KEPT = 2;

  private final App app;
  private final BackupRunner runner;
  private final BackupJob job;
  private final long number;
  private Optional<Saved> saved = Optional.empty();

  /**
   * Its location.
   *
   * @param ownFolder the program's own folder that it is in, if no place of the job's has it
   */
  public record Saved(String id, String location, Optional<Path> ownFolder) {
    /** Reads the place that has it; empty if that is away by now. */
    Optional<KeptBackup> find(App app, Optional<Job> job) {
      List<Target> places =
          ownFolder
              .map(folder -> List.of(app.jobs().reading(folder)))
              .orElseGet(() -> job.map(app.jobs()::targets).orElse(List.of()));
      return places.stream()
          .filter(place -> place.destination().location().equals(location))
          .flatMap(place -> Survey.read(List.of(place)).backups().stream())
          .filter(kept -> kept.summary().id().equals(id))
          .findFirst();
    }
  }

  /**
   * For one restore.
   *
   * @param source the backup that goes into {@code file}: what is saved now is newer
   */
  BeforeRestore(App app, BackupRunner runner, Path file, Optional<Job> of, BackupSummary source) {
    this.app = app;
    this.runner = runner;
    this.job =
        of.map(one -> app.jobs().of(one, Duration.ZERO)).orElseGet(() -> ofNobody(app, file));
    // One backup must not get the number of another, and no place is asked.
    this.number =
        Manifest.nextSequence(
            LongStream.concat(job.numbers(Set.of()), LongStream.of(source.sequence())));
  }

  /** A database that no job is about is known by its path. */
  private static BackupJob ofNobody(App app, Path file) {
    UUID id =
        UUID.nameUUIDFromBytes(
            file.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
    return new BackupJob(
        new JobIdentity(id, DatabaseName.of(file), Host.name()),
        new LiveDatabase(file, Duration.ZERO, NetworkFolders.isNetwork(file), app.clock()),
        List.of(),
        app.home().stagingFolder().resolve(id.toString()),
        app.history().sequence(id),
        Duration.ZERO);
  }

  BackupJob job() {
    return job;
  }

  /** Returns what {@link #save} made. */
  Optional<Saved> saved() {
    return saved;
  }

  /**
   * Makes the backup of a database to which nobody else writes meanwhile.
   *
   * @return its id
   * @throws FailureException {@code COPY_DAMAGED}, {@code CANCELLED}, …, or why no place took it
   */
  String save(SnapshotSource locked, InPlaceRestore.Listener listener) throws FailureException {
    for (Target target : job.targets()) {
      Optional<String> id = saveAt(target, locked, listener);
      if (id.isPresent()) {
        saved = Optional.of(new Saved(id.get(), target.destination().location(), Optional.empty()));
        return id.get();
      }
    }
    Path folder =
        app.home()
            .beforeRestoreFolder()
            .resolve("backups")
            .resolve(job.identity().job().toString());
    String label = JobPlace.HERE.label();
    FolderDestination.create(folder, label, job.identity(), app.clock());
    Destination own =
        new FolderDestination(folder, label, Reach.LOCAL, Optional.empty(), app.clock());
    String id =
        saveAt(new Target(label, true, own), locked, listener)
            .orElseThrow(() -> new FailureException(Reason.HOME_READ_ONLY, folder));
    saved = Optional.of(new Saved(id, folder.toString(), Optional.of(folder)));
    removeOld(own);
    return id;
  }

  /** Saves it at one place; empty if that place can't take it. */
  private Optional<String> saveAt(
      Target target, SnapshotSource locked, InPlaceRestore.Listener listener)
      throws FailureException {
    RunListener run =
        new RunListener() {
          @Override
          public void advanced(Step step, String place, long done, long total)
              throws FailureException {
            listener.advanced(done, total);
          }
        };
    BackupJob here =
        new BackupJob(
            job.identity(),
            locked,
            List.of(target),
            job.stagingFolder(),
            job.sequence().atLeast(number - 1),
            Duration.ZERO);
    BackupRun made = runner.run(here, Manifest.Kind.BEFORE_RESTORE, run);
    if (made.backup().isPresent()) {
      app.remember(made, run);
      return made.backup();
    }
    for (var result : made.results()) {
      Optional<Failure> failure = result.failure();
      if (failure.isPresent() && failure.get().reason().subject() != Reason.Subject.PLACE) {
        throw new FailureException(failure.get());
      }
    }
    return Optional.empty();
  }

  /** Removes those that nobody asked for in 30 days, but the newest two. Best effort. */
  private void removeOld(Destination own) {
    Instant limit = app.clock().instant().minus(KEPT);
    try {
      List<BackupSummary> backups = own.inventory().backups();
      // The clock alone may be wrong.
      for (BackupSummary backup :
          backups.subList(Math.min(NEWEST_KEPT, backups.size()), backups.size())) {
        if (backup.snapshotAt().isBefore(limit)) {
          own.remove(backup, job.identity());
        }
      }
    } catch (FailureException e) {
      LOG.log(Level.WARNING, e, () -> "old data from before a restore");
    }
  }
}
