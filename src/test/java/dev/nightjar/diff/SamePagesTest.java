package dev.nightjar.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.Sql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.Collation;

/**
 * Two databases that have most of their pages in common, which aren't read row by row: the numbers
 * are those that SQL computes.
 */
final class SamePagesTest {
  private static final String SMALL_PAGES = "PRAGMA page_size=512";
  private static final String NUMBERED =
      "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300) ";

  @TempDir private Path folder;

  private Path older(String... statements) throws Exception {
    return database("a.db", statements);
  }

  private Path newer(String... statements) throws Exception {
    return database("b.db", statements);
  }

  private Path database(String name, String... statements) throws Exception {
    List<String> all = new ArrayList<>(List.of("PRAGMA synchronous=OFF"));
    all.addAll(List.of(statements));
    return Sql.run(folder.resolve(name), all.toArray(String[]::new));
  }

  private Path changed(Path older, String... statements) throws Exception {
    Files.copy(older, folder.resolve("b.db"));
    return newer(statements);
  }

  private static TableDiff diff(Path from, Path to) throws FailureException {
    DatabaseDiff diff =
        DatabaseDiff.between(from, to, "t"::equals, DiffListener.NONE, Progress.NONE);
    return diff.tables().get(0);
  }

  /** Added, removed, changed, unchanged. */
  private static String found(Path from, Path to) throws FailureException {
    TableDiff diff = diff(from, to);
    assertTrue(diff.failure().isEmpty(), () -> diff.failure().toString());
    return diff.added() + " " + diff.removed() + " " + diff.changed() + " " + diff.unchanged();
  }

