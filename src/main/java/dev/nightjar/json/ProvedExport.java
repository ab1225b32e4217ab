package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.DatabaseSource;
import dev.nightjar.sqlite.PagedDatabase;
import dev.nightjar.sqlite.SchemaSize;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A JSON backup that was proved, and what is known of it. The proof reads it while it is being
 * written: it has the writer's last bytes in the system's cache. The writer proves the last part,
 * once it has written all. If one of the two fails, both end.
 *
 * @param summary from the writer
 * @param proved from the proof
 */
public record ProvedExport(JsonSummary summary, JsonProof.Proved proved) {
  /**
   * Writes {@code database}, which nobody writes to, to the new file {@code json}, and proves it.
   *
   * @param workers where the proof is made; if there is no thread for it, it is made after the
   *     export
   * @param begun told how much is declared, before anything is written
   * @param progress rows written, of an unknown number
   * @throws FailureException of the export, or of the proof; the file is still there
   */
  public static ProvedExport make(
      Path database,
      JsonSource source,
      JsonFile json,
      Consumer<SchemaSize> begun,
      Executor workers,
      Progress progress)
      throws FailureException {
    try (PagedDatabase rows = PagedDatabase.open(database)) {
      begun.accept(rows.schemaSize());
      return sideBySide(rows, database, source, json, workers, progress);
    }
  }

  /** Writes what any source of rows gives, and proves it by {@code database}. */
  static ProvedExport sideBySide(
      DatabaseSource rows,
      Path database,
      JsonSource source,
      JsonFile json,
      Executor workers,
      Progress progress)
      throws FailureException {
    // Without its figures: they would be told between the writer's.
    Progress ofTheProof = (done, total) -> progress.advanced(0, -1);
    TwoReaders readers = new TwoReaders();
    ProofFollower follower =
        new ProofFollower(() -> JsonProof.prove(json, database, readers, ofTheProof), progress);
    try {
      workers.execute(follower);
      JsonSummary summary = JsonExporter.export(rows, database, source, json, follower.heeded());
      if (follower.isRunning()) {
        readers.readBackwards(json, database, ofTheProof);
      }
      return new ProvedExport(summary, follower.result());
    } catch (FailureException e) {
      json.growing().breakOff();
      throw follower.causeOf(e);
    } finally {
      json.growing().breakOff();
      follower.await();
    }
  }
}
