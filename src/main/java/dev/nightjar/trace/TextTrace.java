package dev.nightjar.trace;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.inside.CellText;
import dev.nightjar.io.Progress;
import dev.nightjar.rows.KeyText;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.sqlite.KeyValue;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.RowSource;
import dev.nightjar.sqlite.SchemaEntry;
import dev.nightjar.sqlite.StorageClass;
import dev.nightjar.sqlite.TableKey;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the newest backup in which a text is, in any value of any table: where it was last seen.
 * Letters A to Z are found in either case.
 */
public final class TextTrace {
  private static final int MAX_ROWS = 20;
  private static final int MAX_SHOWN = 80;
  private static final int COLUMNS_IN_GROUP = 200;

  private final String text;
  private final Optional<String> table;
  private final Listener listener;

  /**
   * Reads nothing yet.
   *
   * @param table the only table to look into
   */
  public TextTrace(String text, Optional<String> table, Listener listener) {
    this.text = text;
    this.table = table;
    this.listener = listener;
  }

  /** Gets the backups that can't be read. */
  @FunctionalInterface
  public interface Listener {
    void unreadable(String backup, Failure failure) throws FailureException;
  }

  /**
   * A row that has the text.
   *
   * @param key its key, or its row number, as a user writes it; empty if that can't be
   * @param column the first column that has it
   */
  public record Hit(String table, String key, String column, String value) {}

  /**
   * The backup and the rows in which the text was last seen.
   *
   * @param hits the first rows that have it
   * @param more whether there are more
   */
  public record Seen(String backup, List<Hit> hits, boolean more) {
    public Seen {
      hits = List.copyOf(hits);
    }
  }

  /** Reads the backups until one has the text; {@code progress} counts them. */
  public Optional<Seen> run(List<TracedBackup> newestFirst, Progress progress)
      throws FailureException {
    int done = 0;
    String content = "";
    for (TracedBackup backup : newestFirst) {
      progress.advanced(done++, newestFirst.size());
      if (backup.content().equals(content)) {
        continue;
      }
      content = backup.content();
      try (TracedBackup.Opened opened = backup.opener().open();
          BackupDatabase database = BackupDatabase.toCompare(opened.path(), progress)) {
        List<Hit> hits = new ArrayList<>();
        for (SchemaEntry entry : database.schema()) {
          boolean wanted =
              table.isEmpty() || Names.folded(table.get()).equals(Names.folded(entry.name()));
          if (entry.hasRows() && wanted && hits.size() <= MAX_ROWS) {
            search(database, entry.name(), hits);
          }
        }
        if (!hits.isEmpty()) {
          int shown = Math.min(hits.size(), MAX_ROWS);
          return Optional.of(new Seen(backup.id(), hits.subList(0, shown), hits.size() > MAX_ROWS));
        }
      } catch (FailureException e) {
        progress.advanced(done, newestFirst.size()); // A cancel ends a statement, too.
        if (e.reason() == Reason.CANCELLED) {
          throw e;
        }
        content = "";
        listener.unreadable(backup.id(), e.failure());
      }
    }
    return Optional.empty();
  }

  private void search(BackupDatabase database, String name, List<Hit> hits)
      throws FailureException {
    TableKey key = database.key(name);
    if (key.columns().isEmpty()) {
      return; // SQLite doesn't understand its declaration.
    }
    try (RowSource rows = database.where(name, has(key.columns()))) {
      while (rows.next() && hits.size() <= MAX_ROWS) {
        hits.add(hit(name, key, rows, database.charset()));
      }
    }
  }

  /** Groups of columns, not a row of them: an expression of SQL may be only so deep. */
  private String has(List<String> columns) {
    String like =
        " LIKE "
            + Names.literal("%" + text.replaceAll("([%_\\\\])", "\\\\$1") + "%")
            + " ESCAPE '\\'";
    List<String> groups = new ArrayList<>();
    for (int from = 0; from < columns.size(); from += COLUMNS_IN_GROUP) {
      List<String> some = columns.subList(from, Math.min(from + COLUMNS_IN_GROUP, columns.size()));
      groups.add(
          some.stream()
              .map(column -> Names.identifier(column) + like)
              .collect(Collectors.joining(" OR ", "(", ")")));
    }
    return "(" + String.join(" OR ", groups) + ")";
  }

  private Hit hit(String name, TableKey key, RowSource row, Charset charset)
      throws FailureException {
    String values = key(key, row, charset);
    for (int at = 0; at < row.columns().size(); at++) {
      if (has(row, at, charset)) {
        String shown = CellText.of(row, at, charset, MAX_SHOWN).text();
        return new Hit(name, values, row.columns().get(at), shown);
      }
    }
    return new Hit(name, values, "", "");
  }

  /** Returns the key as a user writes it; nothing of one that is too large, or can't be seen. */
  private static String key(TableKey key, RowSource row, Charset charset) throws FailureException {
    List<KeyValue> values = new ArrayList<>();
    for (TableKey.Part part : key.key()) {
      int at = row.columns().indexOf(part.column());
      if (row.isLarge(at)) {
        return "";
      }
      values.add(KeyValue.of(row, at, charset));
    }
    if (values.isEmpty() && row.showsRowid()) {
      values.add(KeyValue.of(row.rowid()));
    }
    return KeyText.of(values);
  }

  private boolean has(RowSource row, int column, Charset charset) throws FailureException {
    StorageClass type = row.type(column);
    String value =
        switch (type) {
          case NULL -> "";
          case INTEGER -> Long.toString(row.integer(column));
          case REAL -> Double.toString(row.real(column));
          case TEXT, BLOB -> row.isLarge(column) ? text : new String(row.bytes(column), charset);
        };
    return value.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }
}
