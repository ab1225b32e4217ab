package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.DatabaseCheck;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.PutBack;
import dev.nightjar.sqlite.RebuildTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** Rebuilds a database from {@code nightjar-json/1}, trusting nothing in it. */
public final class JsonImporter {
  /** Rows and declarations that the declarations refused, or changed: they are put back then. */
  private static final Set<Reason> REFUSED =
      EnumSet.of(Reason.JSON_NOT_REBUILT, Reason.JSON_DIFFERS, Reason.COPY_DAMAGED);

  private JsonImporter() {}

  /**
   * Makes the new file {@code target}, in rollback journal mode, flushed, and compares it with the
   * JSON value by value. Indexes that only the app can sort are left out.
   *
   * @return the indexes that are left out, and why, a line for each reason
   * @throws FailureException {@code JSON_DAMAGED} or {@code JSON_TOO_NEW}; {@code JSON_NEEDS_APP}
   *     or {@code JSON_INCOMPLETE} if something else would be missing; the target is removed then
   */
  public static List<String> rebuild(Path json, Path target, Progress progress)
      throws FailureException {
    boolean whole = false;
    try {
      RebuildReport report;
      try {
        report = rebuildWhatCanBe(json, target, progress);
      } catch (FailureException e) {
        if (e.reason() == Reason.JSON_NOT_REBUILT) {
          requireAll(json, new JsonDocument(json).read(JsonDocument.Rows.NONE, progress).lacks());
        }
        throw e;
      }
      requireAll(json, report.missing());
      leaveOut(json, target, report.lacks());
      DurableFiles.force(target);
      whole = true;
      return report.lines();
    } catch (IOException e) {
      throw DiskFailures.ofTarget(e, target, DiskTrouble.UNKNOWN);
    } finally {
      if (!whole) {
        SideFiles.discardWith(target);
      }
    }
  }

  /** An index that is empty would hide all rows; without it they are found, if more slowly. */
  private static void leaveOut(Path json, Path target, List<RebuildTarget.Lack> lacks)
      throws FailureException {
    List<String> indexes = new ArrayList<>();
    for (RebuildTarget.Lack lack : lacks) {
      if (lack.index().isEmpty()) {
        throw new FailureException(Reason.JSON_NEEDS_APP, json, lack.name(), lack.why());
      }
      indexes.add(lack.index().get());
    }
    if (!indexes.isEmpty()) {
      PutBack.leaveOut(target, indexes);
    }
  }

  private static void requireAll(Path json, List<JsonLack> missing) throws FailureException {
    for (JsonLack first : missing) {
      throw new FailureException(
          Reason.JSON_INCOMPLETE, json, Names.shown(first.table()), first.why());
    }
  }

  /**
   * The same, leaving out what can't be brought back without the app and naming it, and not
   * flushed.
   *
   * @throws FailureException as above; the target is removed then
   */
  static RebuildReport rebuildWhatCanBe(Path json, Path target, Progress progress)
      throws FailureException {
    return rebuildWhatCanBe(JsonFile.whole(json), target, Runnable::run, progress);
  }

  /**
   * @param workers where it is compared, while its pages are checked
   */
  static RebuildReport rebuildWhatCanBe(
      JsonFile json, Path target, Executor workers, Progress progress) throws FailureException {
    boolean whole = false;
    try {
      RebuildReport report;
      try {
        report = rebuild(json, false, target, workers, progress);
      } catch (FailureException e) {
        if (!REFUSED.contains(e.reason())) {
          throw e;
        }
        SideFiles.discardWith(target);
        report = rebuild(json, true, target, workers, progress);
      }
      whole = true;
      return report;
    } finally {
      if (!whole) {
        SideFiles.discardWith(target);
      }
    }
  }

  private static RebuildReport rebuild(
      JsonFile json, boolean putBack, Path target, Executor workers, Progress progress)
      throws FailureException {
    // Of the schema nothing is held while the two are compared, which hold it themselves.
    RebuildReport report = make(json, putBack, target, progress);
    requireSame(json, target, report, workers, progress);
    return report;
  }

  private static RebuildReport make(JsonFile json, boolean putBack, Path target, Progress progress)
      throws FailureException {
    try (ImportedRows rows = new ImportedRows(json.path(), putBack, target)) {
      JsonDocument.Parts parts = rows;
      return rows.finish(new JsonDocument(json).read(parts, progress).lacks());
    } catch (FailureException e) {
      // The new file is as it was told to be.
      throw e.reason() == Reason.JSON_DAMAGED ? e.about(json.path(), target) : e;
    }
  }

  /**
   * Compares the two, and checks what was made; at the same time if there are workers. After the
   * check this thread helps to compare.
   */
  private static void requireSame(
      JsonFile json, Path target, RebuildReport report, Executor workers, Progress progress)
      throws FailureException {
    TwoReaders readers = new TwoReaders();
    ProofFollower comparison =
        new ProofFollower(() -> JsonProof.prove(json, target, readers, progress), progress);
    try {
      workers.execute(comparison);
      if (report.lacks().isEmpty()) {
        requireWhole(target, comparison.heeded());
      }
      if (comparison.isRunning()) {
        readers.readBackwards(json, target, progress);
      }
      comparison.result();
    } catch (FailureException e) {
      throw comparison.causeOf(e);
    } finally {
      comparison.await();
    }
  }

  private static void requireWhole(Path target, Progress progress) throws FailureException {
    CheckReport check = DatabaseCheck.withoutRows(target, progress);
    if (!check.usable()) {
      throw new FailureException(
          Reason.COPY_DAMAGED, target, check.findings().get(0), check.findings().size());
    }
  }
}
