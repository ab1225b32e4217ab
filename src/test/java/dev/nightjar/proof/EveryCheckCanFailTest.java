package dev.nightjar.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.DatabaseCheck;
import dev.nightjar.sqlite.LiveDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each guard of a backup sees exactly the damage that it is there for. Those of places (hash at
 * verify and fetch, marker, manifest) are in {@code FolderDestinationTest} and {@code
 * ManifestFormatTest}; those of the JSON in {@code JsonRoundTripTest}.
 */
final class EveryCheckCanFailTest {
  @TempDir private Path folder;

  private Path database(String name, String... statements) throws Exception {
    Path file = folder.resolve(name);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return file;
  }

  private static LiveDatabase live(Path file) {
    return new LiveDatabase(file, Duration.ofSeconds(5), false, Clock.systemUTC());
  }

  /** Puts another file in the live one's place while it is copied. */
  private Progress replacing(Path file, int times, AtomicInteger done) throws Exception {
    for (int i = 0; i < times; i++) {
      database("other" + i + ".db", "CREATE TABLE t(a)", "INSERT INTO t VALUES (" + i + ")");
    }
    return (bytes, total) -> {
      if (done.get() < times) {
        try {
          Path other = folder.resolve("other" + done.getAndIncrement() + ".db");
          Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
          throw FailureException.because(e, Reason.CANCELLED);
        }
      }
    };
  }

  @Test
  void aLiveFileReplacedOnceWhileItIsCopiedIsCopiedAgain() throws Exception {
    Path file = database("live.db", "CREATE TABLE t(a)", "INSERT INTO t VALUES ('old')");
    Path copy = folder.resolve("copy.db");
    live(file).snapshot(copy, replacing(file, 1, new AtomicInteger()));
    assertEquals(DatabaseContents.of(file), DatabaseContents.of(copy));
  }

  @Test
  void aLiveFileReplacedTwiceWhileItIsCopiedIsRefusedAndNothingIsLeft() throws Exception {
    Path file = database("live.db", "CREATE TABLE t(a)", "INSERT INTO t VALUES ('old')");
    Path copy = folder.resolve("copy.db");
    Progress twice = replacing(file, 2, new AtomicInteger());
    FailureException refused =
        assertThrows(FailureException.class, () -> live(file).snapshot(copy, twice));
    assertEquals(Reason.DATABASE_REPLACED, refused.reason());
    assertFalse(Files.exists(copy));
  }

  @Test
  void oneBrokenForeignKeyMoreIsCounted() throws Exception {
    Path file =
        database(
            "keys.db",
            "CREATE TABLE p(id INTEGER PRIMARY KEY)",
            "CREATE TABLE c(p REFERENCES p)",
            "INSERT INTO p VALUES (1)",
            "INSERT INTO c VALUES (1)");
    assertEquals(0, DatabaseCheck.of(file, Progress.NONE).foreignKeyViolations().count());
    database("keys.db", "DELETE FROM p");
    assertEquals(1, DatabaseCheck.of(file, Progress.NONE).foreignKeyViolations().count());
  }

  @Test
  void oneRowLessIsCounted() throws Exception {
    Path file = database("rows.db", "CREATE TABLE t(a)", "INSERT INTO t VALUES (1), (2), (3)");
    CheckReport before = DatabaseCheck.of(file, Progress.NONE);
    database("rows.db", "DELETE FROM t WHERE a = 2");
    assertEquals(before.rows() - 1, DatabaseCheck.of(file, Progress.NONE).rows());
  }

  @Test
  void oneRowThatItsIndexLacksIsAProblem() throws Exception {
    Path file =
        database(
            "index.db",
            "CREATE TABLE t(a)",
            "CREATE INDEX i ON t(a) WHERE a <> 2",
            "INSERT INTO t VALUES (1), (2)");
    assertEquals(CheckReport.Grade.WHOLE, DatabaseCheck.of(file, Progress.NONE).grade());
    database(
        "index.db",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql = 'CREATE INDEX i ON t(a)' WHERE name = 'i'");
    assertFalse(DatabaseCheck.of(file, Progress.NONE).grade() == CheckReport.Grade.WHOLE);
  }
}
