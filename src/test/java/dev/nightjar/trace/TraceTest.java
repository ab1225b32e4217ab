package dev.nightjar.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.failure.Failure;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row, and a text, followed through backups. */
final class TraceTest {
  @TempDir private Path folder;
  private final List<TracedBackup> newestFirst = new ArrayList<>();
  private final List<String> found = new ArrayList<>();

  private void backup(String id, String... statements) throws Exception {
    Path file = folder.resolve(id + ".db");
    if (!newestFirst.isEmpty() && !statements[0].startsWith("CREATE")) {
      Files.copy(folder.resolve(newestFirst.get(0).id() + ".db"), file);
    }
    Sql.run(file, statements);
    add(id, id, file);
  }

  private void add(String id, String content, Path file) {
    newestFirst.add(
        0, new TracedBackup(id, content, () -> new TracedBackup.Opened(file, () -> {})));
  }

  private final class Lines implements RowTrace.Listener {
    @Override
    public void appeared(String backup, Map<String, Cell> row, String older) {
      found.add("+" + backup + ">" + older);
    }

    @Override
    public void changed(String backup, List<RowTrace.Change> cells, String older) {
      for (RowTrace.Change one : cells) {
        found.add(
            "~%s>%s %s: %s %s -> %s %s"
                .formatted(
                    backup,
                    older,
                    one.column(),
                    one.from().type(),
                    one.from().text(),
                    one.to().type(),
                    one.to().text()));
      }
    }

    @Override
    public void disappeared(String backup, Map<String, Cell> row, String older) {
      found.add("-" + backup + ">" + older + " " + row.get("a").text());
    }

    @Override
    public void oldest(String backup, Map<String, Cell> row) {
      found.add("." + backup);
    }

    @Override
    public void lacksTable(String backup) {
      found.add("?" + backup);
    }

    @Override
    public void unreadable(String backup, Failure failure) {
      found.add("!" + backup);
    }
  }

  private RowTrace.Summary trace(String table, String key) throws Exception {
    found.clear();
    return new RowTrace(table, key, new Lines()).run(newestFirst, Progress.NONE);
  }

  @Test
  void aRowNumberIsNoColumnOfThatName() throws Exception {
    backup(
        "1",
        "CREATE TABLE t(rowid, a)",
        "INSERT INTO t(_rowid_, rowid, a) VALUES (1, 2, 'one'), (2, 1, 'two')");
    backup("2", "DELETE FROM t WHERE a = 'one'");
    assertEquals(new RowTrace.Summary(2, 2, 1, 0), trace("t", "1"));
    assertEquals(List.of("-2>1 one"), found.subList(0, 1));
  }

  @Test
  void aRowIsFollowedFromTheNewestToTheOldest() throws Exception {
    backup("1", "CREATE TABLE other(x)");
    backup("2", "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b)", "INSERT INTO t VALUES (2, 1, 1)");
    backup("3", "INSERT INTO t VALUES (17, 1, NULL)");
    backup("4", "UPDATE t SET a = 1.0 WHERE id = 17");
    backup("5", "INSERT INTO t VALUES (18, 1, 1)");
    backup("6", "ALTER TABLE t ADD COLUMN c");
    backup("7", "UPDATE t SET a = x'00', c = 'new' WHERE id = 17");
    add("8", "7", folder.resolve("8.db"));
    Files.copy(folder.resolve("7.db"), folder.resolve("8.db"));
    backup("9", "DELETE FROM t WHERE id = 17");
    // It holds the same as the next one: it isn't opened.
    Files.delete(folder.resolve("7.db"));
    backup("10", "UPDATE t SET a = 5");
    assertEquals(new RowTrace.Summary(10, 9, 6, 0), trace("T", "17"));
    assertEquals(
        List.of(
            "-9>8 x'00' (1)",
            "~7>6 a: REAL 1.0 -> BLOB x'00' (1)",
            "~7>6 c: NULL NULL -> TEXT new",
            "~4>3 a: INTEGER 1 -> REAL 1.0",
            "+3>2",
            "?1"),
        found);
  }

  @Test
  void aDamagedBackupIsNamedAndEndsNothing() throws Exception {
    backup(
        "1",
        "CREATE TABLE t(k TEXT, n, a, PRIMARY KEY(k, n)) WITHOUT ROWID",
        "INSERT INTO t VALUES ('x,y', 1, 0.0)");
    Path damaged = Files.writeString(folder.resolve("2.db"), "no database");
    add("2", "2", damaged);
    add("3", "3", folder.resolve("missing.db"));
    Path file = folder.resolve("4.db");
    Files.copy(folder.resolve("1.db"), file);
    Sql.run(file, "UPDATE t SET a = 'b'");
    add("4", "4", file);
    assertEquals(new RowTrace.Summary(2, 2, 2, 2), trace("t", "\"x,y\",1"));
    assertEquals(List.of("!3", "!2", "~4>1 a: REAL 0.0 -> TEXT b", ".1"), found);
  }

  @Test
  void largeValuesAreComparedToTheLastByte() throws Exception {
    backup(
        "1",
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a)",
        "INSERT INTO t VALUES (1, zeroblob(3000000))");
    backup("2", "UPDATE t SET a = zeroblob(2999999) || x'01'", "UPDATE t SET a = CAST(a AS BLOB)");
    backup("3", "INSERT INTO t VALUES (2, 1)");
    trace("t", "1");
    assertEquals(2, found.size());
    assertEquals(
        "~2>1 a: BLOB x'0000000000000000…' (3000000) -> BLOB x'0000000000000000…' (3000000)",
        found.get(0));
  }

  @Test
  void aTextIsFoundWhereItWasLastSeen() throws Exception {
    backup(
        "1",
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a)",
        "CREATE TABLE \"odd name\"(x, y)",
        "INSERT INTO \"odd name\" VALUES (1, 'a 50%_ Miller')",
        "INSERT INTO t VALUES (7, 'x')");
    backup("2", "UPDATE t SET a = 'Mr MILLER' WHERE id = 7");
    backup("3", "DELETE FROM t", "DELETE FROM \"odd name\"");
    assertEquals(
        Optional.of(
            new TextTrace.Seen(
                "2",
                List.of(
                    new TextTrace.Hit("t", "7", "a", "Mr MILLER"),
                    new TextTrace.Hit("odd name", "1", "y", "a 50%_ Miller")),
                false)),
        text("miller"));
    assertEquals(1, text("50%_").orElseThrow().hits().size());
    assertEquals(Optional.empty(), text("%" + "x_"));
  }

  private Optional<TextTrace.Seen> text(String text) throws Exception {
    return new TextTrace(text, Optional.empty(), (backup, failure) -> found.add("!" + backup))
        .run(newestFirst, Progress.NONE);
  }
}
