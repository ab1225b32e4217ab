package dev.nightjar.desktop.inside;

import dev.nightjar.failure.Failure;
import dev.nightjar.sqlite.RowList;
import dev.nightjar.sqlite.RowPage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far looking inside is.
 *
 * @param opened whether the database can be read
 * @param percent how far it is fetched, until it is opened
 * @param failure why it can't be read, or why a table couldn't be
 * @param chosen the index of the table whose rows are shown; −1 for none
 * @param list the rows that were asked for last
 * @param columns the names of the columns of {@code page}
 * @param rows how many rows are listed, once that is known
 * @param reading whether rows are read now
 */
record InsideState(
    boolean opened,
    int percent,
    Optional<Failure> failure,
    List<Table> tables,
    int chosen,
    RowList list,
    List<String> columns,
    RowPage page,
    OptionalLong rows,
    boolean reading,
    Export export) {
  static final InsideState OPENING =
      new InsideState(
          false,
          0,
          Optional.empty(),
          List.of(),
          -1,
          RowList.of(""),
          List.of(),
          RowPage.NONE,
          OptionalLong.empty(),
          true,
          new Export.None());

  InsideState {
    tables = List.copyOf(tables);
    columns = List.copyOf(columns);
  }

  /** A table; its rows are counted one table after the other. */
  record Table(String name, OptionalLong rows) {}

  InsideState opening(int reached) {
    return new InsideState(
        opened, reached, failure, tables, chosen, list, columns, page, rows, reading, export);
  }

  InsideState opened(List<Table> found) {
    return new InsideState(
        true, 100, failure, found, chosen, list, columns, page, rows, false, export);
  }

  InsideState failed(Failure why) {
    return new InsideState(
        opened,
        percent,
        Optional.of(why),
        tables,
        chosen,
        list,
        List.of(),
        RowPage.NONE,
        OptionalLong.empty(),
        false,
        export);
  }

  InsideState asking(int table, RowList wanted) {
    return new InsideState(
        opened,
        percent,
        Optional.empty(),
        tables,
        table,
        wanted,
        columns,
        page,
        rows,
        true,
        export);
  }

  InsideState listed(List<String> names, RowPage first, OptionalLong count) {
    return new InsideState(
        opened, percent, failure, tables, chosen, list, names, first, count, false, export);
  }

  InsideState turned(RowPage next) {
    return new InsideState(
        opened, percent, failure, tables, chosen, list, columns, next, rows, false, export);
  }

  InsideState reading(boolean now) {
    return new InsideState(
        opened, percent, failure, tables, chosen, list, columns, page, rows, now, export);
  }

  InsideState counted(List<Table> found) {
    OptionalLong all =
        list.order().isEmpty() && list.search().isEmpty() && chosen >= 0
            ? found.get(chosen).rows()
            : rows;
    return new InsideState(
        opened, percent, failure, found, chosen, list, columns, page, all, reading, export);
  }

  InsideState exporting(Export next) {
    return new InsideState(
        opened, percent, failure, tables, chosen, list, columns, page, rows, reading, next);
  }
}
