package dev.nightjar.backup;

import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.GrowingFile;
import dev.nightjar.io.Progress;
import dev.nightjar.io.TrueOrLacks;
import dev.nightjar.json.JsonFile;
import dev.nightjar.json.JsonRebuild;
import dev.nightjar.json.JsonSource;
import dev.nightjar.json.ProvedExport;
import dev.nightjar.json.SchemaLimit;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.DatabaseCheck;
import dev.nightjar.sqlite.SchemaSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/** The work on a copy, side by side: hashing it, checking it, making and proving its JSON. */
final class Processing implements AutoCloseable {
  /**
   * A rebuild must not take the room that the JSON needs. In sizes of the copy: a JSON is up to 20
   * times as large, if its columns have long names and no values.
   */
  private static final int MIN_ROOM_BESIDE = 32;

  private final BackupJob job;
  private final Staged staged;
  private final RunContext context;
  private final Optional<ProvedSchema> provedSchema;
  private final JsonFile json;
  private final WhileSound whileSound = new WhileSound();

  /** Whether a database is made from the JSON while that is written: known once it has begun. */
  private final CompletableFuture<Boolean> beside = new CompletableFuture<>();

  private final CompletableFuture<Made<FileHash>> hashing;
  private final CompletableFuture<Made<ProvedExport>> exporting;
  private final CompletableFuture<Made<CheckReport>> checking;
  private final CompletableFuture<Made<Optional<TrueOrLacks>>> rebuilding;

  /**
   * Starts it. With few workers the order matters: a first rebuild takes longest, so the check
   * comes behind it.
   *
   * @param last the newest backup so far: for the same schema some of its findings still hold
   */
  Processing(BackupJob job, Staged staged, Optional<Manifest> last, RunContext context) {
    this.job = job;
    this.staged = staged;
    this.context = context;
    this.json = JsonFile.begun(staged.json());
    this.provedSchema = ProvedSchema.of(last, staged.snapshot(), context.version());
    Optional<Manifest.Checks> rebuilt =
        last.map(Manifest::checks).filter(checks -> checks.jsonRebuilds().isPresent());
    rebuilt.ifPresent(found -> beside.complete(false));
    this.hashing = start("copy's hash", this::hashed);
    this.exporting = start("JSON export", this::exported);
    CompletableFuture<Rest> rest =
        beside.thenApply(
            atOnce -> new Rest(rebuilding(atOnce, rebuilt), start("check", this::checked)));
    this.rebuilding = rest.thenCompose(Rest::rebuilding);
    this.checking = rest.thenCompose(Rest::checking);
  }

  /** Begun in this order. */
  private record Rest(
      CompletableFuture<Made<Optional<TrueOrLacks>>> rebuilding,
      CompletableFuture<Made<CheckReport>> checking) {}

  private <T> CompletableFuture<Made<T>> start(String name, Attempt<T> work) {
    return CompletableFuture.supplyAsync(() -> Made.by(work), under(name));
  }

  /**
   * Makes a database from the JSON once for each schema: a first one while the JSON is written,
   * which counts only if check and proof go well.
   *
   * @param last the last rebuild's findings; empty if there was none
   */
  private CompletableFuture<Made<Optional<TrueOrLacks>>> rebuilding(
      boolean atOnce, Optional<Manifest.Checks> last) {
    Attempt<Optional<TrueOrLacks>> work = () -> rebuilt(last);
    return atOnce
        ? start("JSON rebuild", work)
        : exporting.thenApplyAsync(written -> Made.by(work), under("JSON rebuild"));
  }

  private boolean hasRoomBesideTheJson() {
    try {
      long room = Files.getFileStore(staged.database()).getUsableSpace();
      return room / MIN_ROOM_BESIDE > staged.snapshot().bytes();
    } catch (IOException e) {
      return false;
    }
  }

  /** Workers who carry the name of what they do: a list of threads says where the time goes. */
  private Executor under(String name) {
    return work ->
        context
            .workers()
            .execute(
                () -> {
                  Thread worker = Thread.currentThread();
                  String before = worker.getName();
                  worker.setName(name);
                  try {
                    work.run();
                  } finally {
                    worker.setName(before);
                  }
                });
  }

  private FileHash hashed() throws FailureException {
    try {
      return DurableFiles.hash(staged.database(), context.steps().progress(Step.DATABASE, ""));
    } catch (IOException e) {
      throw DiskFailures.of(e, staged.database());
    }
  }

  private CheckReport checked() throws FailureException {
    Optional<String> known = provedSchema.map(ProvedSchema::hash);
    return DatabaseCheck.ofKnown(
        staged.database(), known, context.steps().progress(Step.DATABASE, ""));
  }

  private ProvedExport exported() throws FailureException {
    JsonSource source =
        new JsonSource(
            snapshotAt(),
            String.valueOf(job.database().file().getFileName()),
            staged.snapshot().journalMode());
    Progress progress = whileSound.then(context.steps().progress(Step.JSON, ""));
    Executor workers = under("JSON proof");
    Consumer<SchemaSize> begun =
        size -> beside.complete(SchemaLimit.leavesRoom(size) && hasRoomBesideTheJson());
    try {
      return ProvedExport.make(staged.database(), source, json, begun, workers, progress);
    } catch (FailureException e) {
      throw staged.told(e);
    } finally {
      json.growing().breakOff(); // A follower would wait for ever.
      beside.complete(false);
    }
  }

