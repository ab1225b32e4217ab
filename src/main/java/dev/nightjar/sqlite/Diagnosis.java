package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells what integrity_check found apart, by asking for one table after the other: damaged pages;
 * an index that disagrees with its table; a search index that its module makes again; and what
 * couldn't be checked at all.
 */
final class Diagnosis {
  /**
   * The result of a diagnosis.
   *
   * @param findings the damage found, a line each
   * @param notChecked tables of which something couldn't be checked
   */
  record Verdict(CheckReport.Grade grade, List<String> findings, List<String> notChecked) {}

  private static final String WITHOUT_PAGES =
      "SELECT 1 FROM "
          + BuiltInTables.SCHEMA
          + " WHERE type IN ('table', 'view') AND coalesce(rootpage, 0) = 0 LIMIT 1";

  private final Path copy;
  private final Path scratchFolder;
  private final Connection connection;
  private final TableList tables;
  private final Progress progress;
  private final List<String> findings = new ArrayList<>();
  private final Set<String> notChecked = new LinkedHashSet<>();
  private final Set<String> explained = new HashSet<>();
  private final Set<String> remarks = new HashSet<>();
  private final List<String> indexesDisagree = new ArrayList<>();
  private final Set<String> perhapsDisagree = new HashSet<>();
  private final List<String> virtualIndexes = new ArrayList<>();
  private Violations valueViolations = Violations.NONE;
  private boolean judgesAll;
  private boolean notAllSaid;
  private boolean unexplained;

  Diagnosis(
      Path copy, Path scratchFolder, Connection connection, TableList tables, Progress progress) {
    this.copy = copy;
    this.scratchFolder = scratchFolder;
    this.connection = connection;
    this.tables = tables;
    this.progress = progress;
  }

  Violations valueViolations() {
    return valueViolations;
  }

  /**
   * Looks into what the check of the whole file said.
   *
   * @param whole its result; it may not have run
   */
  Verdict of(IntegrityCheck.Result whole) throws SQLException, FailureException {
    for (String table : tables.ordinary()) {
      ordinary(table);
    }
    for (String table : tables.virtual()) {
      virtual(table);
    }
    unexplained = !explained.containsAll(whole.problems());
    judgesAll = whole.ran() && tables.unread().isEmpty();
    if (judgesAll) {
      if (!notAllSaid) {
        // Freelist, pages used twice or by nothing: of the file, and of no one table.
        whole.problems().stream().filter(line -> !explained.contains(line)).forEach(this::ofFile);
      }
    }
    if (findings.isEmpty()
        && (!judgesAll || leavesPagesOut(connection))
        && !PageAccount.adds(connection, copy)) {
      findings.add("The file's pages: some are used twice, or by nothing");
    }
    if (!findings.isEmpty()) {
      return new Verdict(CheckReport.Grade.DAMAGED, findings, List.copyOf(notChecked));
    }
    if (indexesDisagree.isEmpty() && virtualIndexes.isEmpty()) {
      return new Verdict(CheckReport.Grade.WHOLE, List.of(), List.copyOf(notChecked));
    }
    return onScratchCopies();
  }

  /**
   * Whether SQLite's check of the whole file may leave out whether each page has one use: it does
   * (3.40 to 3.54) if it has a view or a virtual table first in its memory, which have no page.
   */
  static boolean leavesPagesOut(Connection connection) throws SQLException {
    return Connections.number(connection, WITHOUT_PAGES) != 0;
  }

  private void ofFile(String line) {
    findings.add("The file's pages: " + line);
  }

  private void ordinary(String table) throws SQLException {
    IntegrityCheck.Result full = IntegrityCheck.of(connection, table);
    valueViolations = valueViolations.plus(full.valueViolations());
    explained.addAll(full.problems());
    notAllSaid |= full.full();
    if (full.clean() && !full.full()) {
      return;
    }
    if (!full.ran()) {
      notChecked.add(table);
    }
    IntegrityCheck.Result pages = IntegrityCheck.pages(connection, table);
    List<String> ofPages = new ArrayList<>(pages.problems());
    for (String index : IndexEntries.indexes(connection, table)) {
      // The one line about an index here, as Java reads a name that is no text.
      byte[] line = Names.bytes("wrong # of entries in index " + index);
      ofPages.remove(new String(line, StandardCharsets.UTF_8));
    }
    if (!ofPages.isEmpty()) {
      ofPages.forEach(line -> findings.add("Table " + Names.plain(table) + ": " + line));
    } else if (!full.problems().isEmpty() || full.full()) {
      indexesDisagree.add(table);
      if (full.problems().isEmpty()) {
        perhapsDisagree.add(table);
      }
    }
  }

