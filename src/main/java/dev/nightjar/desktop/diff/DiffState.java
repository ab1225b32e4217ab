package dev.nightjar.desktop.diff;

import dev.nightjar.diff.DatabaseDiff;
import dev.nightjar.diff.SchemaChange;
import dev.nightjar.diff.TableDiff;
import dev.nightjar.failure.Failure;
import java.util.List;
import java.util.Optional;

/**
 * How far a comparison is.
 *
 * @param from the index of the older one among those that can be compared
 * @param to the same of the newer one
 * @param rowsRead of both, while they are compared
 * @param diff empty until they are compared
 * @param chosen the index of the table, or behind the tables of the declaration, that is shown; −1
 *     for none
 * @param busy whether something is read
 */
record DiffState(
    int from,
    int to,
    long rowsRead,
    Optional<Failure> failure,
    Optional<DatabaseDiff> diff,
    int chosen,
    DifferentRows.Page page,
    boolean busy) {

  static DiffState comparing(int from, int to) {
    return new DiffState(
        from, to, 0, Optional.empty(), Optional.empty(), -1, DifferentRows.Page.NONE, true);
  }

  DiffState read(long rows) {
    return new DiffState(from, to, rows, failure, diff, chosen, page, busy);
  }

  DiffState compared(DatabaseDiff found) {
    return new DiffState(from, to, rowsRead, failure, Optional.of(found), -1, page, false);
  }

  DiffState failed(Failure why) {
    return new DiffState(
        from, to, rowsRead, Optional.of(why), diff, chosen, DifferentRows.Page.NONE, false);
  }

  DiffState choosing(int next) {
    return new DiffState(
        from, to, rowsRead, Optional.empty(), diff, next, DifferentRows.Page.NONE, true);
  }

  DiffState turning() {
    return new DiffState(from, to, rowsRead, Optional.empty(), diff, chosen, page, true);
  }

  DiffState shown(DifferentRows.Page next) {
    return new DiffState(from, to, rowsRead, failure, diff, chosen, next, false);
  }

  /** Returns the tables that differ, or couldn't be compared. */
  List<TableDiff> tables() {
    return diff.stream()
        .flatMap(one -> one.tables().stream())
        .filter(table -> table.differs() || table.failure().isPresent())
        .toList();
  }

  /** Returns the declarations that differ. */
  List<SchemaChange> schema() {
    return diff.map(DatabaseDiff::schema).orElse(List.of());
  }
}
