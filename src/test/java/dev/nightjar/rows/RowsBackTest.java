package dev.nightjar.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.rows.RowsEffect.Besides;
import dev.nightjar.sqlite.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that come back after an accident: which, with what, and where it is refused. */
final class RowsBackTest {
  private static final String[] SHOP = {
    "CREATE TABLE customer(id INTEGER PRIMARY KEY, name TEXT)",
    "CREATE TABLE product(sku TEXT PRIMARY KEY, name TEXT, stock INTEGER) WITHOUT ROWID",
    "CREATE TABLE sale(id INTEGER PRIMARY KEY, customer REFERENCES customer ON DELETE CASCADE,"
        + " note TEXT)",
    "CREATE TABLE line(sale INTEGER NOT NULL REFERENCES sale ON DELETE CASCADE, n INTEGER,"
        + " sku TEXT REFERENCES product ON DELETE SET NULL, count INTEGER, PRIMARY KEY(sale, n))",
    "CREATE INDEX line_sku ON line(sku)",
    "CREATE TRIGGER sold AFTER INSERT ON line BEGIN"
        + " UPDATE product SET stock = stock - new.count WHERE sku = new.sku; END",
    "CREATE TRIGGER unsold AFTER DELETE ON line BEGIN"
        + " UPDATE product SET stock = stock + old.count WHERE sku = old.sku; END",
    "INSERT INTO customer VALUES (1, 'Ann'), (2, 'Bob')",
    "INSERT INTO product VALUES ('a', 'Anvil', 10), ('b', 'Bolt', 20)",
    "INSERT INTO sale VALUES (7, 1, 'first'), (8, 1, NULL), (9, 2, '')",
    "INSERT INTO line VALUES (7, 1, 'a', 2), (7, 2, 'b', 3), (8, 1, 'a', 1), (9, 1, 'b', 5)"
  };

  private static final int MAX_LOOKS = 50;

  @TempDir private Path folder;

  private static RowsEffect.Table table(
      String name, long inserted, long changed, long linked, Besides besides) {
    return new RowsEffect.Table(
        name, inserted, changed, linked, false, RowsEffect.Columns.SAME, besides);
  }

  private static void assertRefused(Reason reason, Accident accident, RowsRequest request)
      throws Exception {
    List<String> before = accident.now();
    FailureException refused = assertThrows(FailureException.class, () -> accident.back(request));
    assertEquals(reason, refused.reason(), refused.toString());
    assertEquals(before, accident.now());
  }

  @Test
  void aDeletedCustomerComesBackWithAllThatHungOnIt() throws Exception {
    Accident accident = new Accident(folder, SHOP);
    accident.happens("DELETE FROM customer WHERE id = 1");
    assertEquals("1", accident.ask("SELECT count(*) FROM line"));
    RowsEffect effect = accident.back("customer", "1");
    assertEquals(
        List.of(
            table("customer", 1, 0, 0, Besides.NONE),
            table("sale", 2, 0, 0, Besides.NONE),
            table("line", 3, 0, 0, Besides.NONE),
            table("product", 0, 0, 0, new Besides(0, 2, 0))),
        effect.tables());
    assertEquals(accident.then(), accident.now());
  }

  @Test
  void aLineBringsTheParentsThatItNeedsAndNoSister() throws Exception {
    Accident accident = new Accident(folder, SHOP);
    accident.happens("DELETE FROM customer WHERE id = 1");
    RowsEffect effect = accident.back("line", "7,2");
    assertEquals(
        List.of(
            table("line", 1, 0, 0, Besides.NONE),
            table("sale", 1, 0, 0, Besides.NONE),
            table("customer", 1, 0, 0, Besides.NONE),
            table("product", 0, 0, 0, new Besides(0, 1, 0))),
        effect.tables());
    assertEquals("2", accident.ask("SELECT count(*) FROM line"));
  }

  @Test
  void aChildThatLostItsReferenceFindsItAgain() throws Exception {
    Accident accident = new Accident(folder, SHOP);
    accident.happens("DELETE FROM product WHERE sku = 'a'");
    RowsEffect effect = accident.back("product", "a");
    assertEquals(
        List.of(table("product", 1, 0, 0, Besides.NONE), table("line", 0, 0, 2, Besides.NONE)),
        effect.tables());
    assertEquals(accident.then(), accident.now());
  }

