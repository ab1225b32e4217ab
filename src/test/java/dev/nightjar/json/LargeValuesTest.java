package dev.nightjar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Effort;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.io.Progress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values too large to be held whole go into the JSON and come back, wherever they stand. */
final class LargeValuesTest {
  private static final JsonSource SOURCE =
      new JsonSource(OffsetDateTime.parse("2025-12-12T17:00:00+08:00"), "shop.db", "wal");
  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE plain(id INTEGER PRIMARY KEY, name TEXT, photo BLOB NOT NULL UNIQUE)",
          "CREATE TABLE hidden(name TEXT, photo)",
          "CREATE TABLE keyed(id TEXT PRIMARY KEY, name TEXT, photo BLOB) WITHOUT ROWID",
          "CREATE TABLE priced(id INTEGER PRIMARY KEY, price REAL, discount REAL, note TEXT)",
          // Its index would do for one column, in another order than the key's.
          "CREATE TABLE indexed(photo BLOB UNIQUE, id TEXT COLLATE NOCASE, PRIMARY KEY(id DESC))"
              + " WITHOUT ROWID",
          "CREATE TABLE taken(rowid, oid, _rowid_, photo)",
          "CREATE TABLE checked(id INTEGER PRIMARY KEY, \"the \"\"photo\"\"\" BLOB NOT NULL"
              + " CHECK(length(\"the \"\"photo\"\"\") > 5)) STRICT");

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static String text(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append("\"Bär\" 🦉 \\ \u0001 ").append(text.length());
    }
    return text.toString();
  }

  /** The tables of all shapes, with large values in each. */
  private Path database(String encoding) throws SQLException {
    Path file = plain(encoding);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      insert(connection, "hidden(rowid, name, photo) VALUES (-3, ?, 5)", "before");
      insert(connection, "hidden(rowid, name, photo) VALUES (42, ?, ?)", "ü", text(5_000_000));
      insert(connection, "hidden(rowid, name, photo) VALUES (43, NULL, 1.5)");
      insert(connection, "keyed VALUES ('b', ?, ?)", text(1_200_000), random(5_000_000));
      insert(connection, "keyed VALUES ('a', 'x', ?)", random(3_000_001));
      insert(connection, "keyed VALUES ('c', 'x', CAST(? AS TEXT))", random(2_000_000));
      insert(connection, "taken VALUES (1, 2, 3, ?)", random(4_194_304));
      insert(connection, "taken VALUES (1, 2, 3, ?)", random(4_194_306));
      insert(connection, "indexed VALUES (?, 'b')", random(1_500_000));
      insert(connection, "indexed VALUES (?, 'C')", text(1_200_000));
      insert(connection, "indexed VALUES (NULL, 'a')");
      insert(connection, "priced VALUES (1, 2, 1.5, 'x')");
      insert(connection, "priced VALUES (2, ?, 3, ?)", random(2_000_001), text(1_100_000));
      insert(connection, "checked VALUES (1, ?)", random(2_000_003));
    }
    return file;
  }

  /** All tables, and rows in the first one only. */
  private Path plain(String encoding) throws SQLException {
    Path file = folder.resolve("made.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA encoding='" + encoding + "'");
      for (String sql : TABLES) {
        statement.execute(sql);
      }
      insert(connection, "plain VALUES (1, 'small', ?)", random(10));
      insert(
          connection,
          "plain VALUES (7, ?, ?)",
          text(1_500_000),
          random(Effort.of(2_300_001, 9_000_001)));
      insert(connection, "plain VALUES (9, ?, ?)", text(100), random(1 << 20));
      insert(connection, "plain VALUES (10, ?, ?)", text(100), random((1 << 20) + 1));
    }
    return file;
  }

  private static void insert(Connection connection, String into, Object... values)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + into)) {
      for (int i = 0; i < values.length; i++) {
        insert.setObject(i + 1, values[i]);
      }
      insert.executeUpdate();
    }
  }

  @Test
  @Tag("proof")
  void largeValuesComeBackAsTheyWere() throws Exception {
    comeBack("UTF-8");
  }

  @Tag("proof")
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16le", "UTF-16be"})
  void largeValuesComeBackInOtherEncodings(String encoding) throws Exception {
    comeBack(encoding);
  }

  private void comeBack(String encoding) throws Exception {
    Path database = database(encoding);
    Path json = folder.resolve("made.json");
    JsonExporter.export(database, SOURCE, json, Progress.NONE);
    JsonProof.prove(json, database, Progress.NONE);
    Path rebuilt = folder.resolve("rebuilt.db");
    JsonImporter.rebuild(json, rebuilt, Progress.NONE);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + rebuilt);
        Statement statement = connection.createStatement()) {
      statement.execute("ATTACH '" + database + "' AS old");
      for (String table : List.of("plain", "hidden", "keyed", "taken", "checked")) {
        String row = table.equals("hidden") || table.equals("plain") ? "rowid, *" : "*";
        for (String order : List.of("main.%1$s EXCEPT SELECT %2$s FROM old.%1$s")) {
          String query = ("SELECT count(*) FROM (SELECT %2$s FROM " + order + ")");
          try (ResultSet result = statement.executeQuery(query.formatted(table, row))) {
            assertEquals(0, result.getInt(1), table);
          }
        }
        String counts = "SELECT (SELECT count(*) FROM main.%1$s) = (SELECT count(*) FROM old.%1$s)";
        try (ResultSet result = statement.executeQuery(counts.formatted(table))) {
          assertEquals(1, result.getInt(1), table);
        }
      }
      try (ResultSet result = statement.executeQuery("PRAGMA main.integrity_check")) {
        assertEquals("ok", result.getString(1));
      }
    }
  }

  @Test
  void oneWrongByteFarInsideALargeValueIsSeen() throws Exception {
    Path database = plain("UTF-8");
    Path json = folder.resolve("made.json");
    JsonExporter.export(database, SOURCE, json, Progress.NONE);
    try (FileChannel channel =
        FileChannel.open(json, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer window = ByteBuffer.allocate(4096);
      long at = channel.size() / 2;
      channel.read(window, at);
      byte[] bytes = window.array();
      int letter = 0;
      while (!Character.isLetter((char) bytes[letter]) || bytes[letter] < 0) {
        letter++;
      }
      byte other = (byte) (bytes[letter] == 'A' ? 'B' : 'A');
      channel.write(ByteBuffer.wrap(new byte[] {other}), at + letter);
    }
    FailureException failure =
        assertThrows(FailureException.class, () -> JsonProof.prove(json, database, Progress.NONE));
    assertEquals(Reason.JSON_DIFFERS, failure.reason());
  }

  @Test
  void base64ThatGoesOnAfterItsEndIsDamage() throws Exception {
    Path database = plain("UTF-8");
    Path json = folder.resolve("made.json");
    JsonExporter.export(database, SOURCE, json, Progress.NONE);
    try (FileChannel channel =
        FileChannel.open(json, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer all = ByteBuffer.allocate((int) channel.size());
      channel.read(all, 0);
      String start = new String(all.array(), StandardCharsets.ISO_8859_1);
      int blob = start.indexOf("$blob", start.indexOf("{\"id\": 7"));
      channel.write(ByteBuffer.wrap("====".getBytes(StandardCharsets.US_ASCII)), blob + 4_000_009);
    }
    FailureException failure =
        assertThrows(
            FailureException.class,
            () -> JsonImporter.rebuild(json, folder.resolve("rebuilt.db"), Progress.NONE));
    assertEquals(Reason.JSON_DAMAGED, failure.reason());
  }
}
