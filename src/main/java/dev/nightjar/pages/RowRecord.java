package dev.nightjar.pages;

import java.io.IOException;

/**
 * The fields of one record (sqlite.org/fileformat2.html, section 2.1); valid until the next one is
 * read.
 */
public final class RowRecord {
  /** The kinds of fields. */
  public enum Kind {
    NULL,
    INTEGER,
    REAL,
    TEXT,
    BLOB
  }

  private static final int[] LENGTHS = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
  private static final int REAL = 7;
  private static final int ZERO = 8;
  private static final int ONE = 9;
  private static final int FIRST_BYTES = 12;

  /** SQLite's own limit: that of 32767 columns. */
  private static final int MAX_HEADER_BYTES = 98_307;

  private final TableTree tree;
  private final Payload payload;
  private final Varint varint = new Varint();
  private final int[] starts;
  private final int[] lengths;
  private final byte[] types;
  private int fields;
  private byte[] bytes = {};
  private int at;
  private byte[] apart = {};

  /** Reads the records of a tree, no more than {@code maxFields} fields of each. */
  public RowRecord(TableTree tree, int maxFields) {
    this.tree = tree;
    this.payload = tree.payload();
    this.starts = new int[maxFields];
    this.lengths = new int[maxFields];
    this.types = new byte[maxFields];
  }

  /** Moves to the next record; false past the last one. */
  public boolean next() throws IOException {
    if (!tree.next()) {
      return false;
    }
    readHeader();
    return true;
  }

  /**
   * Passes over this record and the others of its leaf if the other tree has the same ones, and has
   * come to the same one; after that there is no record until {@link #next}.
   *
   * @return how many records they are; 0 if none were passed
   */
  public int passSameLeaf(RowRecord other) throws IOException {
    return tree.passSameLeaf(other.tree);
  }

  /**
   * Returns whether both are the same bytes; one that is too large to be held is no other's same.
   */
  public boolean isSame(RowRecord other) {
    return payload.isSame(other.payload);
  }

  private void readHeader() throws IOException {
    fields = 0;
    int size = payload.size();
    payload.hold(Math.min(size, 9));
    varint.read(payload.held(), payload.heldFrom());
    long headerBytes = varint.value();
    if (headerBytes < 1 || headerBytes > size || headerBytes > MAX_HEADER_BYTES) {
      throw malformed();
    }
    payload.hold((int) headerBytes);
    byte[] held = payload.held();
    int from = payload.heldFrom();
    int end = from + (int) headerBytes;
    int next = varint.read(held, from);
    long start = headerBytes;
    while (next < end && fields < types.length) {
      long serial = held[next];
      if (serial >= 0) {
        next++;
      } else {
        next = varint.read(held, next);
        serial = varint.value();
      }
      long length;
      if (serial >= FIRST_BYTES) {
        length = (serial - FIRST_BYTES) >> 1;
        types[fields] = (byte) (FIRST_BYTES + (serial & 1));
      } else if (serial >= 0 && serial <= ONE) {
        length = LENGTHS[(int) serial];
        types[fields] = (byte) serial;
      } else {
        throw malformed();
      }
      if (length > size - start) {
        throw malformed();
      }
      starts[fields] = (int) start;
      lengths[fields] = (int) length;
      start += length;
      fields++;
    }
    if (next > end || (next == end && start != size)) {
      throw malformed();
    }
  }

  private MalformedPage malformed() {
    return tree.malformed("no record");
  }

  /** Returns the rowid, if the tree has one. */
  public long rowid() {
    return tree.rowid();
  }

  /** Returns how many fields the record has, of those that are read. */
  public int fields() {
    return fields;
  }

  /** Returns what is stored; an integer may stand for a real number in a column of such. */
  public Kind kind(int field) {
    int type = types[field];
    if (type == 0) {
      return Kind.NULL;
    }
    if (type >= FIRST_BYTES) {
      return type == FIRST_BYTES ? Kind.BLOB : Kind.TEXT;
    }
    return type == REAL ? Kind.REAL : Kind.INTEGER;
  }

  /** Returns how many bytes the value has. */
  public int length(int field) {
    return lengths[field];
  }

  /** Returns an integer, or a real number's bits. */
  public long number(int field) throws IOException {
    int type = types[field];
    if (type == ZERO || type == ONE) {
      return (long) type - ZERO;
    }
    locate(field);
    return BigEndian.signed(bytes, at, lengths[field]);
  }

  /**
   * Finds the bytes of a value: {@link #bytes} from {@link #from} on. It isn't to be one that is
   * too large to be held.
   */
  public void locate(int field) throws IOException {
    int start = starts[field];
    int length = lengths[field];
    if (payload.holds(start + length)) {
      bytes = payload.held();
      at = payload.heldFrom() + start;
      return;
    }
    if (apart.length < length) {
      apart = new byte[length];
    }
    payload.copy(start, length, apart);
    bytes = apart;
    at = 0;
  }

  /** Returns the bytes in which the value was found; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns where the value that was found begins. */
  public int from() {
    return at;
  }

  /** Prepares for a value to be read in parts, perhaps more than once. */
  public void mark(int field) throws IOException {
    payload.mark(starts[field]);
  }

  /** Copies a part of a value, which must be within its length. */
  public void copy(int field, int skipped, int length, byte[] into) throws IOException {
    payload.copy(starts[field] + skipped, length, into);
  }
}