  /**
   * Returns what a database made from the JSON lacks; empty if that was not found out. Without room
   * for it, it is made another time.
   */
  private Optional<TrueOrLacks> rebuilt(Optional<Manifest.Checks> last) throws FailureException {
    if (exporting.isDone()) {
      Optional<String> schema = Optional.of(exporting.join().get().proved().schema());
      if (last.isPresent() && last.get().jsonRebuildProvedFor().equals(schema)) {
        return last.get().jsonRebuilds();
      }
    }
    try {
      DurableFiles.makeFolders(job.stagingFolder());
      Path scratch = DurableFiles.partialOf(job.stagingFolder().resolve("rebuilt.db"));
      Executor workers = under("rebuild's proof");
      List<String> lacks =
          JsonRebuild.lacks(json, staged.database(), scratch, workers, this::ofTheRebuild);
      return Optional.of(new TrueOrLacks(lacks));
    } catch (IOException e) {
      return Optional.empty();
    } catch (FailureException e) {
      if (e.reason() == Reason.CANCELLED) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** It ends if the JSON isn't proved, and has no figures between those of the writer. */
  private void ofTheRebuild(long done, long total) throws FailureException {
    whileSound.advanced(done, total);
    boolean written = exporting.isDone();
    if (written && exporting.join().failure().isPresent()) {
      throw new FailureException(Reason.CANCELLED);
    }
    context.steps().progress(Step.JSON, "").advanced(written ? done : 0, written ? total : -1);
  }

  /**
   * Returns the instant of the last backup of which SQLite's own check has passed; empty if nobody
   * knows of one with this schema.
   */
  Optional<OffsetDateTime> integrityCheckAt(CheckReport report) {
    if (report.judge() == CheckReport.Judge.PAGES) {
      return provedSchema.map(ProvedSchema::integrityCheckAt);
    }
    boolean passed = report.grade() == CheckReport.Grade.WHOLE && report.notChecked().isEmpty();
    return passed ? Optional.of(snapshotAt()) : Optional.empty();
  }

  private OffsetDateTime snapshotAt() {
    return staged.snapshot().takenAt().atZone(context.clock().getZone()).toOffsetDateTime();
  }

  /** Waits for the copy's hash; {@link #check} reports a failure. */
  Optional<FileHash> hash() {
    return hashing.join().value();
  }

  /**
   * Ends the database's step: the copy has every row, or the run has failed.
   *
   * @param keepEvidence keeps a damaged copy, and says where
   */
  Optional<CheckReport> check(Function<CheckReport, List<String>> keepEvidence) {
    StepFacts known = StepFacts.NONE;
    try {
      CheckReport report = checking.join().get();
      hashing.join().get();
      if (!report.usable()) {
        whileSound.end();
        known = new StepFacts.DamagedCopy(report.findings(), keepEvidence.apply(report));
        throw new FailureException(
            Reason.COPY_DAMAGED,
            job.database().file(),
            report.findings().get(0),
            report.findings().size());
      }
      long milliseconds = context.clock().millis() - staged.startedAtMillis();
      context
          .steps()
          .record(Step.DATABASE, "", milliseconds, StepFacts.Copy.of(staged.snapshot(), report));
      return Optional.of(report);
    } catch (FailureException e) {
      context.steps().record(Step.DATABASE, "", e, known);
      return Optional.empty();
    }
  }

  /**
   * Waits for the JSON and ends its step: proved, or the run has failed.
   *
   * @param meanwhile is given how far the JSON is written, and ends with that
   * @param expected is given what is returned if all goes well, while the rest of the work goes on
   */
  Made<ProvedJson> json(Consumer<GrowingFile> meanwhile, Consumer<ProvedJson> expected) {
    context
        .steps()
        .attempt(
            Step.JSON,
            "",
            known -> {
              meanwhile.accept(json.growing());
              ProvedExport written = exporting.join().get();
              if (!rebuilding.isDone()) {
                expected.accept(proved(written, Optional.of(new TrueOrLacks(List.of()))));
              }
              ProvedJson made = proved().get();
              known.accept(StepFacts.Json.of(checking.join().get(), made));
            });
    return proved();
  }

  private Made<ProvedJson> proved() {
    return Made.by(() -> proved(exporting.join().get(), rebuilding.join().get()));
  }

  private static ProvedJson proved(ProvedExport written, Optional<TrueOrLacks> rebuilds) {
    return new ProvedJson(
        written.proved().hash(),
        written.summary(),
        rebuilds,
        rebuilds.map(known -> written.proved().schema()));
  }

  /** Waits for the workers: on Windows an open file can't be removed. */
  @Override
  public void close() {
    CompletableFuture.allOf(hashing, exporting, checking, rebuilding).join();
  }
}
