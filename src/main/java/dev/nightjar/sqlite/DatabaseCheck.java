package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_ERROR;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.io.Progress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How good a copy is: SQLite's integrity_check and foreign_key_check, never on a live file. If
 * integrity_check finds something, or can't run for want of the app's own functions, collations or
 * modules, {@link Diagnosis} looks at one table after the other. A copy of a schema that SQLite has
 * checked lately is checked from its pages, which say that it is whole, or leave it to SQLite.
 */
public final class DatabaseCheck {
  /** SQLite allows for 500 such parts of one statement. */
  private static final int TABLES_A_COUNT = 100;

  private final Path copy;
  private final Path scratchFolder;
  private final Connection connection;
  private final Progress progress;
  private final Optional<String> provedSchema;
  private final boolean rowsToo;
  private final Set<String> notChecked = new LinkedHashSet<>();

  private DatabaseCheck(
      Path copy,
      Path scratchFolder,
      Connection connection,
      Optional<String> provedSchema,
      boolean rowsToo,
      Progress progress) {
    this.copy = copy;
    this.scratchFolder = scratchFolder;
    this.connection = connection;
    this.provedSchema = provedSchema;
    this.rowsToo = rowsToo;
    this.progress = progress;
  }

  /**
   * Checks {@code copy} as {@link #of(Path, Path, Progress)} does, with scratch copies beside it.
   */
  public static CheckReport of(Path copy, Progress progress) throws FailureException {
    return ofKnown(copy, Optional.empty(), progress);
  }

  /**
   * Checks {@code copy} by its pages if its schema is the one that SQLite's own check has passed
   * lately, else, and if its pages leave any doubt, as {@link #of(Path, Progress)} does.
   *
   * @param provedSchema the {@link SchemaHash} of that schema
   */
  public static CheckReport ofKnown(Path copy, Optional<String> provedSchema, Progress progress)
      throws FailureException {
    return of(copy, folderOf(copy), provedSchema, true, progress);
  }

  private static Path folderOf(Path copy) {
    Path folder = copy.toAbsolutePath().getParent();
    return folder == null ? copy : folder;
  }

  /**
   * Checks a database of our own, as {@link #of(Path, Progress)} does, of which somebody else says
   * that its rows are those that it was made from: they aren't counted, nor are broken keys.
   */
  public static CheckReport withoutRows(Path made, Progress progress) throws FailureException {
    return of(made, folderOf(made), Optional.empty(), false, progress);
  }

  /**
   * Checks {@code copy} from end to end.
   *
   * @param scratchFolder where a copy of it may be made, which is removed again: only if something
   *     was found
   * @param progress asked now and then whether to go on; gets no figures, since SQLite has none
   * @throws FailureException {@code CANCELLED}, or {@code PLACE_…} if it can't be read, or the
   *     scratch copy can't be made
   */
  public static CheckReport of(Path copy, Path scratchFolder, Progress progress)
      throws FailureException {
    return of(copy, scratchFolder, Optional.empty(), true, progress);
  }

  private static CheckReport of(
      Path copy,
      Path scratchFolder,
      Optional<String> provedSchema,
      boolean rowsToo,
      Progress progress)
      throws FailureException {
    try (Connection connection = Connections.strict(copy)) {
      Connections.Interruption interruption = Connections.interruptible(connection, progress);
      try {
        return new DatabaseCheck(copy, scratchFolder, connection, provedSchema, rowsToo, progress)
            .report();
      } catch (SQLException e) {
        interruption.rethrow();
        progress.advanced(0, -1); // A scratch copy's statements are ended, too.
        throw e;
      }
    } catch (SQLException e) {
      if (CopyFailures.saysDamaged(e)) {
        CopyFailures.requireReadable(copy, progress);
        return CheckReport.damaged(List.of(CopyFailures.words(e)), List.of());
      }
      throw CopyFailures.of(e, copy);
    }
  }

  private CheckReport report() throws SQLException, FailureException {
    boolean understood = Connections.understands(connection);
    List<String> wrong = understood ? List.of() : SchemaContradictions.in(connection);
    if (!wrong.isEmpty()) {
      return CheckReport.damaged(wrong, List.of());
    }
    TableList tables = TableList.of(connection, understood);
    boolean mayKnow = tables.unread().isEmpty() && provedSchema.isPresent();
    if (mayKnow && provedSchema.equals(PageJudge.schemaHash(connection))) {
      Optional<Set<String>> keys = PageJudge.whole(copy, connection, progress);
      if (keys.isPresent()) {
        return byPages(tables, keys.get());
      }
    }
    notChecked.addAll(tables.unread());
    IntegrityCheck.Result whole = IntegrityCheck.whole(connection);
    Diagnosis.Verdict verdict =
        new Diagnosis.Verdict(CheckReport.Grade.WHOLE, List.of(), List.of());
    Violations values = whole.valueViolations();
    if (!whole.clean()
        || !tables.unread().isEmpty()
        || (Diagnosis.leavesPagesOut(connection) && !PageAccount.adds(connection, copy))) {
      Diagnosis diagnosis = new Diagnosis(copy, scratchFolder, connection, tables, progress);
      verdict = diagnosis.of(whole);
      values = whole.ran() ? values : diagnosis.valueViolations();
      notChecked.addAll(verdict.notChecked());
    }
    if (verdict.grade() == CheckReport.Grade.DAMAGED) {
      CopyFailures.requireReadable(copy, progress);
      // Counting rows of a broken file tells nothing and may not end.
      return CheckReport.damaged(verdict.findings(), shown(notChecked));
    }
    String how = verdict.grade() == CheckReport.Grade.WHOLE ? "" : " NOT INDEXED";
    Violations violations = rowsToo ? foreignKeys(tables.ordinary()) : Violations.NONE;
    List<TableRows> rows = rowsToo ? rows(tables.shown(), how) : List.of();
    return new CheckReport(
        CheckReport.Judge.INTEGRITY_CHECK,
        verdict.grade(),
        verdict.findings(),
        shown(notChecked),
        values,
        violations,
        rows);
  }

