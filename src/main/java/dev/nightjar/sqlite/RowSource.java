package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.util.List;

/** The rows of one table, value by value in their storage classes; generated columns left out. */
public interface RowSource extends AutoCloseable {
  /** Returns the names of the columns that have values of their own. */
  List<String> columns();

  /** Returns whether rows have a rowid that no column shows. */
  boolean showsRowid();

  /** Moves to the next row; false past the last one. */
  boolean next() throws FailureException;

  long rowid() throws FailureException;

  StorageClass type(int column) throws FailureException;

  /** Returns whether the value is to be read in {@link #pieces} only. */
  boolean isLarge(int column) throws FailureException;

  long integer(int column) throws FailureException;

  double real(int column) throws FailureException;

  /** Returns a TEXT's bytes in the database's encoding, or a BLOB's; the value isn't large. */
  byte[] bytes(int column) throws FailureException;

  /** Returns the same bytes, large or not; to be read before {@link #next}. */
  Pieces pieces(int column) throws FailureException;

  @Override
  void close() throws FailureException;
}
