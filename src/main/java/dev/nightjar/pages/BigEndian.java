package dev.nightjar.pages;

/** Numbers as a page holds them: the high byte first. */
final class BigEndian {
  private BigEndian() {}

  static int two(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  static long four(byte[] bytes, int at) {
    return (long) two(bytes, at) << 16 | two(bytes, at + 2);
  }

  static long eight(byte[] bytes, int at) {
    return four(bytes, at) << 32 | four(bytes, at + 4);
  }

  /** Returns the signed integer of 0 to 8 bytes. */
  static long signed(byte[] bytes, int at, int length) {
    long value = length == 0 ? 0 : bytes[at];
    for (int i = 1; i < length; i++) {
      value = value << 8 | (bytes[at + i] & 0xff);
    }
    return value;
  }
}
