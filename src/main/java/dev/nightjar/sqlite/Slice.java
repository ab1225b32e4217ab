package dev.nightjar.sqlite;

import java.util.Arrays;

/** Bytes where they stand, in an array that belongs to another. */
public final class Slice {
  private byte[] array = {};
  private int from;
  private int to;

  void set(byte[] in, int start, int end) {
    array = in;
    from = start;
    to = end;
  }

  public byte[] array() {
    return array;
  }

  public int from() {
    return from;
  }

  /** Returns where they end: the first byte that isn't one of them. */
  public int to() {
    return to;
  }

  byte[] copy() {
    return Arrays.copyOfRange(array, from, to);
  }
}