  /**
   * Foreign keys that may be broken, and those that the pages don't tell, are SQLite's to check.
   */
  private CheckReport byPages(TableList tables, Set<String> keys) throws SQLException {
    List<String> left =
        tables.ordinary().stream().filter(name -> keys.contains(Names.folded(name))).toList();
    Violations violations = foreignKeys(left);
    return new CheckReport(
        CheckReport.Judge.PAGES,
        CheckReport.Grade.WHOLE,
        List.of(),
        shown(notChecked),
        Violations.NONE,
        violations,
        rows(tables.shown(), ""));
  }

  private Violations foreignKeys(List<String> names) throws SQLException {
    Violations violations = Violations.NONE;
    if (!CheckPlan.mayHaveForeignKeys(connection)) {
      return violations;
    }
    for (String name : names) {
      try {
        long rows =
            Connections.number(
                connection,
                "SELECT count(*) FROM "
                    + BuiltInTables.foreignKeyViolations(Connections.quoted(name)));
        violations = violations.plus(rows, shown(name));
      } catch (SQLException e) {
        // The key itself is declared wrongly ("foreign key mismatch").
        noteUnlessDamaged(e, name);
      }
    }
    return violations;
  }

  /**
   * On a connection of its own if there may be collations: if SQLite once missed an index's, it
   * leaves that index alone for good.
   *
   * @param how keeps SQLite from counting the entries of an index that lacks some
   */
  private List<TableRows> rows(List<String> names, String how) throws SQLException {
    List<String> counted = counted(names);
    if (!MissingCollations.mayBeNamed(connection)) {
      return rows(connection, counted, how); // To read a schema of many tables takes long.
    }
    try (Connection counting = Connections.checked(copy)) {
      Connections.interruptible(counting, progress);
      MissingCollations.supply(counting);
      return rows(counting, counted, how);
    }
  }

  /**
   * The first tables of very many, as a manifest can list them: a backup of all of them matters
   * more than each count.
   */
  static List<String> counted(List<String> names) {
    return names.subList(0, Math.min(names.size(), JsonRecords.MAX_ENTRIES));
  }

  private List<TableRows> rows(Connection counting, List<String> names, String how)
      throws SQLException {
    List<TableRows> rows = new ArrayList<>();
    for (int from = 0; from < names.size(); from += TABLES_A_COUNT) {
      List<String> some = names.subList(from, Math.min(from + TABLES_A_COUNT, names.size()));
      Optional<long[]> counts = together(counting, some, how);
      for (int i = 0; i < some.size(); i++) {
        String name = some.get(i);
        try {
          long count =
              counts.isPresent() ? counts.get()[i] : Connections.number(counting, count(name, how));
          rows.add(new TableRows(shown(name), count));
        } catch (SQLException e) {
          // A virtual table whose module, content or tokenizer isn't there: its rows are in its
          // shadow tables.
          noteUnlessDamaged(e, name);
        }
      }
    }
    return rows;
  }

  private static String count(String name, String how) {
    return "SELECT count(*) FROM " + Connections.named(name) + how;
  }

  /** Counts many tables by one statement; empty if one of them stands in the way. */
  private Optional<long[]> together(Connection counting, List<String> names, String how)
      throws SQLException {
    StringBuilder sql = new StringBuilder();
    for (String name : names) {
      sql.append(sql.length() == 0 ? "" : " UNION ALL ").append(count(name, how));
    }
    long[] counts = new long[names.size()];
    try (SqlText.Prepared row = SqlText.prepare(counting, sql.toString())) {
      for (int i = 0; i < counts.length; i++) {
        if (!row.step()) {
          return Optional.empty();
        }
        counts[i] = row.number(0);
      }
      return Optional.of(counts);
    } catch (SQLException e) {
      if (!isOfOneTable(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Every page was found whole before: what SQLite can't do now is a table's own affair. */
  private void noteUnlessDamaged(SQLException e, String table) throws SQLException {
    if (!isOfOneTable(e)) {
      throw e;
    }
    notChecked.add(table);
  }

  private static boolean isOfOneTable(SQLException e) {
    return Connections.primary(e) == SQLITE_ERROR || CopyFailures.saysDamaged(e);
  }

  /** A manifest can't hold a name that is no text. */
  private static String shown(String name) {
    return Names.plain(name);
  }

  private static List<String> shown(Set<String> names) {
    return names.stream().map(DatabaseCheck::shown).toList();
  }
}
