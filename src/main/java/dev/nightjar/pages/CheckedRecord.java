package dev.nightjar.pages;

import java.io.IOException;
import java.util.Arrays;

/**
 * One record and all of its fields (sqlite.org/fileformat2.html, section 2.1). The pages onto which
 * it runs over get their use. Of a large one the beginning is held; a value behind that is one that
 * can't be checked here.
 */
final class CheckedRecord {
  /** The storage classes, in the order in which SQLite sorts values. */
  static final int NULL = 0;

  static final int INTEGER = 1;
  static final int REAL = 2;
  static final int TEXT = 3;
  static final int BLOB = 4;

  private static final int MAX_HELD = 1 << 20;
  private static final int NEXT_BYTES = 4;
  private static final int FIRST_FIELDS = 16;
  private static final int[] LENGTHS = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
  private static final int SERIAL_REAL = 7;
  private static final int SERIAL_ZERO = 8;
  private static final int SERIAL_ONE = 9;
  private static final int FIRST_BYTES = 12;
  static final double TWO_TO_63 = 0x1p63;

  private final PageFile file;
  private final PageMap map;
  private final PointerMap pointers;
  private final Varint varint = new Varint();
  private final byte[] overflow;
  private byte[] assembled = {};
  private byte[] bytes = {};
  private long page;
  private int size;
  private int heldEnd;
  private int fields;
  private byte[] classes = new byte[FIRST_FIELDS];
  private int[] starts = new int[FIRST_FIELDS];
  private int[] lengths = new int[FIRST_FIELDS];

  CheckedRecord(PageFile file, PageMap map, PointerMap pointers) {
    this.file = file;
    this.map = map;
    this.pointers = pointers;
    overflow = file.newPage();
  }

  /** Reads a cell's record, and walks to the end of the pages that it runs over to. */
  void read(CheckedPage on, int cell) throws IOException {
    page = on.number();
    size = on.size(cell);
    int from = on.content(cell);
    int local = on.local(cell);
    bytes = on.bytes();
    heldEnd = from + size;
    if (local < size) {
      from = assemble(on, from, local);
    }
    readHeader(from);
  }

  private int assemble(CheckedPage on, int from, int local) throws IOException {
    int held = Math.min(size, MAX_HELD);
    if (assembled.length < held + PageFile.SLACK_BYTES) {
      assembled = new byte[Math.min(MAX_HELD, 2 * held) + PageFile.SLACK_BYTES];
    }
    System.arraycopy(on.bytes(), from, assembled, 0, local);
    long next = BigEndian.four(on.bytes(), from + local);
    long before = page;
    int use = PointerMap.FIRST_OVERFLOW;
    for (int done = local; done < size; ) {
      map.use(next);
      pointers.expect(next, use, before);
      file.read(next, overflow);
      int part = Math.min(size - done, file.usable() - NEXT_BYTES);
      int kept = Math.min(part, held - done);
      if (kept > 0) {
        System.arraycopy(overflow, NEXT_BYTES, assembled, done, kept);
      }
      done += part;
      before = next;
      next = BigEndian.four(overflow, 0);
      use = PointerMap.NEXT_OVERFLOW;
    }
    if (next != 0) {
      throw malformed("more pages than its record needs");
    }
    Arrays.fill(assembled, held, held + PageFile.SLACK_BYTES, (byte) 0);
    bytes = assembled;
    heldEnd = held;
    return 0;
  }

  private void readHeader(int from) throws MalformedPage {
    fields = 0;
    int next = varint.read(bytes, from);
    long headerBytes = varint.value();
    if (headerBytes < 1 || headerBytes > heldEnd - from) {
      throw malformed("a record's header");
    }
    int end = from + (int) headerBytes;
    long start = end;
    long recordEnd = (long) from + size;
    while (next < end) {
      next = varint.read(bytes, next);
      long serial = varint.value();
      if (fields == classes.length) {
        grow();
      }
      long length;
      if (serial >= FIRST_BYTES) {
        length = (serial - FIRST_BYTES) >> 1;
        classes[fields] = (byte) ((serial & 1) == 0 ? BLOB : TEXT);
      } else if (serial >= 0 && serial <= SERIAL_ONE) {
        length = LENGTHS[(int) serial];
        classes[fields] = (byte) numeric((int) serial);
      } else {
        throw malformed("a field's type");
      }
      if (length > recordEnd - start) {
        throw malformed("a field outside its record");
      }
      starts[fields] = serial == SERIAL_ZERO || serial == SERIAL_ONE ? (int) serial : (int) start;
      lengths[fields] = (int) length;
      start += length;
      fields++;
    }
    if (next != end || start != recordEnd) {
      throw malformed("a record that isn't filled");
    }
  }

