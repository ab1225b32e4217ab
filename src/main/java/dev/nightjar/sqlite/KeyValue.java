package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.nio.charset.Charset;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * A value of a row's key, whole, as text by which it is found again.
 *
 * @param text a number as SQL has it, a text itself, a BLOB's bytes as SQL has them, {@code NULL}
 */
public record KeyValue(StorageClass type, String text) {
  private static final KeyValue NULL = new KeyValue(StorageClass.NULL, "NULL");

  /** Returns the value of a row's that isn't large. */
  public static KeyValue of(Row row, int column, Charset charset) throws FailureException {
    StorageClass type = row.type(column);
    return switch (type) {
      case NULL -> NULL;
      case INTEGER -> of(row.integer(column));
      case REAL -> of(row.real(column));
      case TEXT, BLOB -> of(type, row.bytes(column), charset);
    };
  }

  static KeyValue of(RowCursor row, int place, Charset charset) throws SQLException {
    StorageClass type = row.type(place);
    return switch (type) {
      case NULL -> NULL;
      case INTEGER -> of(row.integer(place));
      case REAL -> of(row.real(place));
      case TEXT, BLOB -> of(type, row.bytes(place), charset);
    };
  }

  /** Returns a number. */
  public static KeyValue of(long number) {
    return new KeyValue(StorageClass.INTEGER, Long.toString(number));
  }

  private static KeyValue of(double number) {
    // SQL has no word for it; a number that is too large is read as infinite.
    String text =
        Double.isInfinite(number) ? (number < 0 ? "-9e999" : "9e999") : Double.toString(number);
    return new KeyValue(StorageClass.REAL, text);
  }

  private static KeyValue of(StorageClass type, byte[] bytes, Charset charset) {
    String text =
        type == StorageClass.TEXT
            ? Names.of(bytes, charset)
            : "x'" + HexFormat.of().formatHex(bytes) + "'";
    return new KeyValue(type, text);
  }
}
