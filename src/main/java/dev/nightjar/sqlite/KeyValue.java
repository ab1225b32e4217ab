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

  /** Reads the only row of {@link ListSql#whole}. */
  static KeyValue whole(RowCursor row, Charset charset) throws SQLException {
    boolean there = row.step() == RowCursor.Step.ROW;
    if (!there || (row.type(0) == StorageClass.NULL && !row.text(1).equals("null"))) {
      throw new SQLException("the key of a row is gone or too large to be read");
    }
    StorageClass type = row.type(0);
    return switch (type) {
      case NULL -> NULL;
      case INTEGER -> of(row.integer(0));
      case REAL -> of(row.real(0));
      case TEXT, BLOB -> of(type, row.bytes(0), charset);
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
