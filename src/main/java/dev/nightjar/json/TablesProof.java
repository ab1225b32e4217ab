package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.ProofDatabase;
import dev.nightjar.sqlite.ProofRows;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merges the tables of a JSON, one after the other, with the rows that SQLite itself gives. */
abstract sealed class TablesProof implements JsonDocument.Tables, AutoCloseable
    permits JsonProof, RestProof {
  private final Path file;
  private final ProofDatabase database;
  private final Charset charset;

  /** Tables that the JSON has less of than the database, and where that was seen. */
  private final Map<String, String> incomplete = new LinkedHashMap<>();

  private @Nullable RowComparison compared;
  private @Nullable RowComparison before;
  private String table = "";
  private long rows;

  /** Of {@code database}, which its caller closes. */
  TablesProof(Path file, ProofDatabase database) {
    this.file = file;
    this.database = database;
    this.charset = database.charset();
  }

  ProofDatabase database() {
    return database;
  }

  Charset charset() {
    return charset;
  }

  Map<String, String> incomplete() {
    return incomplete;
  }

  /** Returns the table that is read. */
  String table() {
    return table;
  }

  /** Returns how many of its rows were equal so far. */
  long rows() {
    return rows;
  }

  FailureException differs(String where) {
    return new FailureException(Reason.JSON_DIFFERS, file, where);
  }

  private FailureException rowDiffers(String where) {
    return differs("table " + Names.shown(table) + ", row " + (rows + 1) + ", " + where);
  }

  @Override
  public void begin(String name) throws FailureException {
    table = name;
    rows = 0;
    try {
      begin(database.rows(name));
    } catch (FailureException e) {
      notReadable(e);
    }
  }

  private void begin(ProofRows stored) {
    compared = new RowComparison(stored, charset, this::rowDiffers, before);
    before = compared;
  }

  /** Begins in the middle: with the rows of a table from one of them on. */
  void beginAt(String name, ProofRows stored) {
    table = name;
    rows = 0;
    begin(stored);
  }

  /** Rows that SQLite doesn't give can't be compared: the JSON must say that it lacks some. */
  private void notReadable(FailureException e) throws FailureException {
    if (e.reason() != Reason.TABLE_UNREADABLE && e.reason() != Reason.COPY_DAMAGED) {
      throw e;
    }
    incomplete.put(table, "table " + Names.shown(table) + ", which can't be read");
    close();
  }

  @Override
  public boolean row(JsonInput in) throws FailureException {
    RowComparison comparison = compared;
    if (comparison == null) {
      JsonDocument.row(in);
      rows++;
      return true;
    }
    if (!comparison.rows().next()) {
      throw differs("table " + Names.shown(table) + ": more than " + rows + " rows");
    }
    if (isRestProved(in, comparison.rows())) {
      return false;
    }
    comparison.take(in);
    rows++;
    return true;
  }

  /**
   * Whether the rest of the JSON, from this row on, is proved already; then it is passed.
   *
   * @param in at the row, of which nothing was taken
   * @param stored at the same row
   */
  abstract boolean isRestProved(JsonInput in, ProofRows stored) throws FailureException;

  @Override
  public void end() throws FailureException {
    RowComparison comparison = compared;
    if (comparison == null) {
      return;
    }
    try {
      if (comparison.rows().next() || !isCount(comparison.rows())) {
        incomplete.put(table, "table " + Names.shown(table) + ": only " + rows + " rows");
      }
      close();
    } catch (FailureException e) {
      notReadable(e);
    }
  }

  /** Whether as many rows were read as SQLite counts. */
  boolean isCount(ProofRows stored) throws FailureException {
    return stored.count() == rows;
  }

  /** Closes the rows of the table that is read. */
  @Override
  public void close() throws FailureException {
    if (compared != null) {
      compared.rows().close();
      compared = null;
    }
  }
}
