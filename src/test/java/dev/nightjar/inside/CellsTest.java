package dev.nightjar.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.ReadOnlyQuery;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as people and spreadsheets get them. */
final class CellsTest {
  @TempDir private Path folder;

  private Path database(String encoding) throws Exception {
    Path file = folder.resolve("cells.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA encoding='" + encoding + "'");
      statement.execute("CREATE TABLE IF NOT EXISTS t(a)");
    }
    return file;
  }

  private String csv(String encoding, String sql) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ReadOnlyQuery query = ReadOnlyQuery.open(database(encoding), sql, Progress.NONE)) {
      CsvRows rows = new CsvRows(out, query.charset());
      rows.header(query.columns());
      while (query.next()) {
        rows.row(query, query.columns().size());
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private List<String> cells(String sql, int maxLength) throws Exception {
    List<String> cells = new ArrayList<>();
    try (ReadOnlyQuery query = ReadOnlyQuery.open(database("UTF-8"), sql, Progress.NONE)) {
      query.next();
      for (int at = 0; at < query.columns().size(); at++) {
        cells.add(CellText.of(query, at, query.charset(), maxLength).text());
      }
    }
    return cells;
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16le", "UTF-16be"})
  void csvIsAsRfc4180HasIt(String encoding) throws Exception {
    assertEquals(
        "\"a,b\",plain,\"say \"\"hi\"\"\"\r\n"
            + "1,1.0,\"two\r\nlines\"\r\n"
            + ",\"\",x'00ff'\r\n"
            + "9223372036854775807,Infinity,ğ😀\r\n",
        csv(
            encoding,
            "SELECT 1 AS \"a,b\", 1.0 AS plain, 'two' || char(13, 10) || 'lines' AS 'say \"hi\"'"
                + " UNION ALL SELECT NULL, '', x'00ff'"
                + " UNION ALL SELECT 9223372036854775807, 9e999, 'ğ😀'"));
  }

  @Test
  void noControlCharacterReachesATerminal() throws Exception {
    String sql = "SELECT char(27) || '[2J' || char(155) || 'a' || char(9) || 'b' AS c";
    assertEquals("c\r\n\\x1b[2J\\x9ba\tb\r\n", csv("UTF-8", sql));
    assertEquals(List.of("\\x1b[2J\\x9ba\\tb"), cells(sql, 40));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16le"})
  void csvHasLargeValuesWhole(String encoding) throws Exception {
    String text = csv(encoding, "SELECT replace(hex(zeroblob(1500000)), '00', 'ö\"') AS c");
    assertEquals("c\r\n\"" + "ö\"\"".repeat(1_500_000) + "\"\r\n", text);
    assertEquals(
        "c\r\nx'" + "00".repeat(5_000_000) + "'\r\n", csv(encoding, "SELECT zeroblob(5000000) c"));
  }

  @Test
  void aCellTellsItsKindOfValue() throws Exception {
    assertEquals(
        List.of("NULL", "\"NULL\"", "7", "7", "7.0", "x'0102' (2)", "\"x'01'\"", ""),
        cells("SELECT NULL, 'NULL', 7, '7', 7.0, x'0102', 'x''01''', ''", 40));
  }

  @Test
  void longValuesAreCutWhereTheyAreShown() throws Exception {
    assertEquals(
        List.of("abcdefghi…", "😀😀😀", "x'0000000000000000…' (2000000)", "aaaaaaaaa…"),
        cells(
            "SELECT 'abcdefghijk', '😀😀😀', zeroblob(2000000),"
                + " replace(hex(zeroblob(1000000)), '0', 'a')",
            10));
  }
}
