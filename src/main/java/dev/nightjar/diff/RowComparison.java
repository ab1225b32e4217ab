package dev.nightjar.diff;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.Pieces;
import dev.nightjar.sqlite.Row;
import dev.nightjar.sqlite.RowOrder;
import dev.nightjar.sqlite.RowOrder.Term;
import dev.nightjar.sqlite.RowOrder.Text;
import dev.nightjar.sqlite.StorageClass;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Compares a row of one database with one of another as SQLite orders values
 * (sqlite.org/datatype3.html, section 4.1), so that two ordered tables can be merged.
 */
final class RowComparison {
  private final Path file;
  private final String table;
  private final RowOrder order;
  private final Charset from;
  private final Charset to;
  private final boolean sameCharset;

  /**
   * For one table.
   *
   * @param file the database that is named if its rows can't be compared
   */
  RowComparison(Path file, String table, RowOrder order, Charset from, Charset to) {
    this.file = file;
    this.table = table;
    this.order = order;
    this.from = from;
    this.to = to;
    this.sameCharset = from.equals(to);
  }

  /** Returns which row stands before the other by the first {@code terms} terms. */
  int compare(Row one, Row other, int terms) throws FailureException {
    for (int at = 0; at < terms; at++) {
      Term term = order.terms().get(at);
      int result = compare(one, other, term.column(), term.text());
      if (result != 0) {
        return term.descending() ? -result : result;
      }
    }
    return 0;
  }

  /** The same by all terms and, if the order is total, by the storage classes. */
  int compareWhole(Row one, Row other) throws FailureException {
    int result = compare(one, other, order.terms().size());
    for (int at = 0; result == 0 && order.total() && at < order.columns().size(); at++) {
      StorageClass left = one.type(at);
      StorageClass right = other.type(at);
      // By typeof's words; of numbers only an INTEGER and a REAL can be equal so far.
      result = left == right ? 0 : left.name().compareTo(right.name());
    }
    return result;
  }

  /** Whether a part of the key is NULL: such a row is no other's. */
  boolean hasNull(Row row, int terms) throws FailureException {
    for (int at = 0; at < terms; at++) {
      if (row.type(order.terms().get(at).column()) == StorageClass.NULL) {
        return true;
      }
    }
    return false;
  }

  /** Returns the columns in which two rows differ, by storage class and every bit. */
  BitSet differing(Row one, Row other) throws FailureException {
    BitSet differing = new BitSet();
    for (int at = 0; at < order.columns().size(); at++) {
      if (!same(one, other, at)) {
        differing.set(at);
      }
    }
    return differing;
  }

  private boolean same(Row one, Row other, int column) throws FailureException {
    StorageClass type = one.type(column);
    if (type != other.type(column)) {
      return false;
    }
    return switch (type) {
      case NULL -> true;
      case INTEGER -> one.integer(column) == other.integer(column);
      case REAL ->
          Double.doubleToRawLongBits(one.real(column))
              == Double.doubleToRawLongBits(other.real(column));
      case BLOB -> sameBytes(one, other, column);
      case TEXT ->
          sameCharset
              ? sameBytes(one, other, column)
              : compare(one, other, column, Text.BINARY) == 0;
    };
  }

  private static boolean sameBytes(Row one, Row other, int column) throws FailureException {
    if (one.isLarge(column) || other.isLarge(column)) {
      return Pieces.equal(one.pieces(column), other.pieces(column));
    }
    return Arrays.equals(one.bytes(column), other.bytes(column));
  }

  private int compare(Row one, Row other, int column, Text text) throws FailureException {
    StorageClass left = one.type(column);
    StorageClass right = other.type(column);
    int rank = Integer.compare(rank(left), rank(right));
    if (rank != 0) {
      return rank;
    }
    return switch (left) {
      case NULL -> 0;
      case INTEGER ->
          right == StorageClass.INTEGER
              ? Long.compare(one.integer(column), other.integer(column))
              : compare(one.integer(column), other.real(column));
      case REAL ->
          right == StorageClass.REAL
              ? compare(one.real(column), other.real(column))
              : -compare(other.integer(column), one.real(column));
      case TEXT -> compareText(one, other, column, text);
      case BLOB -> compareBytes(one, other, column);
    };
  }

  private static int rank(StorageClass type) {
    return switch (type) {
      case NULL -> 0;
      case INTEGER, REAL -> 1;
      case TEXT -> 2;
      case BLOB -> 3;
    };
  }

  /** Negative zero is zero here, as it is to SQLite; there is no NaN in a database. */
  private static int compare(double one, double other) {
    return one < other ? -1 : one > other ? 1 : 0;
  }

  /** Exact, even if a double of the long would be rounded. */
  private static int compare(long one, double other) {
    if (other >= 0x1p63) {
      return -1;
    }
    if (other < -0x1p63) {
      return 1;
    }
    long whole = (long) other;
    return one != whole ? Long.compare(one, whole) : compare((double) whole, other);
  }

  private static int compareBytes(Row one, Row other, int column) throws FailureException {
    if (one.isLarge(column) || other.isLarge(column)) {
      return Pieces.compare(one.pieces(column), other.pieces(column));
    }
    return Arrays.compareUnsigned(one.bytes(column), other.bytes(column));
  }

  private int compareText(Row one, Row other, int column, Text text) throws FailureException {
    if (text == Text.BINARY && sameCharset) {
      return compareBytes(one, other, column);
    }
    if (one.isLarge(column) || other.isLarge(column)) {
      // Rare enough: such a text would have to be recoded or folded in pieces.
      throw new FailureException(
          Reason.TABLE_UNREADABLE,
          file,
          Names.shown(table),
          "a text of more than 1 MiB can't be ordered");
    }
    byte[] left = utf8(one.bytes(column), from);
    byte[] right = utf8(other.bytes(column), to);
    return switch (text) {
      case BINARY -> Arrays.compareUnsigned(left, right);
      case NOCASE -> compareWithoutCase(left, right);
      case RTRIM -> Arrays.compareUnsigned(left, 0, trimmed(left), right, 0, trimmed(right));
    };
  }

  private static byte[] utf8(byte[] text, Charset charset) {
    return charset.equals(StandardCharsets.UTF_8)
        ? text
        : new String(text, charset).getBytes(StandardCharsets.UTF_8);
  }

  /** Of letters A to Z only, and no further than a NUL in both (main.c, nocaseCollatingFunc). */
  private static int compareWithoutCase(byte[] left, byte[] right) {
    int length = Math.min(left.length, right.length);
    for (int at = 0; at < length; at++) {
      int difference = folded(left[at]) - folded(right[at]);
      if (difference != 0) {
        return difference;
      }
      if (left[at] == 0) {
        break;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static int folded(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter & 0xff;
  }

  private static int trimmed(byte[] text) {
    int length = text.length;
    while (length > 0 && text[length - 1] == ' ') {
      length--;
    }
    return length;
  }
}
