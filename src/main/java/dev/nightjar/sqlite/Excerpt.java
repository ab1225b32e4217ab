package dev.nightjar.sqlite;

import java.nio.charset.Charset;
import java.sql.SQLException;

/**
 * A value as far as a list shows it: never more of it than that is read.
 *
 * @param text the beginning of a text, or a number; empty for others
 * @param bytes how large the value is
 * @param beginning the first bytes of a BLOB; none of one that is too large
 * @param cut whether there is more of it than stands here
 */
public record Excerpt(StorageClass type, String text, long bytes, byte[] beginning, boolean cut) {
  /**
   * Reads the results of {@link ListSql#value}: the value, its storage class, its size.
   *
   * @param at the first of the three
   */
  static Excerpt of(RowCursor row, int at, int maxText, Charset charset) throws SQLException {
    long bytes = row.integer(at + 2);
    return switch (row.text(at + 1)) {
      case "integer" -> new Excerpt(StorageClass.INTEGER, number(row, at), 8, new byte[0], false);
      case "real" -> new Excerpt(StorageClass.REAL, number(row, at), 8, new byte[0], false);
      case "text" -> {
        String text = new String(row.bytes(at), charset);
        boolean longer = text.codePointCount(0, text.length()) > maxText;
        String shown = longer ? text.substring(0, text.offsetByCodePoints(0, maxText)) : text;
        boolean left = row.type(at) == StorageClass.NULL;
        yield new Excerpt(StorageClass.TEXT, shown, bytes, new byte[0], longer || left);
      }
      case "blob" -> {
        byte[] beginning = row.bytes(at);
        yield new Excerpt(StorageClass.BLOB, "", bytes, beginning, beginning.length < bytes);
      }
      default -> new Excerpt(StorageClass.NULL, "", 0, new byte[0], false);
    };
  }

  private static String number(RowCursor row, int at) throws SQLException {
    return row.type(at) == StorageClass.REAL
        ? Double.toString(row.real(at))
        : Long.toString(row.integer(at));
  }
}
