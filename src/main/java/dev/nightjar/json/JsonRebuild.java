package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import dev.nightjar.sqlite.StoredColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** Proves what a JSON backup is worth: a database is made from it, compared whole, and removed. */
public final class JsonRebuild {
  /** Tells failures of the JSON itself from a full disk or a cancellation. */
  private static final Set<Reason> OF_THE_JSON =
      EnumSet.of(
          Reason.JSON_NOT_REBUILT,
          Reason.JSON_NEEDS_APP,
          Reason.JSON_DIFFERS,
          Reason.JSON_DAMAGED,
          Reason.COPY_DAMAGED,
          Reason.TABLE_UNREADABLE);

  private JsonRebuild() {}

  /**
   * Rebuilds the JSON of a database and compares the two.
   *
   * @param database the database that the JSON was made from
   * @param scratch a new file, removed again
   * @return the parts that a rebuild would lack, and why, a line for each reason; empty if nothing
   *     is missing
   * @throws FailureException if that could not be found out: {@code TARGET_…}, {@code CANCELLED}
   */
  public static List<String> lacks(Path json, Path database, Path scratch, Progress progress)
      throws FailureException {
    return lacks(JsonFile.whole(json), database, scratch, Runnable::run, progress);
  }

  /**
   * The same of a JSON that is still being written, on two threads, if there is another one.
   *
   * @param workers where the new database is compared, while its pages are checked
   * @throws FailureException {@code CANCELLED} if its writer has given up, too
   */
  public static List<String> lacks(
      JsonFile json, Path database, Path scratch, Executor workers, Progress progress)
      throws FailureException {
    List<String> lacks = new ArrayList<>();
    try {
      Set<String> named = new HashSet<>();
      RebuildReport report = JsonImporter.rebuildWhatCanBe(json, scratch, workers, progress);
      report.lacks().forEach(lack -> named.add(lack.name()));
      lacks.addAll(report.lines());
      // To ask takes two databases, and many tables take long to open.
      List<String> differing =
          report.mayStore() ? StoredColumns.differing(database, scratch) : List.of();
      for (String table : differing) {
        // If they couldn't be computed they are absent, which says nothing about the original.
        if (!named.contains(table)) {
          lacks.add(table + ": its stored values are others than its declaration computes");
        }
      }
    } catch (FailureException e) {
      if (!OF_THE_JSON.contains(e.reason())) {
        throw e;
      }
      List<Object> arguments = e.failure().arguments();
      lacks.add(arguments.isEmpty() ? e.reason().code() : said(arguments));
    } finally {
      SideFiles.discardWith(scratch);
    }
    return lacks;
  }

  /** Without the scratch file's name, which tells nobody anything. */
  private static String said(List<Object> arguments) {
    return String.join(
        ": ",
        arguments.stream().skip(1).filter(String.class::isInstance).map(String::valueOf).toList());
  }
}
