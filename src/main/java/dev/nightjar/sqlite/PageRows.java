package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.pages.RowRecord;
import dev.nightjar.pages.TableTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table as they stand in the pages of the file. If a page isn't understood,
 * SQLite's rows go on from there: it says what is the matter, if anything is.
 */
final class PageRows implements RowSource {
  /** How SQLite's rows are had. */
  interface BySqlite {
    /** The rows behind the first {@code skipped} ones. */
    RowSource behind(long skipped) throws FailureException;

    /** The row that has this rowid, or else the one behind the first {@code skipped} ones. */
    RowSource row(TableShape shape, long rowid, long skipped) throws FailureException;
  }

  private final Path file;
  private final PageColumns columns;
  private final RowRecord record;
  private final BySqlite sqlite;
  private final AddedValues added;
  private @Nullable RowSource rest;
  private long delivered;

  PageRows(Path file, PageColumns columns, TableTree tree, BySqlite sqlite) {
    this.file = file;
    this.columns = columns;
    this.record = new RowRecord(tree, columns.fields());
    this.sqlite = sqlite;
    this.added = new AddedValues(columns);
  }

  @Override
  public List<String> columns() {
    return columns.names();
  }

  @Override
  public boolean showsRowid() {
    return columns.shape().showsRowid();
  }

  @Override
  public boolean isFoundByRowid() {
    return !columns.shape().rowidName().isEmpty();
  }

  @Override
  public boolean next() throws FailureException {
    if (rest == null) {
      try {
        if (!record.next()) {
          return false;
        }
        if (record.fields() < added.knownFrom()) {
          try (RowSource row = sqlite.row(columns.shape(), record.rowid(), delivered)) {
            added.learn(row, record.fields());
          }
        }
        delivered++;
        return true;
      } catch (IOException | FailureException e) {
        rest = sqlite.behind(delivered);
      }
    }
    return rest.next();
  }

  /**
   * Passes over this row and those behind it that stand on one page, if the other database has that
   * page, too, and has come to the same row. There is no row then until {@link #next}.
   *
   * @return how many rows they are; 0 if none were passed
   */
  long passSamePage(PageRows other) {
    if (rest != null || other.rest != null) {
      return 0;
    }
    try {
      int passed = record.passSameLeaf(other.record);
      delivered += Math.max(0, passed - 1);
      other.delivered += Math.max(0, passed - 1);
      return passed;
    } catch (IOException e) {
      return 0; // Row by row it is said what is the matter, if anything is.
    }
  }

  /** Returns whether both rows are stored as the same bytes; equal ones need not be. */
  boolean isSameRecord(PageRows other) {
    return rest == null && other.rest == null && record.isSame(other.record);
  }

  @Override
  public long rowid() throws FailureException {
    return rest == null ? record.rowid() : rest.rowid();
  }

  private boolean isAdded(int column) {
    return columns.places()[column] >= record.fields();
  }

  @Override
  public StorageClass type(int column) throws FailureException {
    if (rest != null) {
      return rest.type(column);
    }
    int place = columns.places()[column];
    if (place == PageColumns.ROWID) {
      return StorageClass.INTEGER;
    }
    if (isAdded(column)) {
      return added.value(column).type();
    }
    return switch (record.kind(place)) {
      case NULL -> StorageClass.NULL;
      case INTEGER -> columns.real()[column] ? StorageClass.REAL : StorageClass.INTEGER;
      // As SQLite reads a NaN.
      case REAL -> Double.isNaN(real(column)) ? StorageClass.NULL : StorageClass.REAL;
      case TEXT -> StorageClass.TEXT;
      case BLOB -> StorageClass.BLOB;
    };
  }

  @Override
  public boolean isLarge(int column) throws FailureException {
    if (rest != null) {
      return rest.isLarge(column);
    }
    int place = columns.places()[column];
    return place != PageColumns.ROWID
        && !isAdded(column)
        && record.length(place) > RowQuery.MAX_WHOLE;
  }

  @Override
  public long integer(int column) throws FailureException {
    if (rest != null) {
      return rest.integer(column);
    }
    int place = columns.places()[column];
    if (place == PageColumns.ROWID) {
      return record.rowid();
    }
    return isAdded(column) ? added.value(column).number() : number(place);
  }

  private long number(int place) throws FailureException {
    try {
      return record.number(place);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  @Override
  public double real(int column) throws FailureException {
    if (rest != null) {
      return rest.real(column);
    }
    if (isAdded(column)) {
      return Double.longBitsToDouble(added.value(column).number());
    }
    int place = columns.places()[column];
    long number = number(place);
    return record.kind(place) == RowRecord.Kind.REAL ? Double.longBitsToDouble(number) : number;
  }

  @Override
  public byte[] bytes(int column) throws FailureException {
    Slice found = new Slice();
    find(column, found);
    return found.copy();
  }

  @Override
  public void find(int column, Slice found) throws FailureException {
    if (rest != null) {
      rest.find(column, found);
      return;
    }
    if (isAdded(column)) {
      byte[] bytes = added.value(column).bytes();
      found.set(bytes, 0, bytes.length);
      return;
    }
    int place = columns.places()[column];
    try {
      record.locate(place);
      found.set(record.bytes(), record.from(), record.from() + record.length(place));
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  @Override
  public Pieces pieces(int column) throws FailureException {
    if (rest != null) {
      return rest.pieces(column);
    }
    if (!isLarge(column)) {
      return Pieces.of(bytes(column));
    }
    int place = columns.places()[column];
    try {
      record.mark(place);
    } catch (IOException e) {
      throw damaged(e);
    }
    return new Parts(place);
  }

  /** In the middle of a row nobody else can go on. */
  private FailureException damaged(IOException e) {
    return FailureException.because(
        e, Reason.COPY_DAMAGED, file, String.valueOf(e.getMessage()), 1L);
  }

  @Override
  public void close() throws FailureException {
    if (rest != null) {
      rest.close();
    }
  }

  /** A value that is too large to be held. */
  private final class Parts implements Pieces {
    private static final int PART_BYTES = 64 << 10;

    private final int place;
    private int read;

    Parts(int place) {
      this.place = place;
    }

    @Override
    public byte[] next() throws FailureException {
      byte[] part = new byte[Math.min(PART_BYTES, record.length(place) - read)];
      try {
        record.copy(place, read, part.length, part);
      } catch (IOException e) {
        throw damaged(e);
      }
      read += part.length;
      return part;
    }
  }
}
