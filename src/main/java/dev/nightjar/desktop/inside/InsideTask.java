package dev.nightjar.desktop.inside;

import dev.nightjar.desktop.inside.InsideState.Table;
import dev.nightjar.desktop.kit.Ending;
import dev.nightjar.desktop.kit.InTurn;
import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.rows.KeyText;
import dev.nightjar.sqlite.Excerpt;
import dev.nightjar.sqlite.RowList;
import dev.nightjar.sqlite.RowPage;
import dev.nightjar.sqlite.TablePages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a database for its window, off the event thread, and one thing at a time: what was asked
 * for last counts, and ends what is being read for an earlier question. Used on the event thread,
 * which alone changes its state.
 *
 * <p>It is long because it is the one place that knows what may interrupt what.
 */
public final class InsideTask {
  private static final Logger LOG = Logger.getLogger(InsideTask.class.getName());
  private static final String WHAT = "look inside";

  private final Source source;
  private final Executor work;
  private final InTurn turn;
  private final Executor eventThread;
  private Consumer<InsideState> listener = state -> {};
  private InsideState state = InsideState.OPENING;
  private final CsvTask csv;

  /** The number of the latest question; one with another number is overtaken. */
  private final AtomicLong latest = new AtomicLong();

  private volatile boolean closed;

  /** The question that is being answered; of the reading threads, which take turns. */
  private volatile long answering;

  private volatile @Nullable Opened opened;
  private volatile @Nullable TablePages pages;

  /** Makes a database readable, which may take long. */
  @FunctionalInterface
  public interface Source {
    Opened open(Progress progress) throws FailureException;
  }

  /** A database that nobody writes to, until it is closed. */
  public interface Opened {
    Path path();

    void close();
  }

  /**
   * @param work may be occupied for as long as a table is read
   */
  public InsideTask(Source source, Executor work, Executor eventThread) {
    this.source = source;
    this.work = work;
    this.turn = new InTurn(work);
    this.eventThread = eventThread;
    this.csv = new CsvTask(work, eventThread, next -> now(state.exporting(next)));
  }

  /** Begins, and tells {@code told} each state on the event thread. */
  void begin(Consumer<InsideState> told) {
    listener = told;
    now(state);
    turn.execute(this::open);
  }

  InsideState state() {
    return state;
  }

  private void open() {
    Progress mayEnd = (done, total) -> refuseWhenClosed();
    Progress fetching =
        mayEnd.then(Progress.inPercent(percent -> tell(() -> now(state.opening(percent)))));
    tell(
        Ending.of(
            WHAT,
            () -> {
              List<Table> tables = tables(fetching);
              return () -> {
                now(state.opened(tables));
                if (!tables.isEmpty()) {
                  choose(0);
                }
              };
            },
            failure -> () -> now(state.failed(failure))));
  }

  private List<Table> tables(Progress fetching) throws FailureException {
    refuseWhenClosed();
    Opened found = source.open(fetching);
    opened = found;
    TablePages read = TablePages.open(found.path(), (done, total) -> refuseWhenOvertaken());
    pages = read;
    return read.tables().stream().map(name -> new Table(name, OptionalLong.empty())).toList();
  }

  private void refuseWhenClosed() throws FailureException {
    if (closed) {
      throw new FailureException(Reason.CANCELLED);
    }
  }

  private void refuseWhenOvertaken() throws FailureException {
    if (closed || answering != latest.get()) {
      throw new FailureException(Reason.CANCELLED);
    }
  }

  /** Shows another table, from its beginning. */
  void choose(int table) {
    if (table >= 0 && table < state.tables().size() && table != state.chosen()) {
      list(table, RowList.of(state.tables().get(table).name()));
    }
  }

  /** Sorts by a column; by the same one the other way round, and then not at all. */
  void sort(int column) {
    if (state.chosen() >= 0) {
      Optional<RowList.Order> before =
          state.list().order().filter(order -> order.column() == column);
      Optional<RowList.Order> next =
          before.isEmpty()
              ? Optional.of(new RowList.Order(column, false))
              : before
                  .filter(order -> !order.descending())
                  .map(one -> new RowList.Order(column, true));
      list(state.chosen(), new RowList(state.list().table(), next, state.list().search()));
    }
  }

  /** Shows the rows that have this text in one of their values. */
  void search(String text) {
    RowList wanted = new RowList(state.list().table(), state.list().order(), text);
    if (state.chosen() >= 0 && !wanted.equals(state.list())) {
      list(state.chosen(), wanted);
    }
  }

  /** Ends what is being read: the table is shown as it is stored. */
  void stop() {
    if (state.reading() && state.chosen() >= 0) {
      list(state.chosen(), RowList.of(state.list().table()));
    }
  }

