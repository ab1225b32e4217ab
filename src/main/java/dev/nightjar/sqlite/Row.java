package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;

/** The values of one row, in their storage classes; valid until the next row is asked for. */
public interface Row {
  StorageClass type(int column) throws FailureException;

  /** Returns whether the value is to be read in {@link #pieces} only. */
  boolean isLarge(int column) throws FailureException;

  long integer(int column) throws FailureException;

  double real(int column) throws FailureException;

  /** Returns a TEXT's bytes in the database's encoding, or a BLOB's; the value isn't large. */
  byte[] bytes(int column) throws FailureException;

  /** Finds the same bytes where they stand until the next value is asked for. */
  default void find(int column, Slice found) throws FailureException {
    byte[] bytes = bytes(column);
    found.set(bytes, 0, bytes.length);
  }

  /** Returns the same bytes, large or not. */
  Pieces pieces(int column) throws FailureException;
}
