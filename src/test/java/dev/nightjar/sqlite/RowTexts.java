package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Rows as texts in which no two different values look the same. */
public final class RowTexts {
  /** From there on a value is given by its length and a number made from its bytes. */
  private static final int LONG = 100;

  private RowTexts() {}

  /** Returns a text for each row of a table: its rowid, if no column shows it, and values. */
  public static List<String> of(DatabaseSource database, String table) throws FailureException {
    List<String> texts = new ArrayList<>();
    try (RowSource rows = database.rows(table)) {
      while (rows.next()) {
        texts.add(row(rows));
      }
    }
    return texts;
  }

  private static String row(RowSource rows) throws FailureException {
    List<String> values = new ArrayList<>();
    for (int column = 0; column < rows.columns().size(); column++) {
      values.add(value(rows, column));
    }
    String rowid = rows.showsRowid() ? rows.rowid() + ": " : "";
    return rowid + String.join(", ", values);
  }

  private static String value(RowSource rows, int column) throws FailureException {
    return switch (rows.type(column)) {
      case NULL -> "NULL";
      case INTEGER -> Long.toString(rows.integer(column));
      case REAL -> Double.toString(rows.real(column));
      case TEXT -> "'" + bytes(rows.pieces(column)) + "'";
      case BLOB -> "x" + bytes(rows.pieces(column));
    };
  }

  private static String bytes(Pieces pieces) throws FailureException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] piece = pieces.next(); piece.length > 0; piece = pieces.next()) {
      whole.writeBytes(piece);
    }
    byte[] bytes = whole.toByteArray();
    return bytes.length < LONG
        ? HexFormat.of().formatHex(bytes)
        : bytes.length + " bytes, " + java.util.Arrays.hashCode(bytes);
  }
}
