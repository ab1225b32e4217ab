package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.nio.charset.Charset;
import java.util.List;

/** A finished database, to be read as a whole: what an export is made from. */
public interface DatabaseSource extends AutoCloseable {
  /** Returns the encoding as {@code PRAGMA encoding} names it. */
  String encoding();

  /** Returns the encoding in which text is stored. */
  Charset charset();

  String sqliteVersion() throws FailureException;

  /** Returns a pragma that is a number: user_version, page_size, … */
  long pragma(String name) throws FailureException;

  /** Returns how much {@link #schema} will be. */
  SchemaSize schemaSize() throws FailureException;

  /** Returns all declarations, in the order in which they stand in the file. */
  List<SchemaEntry> schema() throws FailureException;

  /**
   * Opens the rows of an ordinary table, in rowid order, or in stored order if it has no rowid.
   *
   * @throws FailureException if this table can't be read; others may be
   */
  RowSource rows(String table) throws FailureException;

  /** Returns the tables whose rows were read, wholly or in part, by SQLite. */
  List<String> bySqlite();

  @Override
  void close() throws FailureException;
}
