package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_CONSTRAINT;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_ERROR;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQLite's integrity_check and quick_check, of the whole file or of one table. */
final class IntegrityCheck {
  /** Lines that are kept of one check; more say nothing new. */
  private static final int MAX_LINES = 10_000;

  /** SQLite's own limit, if a table is given in the place of another. */
  private static final int MAX_LINES_OF_ONE_TABLE = 100;

  /**
   * Messages of integrity_check about single values: types and NOT NULL that the app broke itself,
   * by a schema edited by hand. No page and no index is damaged, and the copy holds what the app
   * sees, so they are counted as broken foreign keys are. (CHECK constraints aren't looked at:
   * SQLite doesn't read them from a read-only file.) SQLite 3.54 says so falsely, too: of numbers
   * in a column that has a text as DEFAULT and stands behind a virtual generated one.
   */
  private static final Pattern OF_A_VALUE =
      Pattern.compile("(NULL|TEXT|NUMERIC|non-(INT|INTEGER|REAL|TEXT|BLOB|ANY)) value in ");

  /** Stands above what is said of pages; says nothing itself. */
  private static final Pattern HEADING = Pattern.compile("\\*\\*\\* in database .* \\*\\*\\*");

  /**
   * The findings of a check.
   *
   * @param problems its lines, less those of single values, and of what follows from these
   * @param lines how many it said in all
   * @param ran false if SQLite couldn't prepare or end it, for want of something of the app's
   */
  record Result(List<String> problems, Violations valueViolations, long lines, boolean ran) {
    boolean clean() {
      return ran && problems.isEmpty();
    }

    /** Whether a check of one table may have ended before it said all. */
    boolean full() {
      return lines >= MAX_LINES_OF_ONE_TABLE;
    }
  }

  private IntegrityCheck() {}

  /** Its own limit would count what is said of values, too, and end before it finds damage. */
  static Result whole(Connection connection) throws SQLException {
    return run(connection, "PRAGMA integrity_check(" + Integer.MAX_VALUE + ")");
  }

  static Result of(Connection connection, String table) throws SQLException {
    return run(connection, "PRAGMA integrity_check(" + Connections.quoted(table) + ")");
  }

  /** Pages and values alone: not whether indexes have what their table has. */
  static Result pages(Connection connection, String table) throws SQLException {
    return run(connection, "PRAGMA quick_check(" + Connections.quoted(table) + ")");
  }

  private static Result run(Connection connection, String pragma) throws SQLException {
    List<String> problems = new ArrayList<>();
    Violations values = Violations.NONE;
    try (SqlText.Prepared check = SqlText.prepare(connection, pragma)) {
      while (check.step() && problems.size() < MAX_LINES) {
        String line = check.pointer().safeRun((db, at) -> db.column_text(at, 0));
        Matcher ofValue = OF_A_VALUE.matcher(line);
        if (ofValue.lookingAt()) {
          values = values.plus(1, line.substring(ofValue.end()));
        } else if (!line.equals("ok")) {
          problems.addAll(line.lines().filter(one -> !HEADING.matcher(one).matches()).toList());
        }
      }
      long lines = problems.size() + values.count();
      if (values.any() && problems.size() < MAX_LINES) {
        NullsInKeys.explain(connection, problems);
      }
      return new Result(problems, values, lines, true);
    } catch (SQLException e) {
      int code = Connections.primary(e);
      // A computed column that no longer fits its table's strict type is told as a constraint.
      if (code == SQLITE_ERROR || code == SQLITE_CONSTRAINT) {
        return new Result(problems, values, problems.size() + values.count(), false);
      }
      if (!CopyFailures.saysDamaged(e)) {
        throw e;
      }
      // Some damage ends the check itself; what it found so far and other tables still count.
      problems.add(CopyFailures.words(e));
    }
    return new Result(problems, values, problems.size() + values.count(), true);
  }
}