  /** The same by SQL; the columns are of both tables, the key is the first one. */
  private static String expected(Path from, Path to, String... columns) throws SQLException {
    StringBuilder same = new StringBuilder("1");
    for (String column : columns) {
      same.append(" AND a.%1$s IS b.%1$s COLLATE BINARY".formatted(column));
      same.append(" AND typeof(a.%1$s) = typeof(b.%1$s)".formatted(column));
    }
    String lacks =
        "SELECT count(*) FROM %s.t x WHERE NOT EXISTS (SELECT 1 FROM %s.t y WHERE y.%s = x.%3$s)";
    String both = "SELECT count(*) FROM main.t a JOIN newer.t b ON a.%s = b.%1$s WHERE ";
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + from);
        Statement statement = connection.createStatement()) {
      statement.execute("ATTACH '" + to + "' AS newer");
      return count(statement, lacks.formatted("newer", "main", columns[0]))
          + " "
          + count(statement, lacks.formatted("main", "newer", columns[0]))
          + " "
          + count(statement, both.formatted(columns[0]) + "NOT (" + same + ")")
          + " "
          + count(statement, both.formatted(columns[0]) + same);
    }
  }

  private static long count(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.getLong(1);
    }
  }

  private Path shop(String declaration) throws Exception {
    return older(
        SMALL_PAGES,
        declaration,
        "INSERT INTO t " + NUMBERED + "SELECT i, i % 3, printf('%050d', i) FROM n");
  }

  @ParameterizedTest
  @CsvSource({
    "'t(k INTEGER PRIMARY KEY, v REAL, w)'",
    "'t(k INT PRIMARY KEY, v REAL, w) WITHOUT ROWID'",
    "'t(k INT, v REAL, w, PRIMARY KEY(k DESC)) WITHOUT ROWID'",
    "'t(k INT PRIMARY KEY, v REAL, w)'",
    "'t(k TEXT COLLATE NOCASE, v, w, PRIMARY KEY(k)) WITHOUT ROWID'"
  })
  void rowsThatChangedAmongSamePagesAreCounted(String declaration) throws Exception {
    Path a = shop("CREATE TABLE " + declaration);
    Path b =
        changed(
            a,
            "UPDATE t SET v = v + 5 WHERE k IN (1, 150, 151)",
            "DELETE FROM t WHERE k IN (2, 77, 300)",
            "INSERT INTO t VALUES (-1, 1, 'new'), (1000, 1, 'new')");

    assertEquals(expected(a, b, "k", "v", "w"), found(a, b));
    assertEquals(expected(b, a, "k", "v", "w"), found(b, a));
    assertEquals("0 0 0 300", found(a, a));
  }

  @ParameterizedTest
  @CsvSource({"VACUUM", "PRAGMA page_size=1024; VACUUM", "PRAGMA page_size=1024"})
  void rowsOnOtherPagesAreTheSame(String moved) throws Exception {
    Path a = shop("CREATE TABLE t(k INTEGER PRIMARY KEY, v, w)");
    Path b =
        changed(
            a,
            "CREATE TABLE before(x)",
            "DELETE FROM t WHERE k % 7 = 0",
            "INSERT INTO t VALUES (7, 0, 'back')");
    Sql.run(b, moved.split("; "));
    Sql.run(b, "VACUUM");

    assertEquals(expected(a, b, "k", "v", "w"), found(a, b));
    assertEquals(expected(b, a, "k", "v", "w"), found(b, a));
  }

  /** The page of the row is the same in both; only what it leads to isn't. */
  @ParameterizedTest
  @CsvSource({
    "'t(k INTEGER PRIMARY KEY, v)', 20000",
    "'t(k INTEGER PRIMARY KEY, v)', 3000000",
    "'t(k INT PRIMARY KEY, v) WITHOUT ROWID', 20000"
  })
  void anOverflowPageThatDiffersIsSeen(String declaration, int length) throws Exception {
    Path a =
        older(
            "CREATE TABLE " + declaration,
            "INSERT INTO t VALUES (1, 'first')",
            "INSERT INTO t VALUES (2, printf('%." + length + "c', 'x') || 'THE END')",
            "INSERT INTO t VALUES (3, 'last')");
    Path b = changed(a);
    byte[] bytes = Files.readAllBytes(b);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("THE END");
    bytes[at] = 'W';
    Files.write(b, bytes);

    assertEquals("0 0 1 2", found(a, b));
    assertEquals("0 0 0 3", found(a, a));
  }

  /** In both files the page is the same; the declaration says what it means. */
  @ParameterizedTest
  @CsvSource({
    "'t(k INTEGER PRIMARY KEY, v REAL)', 't(k INTEGER PRIMARY KEY, v INT)'",
    "'t(k INTEGER PRIMARY KEY, v, w)', 't(k INTEGER PRIMARY KEY, w, v)'",
    "'t(k INTEGER PRIMARY KEY, v)', 't(k INTEGER PRIMARY KEY, v, w DEFAULT 1)'"
  })
  void theSameBytesUnderAnotherDeclarationAreRead(String one, String other) throws Exception {
    Path a = older("CREATE TABLE " + one, "INSERT INTO t(k, v) VALUES (1, 7)");
    Path b =
        changed(
            a,
            "PRAGMA writable_schema=ON",
            "UPDATE sqlite_schema SET sql = 'CREATE TABLE " + other + "' WHERE name = 't'");

    assertEquals("0 0 1 0", found(a, b));
  }

  @Test
  void anotherDefaultIsAnotherValueOfRowsThatLackTheColumn() throws Exception {
    Path a = older("CREATE TABLE t(k INTEGER PRIMARY KEY, v)", "INSERT INTO t VALUES (1, 7)");
    Path b = changed(a, "ALTER TABLE t ADD COLUMN w DEFAULT 2");
    Sql.run(a, "ALTER TABLE t ADD COLUMN w DEFAULT 1");

    assertEquals("0 0 1 0", found(a, b));
  }

  @Test
  void columnsThatWereAddedHaveTheirDefaultsInBoth() throws Exception {
    Path a = shop("CREATE TABLE t(k INTEGER PRIMARY KEY, v, w)");
    Sql.run(a, "ALTER TABLE t ADD COLUMN added REAL DEFAULT 7");
    Path b = changed(a, "UPDATE t SET added = 8 WHERE k = 100", "UPDATE t SET v = v WHERE k = 200");

    assertEquals(expected(a, b, "k", "v", "w", "added"), found(a, b));
    assertEquals("0 0 1 299", found(a, b));
  }

  /** The rows that SQLite reads after some were passed over are those behind them. */
  @Test
  void ifSqliteReadsOnNoRowIsLeftOutOrReadTwice() throws Exception {
    Path a =
        older(
            SMALL_PAGES,
            "CREATE TABLE t(k INTEGER PRIMARY KEY, v)",
            "INSERT INTO t " + NUMBERED + "SELECT i, printf('%050d', i) FROM n WHERE i <= 36",
            "ALTER TABLE t ADD COLUMN w DEFAULT 'MARK'",
            "UPDATE t SET w = 1 WHERE k <= 30");
    Path b = changed(a, "UPDATE t SET v = 1 WHERE k = 36");
    for (Path file : List.of(a, b)) {
      // Too large to be kept, so that SQLite is to read the rows that lack it.
      Sql.run(
          file,
          "PRAGMA writable_schema=ON",
          "UPDATE sqlite_schema SET sql = replace(sql, 'MARK', printf('%.*c', 1048577, 'x'))");
    }

    assertEquals("0 0 1 35", found(a, b));
  }

  /** A small integer has a type of its own since format 4 of the schema. */
  @Test
  void rowsThatAreEqualInOtherBytesAreTheSame() throws Exception {
    String[] rows = {
      "CREATE TABLE t(k INTEGER PRIMARY KEY, v, w REAL)",
      "INSERT INTO t VALUES (1, 1, 0), (2, 0, 1)"
    };
    Path a = older(rows[0]);
    byte[] bytes = Files.readAllBytes(a);
    bytes[47] = 1; // The schema's format.
    Files.write(a, bytes);
    Sql.run(a, rows[1]);
    Path b = newer(rows);

    byte[] page = Arrays.copyOfRange(Files.readAllBytes(a), 4096, 8192);
    assertFalse(Arrays.equals(page, Arrays.copyOfRange(Files.readAllBytes(b), 4096, 8192)));
    assertEquals("0 0 0 2", found(a, b));
  }

  @Test
  void theSameBytesInAnotherEncodingAreAnotherText() throws Exception {
    String table = "CREATE TABLE t(k INTEGER PRIMARY KEY, v)";
    Path a = older(table, "INSERT INTO t VALUES (1, 'ab')");
    Path b = newer("PRAGMA encoding='UTF-16le'", table, "INSERT INTO t VALUES (1, char(0x6261))");

    assertEquals("0 0 1 0", found(a, b));
  }

  /** Such rows stand in an order of the app's. */
  @Test
  void rowsOrderedByTheAppAreMerged() throws Exception {
    Path a = folder.resolve("a.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + a);
        Statement statement = connection.createStatement()) {
      Collation.create(
          connection,
          "backwards",
          new Collation() {
            @Override
            protected int xCompare(String one, String other) {
              return other.compareTo(one);
            }
          });
      statement.execute("CREATE TABLE t(k TEXT COLLATE backwards PRIMARY KEY, v) WITHOUT ROWID");
      statement.execute("INSERT INTO t VALUES ('a', 1), ('b', 1), ('c', 1)");
      Files.copy(a, folder.resolve("b.db"));
      statement.execute("DELETE FROM t WHERE k = 'b'");
    }

    assertEquals("1 0 0 2", found(a, folder.resolve("b.db")));
  }

  /** Its pages stand elsewhere, and its declaration out of turn. */
  @Test
  void aTableThatWasMadeAnewIsCompared() throws Exception {
    Path a = shop("CREATE TABLE t(k INTEGER PRIMARY KEY, v, w)");
    Sql.run(a, "CREATE TABLE u(x)");
    Path b =
        changed(
            a,
            "CREATE TABLE copy AS SELECT * FROM t WHERE k <> 9",
            "DROP TABLE t",
            "CREATE TABLE t(k INTEGER PRIMARY KEY, v, w)",
            "INSERT INTO t SELECT * FROM copy");

    assertEquals("0 1 0 299", found(a, b));
  }

  @Test
  void aDamagedPageAmongSameOnesIsSaid() throws Exception {
    Path a = shop("CREATE TABLE t(k INTEGER PRIMARY KEY, v, w)");
    Path b = changed(a);
    byte[] bytes = Files.readAllBytes(b);
    int row = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("%050d".formatted(150));
    bytes[row / 512 * 512] = 77;
    Files.write(b, bytes);

    assertTrue(diff(a, b).failure().isPresent());
  }

  @Test
  void aSampleOfRandomChangesIsCountedAsSqlDoes() throws Exception {
    compare(3);
  }

  @Test
  @Tag("proof")
  void manyRandomChangesAreCountedAsSqlDoes() throws Exception {
    compare(300);
  }

  private void compare(int times) throws Exception {
    Random random = new Random(Long.getLong("nightjar.seed", 1));
    String[] declarations = {
      "t(k INTEGER PRIMARY KEY, v, w)",
      "t(k INTEGER PRIMARY KEY, v REAL, w BLOB)",
      "t(k PRIMARY KEY, v REAL, w) WITHOUT ROWID",
      "t(w, k, v INT, PRIMARY KEY(k DESC)) WITHOUT ROWID",
      "t(k TEXT PRIMARY KEY, v, w)"
    };
    for (int time = 0; time < times; time++) {
      Files.deleteIfExists(folder.resolve("a.db"));
      Files.deleteIfExists(folder.resolve("b.db"));
      int length = 1 + random.nextInt(random.nextInt(5) == 0 ? 3000 : 60);
      String row =
          "(k, v, w) " + NUMBERED + "SELECT %s, i %% 5, printf('%%.*c', i %% %d, 'y') FROM n";
      Path a =
          older(
              "PRAGMA page_size=" + (512 << random.nextInt(2)),
              "PRAGMA auto_vacuum=" + random.nextInt(3),
              "CREATE TABLE " + declarations[random.nextInt(declarations.length)],
              "INSERT INTO t" + row.formatted("i * 3", length));
      List<String> changes = new ArrayList<>();
      for (int change = random.nextInt(5); change >= 0; change--) {
        int at = random.nextInt(950);
        int end = at + random.nextInt(30);
        changes.add(
            switch (random.nextInt(6)) {
              case 0 -> "UPDATE t SET v = v + 1 WHERE k BETWEEN " + at + " AND " + end;
              case 1 -> "DELETE FROM t WHERE k BETWEEN " + at + " AND " + end;
              case 2 -> "INSERT OR REPLACE INTO t(k, v, w) VALUES (" + at + ", 1.0, 2)";
              case 3 -> "UPDATE t SET k = k + 1 WHERE k = " + at / 3 * 3;
              case 4 -> "UPDATE t SET w = replace(w, 'yy', 'zy') WHERE k = " + at / 3 * 3;
              default -> "UPDATE t SET v = v";
            });
      }
      Path b = changed(a, changes.toArray(String[]::new));
      if (random.nextInt(4) == 0) {
        Sql.run(b, "VACUUM");
      }
      assertEquals(expected(a, b, "k", "v", "w"), found(a, b), "time " + time + ": " + changes);
    }
  }
}
