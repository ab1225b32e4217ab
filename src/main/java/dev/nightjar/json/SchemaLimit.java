package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.sqlite.SchemaSize;

/**
 * How much a database may declare if it is to have a JSON. Exporter, proof and rebuild hold all
 * declarations, some of them at the same time, in a heap of 64 MB; beyond it they failed in
 * whichever came last, in words that told nobody anything.
 */
public final class SchemaLimit {
  /** Of 60 000 tables the heap took 42 MB; of 98 000 more than it has. */
  static final int MAX_DECLARATIONS = 75_000;

  /** The rest of the heap is for all else, and for gaps that nothing fits in. */
  static final long MAX_HEAP_BYTES = 57_500_000;

  /** Objects, names and places in lists, measured with short ones. */
  static final long BYTES_A_DECLARATION = 550;

  private SchemaLimit() {}

  /**
   * Requires that a JSON may have that much.
   *
   * @param file the database, as failures name it
   * @throws FailureException {@code JSON_TOO_MANY_DECLARATIONS}, {@code
   *     JSON_DECLARATIONS_TOO_LARGE}
   */
  static void require(SchemaSize size, String file) throws FailureException {
    if (size.declarations() > MAX_DECLARATIONS) {
      throw new FailureException(
          Reason.JSON_TOO_MANY_DECLARATIONS, file, size.declarations(), (long) MAX_DECLARATIONS);
    }
    if (heapBytes(size) > MAX_HEAP_BYTES) {
      // As many bytes of a text of this kind.
      double room = MAX_HEAP_BYTES - BYTES_A_DECLARATION * size.declarations();
      throw new FailureException(
          Reason.JSON_DECLARATIONS_TOO_LARGE,
          file,
          size.bytes(),
          (long) (room / ofText(size) * size.bytes()));
    }
  }

  /** Whether a rebuild may hold the declarations, too, while the JSON is written and proved. */
  public static boolean leavesRoom(SchemaSize size) {
    return heapBytes(size) <= MAX_HEAP_BYTES / 3;
  }

  private static long heapBytes(SchemaSize size) {
    return BYTES_A_DECLARATION * size.declarations() + ofText(size);
  }

  /**
   * The exporter and the proof each hold it as stored, the proof as strings of the JSON, too. The
   * rest is there for a moment: half of it all, and a declaration three times, while it grows, or
   * six times, while it is decoded.
   */
  private static long ofText(SchemaSize size) {
    return size.bytes() * 5 / 2 + size.stringBytes() + 3 * size.largest();
  }
}