  @Test
  void aReferenceThatWasGivenToAnotherSinceStays() throws Exception {
    Accident accident = new Accident(folder, SHOP);
    accident.happens(
        "DELETE FROM product WHERE sku = 'a'", "UPDATE line SET sku = 'b' WHERE n = 1");
    assertEquals(1, accident.back("product", "a").tables().size());
    assertEquals("b", accident.ask("SELECT sku FROM line WHERE sale = 8"));
  }

  @Test
  void onlyMissingRowsLeaveChangedOnesAlone() throws Exception {
    Accident accident = new Accident(folder, SHOP);
    accident.happens(
        "DELETE FROM product WHERE sku = 'a'", "UPDATE product SET name = 'Bolts' WHERE sku = 'b'");
    RowsEffect effect = accident.missing("product");
    assertEquals(List.of(table("product", 1, 0, 0, Besides.NONE)), effect.tables());
    assertEquals("Bolts", accident.ask("SELECT name FROM product WHERE sku = 'b'"));
    assertEquals("null", accident.ask("SELECT sku FROM line WHERE sale = 8"));
  }

  @Test
  void changedRowsBecomeAsTheyWereAndNewOnesStay() throws Exception {
    Accident accident = new Accident(folder, SHOP);
    accident.happens(
        "UPDATE sale SET note = 'oops'",
        "UPDATE customer SET name = x'00' WHERE id = 2",
        "INSERT INTO customer VALUES (3, 'Cyd')");
    assertEquals(3, accident.back("sale").tables().get(0).changed());
    RowsEffect effect = accident.back("customer");
    assertEquals(List.of(table("customer", 0, 1, 0, Besides.NONE)), effect.tables());
    accident.happens("DELETE FROM customer WHERE id = 3");
    assertEquals(accident.then(), accident.now());
  }

  /** Its text says "ON away.t": SQLite passes that over when it reads the schema, and only then. */
  @Test
  void aTriggerMadeWhileTheFileWasAttachedIsKeptAsItStands() throws Exception {
    Path made = folder.resolve("live.db");
    Sql.run(
        folder.resolve("other.db"),
        "ATTACH '" + made + "' AS away",
        "CREATE TABLE away.t(id INTEGER PRIMARY KEY, a, stamp)",
        "CREATE TRIGGER away.stamped AFTER INSERT ON away.t BEGIN"
            + " UPDATE t SET stamp = 'now' WHERE id = new.id; END",
        "CREATE TRIGGER away.\"it's\" AFTER DELETE ON away . \"t\" BEGIN SELECT 1; END",
        "INSERT INTO away.t(id, a) VALUES (1, 'x'), (2, 'y')",
        "UPDATE away.t SET stamp = 'then'");
    Accident accident = new Accident(folder);
    Files.copy(made, accident.backup);
    assertEquals("2", accident.ask("SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%away%'"));
    accident.happens("DELETE FROM t WHERE id = 1");
    accident.back("t", "1");
    assertEquals(accident.then(), accident.now());
    assertEquals(
        "CREATE TRIGGER stamped AFTER INSERT ON away.t BEGIN"
            + " UPDATE t SET stamp = 'now' WHERE id = new.id; END",
        accident.ask("SELECT sql FROM sqlite_schema WHERE name = 'stamped'"));
    accident.happens("INSERT INTO t(id) VALUES (3)");
    assertEquals("now", accident.ask("SELECT stamp FROM t WHERE id = 3"));
  }

  @Test
  void aTriggerThatStampsEachRowStampsNoneThatComesBack() throws Exception {
    Accident accident =
        new Accident(
            folder,
            "CREATE TABLE t(id INTEGER PRIMARY KEY, a, stamp)",
            "CREATE TRIGGER first AFTER UPDATE ON t BEGIN"
                + " UPDATE t SET stamp = 'now' WHERE id = new.id; END",
            "CREATE TRIGGER second AFTER INSERT ON t BEGIN"
                + " UPDATE t SET stamp = 'new' WHERE id = new.id; END",
            "INSERT INTO t VALUES (1, 'x', 1), (2, 'y', 2)",
            "UPDATE t SET stamp = 'then'");
    accident.happens("UPDATE t SET a = 'z' WHERE id = 1", "DELETE FROM t WHERE id = 2");
    assertEquals(List.of(table("t", 1, 1, 0, Besides.NONE)), accident.back("t").tables());
    assertEquals(accident.then(), accident.now());
  }

