package dev.nightjar.trace;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.rows.KeyText;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.RowSource;
import dev.nightjar.sqlite.TableKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows one row through backups, from the newest to the oldest. Of each only the row is read, by
 * the index of its key; of two that hold the same only one.
 */
public final class RowTrace {
  private final String table;
  private final String key;
  private final Listener listener;

  /**
   * Reads nothing yet.
   *
   * @param key the row's, as {@link KeyText} has it
   */
  public RowTrace(String table, String key, Listener listener) {
    this.table = table;
    this.key = key;
    this.listener = listener;
  }

  /** A cell that changed. */
  public record Change(String column, Cell from, Cell to) {}

  /** Gets what is found, the newest first. */
  public interface Listener {
    /** It is in {@code backup}, and not in the older one. */
    void appeared(String backup, Map<String, Cell> row, String older) throws FailureException;

    /** It is in both, and not the same. */
    void changed(String backup, List<Change> cells, String older) throws FailureException;

    /** It is no more in {@code backup}, but in the older one. */
    void disappeared(String backup, Map<String, Cell> row, String older) throws FailureException;

    /** It is in the oldest backup that could be read. */
    void oldest(String backup, Map<String, Cell> row) throws FailureException;

    /** A backup has no such table. */
    void lacksTable(String backup) throws FailureException;

    /** A backup can't be read; the others are. */
    void unreadable(String backup, Failure failure) throws FailureException;
  }

  /**
   * The answer in numbers.
   *
   * @param read the backups that could be read
   * @param withTable those of them that have the table
   * @param withRow those of them that have the row
   */
  public record Summary(int read, int withTable, int withRow, int unreadable) {}

  /** The contents of a backup, as far as they matter. */
  private record State(String backup, boolean hasTable, Optional<Map<String, Cell>> row) {}

  /** Reads all; {@code progress} counts backups. */
  public Summary run(List<TracedBackup> newestFirst, Progress progress) throws FailureException {
    Optional<State> newer = Optional.empty();
    String content = "";
    int read = 0;
    int withTable = 0;
    int withRow = 0;
    int unreadable = 0;
    for (TracedBackup backup : newestFirst) {
      progress.advanced(read + unreadable, newestFirst.size());
      State state;
      if (newer.isPresent() && backup.content().equals(content)) {
        state = new State(backup.id(), newer.get().hasTable(), newer.get().row());
      } else {
        try {
          state = read(backup);
        } catch (FailureException e) {
          if (e.reason() == Reason.CANCELLED || e.reason() == Reason.ROW_UNKNOWN) {
            throw e;
          }
          unreadable++;
          listener.unreadable(backup.id(), e.failure());
          continue;
        }
      }
      content = backup.content();
      read++;
      withTable += state.hasTable() ? 1 : 0;
      withRow += state.row().isPresent() ? 1 : 0;
      if (newer.isPresent()) {
        compare(newer.get(), state);
      }
      if (!state.hasTable()) {
        listener.lacksTable(backup.id());
      }
      newer = Optional.of(state);
    }
    if (newer.isPresent() && newer.get().row().isPresent()) {
      listener.oldest(newer.get().backup(), newer.get().row().get());
    }
    return new Summary(read, withTable, withRow, unreadable);
  }

  private State read(TracedBackup backup) throws FailureException {
    return backup.opener().read(path -> read(backup, path));
  }

  private State read(TracedBackup backup, Path path) throws FailureException {
    try (BackupDatabase database = BackupDatabase.open(path)) {
      Optional<String> name = database.table(table);
      if (name.isEmpty()) {
        return new State(backup.id(), false, Optional.empty());
      }
      List<TableKey.Part> found = database.key(name.get()).key();
      List<String> columns =
          found.isEmpty()
              ? List.of(rowid(database, name.get()))
              : found.stream().map(part -> Names.identifier(part.column())).toList();
      String condition =
          KeyText.condition(columns, key)
              .orElseThrow(() -> new FailureException(Reason.ROW_UNKNOWN, Names.shown(table), key));
      try (RowSource rows = database.where(name.get(), condition)) {
        Optional<Map<String, Cell>> row =
            rows.next() ? Optional.of(cells(rows, database)) : Optional.empty();
        return new State(backup.id(), true, row);
      }
    }
  }

  /** The row's number, or the column that hides it from SQL. */
  private static String rowid(BackupDatabase database, String table) throws FailureException {
    String rowid = database.rowid(table);
    return rowid.isEmpty() ? "rowid" : rowid;
  }

  private static Map<String, Cell> cells(RowSource row, BackupDatabase database)
      throws FailureException {
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (int at = 0; at < row.columns().size(); at++) {
      cells.put(row.columns().get(at), Cell.of(row, at, database.charset()));
    }
    return cells;
  }

  private void compare(State newer, State older) throws FailureException {
    if (newer.row().isPresent() && older.row().isPresent()) {
      List<Change> changes = changes(older.row().get(), newer.row().get());
      if (!changes.isEmpty()) {
        listener.changed(newer.backup(), changes, older.backup());
      }
    } else if (newer.row().isPresent()) {
      listener.appeared(newer.backup(), newer.row().get(), older.backup());
    } else if (older.row().isPresent()) {
      listener.disappeared(newer.backup(), older.row().get(), older.backup());
    }
  }

  /** A column that one of them lacks counts as NULL there. */
  private static List<Change> changes(Map<String, Cell> before, Map<String, Cell> after) {
    Map<String, Cell> then = folded(before);
    Map<String, Cell> now = folded(after);
    List<Change> changes = new ArrayList<>();
    for (String column : after.keySet()) {
      Cell from = then.getOrDefault(Names.folded(column), Cell.NULL);
      Cell to = now.getOrDefault(Names.folded(column), Cell.NULL);
      if (!from.isSame(to)) {
        changes.add(new Change(column, from, to));
      }
    }
    for (Map.Entry<String, Cell> one : before.entrySet()) {
      boolean isGone = !now.containsKey(Names.folded(one.getKey()));
      if (isGone && !one.getValue().isSame(Cell.NULL)) {
        changes.add(new Change(one.getKey(), one.getValue(), Cell.NULL));
      }
    }
    return changes;
  }

  private static Map<String, Cell> folded(Map<String, Cell> cells) {
    Map<String, Cell> folded = new LinkedHashMap<>();
    cells.forEach((column, cell) -> folded.put(Names.folded(column), cell));
    return folded;
  }
}
