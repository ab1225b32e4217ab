package dev.nightjar.sqlite;

import java.util.List;

/**
 * What checking a staged copy found.
 *
 * @param problems integrity_check's own lines, at most 100; empty where the copy is whole
 * @param notChecked tables whose indexes need a function or collation of the app's own
 * @param valueViolations values that break their column's type or NOT NULL: the app's affair, a
 *     remark
 * @param foreignKeyViolations rows that break a foreign key: the app's affair, a remark
 * @param tables every ordinary and virtual table's rows, by name, in the schema's order
 */
public record CheckReport(
    List<String> problems,
    List<String> notChecked,
    long valueViolations,
    long foreignKeyViolations,
    List<TableRows> tables) {
  public CheckReport {
    problems = List.copyOf(problems);
    notChecked = List.copyOf(notChecked);
    tables = List.copyOf(tables);
  }

  public boolean whole() {
    return problems.isEmpty();
  }

  public long rows() {
    return tables.stream().mapToLong(TableRows::rows).sum();
  }
}
