package dev.nightjar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.PagedDatabase;
import dev.nightjar.sqlite.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A mistake in what reads rows for the JSON is seen by the proof: it doesn't make it, too. */
final class ProofIsIndependentTest {
  private static final JsonSource SOURCE =
      new JsonSource(OffsetDateTime.parse("2025-12-12T17:00:00+08:00"), "shop.db", "wal");

  /** Behind the rows that are compared value by value. */
  private static final int ROW_IN_JSON = 65;

  @TempDir private Path folder;
  private Path database = Path.of("");
  private Path json = Path.of("");

  @BeforeEach
  void make() throws Exception {
    database = folder.resolve("made.db");
    json = folder.resolve("made.json");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      String rows =
          "INSERT INTO t VALUES ('a1', 'b1', 1, 0.1, x'0102'), ('a2', 'b2', 2, 0.2, x'0304'),"
              + " ('a3', 'b3', 3, 0.3, x'0506')";
      for (String sql :
          List.of(
              "CREATE TABLE t(a TEXT, b TEXT, i, r REAL, x BLOB)",
              rows,
              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)"
                  + " INSERT INTO t SELECT 'a' || i, 'b' || i, i, i / 8.0, NULL FROM n",
              rows,
              "CREATE INDEX i ON t(b)",
              "CREATE TABLE other(a)",
              "INSERT INTO other VALUES (1)")) {
        statement.execute(sql);
      }
      statement.execute(
          "UPDATE t SET b = printf('%.*c', 9000, 'b') WHERE b = 'b2' AND x IS NOT NULL");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO t VALUES ('a4', 'b4', 4, 0.4, ?)")) {
        insert.setBytes(1, new byte[3_000_000]);
        insert.executeUpdate();
      }
    }
  }

  private void export(FaultySource.Fault fault, int row) throws FailureException {
    try (PagedDatabase opened = PagedDatabase.open(database)) {
      JsonExporter.export(
          new FaultySource(opened, fault, row), database, SOURCE, json, Progress.NONE);
      assertFalse(opened.bySqlite().contains("t"));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aMistakeOfTheReaderIsSeen(FaultySource.Fault fault) throws Exception {
    requireSeen(fault, 2);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void oneInRowsThatSqliteWritesAsJsonIsSeen(FaultySource.Fault fault) throws Exception {
    requireSeen(fault, ROW_IN_JSON);
    Files.delete(json);
    withoutBlobs();
    if (!fault.name().contains("BLOB")) {
      requireSeen(fault, ROW_IN_JSON);
    }
  }

  private void withoutBlobs() throws Exception {
    Sql.run(database, "UPDATE t SET x = NULL");
  }

  private void requireSeen(FaultySource.Fault fault, int row) throws FailureException {
    export(fault, row);
    FailureException seen =
        assertThrows(FailureException.class, () -> JsonProof.prove(json, database, Progress.NONE));
    assertEquals(Reason.JSON_DIFFERS, seen.reason());
  }

  @Test
  void aReaderWithoutOneIsBelieved() throws Exception {
    export(FaultySource.Fault.NONE, 0);
    JsonProof.prove(json, database, Progress.NONE);
  }

  /**
   * SQLite tells an error of the drive as damage, be it where the proof opens, in a row, or behind
   * the last one.
   */
  @ParameterizedTest
  @CsvSource({"sqlite_schema, COPY_DAMAGED", "t, COPY_DAMAGED", "empty, JSON_DIFFERS"})
  void aDriveThatCannotReadIsNoDamage(String entry, Reason damage) throws Exception {
    Sql.run(database, "CREATE TABLE empty(a)");
    export(FaultySource.Fault.NONE, 0);
    int at = 4096 * (root(entry) - 1);
    byte[] content = Files.readAllBytes(database);
    Arrays.fill(content, at, at + 4096, (byte) 0x5a);
    Files.write(database, content);
    assertEquals(damage, refused(database));
    Faults faults = new Faults();
    Path onBadDrive = new FaultyFileSystem(faults).path(database);
    faults.rule(
        (operation, path) ->
            operation.equals("read") ? Optional.of(new IOException("EIO")) : Optional.empty());
    assertEquals(Reason.PLACE_IO, refused(onBadDrive));
  }

  private int root(String entry) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(max(rootpage), 1) FROM sqlite_schema WHERE name = '"
                    + entry
                    + "'")) {
      return row.getInt(1);
    }
  }

  private Reason refused(Path file) {
    return assertThrows(FailureException.class, () -> JsonProof.prove(json, file, Progress.NONE))
        .reason();
  }
}