  @Test
  void triggersThatWereGivenBackAreTakenAwayAgainIfTheRowIsStillWrong() throws Exception {
    Accident accident =
        new Accident(
            folder,
            "CREATE TABLE t(id INTEGER PRIMARY KEY, code UNIQUE, stamp)",
            "CREATE TABLE c(id INTEGER PRIMARY KEY, code REFERENCES t(code) ON UPDATE CASCADE)",
            "INSERT INTO t VALUES (1, 'x', 'then')",
            "CREATE TRIGGER first AFTER INSERT ON t BEGIN"
                + " UPDATE t SET code = 'y' WHERE id = new.id; INSERT INTO c(code) VALUES ('y'); END",
            "CREATE TRIGGER second AFTER UPDATE ON c BEGIN"
                + " UPDATE t SET stamp = 'now' WHERE code = new.code; END");
    accident.happens("DELETE FROM t");
    accident.back("t", "1");
    assertEquals("x then", accident.ask("SELECT code || ' ' || stamp FROM t"));
    assertEquals("x", accident.ask("SELECT code FROM c"));
    assertEquals("2", accident.ask("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"));
  }

  @Test
  void rowsWhoseKeysWereExchangedFindTheirWay() throws Exception {
    Accident accident =
        new Accident(
            folder,
            "CREATE TABLE t(id INTEGER PRIMARY KEY, place INTEGER UNIQUE)",
            "INSERT INTO t VALUES (1, 1), (2, 2), (3, 3), (4, 4)");
    accident.happens(
        "DELETE FROM t WHERE id = 4",
        "UPDATE t SET place = 4 WHERE id = 3",
        "UPDATE t SET place = 3 WHERE id = 2",
        "UPDATE t SET place = 2 WHERE id = 1");
    assertEquals(List.of(table("t", 1, 3, 0, Besides.NONE)), accident.back("t").tables());
    assertEquals(accident.then(), accident.now());
    accident.happens("DELETE FROM t WHERE id = 1", "INSERT INTO t VALUES (9, 1)");
    assertRefused(Reason.ROWS_KEY_TAKEN, accident, new RowsRequest("t", List.of("1"), false));
  }

  @Test
  void valuesOfEveryKindComeBackAsTheyWere() throws Exception {
    Accident accident =
        new Accident(
            folder,
            "CREATE TABLE \"odd \"\"name\"(k TEXT COLLATE NOCASE, \"a b.c\" REAL, n NUMERIC, x,"
                + " g AS (x || 1), s AS (n) STORED, PRIMARY KEY(k, x)) WITHOUT ROWID",
            "INSERT INTO \"odd \"\"name\" VALUES ('Key', 1, '1e3', x'00ff'), ('key', 0.1, 'text', 'a'"
                + " || char(0) || 'b'), ('', 9e999, 9007199254740993, 1), ('', NULL, NULL, 1.5)");
    accident.happens("DELETE FROM \"odd \"\"name\"");
    assertEquals(4, accident.back("ODD \"NAME").tables().get(0).inserted());
    assertEquals(accident.then(), accident.now());
    accident.happens("UPDATE \"odd \"\"name\" SET k = upper(k), \"a b.c\" = 2, n = 3");
    assertEquals(4, accident.back("odd \"name").tables().get(0).changed());
    assertEquals(accident.then(), accident.now());
  }

  @Test
  void negativeZeroIsNoZeroAndLargeNumbersAreExact() throws Exception {
    Accident accident = new Accident(folder, "CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
    for (Path file : List.of(accident.live, accident.backup)) {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
        boolean now = file.equals(accident.live);
        insert.setInt(1, 1);
        insert.setDouble(2, now ? 0.0 : -0.0);
        insert.execute();
        insert.setInt(1, 2);
        insert.setObject(2, now ? (Object) 9007199254740992.0 : (Object) 9007199254740992L);
        insert.execute();
      }
    }
    accident.back("t");
    assertEquals(accident.then(), accident.now());
  }

