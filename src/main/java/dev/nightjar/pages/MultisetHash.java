package dev.nightjar.pages;

/**
 * A hash of 128 bits of entries in any order, each as often as it occurs. It finds differences that
 * nobody made on purpose.
 */
final class MultisetHash {
  private static final long FIRST = 0x9e37_79b9_7f4a_7c15L;
  private static final long SECOND = 0xd6e8_feb8_6659_fd93L;

  private long one;
  private long two;
  private long sumOne;
  private long sumTwo;
  private long count;

  void begin() {
    one = FIRST;
    two = SECOND;
  }

  void add(long value) {
    one = (one ^ value) * FIRST;
    one ^= one >>> 32;
    two = (two + value) * SECOND;
    two ^= two >>> 29;
  }

  /** Adds bytes, eight at a time; their number must have been added. */
  void add(byte[] bytes, int from, int length) {
    int at = from;
    int end = from + length;
    while (end - at >= Long.BYTES) {
      add(BigEndian.eight(bytes, at));
      at += Long.BYTES;
    }
    if (at < end) {
      add(BigEndian.signed(bytes, at, end - at));
    }
  }

  void end() {
    sumOne += mixed(one);
    sumTwo += mixed(two);
    count++;
  }

  private static long mixed(long hash) {
    long mixed = (hash ^ hash >>> 33) * 0xff51_afd7_ed55_8ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ce_b9fe_1a85_ec53L;
    return mixed ^ mixed >>> 33;
  }

  boolean isSameAs(MultisetHash other) {
    return sumOne == other.sumOne && sumTwo == other.sumTwo && count == other.count;
  }
}
