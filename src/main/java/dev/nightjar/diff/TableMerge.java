package dev.nightjar.diff;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.sqlite.DatabasePair;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.RowOrder;
import dev.nightjar.sqlite.RowOrder.Term;
import dev.nightjar.sqlite.RowOrder.Text;
import dev.nightjar.sqlite.RowPair;
import dev.nightjar.sqlite.RowSource;
import dev.nightjar.sqlite.TableKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Merges the rows of one table after the other. */
final class TableMerge {
  private static final int ROWS_BETWEEN_LOOKS = 1024;

  private final DatabasePair databases;
  private final BackupDatabase from;
  private final BackupDatabase to;
  private final DiffListener listener;
  private final Progress progress;
  private long rows;

  TableMerge(DatabasePair databases, DiffListener listener, Progress progress) {
    this.databases = databases;
    this.from = databases.from();
    this.to = databases.to();
    this.listener = listener;
    this.progress = progress;
  }

  /** The rows that were found so far. */
  private static final class Counts {
    private long added;
    private long removed;
    private long changed;
    private long unchanged;

    private TableDiff of(ComparedTable table, Optional<Failure> failure) {
      return new TableDiff(table, added, removed, changed, unchanged, failure);
    }
  }

  /** Compares the table of these names; one that can't be read fails alone. */
  TableDiff run(String name, Optional<String> older, Optional<String> newer)
      throws FailureException {
    ComparedTable table = table(name, Plan.NONE, older, newer);
    Counts counts = new Counts();
    boolean begun = false;
    TableDiff diff;
    try {
      Plan plan = plan(older, newer);
      table = table(name, plan, older, newer);
      listener.begin(table);
      begun = true;
      merge(plan, older, newer, counts);
      diff = counts.of(table, Optional.empty());
    } catch (FailureException e) {
      if (e.reason() != Reason.TABLE_UNREADABLE && e.reason() != Reason.COPY_DAMAGED) {
        throw e;
      }
      progress.advanced(rows, -1); // A cancel ends a statement, too.
      diff = counts.of(table, Optional.of(e.failure()));
    }
    if (!begun) {
      listener.begin(table);
    }
    listener.end(diff);
    return diff;
  }

  private ComparedTable table(
      String name, Plan plan, Optional<String> older, Optional<String> newer) {
    return new ComparedTable(
        name,
        plan.order().columns(),
        plan.key(),
        plan.fromKey(),
        plan.toKey(),
        older.isPresent(),
        newer.isPresent(),
        from.charset(),
        to.charset());
  }

  /**
   * How the rows are matched.
   *
   * @param key the columns of a key that both have; empty if whole rows are compared
   * @param fromKey the columns of the older table's own key
   * @param toKey the same of the newer one
   * @param unique whether there is no NULL in the key
   * @param stored whether that is the order in which the rows of both tables are stored
   */
  private record Plan(
      RowOrder order,
      List<String> key,
      List<String> fromKey,
      List<String> toKey,
      boolean unique,
      boolean stored) {
    static final Plan NONE =
        new Plan(
            new RowOrder(List.of(), List.of(), false),
            List.of(),
            List.of(),
            List.of(),
            false,
            false);
  }

  private static List<String> columns(TableKey key) {
    return key.key().stream().map(TableKey.Part::column).toList();
  }