  @Test
  void aTableWithoutAKeyGoesByItsRowNumbers() throws Exception {
    Accident accident =
        new Accident(folder, "CREATE TABLE t(rowid, a)", "INSERT INTO t VALUES (1, 'x'), (1, 'y')");
    accident.happens("DELETE FROM t WHERE a = 'x'", "UPDATE t SET rowid = 2");
    RowsEffect.Table table = accident.back("t", "1").tables().get(0);
    assertTrue(table.byRowid());
    assertEquals(1, table.inserted());
    assertEquals(1, accident.back("t").tables().get(0).changed());
    assertEquals(accident.then(), accident.now());
  }

  @Test
  void rowsWithANullInTheirKeyComeBackOnce() throws Exception {
    Accident accident =
        new Accident(
            folder,
            "CREATE TABLE t(a TEXT, b, PRIMARY KEY(a, b))",
            "INSERT INTO t VALUES (NULL, 1), (NULL, 1), ('x', NULL), ('x', 1)");
    accident.happens("DELETE FROM t WHERE rowid > 1");
    assertEquals(3, accident.back("t").tables().get(0).inserted());
    assertEquals(accident.then(), accident.now());
    accident.happens("DELETE FROM t WHERE a IS NULL");
    assertEquals(2, accident.back("t", "NULL,1").tables().get(0).inserted());
    assertEquals(accident.then(), accident.now());
  }

  @Test
  void aColumnOfAnotherTypeIsNamedWhereItStoresAnotherValue() throws Exception {
    assertTypeChanged("id INTEGER PRIMARY KEY, q INT", "id INTEGER PRIMARY KEY, q REAL", "q");
    // A column of another type that takes the value as it is isn't the cause.
    assertTypeChanged("id NUMERIC PRIMARY KEY, q INT", "id PRIMARY KEY, q REAL", "q");
    assertTypeChanged("id TEXT PRIMARY KEY, q INT", "id TEXT PRIMARY KEY, q TEXT", "q");
    // Neither finds the row by its key, where the other row is or isn't the same.
    assertTypeChanged("id INT, q, PRIMARY KEY(id)", "id TEXT, q, PRIMARY KEY(id)", "id");
    String keyed = ", q, PRIMARY KEY(id)) WITHOUT ROWID; --";
    assertTypeChanged("id INT" + keyed, "id TEXT" + keyed, "id");
    assertTypeChanged("id TEXT" + keyed, "id INT" + keyed, "id");
  }

  private void assertTypeChanged(String then, String now, String column) throws Exception {
    Path own = Files.createTempDirectory(folder, "type");
    Accident accident =
        new Accident(own, "CREATE TABLE t(" + then + ")", "INSERT INTO t VALUES (1, 5), (2, 6)");
    accident.happens(
        "DROP TABLE t",
        "CREATE TABLE t(" + now + ")",
        "INSERT INTO t VALUES (1, 5)",
        "CREATE TRIGGER idle AFTER UPDATE ON t BEGIN SELECT 1; END");
    FailureException refused = assertThrows(FailureException.class, () -> accident.back("t"));
    assertEquals(Reason.TABLE_CHANGED, refused.reason(), refused.toString());
    assertEquals(List.of("t", column), refused.failure().arguments());
  }

  @Test
  void aRowWhoseNumberIsTakenGetsAnother() throws Exception {
    Accident accident =
        new Accident(
            folder, "CREATE TABLE t(k TEXT PRIMARY KEY)", "INSERT INTO t VALUES ('x'), ('y')");
    accident.happens("DELETE FROM t WHERE k = 'y'", "INSERT INTO t VALUES ('z')");
    accident.back("t", "y");
    assertEquals(
        "x,z,y", accident.ask("SELECT group_concat(k) FROM (SELECT k FROM t ORDER BY rowid)"));
  }

  @Test
  void whatHasNoTableOrRowIsRefused() throws Exception {
    Accident accident = new Accident(folder, SHOP);
    accident.happens("DELETE FROM customer WHERE id = 1");
    assertRefused(Reason.TABLE_MISSING, accident, new RowsRequest("nothing", List.of(), false));
    assertRefused(
        Reason.ROW_UNKNOWN, accident, new RowsRequest("product", List.of("a", "zz"), false));
    assertRefused(Reason.ROW_UNKNOWN, accident, new RowsRequest("line", List.of("7"), false));
    assertEquals(1, accident.back("customer", "2").same());
  }

