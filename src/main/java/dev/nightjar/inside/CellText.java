package dev.nightjar.inside;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Printable;
import dev.nightjar.sqlite.Pieces;
import dev.nightjar.sqlite.Row;
import dev.nightjar.sqlite.StorageClass;
import java.nio.charset.Charset;
import java.util.HexFormat;

/**
 * One value on one line, for the eye: cut if it is long, and nothing in it that a terminal would
 * obey. Text that could be taken for another kind of value stands in quotes.
 *
 * @param isNumber whether it is aligned to the right
 */
public record CellText(String text, boolean isNumber) {
  /** The bytes of a BLOB that are shown. */
  private static final int BLOB_BYTES = 8;

  private static final String CUT = "…";

  /**
   * Reads a value no further than it is shown.
   *
   * @param charset the encoding in which text comes
   * @param maxLength the characters that are shown
   */
  public static CellText of(Row row, int column, Charset charset, int maxLength)
      throws FailureException {
    StorageClass type = row.type(column);
    return switch (type) {
      case NULL -> new CellText("NULL", false);
      case INTEGER -> new CellText(Long.toString(row.integer(column)), true);
      case REAL -> new CellText(Double.toString(row.real(column)), true);
      case TEXT -> new CellText(text(row, column, charset, maxLength), false);
      case BLOB -> new CellText(blob(row, column), false);
    };
  }

  private static String text(Row row, int column, Charset charset, int maxLength)
      throws FailureException {
    // A character takes four bytes at most.
    byte[] bytes = row.isLarge(column) ? row.pieces(column).next() : row.bytes(column);
    int length = Math.min(bytes.length, 4 * (maxLength + 2));
    String whole = new String(bytes, 0, length, charset);
    String shown = cut(Printable.of(whole), maxLength);
    boolean ambiguous = whole.equals("NULL") || whole.startsWith("x'") || whole.startsWith("\"");
    return ambiguous ? "\"" + shown + "\"" : shown;
  }

  /** Returns the beginning of a text, with a sign where it goes on. */
  public static String cut(String text, int maxLength) {
    if (text.codePointCount(0, text.length()) <= maxLength) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, maxLength - 1)) + CUT;
  }

  private static String blob(Row row, int column) throws FailureException {
    byte[] first;
    long length = 0;
    if (row.isLarge(column)) {
      Pieces pieces = row.pieces(column);
      first = pieces.next();
      length = first.length;
      for (byte[] piece = pieces.next(); piece.length > 0; piece = pieces.next()) {
        length += piece.length;
      }
    } else {
      first = row.bytes(column);
      length = first.length;
    }
    int shown = Math.min(first.length, BLOB_BYTES);
    String hex = HexFormat.of().formatHex(first, 0, shown);
    return "x'" + hex + (shown < length ? CUT : "") + "' (" + length + ")";
  }
}
