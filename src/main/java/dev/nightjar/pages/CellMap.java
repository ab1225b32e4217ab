package dev.nightjar.pages;

import java.util.Arrays;

/** The bytes of a page that cells and free blocks take: each once. */
final class CellMap {
  private final long[] taken;

  CellMap(int usable) {
    taken = new long[(usable + Long.SIZE - 1) / Long.SIZE];
  }

  void clear() {
    Arrays.fill(taken, 0);
  }

  /** Takes bytes within the page; false if one of them is taken. */
  boolean take(int from, int end) {
    int first = from / Long.SIZE;
    int last = (end - 1) / Long.SIZE;
    long head = -1L << from;
    long tail = -1L >>> -end;
    if (first == last) {
      return take(first, head & tail);
    }
    boolean free = take(first, head);
    for (int at = first + 1; at < last; at++) {
      free &= take(at, -1L);
    }
    return take(last, tail) && free;
  }

  private boolean take(int word, long bits) {
    boolean free = (taken[word] & bits) == 0;
    taken[word] |= bits;
    return free;
  }
}