  @Test
  void aMissingTableIsNotFoundInTheBackupOrTheLiveDatabaseWhateverCopiesAreOpen() throws Exception {
    Accident accident = new Accident(folder, "CREATE TABLE before(id INTEGER PRIMARY KEY)");
    accident.happens("DROP TABLE before", "CREATE TABLE after(id INTEGER PRIMARY KEY)");
    assertEquals(List.of("after", "2026-03-02"), missing(accident, "after"));
    assertEquals(List.of("before", "shop.db"), missing(accident, "before"));
    assertEquals(List.of("nothing", "2026-03-02"), missing(accident, "nothing"));
  }

  private static List<String> missing(Accident accident, String table) {
    FailureException refused = assertThrows(FailureException.class, () -> accident.back(table));
    assertEquals(Reason.TABLE_MISSING, refused.reason());
    return refused.failure().arguments().stream().map(Object::toString).toList();
  }

  private RowsEffect.Columns columns(Accident accident, String table, String... keys)
      throws Exception {
    return accident.back(table, keys).tables().get(0).columns();
  }

  @Test
  void columnsThatOnlyOneOfThemHasAreFilledOrLeft() throws Exception {
    Accident accident =
        new Accident(
            folder,
            "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b, c)",
            "INSERT INTO t VALUES (1, 'a1', 'b1', 'c1'), (2, 'a2', 'b2', 'c2')");
    accident.happens(
        "ALTER TABLE t DROP COLUMN b",
        "ALTER TABLE t ADD COLUMN d NOT NULL DEFAULT 'd'",
        "ALTER TABLE t ADD COLUMN e",
        "DELETE FROM t WHERE id = 1",
        "UPDATE t SET a = 'oops', d = 'kept', e = 'too' WHERE id = 2");

    assertEquals(new RowsEffect.Columns(List.of("d", "e"), List.of("b")), columns(accident, "t"));
    assertEquals(
        "1/a1/c1/d/-,2/a2/c2/kept/too",
        accident.ask(
            "SELECT group_concat(id || '/' || a || '/' || c || '/' || d || '/' || ifnull(e, '-'))"
                + " FROM t"));
    assertEquals(2, accident.back("t", "1", "2").same());
  }

  /** It isn't known what the reference would have been. */
  @Test
  void aForeignKeyOfAColumnThatIsNewIsFollowedNowhere() throws Exception {
    Accident accident = new Accident(folder, SHOP);
    accident.happens(
        "ALTER TABLE sale ADD COLUMN seller REFERENCES customer",
        "DELETE FROM customer WHERE id = 1");

    accident.back("customer", "1");
    assertEquals("7,8,9", accident.ask("SELECT group_concat(id) FROM sale WHERE seller IS NULL"));
  }

  @Test
  void aColumnThatNeedsAValueIsSaidBefore() throws Exception {
    Accident accident =
        new Accident(
            folder,
            "CREATE TABLE t(id INTEGER PRIMARY KEY, a)",
            "INSERT INTO t VALUES (1, 'a1'), (2, 'a2')");
    accident.happens(
        "DROP TABLE t",
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a, needed TEXT NOT NULL, null_at_least DEFAULT 1)",
        "INSERT INTO t VALUES (2, 'oops', 'x', 2)");

