package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.Pieces;
import dev.nightjar.sqlite.ProofRows;
import dev.nightjar.sqlite.StorageClass;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares a table's rows in a JSON with those that SQLite gives, one after the other. */
final class RowComparison {
  private static final byte[] NOTHING = {};
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  /** How a BLOB begins. */
  private static final byte[] BLOB = "{\"$blob\": \"".getBytes(StandardCharsets.US_ASCII);

  /** SQLite keeps longer ones in memory, in bytes, if they lie on overflow pages (vdbe.c). */
  private static final int MAX_NOT_KEPT = 4000;

  private final ProofRows rows;
  private final Charset charset;
  private final boolean isUtf8;
  private final Difference differs;
  private final ProofKeys columns;
  private final List<String> around;
  private final ToldRow told;

  /** Words a difference in the row that is compared. */
  @FunctionalInterface
  interface Difference {
    FailureException at(String where);
  }

  /**
   * Of {@code rows}, which the caller closes.
   *
   * @param charset in which the database stores text
   */
  RowComparison(ProofRows rows, Charset charset, Difference differs) {
    this(rows, charset, differs, null);
  }

  /**
   * The same.
   *
   * @param before the table before, which isn't compared any more: its columns may be the same
   */
  RowComparison(
      ProofRows rows, Charset charset, Difference differs, @Nullable RowComparison before) {
    this.rows = rows;
    this.charset = charset;
    this.isUtf8 = charset.equals(StandardCharsets.UTF_8);
    this.differs = differs;
    if (before != null
        && before.rows.hasOwnRowid() == rows.hasOwnRowid()
        && before.rows.columns().equals(rows.columns())) {
      this.columns = before.columns;
      this.around = before.around;
      this.told = before.told;
    } else {
      this.columns = new ProofKeys(rows.columns());
      this.around = columns.aroundValues(rows.hasOwnRowid());
      this.told = new ToldRow(around.stream().mapToInt(RowComparison::bytes).toArray());
    }
    rows.writeJson(around);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  ProofRows rows() {
    return rows;
  }

  /** Takes a row that must be the one which {@link #rows} stands at. */
  void take(JsonInput in) throws FailureException {
    in.beginRecord();
    byte[] json = rows.json();
    boolean isText = in.isUtf8(json);
    if (isText && json.length > 0 && in.took(json)) {
      return;
    }
    columns.beginRow();
    told.begin(isText ? json : NOTHING, rows.hasOwnRowid() ? ProofKeys.ROWID : 0);
    boolean rowid = false;
    in.expect('{');
    if (!in.isEmpty('}')) {
      do {
        int column = columns.next(in);
        if (column == ProofKeys.UNKNOWN) {
          throw differs.at("its columns");
        }
        if (column == ProofKeys.ROWID) {
          requireRowid(in, rowid);
          rowid = true;
        } else if (!isTold(in, column) && !isNext(in, column)) {
          throw differs.at("column " + Names.shown(rows.columns().get(column)));
        }
      } while (in.another('}'));
    }
    if (rowid != rows.hasOwnRowid()) {
      throw differs.at("its rowid");
    }
    if (!columns.allSeen()) {
      throw differs.at("its columns");
    }
  }

  /** Takes a value if it stands there as SQLite writes it; else nothing. */
  private boolean isTold(JsonInput in, int column) throws FailureException {
    if (!told.moveTo(column)) {
      return false;
    }
    return switch (told.kind()) {
      case AS_WRITTEN -> in.tookTold(told);
      case REAL -> in.tookReal(rows.real(column));
      case UNTOLD -> false;
    };
  }

  private void requireRowid(JsonInput in, boolean again) throws FailureException {
    if (again) {
      throw in.damaged("a key that stands twice");
    }
    boolean same =
        rows.hasOwnRowid()
            && (isTold(in, ProofKeys.ROWID)
                || in.tookInteger(rows.rowid())
                || isRowid(JsonValue.read(in)));
    if (!same) {
      throw differs.at("its rowid");
    }
  }

  private boolean isRowid(JsonValue value) throws FailureException {
    return value.value() instanceof Long rowid && rowid == rows.rowid();
  }

  /**
   * Takes a value; true if it is the one that SQLite gives. Most are written in the one way that
   * can be told from their bytes; the others are read as whatever they are.
   */
  private boolean isNext(JsonInput in, int column) throws FailureException {
    StorageClass type = rows.type(column);
    if (type == StorageClass.TEXT && isUtf8 && !rows.isLarge(column)) {
      byte[] text = rows.bytes(column);
      return in.tookString(text) || isText(JsonValue.read(in), text);
    }
    if (type == StorageClass.NULL && in.tookBare(NULL)) {
      return true;
    }
    if (type == StorageClass.INTEGER && in.tookInteger(rows.integer(column))) {
      return true;
    }
    if (type == StorageClass.BLOB && !rows.isLarge(column) && in.took(BLOB)) {
      boolean same = in.isBase64Of(rows.bytes(column));
      in.expect('}');
      return same;
    }
    JsonValue value = JsonValue.read(in);
    return value.type() == type && same(value, column);
  }

  private boolean isText(JsonValue value, byte[] text) throws FailureException {
    return value.type() == StorageClass.TEXT
        && (value.isLarge()
            ? Pieces.equal(value.stored(charset), Pieces.of(text))
            : Arrays.equals(bytes(Objects.requireNonNull(value.value())), text));
  }

  private boolean same(JsonValue value, int column) throws FailureException {
    if (value.type() == StorageClass.NULL) {
      return true;
    }
    if (value.isLarge() || rows.isLarge(column)) {
      return Pieces.equal(value.stored(charset), rows.pieces(column))
          || isTextBehindMark(value, column);
    }
    Object content = Objects.requireNonNull(value.value());
    return switch (value.type()) {
      case INTEGER -> (Long) content == rows.integer(column);
      case REAL ->
          Double.doubleToRawLongBits((Double) content)
              == Double.doubleToRawLongBits(rows.real(column));
      default ->
          Arrays.equals(bytes(content), rows.bytes(column)) || isTextBehindMark(value, column);
    };
  }

  /**
   * Whether it is a long text in UTF-16 from whose beginning SQLite has dropped a mark of byte
   * order: it does so with each that it keeps (sqlite3VdbeMemSetStr), though the mark is in the
   * file, and in the JSON.
   */
  private boolean isTextBehindMark(JsonValue value, int column) throws FailureException {
    if (isUtf8 || value.type() != StorageClass.TEXT) {
      return false;
    }
    byte[] mark = "\ufeff".getBytes(charset);
    boolean isKept = rows.isLarge(column) || mark.length + rows.bytes(column).length > MAX_NOT_KEPT;
    return isKept && Pieces.equal(value.stored(charset), Pieces.of(mark, rows.pieces(column)));
  }

  private byte[] bytes(Object content) {
    return content instanceof byte[] bytes ? bytes : content.toString().getBytes(charset);
  }
}
