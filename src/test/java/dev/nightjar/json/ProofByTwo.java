package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.GrowingFile;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.PagedDatabase;
import dev.nightjar.sqlite.ProofDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;

/** Proves a JSON of a database whose tables can all be read, wherever two readers may meet. */
public final class ProofByTwo {
  private static final JsonSource SOURCE =
      new JsonSource(OffsetDateTime.parse("2026-11-28T17:00:00+03:00"), "live.db", "wal");

  private ProofByTwo() {}

  /**
   * Proves it at some meetings, spread over the rows.
   *
   * @param json a file that isn't there, before and after
   * @param most how many meetings
   */
  public static void of(Path database, Path json, int most) throws FailureException, IOException {
    RowMarks marks = new RowMarks(1);
    try (PagedDatabase rows = PagedDatabase.open(database)) {
      JsonFile file = new JsonFile(json, new GrowingFile(), marks);
      JsonExporter.export(rows, database, SOURCE, file, Progress.NONE);
    }
    List<RowMark> all = marks.all();
    int step = Math.max(1, all.size() / most);
    for (int i = all.size() - 1; i >= 0; i -= step) {
      TwoReaders readers = new TwoReaders();
      try (ProofDatabase opened = ProofDatabase.open(database)) {
        RestProof.prove(json, opened, all.get(i), null, Progress.NONE);
        readers.readFrom(all.get(i), json, opened, Progress.NONE);
        readers.readFrom(all.get(i / 2), json, opened, Progress.NONE);
      }
      JsonProof.prove(JsonFile.whole(json), database, readers, Progress.NONE);
    }
    Files.delete(json);
  }
}