    FailureException refused = assertThrows(FailureException.class, () -> accident.back("t"));
    assertEquals(Reason.TABLE_CHANGED, refused.reason());
    assertTrue(refused.toString().contains("needed"), refused::toString);
    assertFalse(refused.toString().contains("null_at_least"), refused::toString);
    assertEquals("oops", accident.ask("SELECT a FROM t"));
    accident.back("t", "2");
    assertEquals("a2", accident.ask("SELECT a FROM t"));
  }

  @Test
  void anotherKeyOrNoColumnInCommonIsRefused() throws Exception {
    Accident accident =
        new Accident(
            folder,
            "CREATE TABLE t(id INTEGER PRIMARY KEY, a)",
            "CREATE TABLE u(x)",
            "INSERT INTO t VALUES (1, 'a1')",
            "INSERT INTO u VALUES (1)");
    accident.happens(
        "DROP TABLE t",
        "CREATE TABLE t(id, a INTEGER PRIMARY KEY)",
        "DROP TABLE u",
        "CREATE TABLE u(y)");
    assertRefused(Reason.TABLE_CHANGED, accident, new RowsRequest("t", List.of(), false));
    assertRefused(Reason.TABLE_CHANGED, accident, new RowsRequest("u", List.of(), false));
  }

  /** SQLite declares none that it doesn't know: the app declared it. */
  private static String[] inTheAppsOrder(String table, String rows) {
    return new String[] {
      table.replace("own", "NOCASE"),
      "INSERT INTO t VALUES " + rows,
      "PRAGMA writable_schema=ON",
      "UPDATE sqlite_schema SET sql = replace(sql, 'NOCASE', 'own')"
    };
  }

  @Test
  void rowsWithAColumnInTheAppsOwnOrderComeBack() throws Exception {
    String table = "CREATE TABLE t(id INTEGER PRIMARY KEY, name COLLATE own)";
    Accident accident = new Accident(folder, inTheAppsOrder(table, "(1, 'a'), (2, 'b'), (3, 'c')"));
    accident.happens("DELETE FROM t WHERE id = 1");
    accident.back("t");
    assertEquals(accident.then(), accident.now());
    accident.happens("UPDATE t SET name = 'B' WHERE id = 2", "UPDATE t SET name = 3 WHERE id = 3");
    assertEquals(List.of(table("t", 0, 2, 0, Besides.NONE)), accident.back("t").tables());
    assertEquals(accident.then(), accident.now());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t(id INTEGER PRIMARY KEY, name UNIQUE COLLATE own)",
        "CREATE TABLE t(id, name COLLATE own, PRIMARY KEY(name))",
        "CREATE TABLE t(id, name COLLATE own, PRIMARY KEY(name)) WITHOUT ROWID",
        "CREATE TABLE t(id PRIMARY KEY, name COLLATE own) WITHOUT ROWID"
      })
  void rowsThatOnlyTheAppCanSortAreRefusedForThat(String table) throws Exception {
    Accident accident = new Accident(folder, inTheAppsOrder(table, "(1, 'a'), (2, 'b')"));
    Files.delete(accident.live);
    Sql.run(accident.live, inTheAppsOrder(table, "(2, 'b')"));
    byte[] before = Files.readAllBytes(accident.live);
    FailureException refused = assertThrows(FailureException.class, () -> accident.back("t"));
    assertEquals(
        List.of(Reason.ROWS_REFUSED, List.of("t", "it needs the app's own collation own")),
        List.of(refused.reason(), refused.failure().arguments()));
    assertArrayEquals(before, Files.readAllBytes(accident.live));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t(rowid, _ROWID_, oid)",
        "CREATE TABLE t(rowid TEXT PRIMARY KEY, _rowid_, \"Oid\")"
      })
  void rowsThatNothingTellsApartAreRefusedForThat(String table) throws Exception {
    Accident accident = new Accident(folder, table, "INSERT INTO t VALUES (1, 2, 3)");
    accident.happens("DELETE FROM t");
    assertRefused(Reason.TABLE_WITHOUT_KEY, accident, new RowsRequest("t", List.of(), false));
  }

  @Test
  void aTriggerThatRefusesEndsIt() throws Exception {
    Accident accident = new Accident(folder, SHOP);
    accident.happens("DELETE FROM customer WHERE id = 1");
    accident.happens(
        "CREATE TRIGGER no BEFORE INSERT ON line BEGIN SELECT RAISE(ROLLBACK, 'never'); END");
    assertRefused(Reason.ROWS_REFUSED, accident, new RowsRequest("customer", List.of("1"), false));
    accident.happens(
        "DROP TRIGGER no",
        "CREATE TABLE log(id INTEGER PRIMARY KEY)",
        "INSERT INTO log VALUES (1)",
        "CREATE TRIGGER no AFTER INSERT ON line BEGIN INSERT OR ROLLBACK INTO log VALUES (1); END");
    assertRefused(Reason.ROWS_REFUSED, accident, new RowsRequest("customer", List.of("1"), false));
  }

  @Test
  void aRowThatWasAnOrphanIsOneAgainAndNoOther() throws Exception {
    Accident accident =
        new Accident(
            folder,
            "CREATE TABLE p(id INTEGER PRIMARY KEY, code UNIQUE)",
            "CREATE TABLE c(id INTEGER PRIMARY KEY, p REFERENCES p(code))",
            "INSERT INTO p VALUES (1, 'x')",
            "INSERT INTO c VALUES (1, 'gone'), (2, 'x')");
    Sql.run(accident.live, "DELETE FROM c");
    RowsEffect effect = accident.back("c");
    assertEquals(1, effect.orphans());
    assertEquals(accident.then(), accident.now());
    Sql.run(accident.live, "DELETE FROM c", "UPDATE p SET code = 'y'");
    assertRefused(Reason.ROWS_WITHOUT_PARENT, accident, new RowsRequest("c", List.of("2"), true));
    assertEquals(2, accident.back("c", "2").tables().size());
  }

  @Test
  void aWriterThatHoldsTheFileIsWaitedForAndThenNamed() throws Exception {
    Accident accident = new Accident(folder, SHOP);
    accident.happens("DELETE FROM customer WHERE id = 1");
    RowsRequest request = new RowsRequest("customer", List.of("1"), false);
    try (Connection app = DriverManager.getConnection("jdbc:sqlite:" + accident.live);
        Statement statement = app.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      FailureException busy =
          assertThrows(
              FailureException.class,
              () -> accident.back(request, Duration.ofMillis(50), () -> {}));
      assertEquals(Reason.DATABASE_LOCKED, busy.reason());
    }
    accident.back(request, Duration.ZERO, () -> {});
    assertEquals(accident.then(), accident.now());
  }

  @Test
  void whatComesBeforeIsCalledOnlyWhereSomethingChanges() throws Exception {
    Accident accident = new Accident(folder, SHOP);
    RowsEffect none =
        accident.back(
            new RowsRequest("line", List.of(), false),
            Duration.ZERO,
            () -> {
              throw new FailureException(Reason.CANCELLED);
            });
    assertTrue(none.isNone());
    accident.happens("DELETE FROM line");
    List<String> before = accident.now();
    assertThrows(
        FailureException.class,
        () ->
            accident.back(
                new RowsRequest("line", List.of(), false),
                Duration.ZERO,
                () -> {
                  throw new FailureException(Reason.CANCELLED);
                }));
    assertEquals(before, accident.now());
  }

  /** SQLite asks whether to go on each time it has done so many steps. */
  @Test
  void tenThousandRowsAreNotEachComparedWithAllBefore() throws Exception {
    Accident accident =
        new Accident(
            folder,
            "CREATE TABLE child(id INTEGER PRIMARY KEY, of REFERENCES parent ON DELETE CASCADE)",
            "CREATE TABLE parent(id INTEGER PRIMARY KEY)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
                + " INSERT INTO parent SELECT i FROM n");
    accident.happens("DELETE FROM parent");
    int[] looks = {0};
    RowsEffect effect =
        accident.back(
            new RowsRequest("parent", List.of(), true),
            Duration.ZERO,
            () -> {},
            (done, total) -> looks[0]++);
    assertEquals(List.of(table("parent", 10_000, 0, 0, Besides.NONE)), effect.tables());
    assertTrue(looks[0] < MAX_LOOKS, looks[0] + " looks");
  }

  /** SQLite itself would end this process. */
  @Test
  void withATriggerOnASearchIndexsInnerTableNoRowComesBack() throws Exception {
    Accident accident =
        new Accident(
            folder,
            "CREATE TABLE notes(id INTEGER PRIMARY KEY, t)",
            "CREATE TABLE counts(n)",
            "CREATE VIRTUAL TABLE f USING fts5(t, content=notes)",
            "CREATE TRIGGER ni AFTER INSERT ON notes BEGIN"
                + " INSERT INTO f(rowid, t) VALUES (new.rowid, new.t); END",
            "INSERT INTO notes VALUES (1, 'a'), (2, 'b')",
            "CREATE TRIGGER x1 AFTER INSERT ON f_idx BEGIN INSERT INTO counts VALUES (1); END",
            "CREATE TRIGGER x2 AFTER INSERT ON f_docsize BEGIN INSERT INTO counts VALUES (1); END");
    accident.happens("DELETE FROM notes WHERE id = 1");
    FailureException refused =
        assertThrows(
            FailureException.class,
            () ->
                accident.back(new RowsRequest("notes", List.of(), true), Duration.ZERO, () -> {}));
    assertEquals(Reason.ROWS_TRIGGER_INSIDE, refused.reason());
    assertEquals(List.of("notes", "x1", "f_idx"), refused.failure().arguments());
  }
}
