package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a copy is whole: SQLite's integrity_check and foreign_key_check, never on a live file.
 * Where an index needs a function or collation of the app's own, tables are checked one by one.
 */
public final class DatabaseCheck {
  private static final int MOST_PROBLEMS = 100;

  /**
   * What integrity_check says of single values: types and NOT NULL that the app broke itself, by a
   * schema edited by hand. No page and no index is damaged, and the copy holds what the app sees,
   * so they are counted as broken foreign keys are. (CHECK constraints aren't looked at: SQLite
   * doesn't read them from a read-only file.) SQLite 3.54 says so falsely, too: of numbers in a
   * column that has a text as DEFAULT and stands behind a virtual generated one.
   */
  private static final Pattern OF_A_VALUE =
      Pattern.compile("(NULL|TEXT|NUMERIC|non-(INT|INTEGER|REAL|TEXT|BLOB|ANY)) value in ");

  private final Connection connection;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notChecked = new ArrayList<>();
  private long valueViolations;

  private DatabaseCheck(Connection connection) {
    this.connection = connection;
  }

  /**
   * Checks {@code copy} from end to end.
   *
   * @param progress asked now and then whether to go on; gets no figures, since SQLite has none
   * @throws FailureException {@code CANCELLED}, or {@code PLACE_IO} where it can't be read
   */
  public static CheckReport of(Path copy, Progress progress) throws FailureException {
    try (Connection connection = Connections.finished(copy)) {
      Connections.Interruption interruption = Connections.interruptible(connection, progress);
      try {
        return new DatabaseCheck(connection).report();
      } catch (SQLException e) {
        interruption.rethrow();
        throw e;
      }
    } catch (SQLException e) {
      if (CopyFailures.saysDamaged(e)) {
        return new CheckReport(List.of(String.valueOf(e.getMessage())), List.of(), 0, 0, List.of());
      }
      throw CopyFailures.of(e, copy);
    }
  }

  private CheckReport report() throws SQLException {
    List<String> names = tables();
    try {
      // Its own limit would count what is said of values, too, and end before it finds damage.
      integrity("PRAGMA integrity_check(" + Integer.MAX_VALUE + ")");
    } catch (SQLException e) {
      if (!needsTheApp(e)) {
        throw e;
      }
      byTable(names);
    }
    if (!problems.isEmpty()) {
      // Counting rows of a broken file tells nothing and may not end.
      return new CheckReport(problems, notChecked, 0, 0, List.of());
    }
    long violations = foreignKeys(names);
    return new CheckReport(problems, notChecked, valueViolations, violations, rows(names));
  }

  private void integrity(String pragma) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(pragma)) {
      while (row.next() && problems.size() < MOST_PROBLEMS) {
        String line = row.getString(1);
        if (OF_A_VALUE.matcher(line).lookingAt()) {
          valueViolations++;
        } else if (!line.equals("ok")) {
          problems.add(line);
        }
      }
    } catch (SQLException e) {
      if (!CopyFailures.saysDamaged(e)) {
        throw e;
      }
      // Some damage ends the check itself; what it found so far and other tables still count.
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private void byTable(List<String> names) throws SQLException {
    problems.clear();
    valueViolations = 0;
    for (String name : names) {
      try {
        integrity("PRAGMA integrity_check(" + Connections.quoted(name) + ")");
      } catch (SQLException e) {
        if (!needsTheApp(e)) {
          throw e;
        }
        notChecked.add(name);
      }
    }
  }

  /** "no such collation sequence: X", "no such function: X", "unknown function: X()". */
  private static boolean needsTheApp(SQLException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no such collation")
        || message.contains("no such function")
        || message.contains("unknown function")
        || message.contains("no such module");
  }

  private long foreignKeys(List<String> names) throws SQLException {
    long violations = 0;
    for (String name : names) {
      try {
        violations +=
            Connections.number(
                connection,
                "SELECT count(*) FROM pragma_foreign_key_check(" + Connections.quoted(name) + ")");
      } catch (SQLException e) {
        if (Connections.primary(e) != 1) {
          throw e;
        }
        // SQLITE_ERROR: the key itself is declared wrongly ("foreign key mismatch").
        if (!notChecked.contains(name)) {
          notChecked.add(name);
        }
      }
    }
    return violations;
  }

  /** Ordinary and virtual tables, in the schema's order; shadow tables are their owner's. */
  private List<String> tables() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT l.name FROM sqlite_schema s JOIN pragma_table_list l"
                    + " ON l.schema = 'main' AND l.name = s.name"
                    + " WHERE s.type = 'table' AND l.type IN ('table', 'virtual')"
                    + " AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY s.rowid")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  private List<TableRows> rows(List<String> names) throws SQLException {
    List<TableRows> rows = new ArrayList<>();
    for (String name : names) {
      try {
        long count =
            Connections.number(connection, "SELECT count(*) FROM " + Connections.named(name));
        rows.add(new TableRows(name, count));
      } catch (SQLException e) {
        if (!needsTheApp(e)) {
          throw e;
        }
        // A virtual table whose module is the app's own: its rows are in its shadow tables.
      }
    }
    return rows;
  }
}
