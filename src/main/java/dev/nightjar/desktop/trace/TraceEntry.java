package dev.nightjar.desktop.trace;

import dev.nightjar.failure.Failure;
import dev.nightjar.trace.RowTrace.Change;
import java.util.List;
import java.util.Optional;

/**
 * A finding about a row.
 *
 * @param kind its kind
 * @param backup the id of the backup that the finding is about
 * @param holder the id of the backup that has the row in this state; empty if none has
 * @param row its table and key
 * @param cells its values, or those that changed
 * @param failure why the backup can't be read
 */
public record TraceEntry(
    Kind kind,
    String backup,
    Optional<String> holder,
    TracedRow row,
    List<Change> cells,
    Optional<Failure> failure) {
  public TraceEntry {
    cells = List.copyOf(cells);
  }

  /** A row by its key, as a user writes it. */
  public record TracedRow(String table, String key) {}

  /** A kind of finding. */
  public enum Kind {
    APPEARED,
    CHANGED,
    DISAPPEARED,
    /** It is in the oldest backup that was read. */
    OLDEST,
    LACKS_TABLE,
    UNREADABLE,
    /** It has the text that was searched for. */
    FOUND
  }
}
