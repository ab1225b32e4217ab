package dev.nightjar.sqlite;

import dev.nightjar.failure.Printable;
import java.util.List;

/**
 * The result of checking a staged copy.
 *
 * @param judge the check that found nothing, or what was found
 * @param findings the damage and how it is mended, a line each; empty if the copy is whole
 * @param notChecked tables of which something couldn't be checked or counted: their indexes need a
 *     function or collation of the app's own, or their module refuses
 * @param valueViolations values that break their column's type or NOT NULL: the app's affair, a
 *     remark
 * @param foreignKeyViolations rows that break a foreign key: the app's affair, a remark
 * @param tables every ordinary and virtual table's rows, by name, in the schema's order; without
 *     those that can't be counted, and none if the copy is damaged
 */
public record CheckReport(
    Judge judge,
    Grade grade,
    List<String> findings,
    List<String> notChecked,
    Violations valueViolations,
    Violations foreignKeyViolations,
    List<TableRows> tables) {
  /** The most lines of findings that are kept. */
  public static final int MAX_FINDINGS = 100;

  /** The one that says so. */
  public enum Judge {
    /** SQLite's own check. */
    INTEGRITY_CHECK("integrity_check"),
    /** Our own reading of every page, which says that a copy is whole, and nothing else. */
    PAGES("pages");

    private final String word;

    Judge(String word) {
      this.word = word;
    }

    /** Returns its name in files. */
    public String word() {
      return word;
    }
  }

  /** How good a copy is. */
  public enum Grade {
    /**
     * Nothing was found by what SQLite's integrity_check looks for. From 3.54 on at the latest it
     * doesn't see an entry too many in a partial index, whether its row is one that the index's
     * WHERE leaves out or is gone.
     */
    WHOLE,
    /** Every row is there; a search index or entries of an index are to be made again from them. */
    REBUILDABLE,
    /** Pages are damaged, or index and table disagree, so that nobody can say which is right. */
    DAMAGED
  }

  public CheckReport {
    findings = findings.stream().limit(MAX_FINDINGS).map(Printable::of).toList();
    notChecked = List.copyOf(notChecked);
    tables = List.copyOf(tables);
  }

  static CheckReport damaged(List<String> findings, List<String> notChecked) {
    return new CheckReport(
        Judge.INTEGRITY_CHECK,
        Grade.DAMAGED,
        findings,
        notChecked,
        Violations.NONE,
        Violations.NONE,
        List.of());
  }

  /** Whether it counts as a backup: all rows are in it. */
  public boolean usable() {
    return grade != Grade.DAMAGED;
  }

  public long rows() {
    return tables.stream().mapToLong(TableRows::rows).reduce(0, TableRows::sum);
  }
}
