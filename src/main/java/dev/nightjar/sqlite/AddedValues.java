package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of rows in columns that were added after these rows were written: their records end
 * before. They are the same in each row, and SQLite is asked for them in one.
 */
final class AddedValues {
  private final PageColumns columns;
  private final List<Value> values = new ArrayList<>();
  private int knownFrom;

  AddedValues(PageColumns columns) {
    this.columns = columns;
    this.knownFrom = columns.fields();
  }

  /**
   * A value.
   *
   * @param number an integer, or a real number's bits
   */
  record Value(StorageClass type, long number, byte[] bytes) {
    private static final Value NONE = new Value(StorageClass.NULL, 0, new byte[0]);
  }

  /** Returns the field from which on the values are known. */
  int knownFrom() {
    return knownFrom;
  }

  /**
   * Reads them in a row whose record has {@code fields} fields.
   *
   * @throws IOException if there is no such row, or a value is too large to be kept
   */
  void learn(RowSource row, int fields) throws IOException, FailureException {
    if (!row.next()) {
      throw new EOFException("no row with these values");
    }
    for (int column = 0; column < columns.names().size(); column++) {
      boolean isAdded = columns.places()[column] >= fields;
      if (isAdded && row.isLarge(column)) {
        throw new EOFException("a large value");
      }
      Value value = isAdded ? of(row, column) : Value.NONE;
      if (column == values.size()) {
        values.add(value);
      } else if (isAdded) {
        values.set(column, value);
      }
    }
    knownFrom = fields;
  }

  private static Value of(RowSource row, int column) throws FailureException {
    StorageClass type = row.type(column);
    return switch (type) {
      case NULL -> Value.NONE;
      case INTEGER -> new Value(type, row.integer(column), new byte[0]);
      case REAL -> new Value(type, Double.doubleToRawLongBits(row.real(column)), new byte[0]);
      case TEXT, BLOB -> new Value(type, 0, row.bytes(column));
    };
  }

  Value value(int column) {
    return values.get(column);
  }
}