  private Plan plan(Optional<String> older, Optional<String> newer) throws FailureException {
    TableKey first = older.isPresent() ? from.key(older.get()) : to.key(newer.orElseThrow());
    TableKey second = newer.isPresent() ? to.key(newer.get()) : first;
    List<String> columns = new ArrayList<>(first.columns());
    for (String column : second.columns()) {
      if (indexOf(columns, column) < 0) {
        columns.add(column);
      }
    }
    boolean keyed = !first.key().isEmpty() && first.hasSameKey(second);
    List<Term> terms = new ArrayList<>();
    List<String> key = new ArrayList<>();
    if (keyed) {
      for (TableKey.Part part : first.key()) {
        terms.add(new Term(indexOf(columns, part.column()), part.text(), part.descending()));
        key.add(part.column());
      }
    }
    boolean unique = keyed && first.hasNoNull();
    if (!unique) {
      // Rows that no key tells apart are told apart by all of their values.
      for (int at = 0; at < columns.size(); at++) {
        terms.add(new Term(at, Text.BINARY, false));
      }
    }
    boolean stored = unique && first.isStoredOrder() && second.isStoredOrder();
    return new Plan(
        new RowOrder(columns, terms, !unique),
        key,
        columns(first),
        columns(second),
        unique,
        stored);
  }

  private static int indexOf(List<String> columns, String column) {
    for (int at = 0; at < columns.size(); at++) {
      if (Names.folded(columns.get(at)).equals(Names.folded(column))) {
        return at;
      }
    }
    return -1;
  }

  private RowPair open(Plan plan, Optional<String> older, Optional<String> newer)
      throws FailureException {
    if (older.isEmpty()) {
      return new RowPair(new NoRows(), to.ordered(newer.orElseThrow(), plan.order()));
    }
    return newer.isEmpty()
        ? new RowPair(from.ordered(older.get(), plan.order()), new NoRows())
        : databases.ordered(older.get(), newer.get(), plan.order(), plan.stored());
  }

  private void merge(Plan plan, Optional<String> older, Optional<String> newer, Counts counts)
      throws FailureException {
    try (RowPair pair = open(plan, older, newer)) {
      RowSource before = pair.before();
      RowSource after = pair.after();
      String name = newer.or(() -> older).orElseThrow();
      RowComparison comparison =
          new RowComparison(to.file(), name, plan.order(), from.charset(), to.charset());
      boolean hasBefore = before.next();
      boolean hasAfter = after.next();
      while (hasBefore || hasAfter) {
        long same = hasBefore && hasAfter ? pair.passSame() : 0;
        counts.unchanged += same;
        read(Math.max(1, same));
        int side = hasBefore && hasAfter && same == 0 ? side(plan, comparison, before, after) : 0;
        if (same > 0) {
          hasBefore = before.next();
          hasAfter = after.next();
        } else if (!hasAfter || (hasBefore && side < 0)) {
          counts.removed++;
          listener.removed(before);
          hasBefore = before.next();
        } else if (!hasBefore || side > 0) {
          counts.added++;
          listener.added(after);
          hasAfter = after.next();
        } else {
          compare(plan, comparison, pair, counts);
          hasBefore = before.next();
          hasAfter = after.next();
        }
      }
    }
  }

  private void read(long more) throws FailureException {
    long looks = rows / ROWS_BETWEEN_LOOKS;
    rows += more;
    if (rows / ROWS_BETWEEN_LOOKS != looks) {
      progress.advanced(rows, -1);
    }
  }

  /** Returns less than 0 if the older row stands alone, more if the newer does, 0 for a pair. */
  private static int side(Plan plan, RowComparison comparison, RowSource before, RowSource after)
      throws FailureException {
    int keys = plan.key().size();
    if (keys == 0) {
      return comparison.compareWhole(before, after);
    }
    int side = comparison.compare(before, after, keys);
    return side == 0 && !plan.unique() && comparison.hasNull(before, keys)
        ? comparison.compareWhole(before, after)
        : side;
  }

  private void compare(Plan plan, RowComparison comparison, RowPair pair, Counts counts)
      throws FailureException {
    BitSet cells =
        plan.key().isEmpty() || pair.isSame()
            ? new BitSet()
            : comparison.differing(pair.before(), pair.after());
    if (cells.isEmpty()) {
      counts.unchanged++;
    } else {
      counts.changed++;
      listener.changed(pair.before(), pair.after(), cells);
    }
  }
}