  private void list(int table, RowList wanted) {
    latest.incrementAndGet();
    now(state.asking(table, wanted));
    ask(
        () -> {
          TablePages read = read();
          List<String> columns = read.list(wanted);
          RowPage first = read.page(RowPage.Move.FIRST, RowPage.NONE);
          boolean whole = wanted.order().isEmpty() && wanted.search().isEmpty();
          OptionalLong rows = whole ? OptionalLong.empty() : OptionalLong.of(read.rows());
          return state -> {
            OptionalLong known = whole ? state.tables().get(table).rows() : rows;
            return state.listed(columns, first, known);
          };
        });
  }

  /** Turns the page. */
  void turn(RowPage.Move move) {
    if (!state.reading() && state.chosen() >= 0) {
      RowPage from = state.page();
      latest.incrementAndGet();
      now(state.reading(true));
      ask(
          () -> {
            RowPage next = read().page(move, from);
            return state -> state.turned(next);
          });
    }
  }

  /** Reads something of rows that are shown, and gives it to {@code then} on the event thread. */
  <T> void read(Reading<T> reading, Consumer<T> then) {
    if (!state.reading() && state.chosen() >= 0) {
      latest.incrementAndGet();
      now(state.reading(true));
      ask(
          () -> {
            T found = reading.of(read());
            return state -> {
              eventThread.execute(() -> then.accept(found));
              return state.reading(false);
            };
          });
    }
  }

  /** Reads from the table that is shown. */
  @FunctionalInterface
  interface Reading<T> {
    T of(TablePages pages) throws FailureException;
  }

  /** The keys of rows that are shown, as a user writes them. */
  void keys(List<RowPage.Listed> rows, Consumer<List<String>> then) {
    read(
        pages -> {
          List<String> keys = new ArrayList<>(rows.size());
          for (RowPage.Listed row : rows) {
            keys.add(KeyText.of(pages.key(row)));
          }
          return keys;
        },
        then);
  }

  /** One value for itself. */
  void value(int row, int column, int most, Consumer<Excerpt> then) {
    RowPage.Listed listed = state.page().rows().get(row);
    read(pages -> pages.value(listed, column, most), then);
  }

  private TablePages read() throws FailureException {
    TablePages there = pages;
    if (there == null) {
      throw new FailureException(Reason.CANCELLED);
    }
    return there;
  }

  /** The change of the state that an answer is. */
  @FunctionalInterface
  private interface Change {
    InsideState of(InsideState state);
  }

  private void ask(Attempt<Change> question) {
    long mine = latest.get();
    turn.execute(() -> answer(question, mine));
  }

  private void answer(Attempt<Change> question, long mine) {
    if (closed || mine != latest.get()) {
      return;
    }
    answering = mine;
    Change found = Ending.of(WHAT, question, failure -> state -> state.failed(failure));
    tell(
        () -> {
          if (mine == latest.get()) {
            now(found.of(state));
            count();
          }
        });
  }

  /** Counts the rows of the next table of which they aren't known, unless something is asked. */
  private void count() {
    List<Table> tables = state.tables();
    for (int at = 0; at < tables.size(); at++) {
      int next = (Math.max(0, state.chosen()) + at) % tables.size();
      if (tables.get(next).rows().isEmpty()) {
        String name = tables.get(next).name();
        ask(
            () -> {
              OptionalLong rows = countOf(name);
              return state -> {
                List<Table> counted = new ArrayList<>(state.tables());
                counted.set(next, new Table(name, rows));
                return state.counted(counted);
              };
            });
        return;
      }
    }
  }

  /** A table that can't be counted is said to be so when it is chosen: here it has −1 rows. */
  private OptionalLong countOf(String table) throws FailureException {
    try {
      return OptionalLong.of(read().count(table));
    } catch (FailureException e) {
      if (e.reason() == Reason.CANCELLED) {
        throw e;
      }
      return OptionalLong.of(-1);
    }
  }

  /** Writes the table that is shown to a file; asks before another one is replaced. */
  void export(Path target) {
    Opened from = opened;
    if (from != null && state.chosen() >= 0) {
      csv.start(from.path(), state.list().table(), target, false);
    }
  }

  /** The user agrees that the file is replaced. */
  void replace() {
    Opened from = opened;
    if (from != null && state.export() instanceof Export.Asking asked) {
      csv.start(from.path(), asked.table(), asked.target(), true);
    }
  }

  /** Ends the export, or takes what is said of it away. */
  void endExport() {
    csv.end();
  }

  /** Ends all that is being read; nothing is told any more. */
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    listener = next -> {};
    csv.closed(() -> turn.execute(this::release));
  }

  private void release() {
    try {
      TablePages read = pages;
      if (read != null) {
        read.close();
      }
    } catch (FailureException e) {
      LOG.log(Level.WARNING, e, () -> "closing");
    } finally {
      Opened there = opened;
      if (there != null) {
        there.close();
      }
    }
  }

  private void tell(Runnable change) {
    eventThread.execute(
        () -> {
          if (!closed) {
            change.run();
          }
        });
  }

  private void now(InsideState next) {
    state = next;
    listener.accept(next);
  }
}
