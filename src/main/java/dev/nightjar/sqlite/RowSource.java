package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.util.List;

/** The rows of one table, value by value in their storage classes; generated columns left out. */
public interface RowSource extends Row, AutoCloseable {
  /** Returns the names of the columns that have values of their own. */
  List<String> columns();

  /** Returns whether rows have a rowid that no column shows. */
  boolean showsRowid();

  /** Returns whether SQL can ask for a row by its rowid. */
  boolean isFoundByRowid();

  /** Moves to the next row; false past the last one. */
  boolean next() throws FailureException;

  long rowid() throws FailureException;

  @Override
  void close() throws FailureException;
}
