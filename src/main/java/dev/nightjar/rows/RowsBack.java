package dev.nightjar.rows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.rows.RowsEffect.Besides;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.sqlite.BuiltInTables;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.WritableDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings rows of a backup back into a database, in one transaction. A preview is the same on a copy
 * of the database: it is exact as of that copy, and the app never waits for it.
 */
public final class RowsBack {
  private final WritableDatabase live;
  private final Path backup;
  private final RowsRequest request;
  private final Called called;

  /**
   * Does nothing yet.
   *
   * @param live the database, with {@code backup} attached to it
   */
  public RowsBack(WritableDatabase live, Path backup, RowsRequest request, Called called) {
    this.live = live;
    this.backup = backup;
    this.request = request;
    this.called = called;
  }

  /**
   * How a refusal calls them, whatever copies they are read from.
   *
   * @param live the file of the database that gets the rows
   * @param backup the id of the backup that has them
   */
  public record Called(Path live, String backup) {}

  /** Called in the transaction, before the first row is written. */
  @FunctionalInterface
  public interface Before {
    void write() throws FailureException;
  }

  /**
   * Does it, and commits; if nothing would change nothing is written.
   *
   * @param before called once it is sure that something changes, while nobody else can write
   * @throws FailureException {@code ROW_UNKNOWN}, {@code TABLE_…}, {@code ROWS_…}, {@code
   *     DATABASE_…}: the database is as it was
   */
  public RowsEffect run(Before before) throws FailureException {
    try (BackupDatabase source = BackupDatabase.open(backup)) {
      if (!source.charset().equals(live.charset())) {
        throw new FailureException(Reason.ENCODING_CHANGED, called.live());
      }
      live.attach(backup);
      try {
        live.begin(true);
        Optional<Map<List<String>, Long>> orphans = live.orphans();
        RowsPlan plan = RowsPlan.make(live, source, request, called);
        if (orphans.isEmpty() || !plan.hasAllParents() || !plan.orphans().isEmpty()) {
          // An orphan of then is one again: SQLite must not refuse it at the end.
          live.rollBack();
          live.begin(false);
          orphans = live.orphans();
          plan = RowsPlan.make(live, source, request, called);
        }
        return write(plan, orphans, before);
      } catch (FailureException e) {
        throw WritableDatabase.ofTable(e, request.table());
      } finally {
        live.rollBack();
      }
    }
  }

  private RowsEffect write(
      RowsPlan plan, Optional<Map<List<String>, Long>> orphansBefore, Before before)
      throws FailureException {
    Map<List<String>, Long> orphans = plan.orphans();
    if (countAll(plan) == 0) {
      return new RowsEffect(List.of(), plan.same(), 0);
    }
    requireValues(plan);
    requireNoTriggerInside();
    before.write();
    ChangeCounter counter = ChangeCounter.begin(live);
    new RowsWriter(live, plan).write();
    counter.end();
    if (orphansBefore.isPresent()) {
      requireParents(orphansBefore.get(), orphans);
    }
    long sum = orphans.values().stream().mapToLong(Long::longValue).sum();
    RowsEffect effect = new RowsEffect(tables(plan, counter), plan.same(), sum);
    live.commit();
    return effect;
  }

  /**
   * SQLite 3.54.1 ends the process by an overflow of its stack if a row's trigger writes to a
   * search table on whose inner tables triggers stand, too (3.50.3 doesn't).
   */
  private void requireNoTriggerInside() throws FailureException {
    List<Object> found = new ArrayList<>();
    live.each(
        "SELECT CAST(s.name AS BLOB), CAST(s.tbl_name AS BLOB) FROM "
            + BuiltInTables.SCHEMA
            + " AS s JOIN "
            + BuiltInTables.TABLES
            + " AS t ON t.schema = 'main' AND t.name = s.tbl_name COLLATE NOCASE"
            + " WHERE s.type = 'trigger' AND t.type = 'shadow' LIMIT 1",
        row -> found.addAll(List.of(Names.shown(row.name(0)), Names.shown(row.name(1)))));
    if (!found.isEmpty()) {
      throw new FailureException(
          Reason.ROWS_TRIGGER_INSIDE, Names.shown(request.table()), found.get(0), found.get(1));
    }
  }

  /** A column that needs a value, and that the backup lacks, is said before anything is written. */
  private void requireValues(RowsPlan plan) throws FailureException {
    for (RowsTable table : plan.tables()) {
      List<String> needed = new ArrayList<>(live.columnsWithoutDefault(table.name()));
      needed.retainAll(table.added());
      if (!needed.isEmpty() && count(table.plan(), "kind = 'new'") > 0) {
        throw new FailureException(
            Reason.TABLE_CHANGED,
            Names.shown(table.name()),
            Names.shown(String.join(", ", needed)));
      }
    }
  }

  private long countAll(RowsPlan plan) throws FailureException {
    long all = 0;
    for (RowsTable table : plan.tables()) {
      all += count(table.plan(), "1");
    }
    for (RowsPlan.Link link : plan.links()) {
      all += count(link.plan(), "1");
    }
    return all;
  }

  private long count(String lines, String which) throws FailureException {
    return live.number("SELECT count(*) FROM " + lines + " WHERE " + which);
  }

  /** Those that were there before, and those that are in the backup as well, may stay. */
  private void requireParents(Map<List<String>, Long> before, Map<List<String>, Long> planned)
      throws FailureException {
    for (Map.Entry<List<String>, Long> one : live.orphans().orElse(Map.of()).entrySet()) {
      long allowed = before.getOrDefault(one.getKey(), 0L);
      for (Map.Entry<List<String>, Long> back : planned.entrySet()) {
        if (folded(back.getKey()).equals(folded(one.getKey()))) {
          allowed += back.getValue();
        }
      }
      if (one.getValue() > allowed) {
        throw new FailureException(
            Reason.ROWS_WITHOUT_PARENT,
            Names.shown(one.getKey().get(0)),
            Names.shown(one.getKey().get(1)),
            one.getValue() - allowed);
      }
    }
  }

  private static List<String> folded(List<String> names) {
    return names.stream().map(Names::folded).toList();
  }

  private List<RowsEffect.Table> tables(RowsPlan plan, ChangeCounter counter)
      throws FailureException {
    Map<String, RowsEffect.Table> all = new LinkedHashMap<>();
    for (RowsTable table : plan.tables()) {
      List<String> lines = new ArrayList<>(List.of(table.plan()));
      List<String> linked = new ArrayList<>();
      for (RowsPlan.Link link : plan.links()) {
        if (link.table().equals(table)) {
          lines.add(link.plan());
          linked.add("SELECT " + String.join(", ", table.handle()) + " FROM " + link.plan());
        }
      }
      all.put(
          table.name(),
          new RowsEffect.Table(
              table.name(),
              count(table.plan(), "kind = 'new'"),
              count(table.plan(), "kind = 'old'"),
              linked.isEmpty() ? 0 : count("(" + String.join(" UNION ", linked) + ")", "1"),
              table.isByRowid(),
              new RowsEffect.Columns(table.added(), table.gone()),
              counter.besides(table.name(), lines)));
    }
    for (String name : counter.tables()) {
      if (!all.containsKey(name)) {
        Besides besides = counter.besides(name, List.of());
        all.put(name, new RowsEffect.Table(name, 0, 0, 0, false, RowsEffect.Columns.SAME, besides));
      }
    }
    return all.values().stream().filter(RowsEffect.Table::isChanged).toList();
  }
}
