package dev.nightjar.trace;

import dev.nightjar.failure.FailureException;
import dev.nightjar.inside.CellText;
import dev.nightjar.io.Sha256;
import dev.nightjar.sqlite.Pieces;
import dev.nightjar.sqlite.Row;
import dev.nightjar.sqlite.StorageClass;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * One value, whatever its size in a few bytes.
 *
 * @param text the value on one line, for the eye
 * @param type its storage class
 * @param exact equal for two values if they are the same, and to every bit
 */
public record Cell(String text, StorageClass type, String exact) {
  static final Cell NULL = new Cell("NULL", StorageClass.NULL, "");

  /** Returns a text that is only shown. */
  public static Cell shown(String text) {
    return new Cell(text, StorageClass.TEXT, text);
  }

  private static final int MAX_SHOWN = 200;

  static Cell of(Row row, int column, Charset charset) throws FailureException {
    StorageClass type = row.type(column);
    String shown = CellText.of(row, column, charset, MAX_SHOWN).text();
    return switch (type) {
      case NULL -> NULL;
      case INTEGER -> new Cell(shown, type, Long.toString(row.integer(column)));
      case REAL ->
          new Cell(shown, type, Long.toHexString(Double.doubleToRawLongBits(row.real(column))));
      case TEXT, BLOB -> new Cell(shown, type, hash(row, column, type, charset));
    };
  }

  private static String hash(Row row, int column, StorageClass type, Charset charset)
      throws FailureException {
    Sha256 hash = new Sha256();
    boolean recode = type == StorageClass.TEXT && !charset.equals(StandardCharsets.UTF_8);
    if (recode && !row.isLarge(column)) {
      byte[] bytes = new String(row.bytes(column), charset).getBytes(StandardCharsets.UTF_8);
      hash.update(bytes, 0, bytes.length);
    } else {
      Pieces pieces = row.pieces(column);
      for (byte[] piece = pieces.next(); piece.length > 0; piece = pieces.next()) {
        hash.update(piece, 0, piece.length);
      }
    }
    return hash.finish().sha256();
  }

  boolean isSame(Cell other) {
    return type == other.type && exact.equals(other.exact);
  }
}
