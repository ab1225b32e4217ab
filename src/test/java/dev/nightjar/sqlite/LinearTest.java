package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.FastFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.ProgressHandler;

/** Four times as many tables cost four times as much: SQLite's own steps are counted, no time. */
final class LinearTest {
  private static final int TABLES = 300;
  private static final double MAX_FACTOR = 6;

  /** Of a table with one row; a statement more for each table is more than these allow for. */
  private static final int MAX_STEPS_TO_READ = 56;

  private static final int MAX_STEPS_TO_PROVE = 92;

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private interface Work {
    void on(Connection connection) throws Exception;
  }

  private interface WorkOfTables {
    void on(Path file, Connection connection, List<String> tables) throws Exception;
  }

  private static void declare(Connection connection, int i) throws SQLException {
    String key = i % 3 == 0 ? "(a, id PRIMARY KEY) WITHOUT ROWID" : "(id INTEGER PRIMARY KEY, a)";
    NewDatabase.execute(connection, "CREATE TABLE t" + i + key);
  }

  /** Counts how often SQLite's virtual machine looks whether to go on: at each turn of a loop. */
  private static long steps(Connection connection, Work work) throws Exception {
    long[] count = {0};
    ProgressHandler.setHandler(
        connection,
        1,
        new ProgressHandler() {
          @Override
          protected int progress() {
            count[0]++;
            return 0;
          }
        });
    work.on(connection);
    ProgressHandler.clearHandler(connection);
    return count[0];
  }

  private long stepsToDeclare(int tables) throws Exception {
    Path file = folder.resolve("declared" + tables + ".db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      NewDatabase.execute(connection, "BEGIN");
      return steps(
          connection,
          to -> {
            SchemaBatches batches =
                new SchemaBatches(to, new OwnNames(), StandardCharsets.UTF_8, file);
            for (int i = 0; i < tables; i++) {
              if (i % SchemaBatches.SIZE == 0) {
                assertEquals(Optional.empty(), batches.misnamed());
              }
              batches.count();
              batches.expect("t" + i);
              declare(to, i);
            }
            assertEquals(Optional.empty(), batches.misnamed());
            batches.putBack();
          });
    }
  }

  private long stepsToRead(int tables, WorkOfTables work) throws Exception {
    Path file = folder.resolve("read" + tables + ".db");
    List<String> names = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      NewDatabase.execute(connection, "BEGIN");
      for (int i = 0; i < tables; i++) {
        declare(connection, i);
        NewDatabase.execute(connection, "INSERT INTO t" + i + " VALUES (1, 2)");
        NewDatabase.execute(connection, "CREATE INDEX i" + i + " ON t" + i + "(a)");
        names.add("t" + i);
      }
      NewDatabase.execute(connection, "COMMIT");
      return steps(connection, of -> work.on(file, of, names));
    }
  }

  private void grow(WorkOfTables work) throws Exception {
    grows(stepsToRead(TABLES, work), stepsToRead(4 * TABLES, work));
  }

  private static void grows(long few, long many) {
    assertTrue(few > TABLES, few + " steps");
    assertTrue(many < MAX_FACTOR * few, few + " steps, and for four times as many " + many);
  }

  @Test
  void toDeclareThem() throws Exception {
    grows(stepsToDeclare(TABLES), stepsToDeclare(4 * TABLES));
  }

  @Test
  void toListThem() throws Exception {
    grow((file, connection, tables) -> TableList.of(connection, false));
  }

  @Test
  void toReadThem() throws Exception {
    grow(
        (file, connection, tables) -> {
          try (TableShapes shapes = new TableShapes(connection, StandardCharsets.UTF_8)) {
            for (String table : tables) {
              try (RowReader rows = RowReader.open(file, connection, shapes, table)) {
                assertTrue(rows.next());
              }
            }
          }
        });
  }

  @Test
  void toProveThem() throws Exception {
    grow(
        (file, connection, tables) -> {
          try (var columns = new ProofColumns(connection, StandardCharsets.UTF_8)) {
            for (String table : tables) {
              try (var rows =
                  new ProofRows(
                      file,
                      connection,
                      table,
                      columns.of(table),
                      OptionalLong.empty(),
                      StandardCharsets.UTF_8)) {
                assertTrue(rows.next());
              }
            }
          }
        });
  }

  /** Reads or proves one copy with {@code tables} tables, in the order of its schema. */
  private long stepsOnCopy(int tables, WorkOnCopy work) throws Exception {
    Path file = folder.resolve("copy" + tables + ".db");
    List<String> names = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      NewDatabase.execute(connection, "BEGIN");
      for (int i = 0; i < tables; i++) {
        NewDatabase.execute(connection, "CREATE TABLE t" + i + "(id INTEGER PRIMARY KEY, a)");
        NewDatabase.execute(connection, "INSERT INTO t" + i + " VALUES (1, 2)");
        names.add("t" + i);
      }
      NewDatabase.execute(connection, "COMMIT");
    }
    return work.stepsOn(file, names);
  }

  private interface WorkOnCopy {
    long stepsOn(Path copy, List<String> tables) throws Exception;
  }

  private static long export(Path copy, List<String> tables) throws Exception {
    try (BackupDatabase database = BackupDatabase.open(copy)) {
      return steps(
          database.connection(),
          on -> {
            assertTrue(database.schema().size() == tables.size());
            for (String table : tables) {
              try (RowSource rows = database.rows(table)) {
                assertTrue(rows.next());
              }
            }
          });
    }
  }

  private static long prove(Path copy, List<String> tables) throws Exception {
    try (ProofDatabase database = ProofDatabase.open(copy)) {
      return steps(
          database.connection(),
          on -> {
            for (String table : tables) {
              try (ProofRows rows = database.rows(table)) {
                assertTrue(rows.next());
                assertTrue(rows.count() == 1);
              }
            }
          });
    }
  }

  @Test
  void toReadATableTakesFewSteps() throws Exception {
    long few = stepsOnCopy(TABLES, LinearTest::export);
    long many = stepsOnCopy(4 * TABLES, LinearTest::export);
    assertTrue(many - few < 3 * TABLES * MAX_STEPS_TO_READ, few + " steps, and " + many);
  }

  @Test
  void toProveATableTakesFewSteps() throws Exception {
    long few = stepsOnCopy(TABLES, LinearTest::prove);
    long many = stepsOnCopy(4 * TABLES, LinearTest::prove);
    assertTrue(many - few < 3 * TABLES * MAX_STEPS_TO_PROVE, few + " steps, and " + many);
  }
}
