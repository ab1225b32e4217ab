package dev.nightjar.pages;

/** An integer of one to nine bytes, the high ones first. */
final class Varint {
  private static final int MAX_BYTES = 9;

  private long value;

  /** Reads one, and returns where it ends. */
  int read(byte[] bytes, int from) {
    int at = from;
    byte next = bytes[at++];
    if (next >= 0) {
      value = next;
      return at;
    }
    long read = next & 0x7f;
    while (at < from + MAX_BYTES - 1) {
      next = bytes[at++];
      read = read << 7 | (next & 0x7f);
      if (next >= 0) {
        value = read;
        return at;
      }
    }
    value = read << 8 | (bytes[at++] & 0xff);
    return at;
  }

  long value() {
    return value;
  }
}
