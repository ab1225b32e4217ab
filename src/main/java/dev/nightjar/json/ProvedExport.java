package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.GrowingFile;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.sqlite.DatabaseSource;
import dev.nightjar.sqlite.OpenCopy;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A JSON backup that was proved, and what is known of it. The proof reads it while it is being
 * written: it has the writer's last bytes in the system's cache, and ends soon after it. Where one
 * of the two fails, both end.
 *
 * @param summary from the writer
 * @param proved from the proof
 */
public record ProvedExport(JsonSummary summary, JsonProof.Proved proved) {
  /** More declarations take longer to be read twice than their rows to be waited for. */
  private static final long MAX_DECLARATIONS_READ_TWICE = 2_000;

  /**
   * Writes {@code database}, which nobody writes to, to the new file {@code target}, and proves it.
   *
   * @param workers where the proof is made; where there is no thread for it, it is made after the
   *     export
   * @param progress rows written, of an unknown number
   * @throws FailureException of the export, or of the proof; the file is still there
   */
  public static ProvedExport make(
      Path database, JsonSource source, Path target, Executor workers, Progress progress)
      throws FailureException {
    try (OpenCopy copy = OpenCopy.of(database)) {
      if (copy.declarations() > MAX_DECLARATIONS_READ_TWICE) {
        JsonSummary summary = JsonExporter.export(copy, database, source, target, progress);
        return new ProvedExport(summary, JsonProof.prove(target, copy, progress));
      }
      try (BackupDatabase rows = BackupDatabase.of(copy)) {
        return sideBySide(rows, database, source, target, workers, progress);
      }
    }
  }

  /** Writes what any source of rows gives, and proves it by {@code database}. */
  static ProvedExport sideBySide(
      DatabaseSource rows,
      Path database,
      JsonSource source,
      Path target,
      Executor workers,
      Progress progress)
      throws FailureException {
    GrowingFile growing = new GrowingFile();
    Follower follower = new Follower(target, database, growing, progress);
    try {
      workers.execute(follower);
      JsonSummary summary =
          JsonExporter.export(rows, database, source, target, growing, follower.heeded());
      return new ProvedExport(summary, follower.result());
    } catch (FailureException e) {
      growing.breakOff();
      throw follower.causeOf(e);
    } finally {
      growing.breakOff();
      follower.await();
    }
  }

  /** The proof, made by whichever thread comes first. */
  private static final class Follower implements Runnable {
    private final Path json;
    private final Path database;
    private final GrowingFile growing;
    private final Progress progress;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<JsonProof.Proved> made = new CompletableFuture<>();

    Follower(Path json, Path database, GrowingFile growing, Progress progress) {
      this.json = json;
      this.database = database;
      this.growing = growing;
      this.progress = progress;
    }

    @Override
    public void run() {
      if (!taken.compareAndSet(false, true)) {
        return;
      }
      try (OpenCopy copy = OpenCopy.of(database)) {
        // Without its figures: they would be told between the writer's.
        Progress unseen = (done, total) -> progress.advanced(0, -1);
        made.complete(JsonProof.prove(json, copy, growing, unseen));
      } catch (FailureException | RuntimeException | Error e) {
        made.completeExceptionally(e);
      }
    }

    /** The writer's progress: it ends where the proof has failed. */
    Progress heeded() {
      return (done, total) -> {
        if (made.isCompletedExceptionally()) {
          throw new FailureException(Reason.CANCELLED);
        }
        progress.advanced(done, total);
      };
    }

    JsonProof.Proved result() throws FailureException {
      run();
      try {
        return made.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof FailureException failure) {
          throw failure;
        }
        throw e;
      }
    }

    /** A writer that was ended because the proof had failed didn't fail itself. */
    FailureException causeOf(FailureException ofTheWriter) {
      if (ofTheWriter.reason() == Reason.CANCELLED) {
        try {
          result();
        } catch (FailureException ofTheProof) {
          return ofTheProof;
        }
      }
      return ofTheWriter;
    }

    /** Waits for its end: it has the file open. */
    void await() {
      run();
      made.handle((proved, failure) -> proved).join();
    }
  }
}
