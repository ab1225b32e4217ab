package dev.nightjar.backup;

import dev.nightjar.backup.BackupRunner.Target;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.Evidence;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.sqlite.CheckReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;

/**
 * One backup from the live database to all places that are ready. Closed, it leaves nothing under a
 * partial name.
 */
final class OneBackup implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OneBackup.class.getName());
  private static final DateTimeFormatter STEM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");

  private final BackupJob job;
  private final List<Target> targets;
  private final Manifest.Kind kind;
  private final ZonedDateTime startedAt;
  private final Steps steps;
  private final Clock clock;
  private final Executor workers;
  private final String version;
  private final Map<Target, Delivery> deliveries = new LinkedHashMap<>();
  private final Map<Target, FailureException> failed = new LinkedHashMap<>();

  OneBackup(
      BackupJob job,
      List<Target> targets,
      Manifest.Kind kind,
      ZonedDateTime startedAt,
      Steps steps,
      Clock clock,
      Executor workers,
      String version) {
    this.job = job;
    this.targets = targets;
    this.kind = kind;
    this.startedAt = startedAt;
    this.steps = steps;
    this.clock = clock;
    this.workers = workers;
    this.version = version;
  }

  /** The manifest of what was made, or empty where no place has it. */
  Optional<Manifest> make() {
    String[] id = new String[1];
    boolean named =
        quietly(
            () -> {
              id[0] = Target.freeId(targets, startedAt.format(STEM));
              return id[0];
            });
    if (!named) {
      return Optional.empty();
    }
    for (Target target : targets) {
      atPlace(
          target,
          () -> deliveries.put(target, target.of().destination().deliver(id[0], job.identity())));
    }
    try (Staging staging = new Staging(job, id[0], deliveries, steps, clock, workers)) {
      if (!staging.copy(failed)) {
        return Optional.empty();
      }
      staging.makeTheRest(lastChecks());
      Map<BackupFile, FileHash> files = new EnumMap<>(BackupFile.class);
      bring(staging, BackupFile.DATABASE, files);
      Optional<CheckReport> check = staging.check(damaged -> keepEvidence(id[0], staging, damaged));
      if (check.isEmpty()) {
        return Optional.empty(); // Gaps in the JSON of such a copy are no second trouble.
      }
      Optional<Staging.Proved> json = staging.json();
      if (json.isPresent()) {
        bring(staging, BackupFile.JSON, files);
      } else if (staging.cancelled()) {
        return Optional.empty();
      }
      Optional<FailureException> cancel =
          failed.values().stream().filter(f -> f.reason() == Reason.CANCELLED).findFirst();
      if (cancel.isPresent()) {
        steps.record(Step.DATABASE_SAVED, "", cancel.get());
        return Optional.empty();
      }
      Manifest manifest = manifest(id[0], staging, check.get(), files, json);
      return commit(manifest) ? Optional.of(manifest) : Optional.empty();
    }
  }

  /**
   * Returns the findings of this job's newest backup; empty where there is none, or it can't be
   * read.
   */
  private Optional<Manifest.Checks> lastChecks() {
    for (Target target : targets) {
      for (BackupSummary backup : target.backups()) {
        if (backup.job().job().equals(job.identity().job())) {
          try {
            return Optional.of(target.of().destination().manifest(backup).checks());
          } catch (FailureException e) {
            break; // Then it is found out anew.
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The name and a place's answer are needed before anything else: a failure there is a step's. */
  private boolean quietly(Attempt attempt) {
    try {
      attempt.run();
      return true;
    } catch (FailureException e) {
      steps.record(Step.DATABASE, "", e);
      return false;
    }
  }

  @FunctionalInterface
  private interface Attempt {
    Object run() throws FailureException;
  }

  private void bring(Staging staging, BackupFile file, Map<BackupFile, FileHash> files) {
    Optional<FileHash> hash = staging.hash(file);
    if (hash.isEmpty()) {
      return;
    }
    files.put(file, hash.get());
    Step step = file == BackupFile.DATABASE ? Step.DATABASE_SAVED : Step.JSON_SAVED;
    for (Target target : targets) {
      Delivery delivery = deliveries.get(target);
      if (delivery != null && !failed.containsKey(target)) {
        atPlace(
            target,
            () -> {
              delivery.add(
                  file, staging.path(file), hash.get(), steps.progress(step, target.label()));
              return delivery;
            });
      }
    }
  }

  /**
   * Keeps a damaged copy at each place, which is no backup.
   *
   * @return the files' paths, a line each
   */
  private String keepEvidence(String id, Staging staging, CheckReport damaged) {
    Optional<FileHash> hash = staging.hash(BackupFile.DATABASE);
    List<String> kept = new ArrayList<>();
    for (Target target : targets) {
      if (hash.isPresent() && deliveries.containsKey(target)) {
        Evidence evidence =
            new Evidence(
                id,
                job.identity(),
                job.database().file().toString(),
                hash.get(),
                damaged.findings(),
                target.lastWhole());
        atPlace(
            target,
            () -> {
              Path copy = staging.path(BackupFile.DATABASE);
              var progress = steps.progress(Step.DATABASE, "");
              kept.add(target.of().destination().keepEvidence(evidence, copy, progress));
              return target;
            });
      }
    }
    failed.forEach(
        (target, failure) ->
            LOG.log(Level.WARNING, failure, () -> "no damaged copy at " + target.label()));
    return String.join("\n", kept);
  }

  /** One place's failure never keeps another from its backup. */
  private void atPlace(Target target, Attempt attempt) {
    try {
      attempt.run();
    } catch (FailureException e) {
      failed.put(target, e);
    }
  }

  private boolean commit(Manifest manifest) {
    List<Target> kept = new ArrayList<>();
    for (Target target : targets) {
      steps.attempt(
          Step.DATABASE_SAVED,
          target.label(),
          facts -> {
            FailureException failure = failed.get(target);
            Delivery delivery = deliveries.get(target);
            if (failure != null || delivery == null) {
              throw failure == null
                  ? new FailureException(
                      Reason.PLACE_UNREACHABLE, target.of().destination().location())
                  : failure;
            }
            delivery.commit(manifest);
            kept.add(target);
            facts.put("bytes", manifest.databaseFile().bytes());
            facts.put("path", pathAt(target, BackupFile.DATABASE, manifest.id()));
          });
    }
    manifest
        .jsonFile()
        .ifPresent(
            json -> {
              for (Target target : kept) {
                Map<String, Object> facts =
                    Map.of(
                        "bytes",
                        json.bytes(),
                        "path",
                        pathAt(target, BackupFile.JSON, manifest.id()));
                steps.record(Step.JSON_SAVED, target.label(), 0, facts);
              }
            });
    return !kept.isEmpty();
  }

  private static String pathAt(Target target, BackupFile file, String id) {
    return target
        .of()
        .destination()
        .folder()
        .map(folder -> folder.resolve(file.folder()).resolve(file.nameFor(id)).toString())
        .orElse(target.of().destination().location() + "/" + file.pathFor(id));
  }

  private Manifest manifest(
      String id,
      Staging staging,
      CheckReport check,
      Map<BackupFile, FileHash> files,
      Optional<Staging.Proved> json) {
    var snapshot = staging.snapshot();
    LongStream given =
        targets.stream()
            .flatMap(target -> target.backups().stream())
            .mapToLong(BackupSummary::sequence);
    return new Manifest(
        version,
        id,
        Manifest.nextSequence(LongStream.concat(given, LongStream.of(job.lastSequence()))),
        kind,
        job.identity(),
        startedAt.toOffsetDateTime(),
        snapshot.takenAt().atZone(clock.getZone()).toOffsetDateTime(),
        new Manifest.Database(
            job.database().file().toString(),
            snapshot.pageSize(),
            snapshot.pages(),
            snapshot.journalMode(),
            snapshot.userVersion(),
            snapshot.sqliteVersion()),
        files,
        check.tables(),
        new Manifest.Checks(
            check.grade() == CheckReport.Grade.WHOLE ? "ok" : "see findings",
            check.notChecked(),
            check.valueViolations(),
            check.foreignKeyViolations(),
            json.isPresent(),
            json.map(Staging.Proved::lacks).orElse(List.of()),
            json.flatMap(Staging.Proved::rebuilds),
            json.flatMap(Staging.Proved::rebuildProvedFor),
            check.grade(),
            check.findings()));
  }

  @Override
  public void close() {
    deliveries.values().forEach(Delivery::close);
  }
}
