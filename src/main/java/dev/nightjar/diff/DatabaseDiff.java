package dev.nightjar.diff;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.sqlite.DatabasePair;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.SchemaEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The differences between two databases that nobody writes to. Rows are matched by the declared
 * primary key; without one, or with a NULL in it, whole rows are compared, as often as they are
 * there: VACUUM gives new rowids. Two cursors, in the same order, are merged, so that memory
 * doesn't grow with the number of rows; pages that are the same in both are passed over.
 *
 * @param schema the declarations that differ
 * @param tables all that were compared, SQLite's own left out
 */
public record DatabaseDiff(List<SchemaChange> schema, List<TableDiff> tables) {
  public DatabaseDiff {
    schema = List.copyOf(schema);
    tables = List.copyOf(tables);
  }

  /**
   * Compares them.
   *
   * @param wanted the tables to compare, by name
   * @param listener gets the rows that differ
   * @param progress rows read, of an unknown number
   * @throws FailureException {@code COPY_…}, {@code CANCELLED}, or the listener's; a table that
   *     can't be read fails alone
   */
  public static DatabaseDiff between(
      Path from, Path to, Predicate<String> wanted, DiffListener listener, Progress progress)
      throws FailureException {
    try (DatabasePair databases = DatabasePair.open(from, to, progress)) {
      BackupDatabase older = databases.from();
      BackupDatabase newer = databases.to();
      List<TableDiff> tables = new ArrayList<>();
      TableMerge merge = new TableMerge(databases, listener, progress);
      for (Pair pair : pairs(older.schema(), newer.schema())) {
        if (wanted.test(pair.name())) {
          tables.add(merge.run(pair.name(), pair.from(), pair.to()));
        }
      }
      return new DatabaseDiff(SchemaChange.between(older, newer), tables);
    }
  }

  /** A table's name in each database, which may differ in the case of letters. */
  private record Pair(Optional<String> from, Optional<String> to) {
    String name() {
      return to.or(() -> from).orElseThrow();
    }
  }

  private static List<Pair> pairs(List<SchemaEntry> older, List<SchemaEntry> newer) {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    for (SchemaEntry entry : older) {
      if (hasRows(entry)) {
        pairs.put(
            Names.folded(entry.name()), new Pair(Optional.of(entry.name()), Optional.empty()));
      }
    }
    for (SchemaEntry entry : newer) {
      if (hasRows(entry)) {
        pairs.merge(
            Names.folded(entry.name()),
            new Pair(Optional.empty(), Optional.of(entry.name())),
            (one, other) -> new Pair(one.from(), other.to()));
      }
    }
    return List.copyOf(pairs.values());
  }

  private static boolean hasRows(SchemaEntry entry) {
    return entry.hasRows() && !entry.name().toLowerCase(Locale.ROOT).startsWith("sqlite_");
  }

  /** Returns whether anything differs, as far as that is known. */
  public boolean differs() {
    return !schema.isEmpty() || tables.stream().anyMatch(TableDiff::differs);
  }

  /** Returns whether a table could not be compared to its end. */
  public boolean isIncomplete() {
    return tables.stream().anyMatch(table -> table.failure().isPresent());
  }
}
