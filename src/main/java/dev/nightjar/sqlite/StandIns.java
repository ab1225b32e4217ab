package dev.nightjar.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.Collation;
import org.sqlite.Function;
import org.sqlite.SQLiteErrorCode;

/**
 * Takes the place of the app's own functions and collations while a table is declared: SQLite
 * refuses a declaration that names one it doesn't know, though rows are stored the same without.
 * Never in force while anything is sorted or computed.
 *
 * <p>The missing one's name stands in SQLite's message alone: its code is SQLITE_ERROR for each
 * mistake in a statement, and no other call names it. A message that reads otherwise in a later
 * version makes no difference but that the declaration counts as refused, and is put back.
 */
final class StandIns implements AutoCloseable {
  private static final Pattern MISSING =
      Pattern.compile(
          "(?:(no such collation sequence)|no such function|unknown function): (.+?)\\)?$");

  /** Allowed in a schema that isn't trusted (sqlite.org/c3ref/c_deterministic.html). */
  private static final int SQLITE_INNOCUOUS = 0x200000;

  private final Connection connection;
  private final List<String> collations = new ArrayList<>();
  private final List<String> functions = new ArrayList<>();

  StandIns(Connection connection) {
    this.connection = connection;
  }

  /**
   * Supplies every collation of the app's that an index of {@code table} is sorted by: without it
   * not even a statement that sorts nothing can be prepared.
   */
  static void supplyCollations(Connection connection, String table) throws SQLException {
    supplyCollations(connection, table, new AtomicBoolean());
  }

  /**
   * The same.
   *
   * @param asked becomes true as soon as one of them, which isn't the app's, decides anything
   */
  static void supplyCollations(Connection connection, String table, AtomicBoolean asked)
      throws SQLException {
    // While any statement is under way SQLite lets nobody replace one.
    for (String collation : lacking(connection, table)) {
      Collation.create(connection, collation, new AnyOrder(asked));
    }
  }

  /** Returns the collations by which an index of {@code table} is sorted, and that aren't here. */
  static List<String> lacking(Connection connection, String table) throws SQLException {
    List<String> named = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT DISTINCT part.coll FROM "
                + BuiltInTables.indexes("CAST(?1 AS TEXT)")
                + " AS list,"
                + " "
                + BuiltInTables.indexColumns("list.name")
                + " AS part WHERE part.coll COLLATE NOCASE"
                + " NOT IN ('BINARY', 'NOCASE', 'RTRIM')")) {
      SqlText.bind(statement, 1, table);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          named.add(row.getString(1));
        }
      }
    }
    List<String> lacking = new ArrayList<>();
    for (String collation : named) {
      if (lacks(connection, collation)) {
        lacking.add(collation);
      }
    }
    return lacking;
  }

  private static boolean lacks(Connection connection, String collation) throws SQLException {
    String comparison = "SELECT 'a' < 'b' COLLATE " + Connections.named(collation);
    try (SqlText.Prepared prepared = SqlText.prepare(connection, comparison)) {
      return false;
    } catch (SQLException e) {
      if (Connections.code(e) == SQLiteErrorCode.SQLITE_ERROR_MISSING_COLLSEQ) {
        return true;
      }
      throw e;
    }
  }

  /** A collation or a function of the app's. */
  record Missing(boolean collation, String name) {
    /** As {@code collation APP}. */
    @Override
    public String toString() {
      return (collation ? "collation " : "function ") + name;
    }
  }

  /** Returns the thing that a statement lacked; empty if it failed for another reason. */
  static Optional<Missing> missing(SQLException e) {
    Matcher matcher = MISSING.matcher(String.valueOf(e.getMessage()));
    return matcher.find()
        ? Optional.of(new Missing(matcher.group(1) != null, matcher.group(2)))
        : Optional.empty();
  }

  /** Supplies what {@link #missing} named; false if it was supplied already. */
  boolean supply(Missing missing) throws SQLException {
    String name = missing.name().replace("()", "");
    List<String> supplied = missing.collation() ? collations : functions;
    if (supplied.contains(name.toUpperCase(Locale.ROOT))) {
      return false;
    }
    supplied.add(name.toUpperCase(Locale.ROOT));
    if (missing.collation()) {
      Collation.create(connection, name, new AnyOrder(new AtomicBoolean()));
    } else {
      int flags = Function.FLAG_DETERMINISTIC | SQLITE_INNOCUOUS;
      Function.create(connection, name, new Nothing(), -1, flags);
    }
    return true;
  }

  boolean functions() {
    return !functions.isEmpty();
  }

  /** Whether an index of {@code table} is sorted by one of the collations. */
  boolean sort(String table) throws SQLException {
    for (String collation : collations) {
      long indexes =
          Connections.number(
              connection,
              "SELECT count(*) FROM "
                  + BuiltInTables.indexes(Connections.quoted(table))
                  + " AS list, "
                  + BuiltInTables.indexColumns("list.name")
                  + " AS part WHERE part.key AND"
                  + " upper(part.coll) = "
                  + Connections.quoted(collation));
      if (indexes > 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws SQLException {
    for (String collation : collations) {
      Collation.destroy(connection, collation);
    }
    for (String function : functions) {
      Function.destroy(connection, function);
    }
  }

  private static final class AnyOrder extends Collation {
    private final AtomicBoolean asked;

    AnyOrder(AtomicBoolean asked) {
      this.asked = asked;
    }

    @Override
    protected int xCompare(String left, String right) {
      asked.set(true);
      return left.compareTo(right);
    }
  }

  private static final class Nothing extends Function {
    @Override
    protected void xFunc() throws SQLException {
      result();
    }
  }
}
