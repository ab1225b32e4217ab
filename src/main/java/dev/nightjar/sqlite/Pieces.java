package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The bytes of one value, a piece at a time: a value may be larger than the heap. */
@FunctionalInterface
public interface Pieces {
  /** The next bytes; an empty array at the end. */
  byte[] next() throws FailureException;

  /** Of one array. */
  static Pieces of(byte[] whole) {
    Iterator<byte[]> once = List.of(whole).iterator();
    return () -> once.hasNext() ? once.next() : new byte[0];
  }

  /** Of an array that isn't empty, and what comes behind it. */
  static Pieces of(byte[] first, Pieces rest) {
    Iterator<byte[]> once = List.of(first).iterator();
    return () -> once.hasNext() ? once.next() : rest.next();
  }

  /** Whether two values have the same bytes, however they are cut. */
  static boolean equal(Pieces one, Pieces other) throws FailureException {
    return compare(one, other) == 0;
  }

  /** Compares the bytes of two values as unsigned ones, however they are cut. */
  static int compare(Pieces one, Pieces other) throws FailureException {
    byte[] left = one.next();
    byte[] right = other.next();
    int leftAt = 0;
    int rightAt = 0;
    while (left.length > 0 && right.length > 0) {
      int length = Math.min(left.length - leftAt, right.length - rightAt);
      int result =
          Arrays.compareUnsigned(left, leftAt, leftAt + length, right, rightAt, rightAt + length);
      if (result != 0) {
        return result;
      }
      leftAt += length;
      rightAt += length;
      if (leftAt == left.length) {
        left = one.next();
        leftAt = 0;
      }
      if (rightAt == right.length) {
        right = other.next();
        rightAt = 0;
      }
    }
    return Integer.compare(left.length, right.length);
  }
}
