package dev.nightjar.pages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads all records of a tree into values that a test can write down. */
final class Records {
  /** As SQLite's own limit is. */
  private static final int MAX_FIELDS = 32_767;

  private Records() {}

  /** A record's rowid and its fields: a Long, a Double, a String, {@link Blob}, or "NULL". */
  record Read(long rowid, List<Object> fields) {}

  /** A BLOB's bytes as hexadecimal digits. */
  record Blob(String hex) {
    static Blob of(byte[] bytes) {
      return new Blob(HexFormat.of().formatHex(bytes));
    }
  }

  /** Returns the page on which SQLite says that a table begins. */
  static long root(Path file, String table) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement statement =
            connection.prepareStatement("SELECT rootpage FROM sqlite_schema WHERE name = ?")) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        return row.getLong(1);
      }
    }
  }

  /** Returns all records of a table. */
  static List<Read> of(Path file, String table) throws IOException, SQLException {
    return of(file, root(file, table));
  }

  /** Returns all records of the tree that begins on a page. */
  static List<Read> of(Path file, long root) throws IOException {
    List<Read> records = new ArrayList<>();
    try (PageFile pages = PageFile.open(file)) {
      RowRecord record = new RowRecord(new TableTree(pages, root), MAX_FIELDS);
      while (record.next()) {
        List<Object> fields = new ArrayList<>();
        for (int field = 0; field < record.fields(); field++) {
          fields.add(value(record, field));
        }
        records.add(new Read(record.rowid(), fields));
      }
    }
    return records;
  }

  /** Returns the first field of each record. */
  static List<Object> firstFields(Path file, String table) throws IOException, SQLException {
    return of(file, table).stream().map(record -> record.fields().get(0)).toList();
  }

  static Object value(RowRecord record, int field) throws IOException {
    return switch (record.kind(field)) {
      case NULL -> "NULL";
      case INTEGER -> record.number(field);
      case REAL -> Double.longBitsToDouble(record.number(field));
      case TEXT -> new String(bytes(record, field), StandardCharsets.UTF_8);
      case BLOB -> Blob.of(bytes(record, field));
    };
  }

  static byte[] bytes(RowRecord record, int field) throws IOException {
    byte[] bytes = new byte[record.length(field)];
    record.locate(field);
    System.arraycopy(record.bytes(), record.from(), bytes, 0, bytes.length);
    return bytes;
  }
}
