package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.DatabaseSource;
import dev.nightjar.sqlite.Pieces;
import dev.nightjar.sqlite.RowSource;
import dev.nightjar.sqlite.SchemaEntry;
import dev.nightjar.sqlite.SchemaSize;
import dev.nightjar.sqlite.StorageClass;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A reader with one mistake in it, between the database and what writes the JSON. */
final class FaultySource implements DatabaseSource {
  private static final int OVERFLOW_BYTES = 1000;

  private final DatabaseSource real;
  private final Fault fault;
  private final int at;

  /** With a mistake in the row number {@code at}. */
  FaultySource(DatabaseSource real, Fault fault, int at) {
    this.real = real;
    this.fault = fault;
    this.at = at;
  }

  /** The mistakes; each is made in the table {@code t} alone. */
  enum Fault {
    NONE,
    ROW_DROPPED,
    LAST_ROW_DROPPED,
    /** Two rows one after the other, as a page may hold. */
    PAGE_SKIPPED,
    ROW_TWICE,
    COLUMNS_SWAPPED,
    VALUES_SWAPPED,
    COLUMN_LOST,
    TEXT_CUT,
    REAL_ROUNDED,
    INTEGER_AS_REAL,
    ROWID_WRONG,
    ROWID_LOST,
    BLOB_CUT,
    /** Zeros in place of what stands on the last overflow page of a text. */
    OVERFLOW_LOST,
    LARGE_BLOB_CUT,
    NULL_FOR_VALUE,
    BLOB_AS_TEXT,
    TABLE_FORGOTTEN,
    TABLE_UNDECLARED,
    TABLE_EMPTY,
    INDEX_FORGOTTEN,
    DECLARATION_CUT,
    PRAGMA_WRONG
  }

  @Override
  public String encoding() {
    return real.encoding();
  }

  @Override
  public Charset charset() {
    return real.charset();
  }

  @Override
  public String sqliteVersion() throws FailureException {
    return real.sqliteVersion();
  }

  @Override
  public long pragma(String name) throws FailureException {
    boolean wrong = fault == Fault.PRAGMA_WRONG && name.equals("user_version");
    return real.pragma(name) + (wrong ? 1 : 0);
  }

  @Override
  public SchemaSize schemaSize() throws FailureException {
    return real.schemaSize();
  }

  @Override
  public List<SchemaEntry> schema() throws FailureException {
    return real.schema().stream().map(this::entry).flatMap(List::stream).toList();
  }

  private List<SchemaEntry> entry(SchemaEntry entry) {
    boolean forgotten =
        switch (fault) {
          case INDEX_FORGOTTEN -> entry.type().equals("index");
          case TABLE_UNDECLARED -> entry.name().equals("t");
          default -> false;
        };
    if (forgotten) {
      return List.of();
    }
    byte[] sql = entry.sql();
    boolean cut = fault == Fault.DECLARATION_CUT && entry.type().equals("index");
    boolean rows = entry.hasRows() && !(fault == Fault.TABLE_FORGOTTEN && entry.name().equals("t"));
    return List.of(
        new SchemaEntry(
            entry.type(),
            entry.name(),
            entry.table(),
            cut ? Arrays.copyOf(sql, sql.length - 1) : sql,
            rows));
  }

  @Override
  public RowSource rows(String table) throws FailureException {
    RowSource rows = real.rows(table);
    return table.equals("t") ? new FaultyRows(rows) : rows;
  }

  @Override
  public List<String> bySqlite() {
    return real.bySqlite();
  }

  @Override
  public void close() throws FailureException {
    real.close();
  }

  private final class FaultyRows implements RowSource {
    private final RowSource rows;
    private int row;
    private boolean twice;

    FaultyRows(RowSource rows) {
      this.rows = rows;
    }

    private boolean makes(Fault one) {
      return fault == one && row == at;
    }

    @Override
    public List<String> columns() {
      List<String> columns = rows.columns();
      return switch (fault) {
        case COLUMN_LOST -> columns.subList(0, columns.size() - 1);
        case COLUMNS_SWAPPED -> {
          List<String> swapped = new java.util.ArrayList<>(columns);
          java.util.Collections.swap(swapped, 0, 1);
          yield swapped;
        }
        default -> columns;
      };
    }

    @Override
    public boolean showsRowid() {
      return fault != Fault.ROWID_LOST && rows.showsRowid();
    }

    @Override
    public boolean isFoundByRowid() {
      return rows.isFoundByRowid();
    }

    @Override
    public boolean next() throws FailureException {
      if (fault == Fault.TABLE_EMPTY || (fault == Fault.LAST_ROW_DROPPED && row == at)) {
        return false;
      }
      if (makes(Fault.ROW_TWICE) && !twice) {
        twice = true;
        return true;
      }
      row++;
      boolean there = rows.next();
      if (makes(Fault.ROW_DROPPED)) {
        there = rows.next();
      }
      if (makes(Fault.PAGE_SKIPPED)) {
        there = rows.next() && rows.next();
      }
      return there;
    }

    @Override
    public long rowid() throws FailureException {
      return rows.rowid() + (makes(Fault.ROWID_WRONG) ? 100 : 0);
    }

    private int column(int column) {
      return makes(Fault.VALUES_SWAPPED) && column < 2 ? 1 - column : column;
    }

    @Override
    public StorageClass type(int column) throws FailureException {
      StorageClass type = rows.type(column(column));
      if (makes(Fault.NULL_FOR_VALUE)) {
        return StorageClass.NULL;
      }
      if (makes(Fault.INTEGER_AS_REAL) && type == StorageClass.INTEGER) {
        return StorageClass.REAL;
      }
      return makes(Fault.BLOB_AS_TEXT) && type == StorageClass.BLOB ? StorageClass.TEXT : type;
    }

    @Override
    public boolean isLarge(int column) throws FailureException {
      return rows.isLarge(column(column));
    }

    @Override
    public long integer(int column) throws FailureException {
      return rows.integer(column(column));
    }

    @Override
    public double real(int column) throws FailureException {
      double value = rows.real(column(column));
      return makes(Fault.REAL_ROUNDED) ? (float) value : value;
    }

    @Override
    public byte[] bytes(int column) throws FailureException {
      byte[] bytes = rows.bytes(column(column));
      boolean text = rows.type(column(column)) == StorageClass.TEXT;
      if (text && makes(Fault.OVERFLOW_LOST) && bytes.length > OVERFLOW_BYTES) {
        Arrays.fill(bytes, bytes.length - OVERFLOW_BYTES, bytes.length, (byte) 0);
      }
      boolean cut = makes(text ? Fault.TEXT_CUT : Fault.BLOB_CUT);
      return cut ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    @Override
    public Pieces pieces(int column) throws FailureException {
      Pieces pieces = Objects.requireNonNull(rows.pieces(column(column)));
      if (fault != Fault.LARGE_BLOB_CUT) {
        return pieces;
      }
      byte[] first = pieces.next();
      return Pieces.of(Arrays.copyOf(first, first.length - 1));
    }

    @Override
    public void close() throws FailureException {
      rows.close();
    }
  }
}
