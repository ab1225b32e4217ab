package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import dev.nightjar.pages.AddedField;
import dev.nightjar.pages.PageCheck;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sqlite.core.SafeStmtPtr;

/**
 * Says that a copy is whole, from its pages, or nothing: what SQLite's integrity_check finds is
 * said by SQLite alone. It is asked here for the tables that aren't understood.
 */
final class PageJudge {
  /**
   * No database with a larger one has a JSON, by which a schema's hash becomes known. One of 60 MB
   * took the whole heap, and the copy failed, too.
   */
  static final int MAX_DECLARATION_BYTES = 9_000_000;

  private final Connection connection;
  private final CheckPlan plan;

  private PageJudge(Connection connection, CheckPlan plan) {
    this.connection = connection;
    this.plan = plan;
  }

  /** An exception of a progress, on its way through a check that knows nothing of it. */
  private static final class Ended extends IOException {
    private static final long serialVersionUID = 1;

    private final transient FailureException why;

    Ended(FailureException why) {
      this.why = why;
    }
  }

  /**
   * Checks a copy.
   *
   * @return the tables whose foreign keys SQLite must check, by {@link Names#folded folded} names,
   *     since an entry of the schema may have other capitals than its declaration; empty if SQLite
   *     must check all
   */
  static Optional<Set<String>> whole(Path copy, Connection connection, Progress progress)
      throws SQLException, FailureException {
    try {
      Optional<CheckPlan> plan = CheckPlan.of(connection);
      return plan.isEmpty()
          ? Optional.empty()
          : new PageJudge(connection, plan.get()).judge(copy, progress);
    } catch (SQLException e) {
      progress.advanced(0, -1); // Was it ended?
      return Optional.empty();
    }
  }

  /**
   * Hashes a database's declarations; of one with a text in UTF-16 that isn't valid, another. Empty
   * if one of them is too large.
   */
  static Optional<String> schemaHash(Connection connection) throws SQLException {
    String encoding = Connections.text(connection, "PRAGMA encoding");
    Charset charset = BackupDatabase.charset(encoding);
    SchemaHash hash = new SchemaHash(encoding);
    String query =
        "SELECT CAST(type AS BLOB), CAST(name AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB),"
            + " octet_length(sql) FROM "
            + BuiltInTables.SCHEMA
            + " WHERE sql IS NOT NULL ORDER BY rowid";
    try (SqlText.Prepared row = SqlText.prepare(connection, query)) {
      while (row.step()) {
        if (row.number(4) > MAX_DECLARATION_BYTES) {
          return Optional.empty();
        }
        byte[] sql = row.bytes(3);
        hash.add(
            Names.of(row.bytes(0), charset),
            Names.of(row.bytes(1), charset),
            Names.of(row.bytes(2), charset),
            charset.equals(StandardCharsets.UTF_8)
                ? sql
                : new String(sql, charset).getBytes(StandardCharsets.UTF_8));
      }
    }
    return Optional.of(hash.finish());
  }

  private Optional<Set<String>> judge(Path copy, Progress progress)
      throws SQLException, FailureException {
    Set<String> keys = new LinkedHashSet<>();
    plan.keysBySqlite().forEach(name -> keys.add(Names.folded(name)));
    try {
      Set<Integer> broken = PageCheck.check(copy, plan.tables(), this::added, () -> beat(progress));
      for (int place : broken) {
        keys.add(Names.folded(plan.planned(place).name()));
      }
    } catch (Ended e) {
      throw e.why;
    } catch (IOException e) {
      return Optional.empty();
    }
    for (String table : plan.bySqlite()) {
      IntegrityCheck.Result found = IntegrityCheck.of(connection, table);
      if (!found.clean() || found.valueViolations().any()) {
        return Optional.empty();
      }
    }
    return Optional.of(keys);
  }

  private static void beat(Progress progress) throws Ended {
    try {
      progress.advanced(0, -1);
    } catch (FailureException e) {
      throw new Ended(e);
    }
  }

  /** SQLite reads one row that ends early. */
  private List<AddedField> added(int place, long rowid, long before, int from) throws IOException {
    if (place == 0) {
      throw new IOException("a row of the schema that ends early");
    }
    PlannedTable table = plan.planned(place);
    String where = table.where(rowid, before);
    if (where.isEmpty()) {
      throw new IOException("no name for the rowid");
    }
    StringBuilder sql = new StringBuilder("SELECT ");
    List<String> columns = table.columnsFrom(from);
    for (String column : columns) {
      sql.append("t.").append(Connections.named(column)).append(',');
    }
    sql.append("1 FROM main.").append(Connections.named(table.name())).append(" AS t");
    sql.append(where);
    try (SqlText.Prepared row = SqlText.prepare(connection, sql.toString())) {
      if (!row.step()) {
        throw new IOException("no such row");
      }
      List<AddedField> fields = new ArrayList<>();
      for (int column = 0; column < columns.size(); column++) {
        fields.add(field(row, column));
      }
      return fields;
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static AddedField field(SqlText.Prepared prepared, int column) throws SQLException {
    SafeStmtPtr row = prepared.pointer();
    StorageClass type = StorageClass.of(row.safeRunInt((db, at) -> db.column_type(at, column)));
    return switch (type) {
      case NULL -> new AddedField(AddedField.Kind.NULL, 0, new byte[0]);
      case INTEGER -> new AddedField(AddedField.Kind.INTEGER, prepared.number(column), new byte[0]);
      case REAL -> {
        double real = row.safeRunDouble((db, at) -> db.column_double(at, column));
        yield new AddedField(AddedField.Kind.REAL, Double.doubleToRawLongBits(real), new byte[0]);
      }
      case TEXT -> new AddedField(AddedField.Kind.TEXT, 0, prepared.bytes(column));
      case BLOB -> new AddedField(AddedField.Kind.BLOB, 0, prepared.bytes(column));
    };
  }
}