  private void virtual(String table) throws SQLException {
    IntegrityCheck.Result full = IntegrityCheck.of(connection, table);
    explained.addAll(full.problems());
    if (!full.ran()) {
      notChecked.add(table);
    } else if (!full.problems().isEmpty()) {
      virtualIndexes.add(table);
    }
  }

  private Verdict onScratchCopies() throws SQLException, FailureException {
    List<String> mended = new ArrayList<>();
    if (!indexesDisagree.isEmpty()) {
      try (ScratchCopy scratch = ScratchCopy.of(copy, scratchFolder, progress)) {
        IndexEntries entries = new IndexEntries(scratch);
        for (String table : indexesDisagree) {
          findings.addAll(entries.thatMatchNoRow(table));
        }
      }
      if (!findings.isEmpty()) {
        return new Verdict(CheckReport.Grade.DAMAGED, findings, List.copyOf(notChecked));
      }
    }
    try (ScratchCopy scratch = ScratchCopy.of(copy, scratchFolder, progress)) {
      for (String table : indexesDisagree) {
        reindex(scratch, table, mended);
      }
      for (String table : virtualIndexes) {
        rebuild(scratch, table, mended);
      }
      if (judgesAll && findings.isEmpty()) {
        IntegrityCheck.whole(scratch.connection()).problems().stream()
            .filter(line -> !remarks.contains(line))
            .forEach(this::ofFile);
      }
    }
    if (!findings.isEmpty()) {
      findings.addAll(mended);
      return new Verdict(CheckReport.Grade.DAMAGED, findings, List.copyOf(notChecked));
    }
    return new Verdict(
        mended.isEmpty() ? CheckReport.Grade.WHOLE : CheckReport.Grade.REBUILDABLE,
        mended,
        List.copyOf(notChecked));
  }

  private void reindex(ScratchCopy scratch, String table, List<String> mended)
      throws SQLException, FailureException {
    if (scratch.succeeds("REINDEX main." + Connections.named(table)) && scratch.isSound(table)) {
      if (perhapsDisagree.contains(table) && !unexplained) {
        return;
      }
      mended.add(
          "Table "
              + Names.plain(table)
              + ": an index lacks entries; every row is there."
              + " To mend it, run in the app's database: REINDEX"
              // Nobody could write the name of such a table: REINDEX alone does all of them.
              + (Names.isText(table) ? " " + Connections.named(table) : ""));
    } else {
      findings.add(
          "Table "
              + Names.plain(table)
              + ": its rows contradict an index, which can't be made again");
    }
  }

  /**
   * Asks the module itself by its command: malformed, or unable to say (its content table is gone,
   * say), which is a remark.
   */
  private void rebuild(ScratchCopy scratch, String table, List<String> mended)
      throws SQLException, FailureException {
    String name = Connections.named(table);
    String insert = "INSERT INTO main." + name + "(" + name + ") VALUES ";
    if (scratch.isFullText(table)) {
      if (!scratch.saysDamaged(insert + "('integrity-check')")) {
        notChecked.add(table);
        remarks.addAll(IntegrityCheck.of(scratch.connection(), table).problems());
        return;
      }
      if (scratch.succeeds(insert + "('rebuild')") && scratch.isSound(table)) {
        mended.add(
            "Search table "
                + Names.plain(table)
                + ": its index doesn't match its text; every row is there."
                + " To mend it, run in the app's database: INSERT INTO "
                + name
                + "("
                + name
                + ") VALUES ('rebuild')");
        return;
      }
    }
    findings.add(
        "Table " + Names.plain(table) + ": its own index is damaged and can't be made again");
  }
}
