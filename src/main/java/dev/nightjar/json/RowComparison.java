package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.Pieces;
import dev.nightjar.sqlite.ProofRows;
import dev.nightjar.sqlite.StorageClass;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** Compares a table's rows in a JSON with those that SQLite gives, one after the other. */
final class RowComparison {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  /** How a BLOB begins. */
  private static final byte[] BLOB = "{\"$blob\": \"".getBytes(StandardCharsets.US_ASCII);

  private final ProofRows rows;
  private final Charset charset;
  private final boolean isUtf8;
  private final Difference differs;
  private final ProofKeys columns;
  private final ToldRow told = new ToldRow();

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
    this.rows = rows;
    this.charset = charset;
    this.isUtf8 = charset.equals(StandardCharsets.UTF_8);
    this.differs = differs;
    this.columns = new ProofKeys(rows.columns());
  }

  ProofRows rows() {
    return rows;
  }

  /** Takes a row that must be the one which {@link #rows} stands at. */
  void take(JsonInput in) throws FailureException {
    columns.beginRow();
    in.beginRecord();
    boolean rowid = false;
    byte[] json = rows.json();
    if (json.length > 0 && in.isUtf8(json)) {
      told.begin(json);
      rowid = takeTold(in);
    }
    takeRest(in, rowid);
  }

  /**
   * Takes the columns that stand there as SQLite writes them. A number that it may write otherwise
   * is compared as such.
   *
   * @return whether a rowid was among them
   */
  private boolean takeTold(JsonInput in) throws FailureException {
    boolean rowid = rows.hasOwnRowid();
    if (rowid) {
      told.next();
      if (!in.tookKey(ProofKeys.FIRST_ROWID)) {
        return false;
      }
      if (!in.tookTold(told)) {
        requireRowid(in, false);
      }
    }
    for (int column = 0; columns.tookNext(in, rowid); column++) {
      told.next();
      boolean same =
          switch (told.kind()) {
            case AS_WRITTEN -> in.tookTold(told);
            case REAL -> in.tookReal(rows.real(column));
            case UNTOLD -> false;
          };
      if (!same) {
        requireNext(in, column);
      }
    }
    return rowid;
  }

  private void takeRest(JsonInput in, boolean told) throws FailureException {
    boolean rowid = told;
    boolean more;
    if (told || columns.isBegun()) {
      more = in.another('}');
    } else {
      in.expect('{');
      more = !in.isEmpty('}');
    }
    while (more) {
      int column = columns.next(in);
      if (column == ProofKeys.UNKNOWN) {
        throw differs.at("its columns");
      }
      if (column == ProofKeys.ROWID) {
        requireRowid(in, rowid);
        rowid = true;
      } else {
        requireNext(in, column);
      }
      more = in.another('}');
    }
    if (rowid != rows.hasOwnRowid()) {
      throw differs.at("its rowid");
    }
    if (!columns.allSeen()) {
      throw differs.at("its columns");
    }
  }

  private void requireNext(JsonInput in, int column) throws FailureException {
    if (!isNext(in, column)) {
      throw differs.at("column " + Names.shown(rows.columns().get(column)));
    }
  }

  private void requireRowid(JsonInput in, boolean again) throws FailureException {
    if (again) {
      throw in.damaged("a key that stands twice");
    }
    if (!rows.hasOwnRowid() || !(in.tookInteger(rows.rowid()) || isRowid(JsonValue.read(in)))) {
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
    if (type == StorageClass.BLOB && !rows.isLarge(column) && in.tookKey(BLOB)) {
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
      return Pieces.equal(value.stored(charset), rows.pieces(column));
    }
    Object content = Objects.requireNonNull(value.value());
    return switch (value.type()) {
      case INTEGER -> (Long) content == rows.integer(column);
      case REAL ->
          Double.doubleToRawLongBits((Double) content)
              == Double.doubleToRawLongBits(rows.real(column));
      default -> Arrays.equals(bytes(content), rows.bytes(column));
    };
  }

  private byte[] bytes(Object content) {
    return content instanceof byte[] bytes ? bytes : content.toString().getBytes(charset);
  }
}