  private static int numeric(int serial) {
    return serial == 0 ? NULL : serial == SERIAL_REAL ? REAL : INTEGER;
  }

  private void grow() {
    classes = Arrays.copyOf(classes, 2 * fields);
    starts = Arrays.copyOf(starts, 2 * fields);
    lengths = Arrays.copyOf(lengths, 2 * fields);
  }

  /** Takes over another's fields, which must all be held. */
  void copy(CheckedRecord other, int count) throws MalformedPage {
    while (classes.length < count) {
      fields = classes.length;
      grow();
    }
    page = other.page;
    fields = count;
    int begin = other.heldEnd;
    int end = 0;
    for (int i = 0; i < count; i++) {
      if (other.lengths[i] > 0) {
        begin = Math.min(begin, other.start(i));
        end = Math.max(end, other.starts[i] + other.lengths[i]);
      }
    }
    int length = Math.max(0, end - begin);
    if (assembled.length < length + PageFile.SLACK_BYTES) {
      assembled = new byte[2 * length + PageFile.SLACK_BYTES];
    }
    if (length > 0) {
      System.arraycopy(other.bytes, begin, assembled, 0, length);
    }
    bytes = assembled;
    heldEnd = length;
    for (int i = 0; i < count; i++) {
      classes[i] = other.classes[i];
      lengths[i] = other.lengths[i];
      boolean bare = classes[i] == INTEGER && lengths[i] == 0;
      starts[i] = bare ? other.starts[i] : lengths[i] == 0 ? 0 : other.starts[i] - begin;
    }
  }

  MalformedPage malformed(String what) {
    return new MalformedPage(page, what);
  }

  int fields() {
    return fields;
  }

  int storageClass(int field) {
    return classes[field];
  }

  int length(int field) {
    return lengths[field];
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns where a value begins in {@link #bytes}. */
  int start(int field) throws MalformedPage {
    if (starts[field] + (long) lengths[field] > heldEnd) {
      throw malformed("a value too large to be checked");
    }
    return starts[field];
  }

  long integer(int field) throws MalformedPage {
    return lengths[field] == 0
        ? starts[field] - SERIAL_ZERO
        : BigEndian.signed(bytes, start(field), lengths[field]);
  }

  double real(int field) throws MalformedPage {
    return Double.longBitsToDouble(BigEndian.eight(bytes, start(field)));
  }

  /** Adds a value, so that values which SQLite calls equal, and which look the same, are so. */
  void addTo(MultisetHash hash, int field) throws MalformedPage {
    int type = classes[field];
    switch (type) {
      case NULL -> hash.add(NULL);
      case INTEGER -> addInteger(hash, integer(field));
      case REAL -> addReal(hash, real(field));
      default -> {
        int start = start(field);
        addHead(hash, type, lengths[field]);
        hash.add(bytes, start, lengths[field]);
      }
    }
  }

  static void addInteger(MultisetHash hash, long value) {
    hash.add(INTEGER);
    hash.add(value);
  }

  static void addReal(MultisetHash hash, double value) {
    long whole = (long) value;
    if ((double) whole == value && value < TWO_TO_63) {
      addInteger(hash, whole);
    } else {
      hash.add(REAL);
      hash.add(Double.doubleToRawLongBits(value));
    }
  }

  /** Adds what stands before a text's or a BLOB's bytes. */
  static void addHead(MultisetHash hash, int type, int length) {
    hash.add(type);
    hash.add(length);
  }
}
