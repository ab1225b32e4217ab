package dev.nightjar.backup;

import dev.nightjar.backup.BackupRunner.Target;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import dev.nightjar.io.TrueOrLacks;
import dev.nightjar.json.JsonExporter;
import dev.nightjar.json.JsonProof;
import dev.nightjar.json.JsonRebuild;
import dev.nightjar.json.JsonSource;
import dev.nightjar.json.JsonSummary;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.DatabaseCheck;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot and what is made from it, in the folder of a place on this computer where there is
 * one, else in the program's own. Checking the copy, hashing it and making and proving its JSON run
 * side by side.
 */
final class Staging implements AutoCloseable {
  private final BackupJob job;
  private final String id;
  private final Map<Target, Delivery> deliveries;
  private final Steps steps;
  private final Clock clock;
  private final Executor workers;
  private final List<Path> own = new ArrayList<>();
  private final List<CompletableFuture<?>> started = new ArrayList<>();
  private @Nullable Path database;
  private @Nullable Path json;
  private @Nullable Snapshot snapshot;
  private @Nullable CompletableFuture<Made<FileHash>> hashing;
  private @Nullable CompletableFuture<Made<CheckReport>> checking;
  private @Nullable CompletableFuture<Made<Proved>> exporting;
  private @Nullable Proved proved;
  private boolean cancelled;
  private long startedAt;

  /** The JSON as it was written, compared, and rebuilt. */
  record Proved(
      FileHash hash,
      JsonSummary summary,
      Optional<TrueOrLacks> rebuilds,
      Optional<String> rebuildProvedFor) {
    /** Returns the gaps of the JSON, a line each. */
    List<String> lacks() {
      return summary.lacks().stream()
          .map(lack -> "table " + Names.shown(lack.table()) + ": " + lack.why())
          .toList();
    }

    /** Returns the gaps of a database made from it, a line each. */
    List<String> rebuildLacks() {
      return rebuilds.map(TrueOrLacks::lacks).orElse(List.of());
    }
  }

  /** The result of a worker, or the reason why there is none. */
  private record Made<T>(@Nullable T value, @Nullable FailureException failure) {
    T get() throws FailureException {
      if (failure != null) {
        throw failure;
      }
      return Objects.requireNonNull(value);
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws FailureException;
  }

  Staging(
      BackupJob job,
      String id,
      Map<Target, Delivery> deliveries,
      Steps steps,
      Clock clock,
      Executor workers) {
    this.job = job;
    this.id = id;
    this.deliveries = deliveries;
    this.steps = steps;
    this.clock = clock;
    this.workers = workers;
  }

  /**
   * Copies the live database; where a place's folder can't take it, notes that in {@code failed}
   * and stages in the program's own folder.
   */
  boolean copy(Map<Target, FailureException> failed) {
    startedAt = clock.millis();
    steps.started(Step.DATABASE, "");
    for (var entry : deliveries.entrySet()) {
      Optional<Path> inPlace = entry.getValue().stagingPath(BackupFile.DATABASE);
      if (inPlace.isPresent()) {
        try {
          enoughSpace(entry.getKey());
          take(inPlace.get(), entry.getValue().stagingPath(BackupFile.JSON).orElseThrow());
          return true;
        } catch (FailureException e) {
          if (e.reason().subject() != Reason.Subject.PLACE) {
            return fail(e);
          }
          failed.put(entry.getKey(), e);
        }
      }
    }
    try {
      Files.createDirectories(job.stagingFolder());
      Path ownDatabase = job.stagingFolder().resolve(BackupFile.DATABASE.nameFor(id));
      Path ownJson = job.stagingFolder().resolve(BackupFile.JSON.nameFor(id));
      ownDatabase = DurableFiles.partialOf(ownDatabase);
      ownJson = DurableFiles.partialOf(ownJson);
      own.add(ownDatabase);
      own.add(ownJson);
      take(ownDatabase, ownJson);
      return true;
    } catch (IOException e) {
      return fail(DiskFailures.making(e, job.stagingFolder()));
    } catch (FailureException e) {
      return fail(e);
    }
  }

  private void take(Path databasePath, Path jsonPath) throws FailureException {
    snapshot = job.database().snapshot(databasePath, steps.progress(Step.DATABASE, ""));
    database = databasePath;
    json = jsonPath;
    var checkpoint = snapshot.checkpoint();
    steps.record(
        Step.CHECKPOINT,
        "",
        0,
        Map.of(
            "result", checkpoint.result().name(),
            "pagesInLog", checkpoint.pagesInLog(),
            "pagesMoved", checkpoint.pagesMoved()));
  }

  /**
   * A hint looked at before the first byte; a disk that fills up meanwhile is told all the same.
   */
  private void enoughSpace(Target target) throws FailureException {
    long bytes = job.database().bytes();
    long jsonBytes =
        target.backups().stream()
            .findFirst()
            .flatMap(newest -> newest.jsonFile())
            .map(FileHash::bytes)
            .orElse(bytes);
    long needed = (bytes + jsonBytes) / 10 * 11;
    long free = target.freeBytes().orElse(Long.MAX_VALUE);
    if (free < needed) {
      throw new FailureException(
          Reason.PLACE_FULL, target.of().destination().location(), needed, free);
    }
  }

  private boolean fail(FailureException failure) {
    steps.record(Step.DATABASE, "", failure);
    return false;
  }

