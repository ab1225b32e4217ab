package dev.nightjar.backup;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.FileHash;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.Snapshot;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** One backup from the live database to all places that are ready. */
final class OneBackup {
  private static final DateTimeFormatter STEM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");

  private final BackupJob job;
  private final List<ReadPlace> targets;
  private final Manifest.Kind kind;
  private final ZonedDateTime startedAt;
  private final RunContext context;
  private final long number;

  OneBackup(
      BackupJob job,
      List<ReadPlace> targets,
      Manifest.Kind kind,
      ZonedDateTime startedAt,
      RunContext context) {
    this.job = job;
    this.targets = targets;
    this.kind = kind;
    this.startedAt = startedAt;
    this.context = context;
    this.number = number();
  }

  /** The one after all that are known; places that can't be read now may have the last. */
  private long number() {
    LongStream given =
        targets.stream()
            .flatMap(target -> target.backupsBefore().stream())
            .mapToLong(BackupSummary::sequence);
    Set<String> read = targets.stream().map(ReadPlace::label).collect(Collectors.toSet());
    return Manifest.nextSequence(LongStream.concat(given, job.numbers(read)));
  }

  /** Returns the manifest of the backup made, or empty if no place has it. */
  Optional<Manifest> make() {
    String id;
    try {
      id = ReadPlace.freeId(targets, startedAt.format(STEM));
    } catch (FailureException e) {
      context.steps().record(Step.DATABASE, "", e);
      return Optional.empty();
    }
    try (Deliveries deliveries = new Deliveries(job, targets, id, context.steps());
        Staging staging = new Staging(job, id, context)) {
      deliveries.begin();
      return staging
          .copy(deliveries)
          .flatMap(staged -> proved(id, staged, deliveries))
          .map(proved -> manifest(id, proved))
          .filter(
              manifest -> {
                job.sequence().give(manifest.sequence());
                return deliveries.commit(manifest);
              });
    }
  }

  /** Proves a copy, and brings its files to the places; empty if the run has failed. */
  private Optional<Proved> proved(String id, Staged staged, Deliveries deliveries) {
    try (Processing processing = new Processing(job, staged, last(), context)) {
      Optional<FileHash> hash = processing.hash();
      hash.ifPresent(known -> deliveries.add(BackupFile.DATABASE, staged.database(), known));
      Optional<CheckReport> check =
          processing.check(
              damaged ->
                  deliveries.keepEvidence(
                      staged.database(), hash.orElseThrow(), damaged.findings()));
      if (check.isEmpty()) {
        return Optional.empty(); // Gaps in the JSON of such a copy are no second trouble.
      }
      Proved bare =
          new Proved(
              staged,
              hash.orElseThrow(),
              check.get(),
              processing.integrityCheckAt(check.get()),
              Optional.empty());
      long bytes = staged.snapshot().bytes();
      Made<ProvedJson> json =
          processing.json(
              growing -> deliveries.follow(BackupFile.JSON, staged.json(), growing, bytes),
              expected -> deliveries.expect(manifest(id, bare.with(Optional.of(expected)))));
      if (json.isCancelled()) {
        return Optional.empty();
      }
      json.value().ifPresent(made -> deliveries.add(BackupFile.JSON, staged.json(), made.hash()));
      Optional<FailureException> cancelled = deliveries.cancelled();
      if (cancelled.isPresent()) {
        context.steps().record(Step.DATABASE_SAVED, "", cancelled.get());
        return Optional.empty();
      }
      return Optional.of(bare.with(json.value()));
    }
  }

  /**
   * Returns the manifest of this job's newest backup; empty if there is none, or it can't be read.
   */
  private Optional<Manifest> last() {
    for (ReadPlace target : targets) {
      for (BackupSummary backup : target.backupsBefore()) {
        if (backup.job().job().equals(job.identity().job())) {
          try {
            return Optional.of(target.of().destination().manifest(backup));
          } catch (FailureException e) {
            break; // Then it is found out anew.
          }
        }
      }
    }
    return Optional.empty();
  }

  private Manifest manifest(String id, Proved proved) {
    Snapshot snapshot = proved.staged().snapshot();
    return new Manifest(
        context.version(),
        id,
        number,
        kind,
        job.identity(),
        startedAt.toOffsetDateTime(),
        snapshot.takenAt().atZone(context.clock().getZone()).toOffsetDateTime(),
        new Manifest.Database(
            job.database().file().toString(),
            snapshot.pageSize(),
            snapshot.pages(),
            snapshot.journalMode(),
            snapshot.userVersion(),
            snapshot.sqliteVersion()),
        proved.files(),
        proved.check().tables(),
        proved.checks());
  }
}
