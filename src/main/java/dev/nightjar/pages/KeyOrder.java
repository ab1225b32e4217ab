package dev.nightjar.pages;

import java.util.List;

/** Sees that the records of a tree by key are sorted, and that a unique key occurs once. */
final class KeyOrder {
  private final List<KeyColumn> columns;
  private final int keyColumns;
  private final boolean unique;
  private final CheckedRecord last;
  private boolean any;

  /**
   * Begins with no record.
   *
   * @param columns by which records are sorted, field by field; no two are equal in all of them
   * @param keyColumns how many of them are the key's own
   * @param unique whether no two keys without NULL may be equal
   */
  KeyOrder(List<KeyColumn> columns, int keyColumns, boolean unique, CheckedRecord last) {
    this.columns = columns;
    this.keyColumns = keyColumns;
    this.unique = unique;
    this.last = last;
  }

  void next(CheckedRecord record) throws MalformedPage {
    if (any) {
      compare(record);
    }
    last.copy(record, columns.size());
    any = true;
  }

  private void compare(CheckedRecord record) throws MalformedPage {
    boolean anyNull = false;
    for (int i = 0; i < columns.size(); i++) {
      if (i == keyColumns && unique && !anyNull) {
        throw record.malformed("a key twice");
      }
      KeyColumn column = columns.get(i);
      int order = compare(i, last, record, column.collation());
      if (order != 0) {
        if (column.descending() ? order < 0 : order > 0) {
          throw record.malformed("keys out of order");
        }
        return;
      }
      anyNull |= record.storageClass(i) == CheckedRecord.NULL;
    }
    throw record.malformed("an entry twice");
  }

  /** Compares a field of two records as SQLite sorts values. */
  private static int compare(int field, CheckedRecord a, CheckedRecord b, Collation collation)
      throws MalformedPage {
    int one = a.storageClass(field);
    int two = b.storageClass(field);
    if (isNumber(one) && isNumber(two)) {
      return compareNumbers(field, a, b);
    }
    if (one != two || one == CheckedRecord.NULL) {
      return one - two;
    }
    Collation of = one == CheckedRecord.TEXT ? collation : Collation.BINARY;
    return of.compare(
        a.bytes(), a.start(field), a.length(field), b.bytes(), b.start(field), b.length(field));
  }

  private static boolean isNumber(int storageClass) {
    return storageClass == CheckedRecord.INTEGER || storageClass == CheckedRecord.REAL;
  }

  private static int compareNumbers(int field, CheckedRecord a, CheckedRecord b)
      throws MalformedPage {
    boolean one = a.storageClass(field) == CheckedRecord.INTEGER;
    boolean two = b.storageClass(field) == CheckedRecord.INTEGER;
    if (one && two) {
      return Long.compare(a.integer(field), b.integer(field));
    }
    if (one) {
      return compare(a.integer(field), b.real(field));
    }
    // Zero is zero, with either sign.
    return two
        ? -compare(b.integer(field), a.real(field))
        : Double.compare(a.real(field) + 0.0, b.real(field) + 0.0);
  }

  /** Compares exactly; no conversion rounds. */
  private static int compare(long integer, double real) {
    if (real >= CheckedRecord.TWO_TO_63) {
      return -1;
    }
    if (real < -CheckedRecord.TWO_TO_63) {
      return 1;
    }
    long whole = (long) real;
    return integer != whole
        ? Long.compare(integer, whole)
        : Double.compare((double) whole, real + 0.0);
  }
}