  /**
   * Starts hashing and checking the copy, and making its JSON.
   *
   * @param last the findings of the newest backup so far: for the same schema it still holds
   */
  void makeTheRest(Optional<Manifest.Checks> last) {
    Path copy = path(BackupFile.DATABASE);
    Path text = path(BackupFile.JSON);
    hashing =
        start(
            () -> {
              try {
                return DurableFiles.hash(copy, steps.progress(Step.DATABASE, ""));
              } catch (IOException e) {
                throw DiskFailures.of(e, copy);
              }
            });
    exporting =
        start(
            () -> {
              JsonSource source =
                  new JsonSource(
                      snapshot().takenAt().atZone(clock.getZone()).toOffsetDateTime(),
                      String.valueOf(job.database().file().getFileName()),
                      snapshot().journalMode());
              var progress = steps.progress(Step.JSON, "");
              JsonSummary summary = JsonExporter.export(copy, source, text, progress);
              FileHash hash = JsonProof.prove(text, copy, progress);
              return rebuilt(hash, summary, last, progress);
            });
    checking = start(() -> DatabaseCheck.of(copy, steps.progress(Step.DATABASE, "")));
  }

  /** Makes a database from the JSON once for each schema; where there is no room, another time. */
  private Proved rebuilt(
      FileHash hash, JsonSummary summary, Optional<Manifest.Checks> last, Progress progress)
      throws FailureException {
    Path text = path(BackupFile.JSON);
    String schema = JsonRebuild.schemaHash(text);
    Optional<Manifest.Checks> same =
        last.filter(
            checks ->
                checks.jsonRebuilds().isPresent()
                    && checks.jsonRebuildProvedFor().equals(Optional.of(schema)));
    if (same.isPresent()) {
      return new Proved(hash, summary, same.get().jsonRebuilds(), Optional.of(schema));
    }
    try {
      Files.createDirectories(job.stagingFolder());
      Path scratch = DurableFiles.partialOf(job.stagingFolder().resolve("rebuilt.db"));
      TrueOrLacks rebuilds =
          new TrueOrLacks(JsonRebuild.lacks(text, path(BackupFile.DATABASE), scratch, progress));
      return new Proved(hash, summary, Optional.of(rebuilds), Optional.of(schema));
    } catch (IOException e) {
      return new Proved(hash, summary, Optional.empty(), Optional.empty());
    } catch (FailureException e) {
      if (e.reason() == Reason.CANCELLED) {
        throw e;
      }
      return new Proved(hash, summary, Optional.empty(), Optional.empty());
    }
  }

  private <T> CompletableFuture<Made<T>> start(Work<T> work) {
    CompletableFuture<Made<T>> future =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new Made<>(work.run(), null);
              } catch (FailureException e) {
                return new Made<>(null, e);
              } catch (RuntimeException | Error e) {
                return new Made<>(
                    null, FailureException.because(e, Reason.UNEXPECTED, e.toString()));
              }
            },
            workers);
    started.add(future);
    return future;
  }

  /**
   * Ends the database's step: the copy has every row, or the run has failed.
   *
   * @param keepEvidence keeps a damaged copy, and says where
   */
  Optional<CheckReport> check(Function<CheckReport, String> keepEvidence) {
    Map<String, Object> known = new HashMap<>();
    try {
      CheckReport report = Objects.requireNonNull(checking).join().get();
      Objects.requireNonNull(hashing).join().get();
      if (!report.usable()) {
        known.put("findings", String.join("\n", report.findings()));
        known.put("evidence", keepEvidence.apply(report));
        throw new FailureException(
            Reason.COPY_DAMAGED,
            job.database().file(),
            report.findings().get(0),
            report.findings().size());
      }
      known.put("bytes", snapshot().bytes());
      known.put("pages", snapshot().pages());
      known.put("tables", (long) report.tables().size());
      known.put("rows", report.rows());
      known.put("notChecked", String.join(", ", report.notChecked()));
      known.put("valueViolations", report.valueViolations());
      known.put("foreignKeyViolations", report.foreignKeyViolations());
      known.put("grade", report.grade().name());
      known.put("findings", String.join("\n", report.findings()));
      known.put("commitsWaited", snapshot().commitsWaited() ? 1L : 0L);
      steps.record(Step.DATABASE, "", clock.millis() - startedAt, known);
      return Optional.of(report);
    } catch (FailureException e) {
      cancelled |= e.reason() == Reason.CANCELLED;
      steps.record(Step.DATABASE, "", e, known);
      return Optional.empty();
    }
  }

  /** Waits for the JSON and ends its step: proved, or the run has failed. */
  Optional<Proved> json() {
    steps.attempt(
        Step.JSON,
        "",
        facts -> {
          try {
            Proved made = Objects.requireNonNull(exporting).join().get();
            proved = made;
            facts.put("tables", (long) made.summary().tables());
            facts.put("rows", made.summary().rows());
            facts.put("bytes", made.hash().bytes());
            facts.put("lacks", String.join("\n", made.lacks()));
            facts.put("rebuildLacks", String.join("\n", made.rebuildLacks()));
          } catch (FailureException e) {
            cancelled |= e.reason() == Reason.CANCELLED;
            throw e;
          }
        });
    return Optional.ofNullable(proved);
  }

  Optional<FileHash> hash(BackupFile file) {
    if (file == BackupFile.JSON) {
      return Optional.ofNullable(proved).map(Proved::hash);
    }
    try {
      return Optional.of(Objects.requireNonNull(hashing).join().get());
    } catch (FailureException e) {
      return Optional.empty(); // check() reports it.
    }
  }

  boolean cancelled() {
    return cancelled;
  }

  Snapshot snapshot() {
    return Objects.requireNonNull(snapshot);
  }

  Path path(BackupFile file) {
    return Objects.requireNonNull(file == BackupFile.DATABASE ? database : json);
  }

  /** Waits for the workers: on Windows an open file can't be removed. */
  @Override
  public void close() {
    started.forEach(CompletableFuture::join);
    own.forEach(SideFiles::discardWith);
  }
}
