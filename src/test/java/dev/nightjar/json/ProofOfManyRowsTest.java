package dev.nightjar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.ProofDatabase;
import dev.nightjar.sqlite.ProofRows;
import dev.nightjar.sqlite.Sql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of which SQLite itself writes the JSON that they are compared with. */
final class ProofOfManyRowsTest {
  private static final String FROM_ONE_TO_80 =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 80) ";

  private static final String ODD =
      "'say \"' || i || '\" \\ / ' || char(0, 1, 9, 10, 127, 133, 233, 8232, 128230, 65535) || ''''";

  @TempDir private Path folder;
  private Path database = Path.of("");
  private Path json = Path.of("");

  private void export(String... statements) throws Exception {
    database = folder.resolve("made.db");
    json = folder.resolve("made.json");
    Sql.run(database, statements);
    JsonExporter.export(
        database,
        new JsonSource(OffsetDateTime.parse("2025-12-12T17:00:00+08:00"), "made.db", "wal"),
        json,
        Progress.NONE);
  }

  private void prove() throws FailureException {
    JsonProof.prove(json, database, Progress.NONE);
  }

  private Reason refusal() {
    return assertThrows(FailureException.class, this::prove).reason();
  }

  private void replace(String from, String to) throws Exception {
    String text = Files.readString(json, StandardCharsets.ISO_8859_1);
    assertTrue(text.contains(from), text);
    Files.writeString(json, text.replace(from, to), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @Tag("proof")
  @ValueSource(
      strings = {
        ODD,
        "i",
        "-i * 100000000000000000",
        "iif(i = 70, -9223372036854775807 - 1, 9007199254740990 + i)",
        "NULL",
        "i / 8.0",
        "i / 7.0",
        "i + 0.123456789012345",
        "100 * i + 0.1234567890123",
        "-i * 1e300",
        "i * 1e-300",
        "iif(i = 60, 9e999, iif(i = 70, -9e999, -0.0))",
        "CAST(i AS REAL)",
        "iif(i < 60, i, x'')",
        "iif(i < 60, i, zeroblob(i))",
        "iif(i < 60, i, CAST(x'ff00' || i AS TEXT))",
        "iif(i < 60, 'x', CAST(x'41' || i || x'c3' AS TEXT))",
        "iif(i < 76, 'x', printf('%.*c', 200000, 'y'))",
        "iif(i < 79, 'x', printf('%.*c', 2000000, 'y'))",
        "CASE i % 5 WHEN 0 THEN i WHEN 1 THEN i / 8.0 WHEN 2 THEN "
            + ODD
            + " WHEN 3 THEN x'00' END",
      })
  void valuesOfAllKindsAreBelieved(String value) throws Exception {
    export(
        "CREATE TABLE t(a, \"$b\", \"c \"\"d\", \"ü\", \"e\\\")",
        FROM_ONE_TO_80
            + "INSERT INTO t SELECT v, i, v, v, v FROM (SELECT i, "
            + value
            + " v FROM n)",
        "CREATE TABLE k(a PRIMARY KEY, b, c REAL) WITHOUT ROWID",
        FROM_ONE_TO_80 + "INSERT INTO k SELECT i, v, v FROM (SELECT i, " + value + " v FROM n)",
        "CREATE TABLE own(rowid, oid, a)",
        FROM_ONE_TO_80 + "INSERT INTO own SELECT -i, i, " + value + " FROM n");
    prove();
  }

  /** Whether a value is a number is asked without the collation, which isn't here. */
  @Test
  void textInAColumnThatTheAppSortsByARuleOfItsOwnIsBelieved() throws Exception {
    export(
        "CREATE TABLE tags(tag TEXT COLLATE NOCASE, n COLLATE NOCASE)",
        FROM_ONE_TO_80
            + "INSERT INTO tags SELECT iif(i % 3, 'tag ' || i, NULL), iif(i % 5, -0.0, i) FROM n",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'NOCASE', 'unicase')");
    prove();
  }

  /** SQLite itself sorts and compares by it, and keeps the name as it was written. */
  @ParameterizedTest
  @ValueSource(strings = {"binary", "Binary", "nocase", "rtrim"})
  void anIndexThatNamesACollationOfSqliteInSmallLetters(String collation) throws Exception {
    export(
        "PRAGMA encoding='UTF-16le'",
        "CREATE TABLE t(rowid INTEGER, a, PRIMARY KEY(a COLLATE " + collation + ", rowid))",
        "CREATE TABLE k(a COLLATE " + collation + " PRIMARY KEY) WITHOUT ROWID",
        FROM_ONE_TO_80 + "INSERT INTO t SELECT i, -0.0 FROM n",
        FROM_ONE_TO_80 + "INSERT INTO k SELECT 'a' || i FROM n");
    prove();
  }

  /** Behind the rows that are compared value by value. */
  @ParameterizedTest
  @ValueSource(strings = {"", "TEXT", "INTEGER", "REAL", "NUMERIC", "BLOB", "TEXT COLLATE NOCASE"})
  void aNumberIsNoTextAndTextIsNoNumber(String type) throws Exception {
    boolean number = !type.startsWith("TEXT");
    boolean real = type.equals("REAL");
    export(
        "CREATE TABLE t(a " + type + ")",
        FROM_ONE_TO_80 + "INSERT INTO t SELECT " + (number ? "i" : "'' || i") + " FROM n");
    prove();
    String is = real ? "77.0" : "77";
    String text = "\"77\"";
    replace(number ? is : text, number ? text : is);
    assertEquals(Reason.JSON_DIFFERS, refusal());
  }

  /** The proof keeps what it made for the table before, if the columns are the same. */
  @Test
  void aTableWithTheColumnsOfTheOneBeforeMayHaveARowidOfItsOwn() throws Exception {
    String rows = " SELECT i, i FROM n";
    export(
        "CREATE TABLE key(a INTEGER PRIMARY KEY, b)",
        FROM_ONE_TO_80 + "INSERT INTO key" + rows,
        "CREATE TABLE own(a, b)",
        FROM_ONE_TO_80 + "INSERT INTO own" + rows,
        "CREATE TABLE again(a INTEGER PRIMARY KEY, b)",
        FROM_ONE_TO_80 + "INSERT INTO again" + rows,
        "CREATE TABLE other(b, a)",
        FROM_ONE_TO_80 + "INSERT INTO other" + rows);
    prove();
    replace("{\"$rowid\": 80, \"b\": 80", "{\"$rowid\": 80, \"b\": 81");
    assertEquals(Reason.JSON_DIFFERS, refusal());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99, 100, 101, 199, 200, 249})
  void eachOfManyColumnsIsCompared(int column) throws Exception {
    export(
        "CREATE TABLE t("
            + IntStream.range(0, 250).mapToObj(i -> "c" + i).collect(Collectors.joining(","))
            + ')',
        FROM_ONE_TO_80
            + "INSERT INTO t SELECT "
            + IntStream.range(0, 250)
                .mapToObj(i -> "'v" + i + ".'")
                .collect(Collectors.joining(","))
            + " FROM n");
    prove();
    String text = Files.readString(json);
    int at = text.lastIndexOf("\"v" + column + ".\"");
    Files.writeString(json, text.substring(0, at + 1) + 'w' + text.substring(at + 2));
    assertEquals(Reason.JSON_DIFFERS, refusal());
  }

  @Test
  void textThatIsNoUtf8IsNoTextThoughSqliteWouldWriteIt() throws Exception {
    export(
        "CREATE TABLE t(a)",
        FROM_ONE_TO_80 + "INSERT INTO t SELECT iif(i = 70, CAST(x'c3' AS TEXT), 'same') FROM n");
    prove();
    replace("{\"$text\": \"ww==\"}", "\"\u00c3\"");
    assertEquals(Reason.JSON_DAMAGED, refusal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"same70\"", "null", "700", "7", "70.0", "\"70\"", "{\"$blob\": \"\"}"})
  void anotherValueIsRefused(String other) throws Exception {
    export("CREATE TABLE t(a)", FROM_ONE_TO_80 + "INSERT INTO t SELECT i FROM n");
    replace("\"a\": 70}", "\"a\": " + other + '}');
    assertEquals(Reason.JSON_DIFFERS, refusal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a)", "(a BLOB)", "(a floatblob)", "(a ANY) STRICT"})
  void aZeroWithoutItsSignIsRefused(String columns) throws Exception {
    export(
        "CREATE TABLE t" + columns,
        FROM_ONE_TO_80 + "INSERT INTO t SELECT iif(i = 70, -1e-300 * 1e-300, 0.5) FROM n");
    prove();
    replace("\"a\": -0.0}", "\"a\": 0.0}");
    assertEquals(Reason.JSON_DIFFERS, refusal());
  }

  @Test
  void sqliteWritesRowsAsTheJsonHasThem() throws Exception {
    export(
        "CREATE TABLE t(a, b REAL, \"ü\" TEXT)",
        FROM_ONE_TO_80 + "INSERT INTO t SELECT i, i / 8.0, 'é\"\\' || i FROM n",
        "CREATE TABLE k(a PRIMARY KEY, b, c INTEGER) WITHOUT ROWID",
        FROM_ONE_TO_80 + "INSERT INTO k SELECT 'k' || i, NULL, -i FROM n");
    String text = Files.readString(json);
    try (ProofDatabase opened = ProofDatabase.open(database)) {
      for (String table : List.of("t", "k")) {
        try (ProofRows rows = opened.rows(table)) {
          new RowComparison(rows, StandardCharsets.UTF_8, where -> fail(where));
          int written = 0;
          while (rows.next()) {
            String row = new String(rows.json(), StandardCharsets.UTF_8);
            assertTrue(text.contains(row), row);
            written += row.isEmpty() ? 0 : 1;
          }
          assertEquals(30, written);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "0", "{\"$text\": \"AA==\"}"})
  void anotherThanABlobIsRefused(String other) throws Exception {
    export(
        "CREATE TABLE t(a)", FROM_ONE_TO_80 + "INSERT INTO t SELECT iif(i = 70, x'00', i) FROM n");
    replace("{\"$blob\": \"AA==\"}", other);
    assertEquals(Reason.JSON_DIFFERS, refusal());
  }

  /** Row 70 then has another text where 8.75 stood. */
  private void exportEighths(String other) throws Exception {
    export("CREATE TABLE t(a)", FROM_ONE_TO_80 + "INSERT INTO t SELECT i / 8.0 FROM n");
    replace("\"a\": 8.75}", "\"a\": " + other + '}');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8.75001", "8.74", "87.5", "0.875", "8", "-8.75", "875e-1", "\"8.75\"", "null"})
  void anotherRealIsRefused(String other) throws Exception {
    exportEighths(other);
    assertEquals(Reason.JSON_DIFFERS, refusal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.75", "8.750000", "875e-2", "0.875E+1"})
  void theSameRealIsBelieved(String other) throws Exception {
    exportEighths(other);
    prove();
  }

  /** With digits that are no exact double, one division would round twice. */
  @Test
  void theNextRealIsAnotherOne() throws Exception {
    export(
        "CREATE TABLE t(a)",
        FROM_ONE_TO_80 + "INSERT INTO t SELECT iif(i = 70, 903.3622756463584, i) FROM n");
    prove();
    replace("903.3622756463584", "903.3622756463585");
    assertEquals(Reason.JSON_DIFFERS, refusal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"08.75", "8.", ".75", "8.7.5", "+8.75"})
  void noNumberIsDamage(String other) throws Exception {
    exportEighths(other);
    assertEquals(Reason.JSON_DAMAGED, refusal());
  }
}
