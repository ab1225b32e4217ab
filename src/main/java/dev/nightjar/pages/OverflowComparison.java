package dev.nightjar.pages;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Compares the overflow pages of records whose pages in two files hold the same bytes. */
final class OverflowComparison {
  private final PageFile one;
  private final PageFile other;
  private byte @Nullable [] mine;
  private byte @Nullable [] theirs;

  OverflowComparison(PageFile one, PageFile other) {
    this.one = one;
    this.other = other;
  }

  /**
   * Returns whether the record of {@code bytes} bytes that begins on {@code page} at {@code at}
   * goes on with the same bytes, on pages of the same numbers; false, too, if it isn't understood.
   */
  boolean isSame(TreePage page, int at, long bytes, boolean index) throws IOException {
    int usable = one.usable();
    if (bytes < 0 || bytes > Integer.MAX_VALUE || bytes > one.pages() * usable) {
      return false;
    }
    int local = Payload.local(usable, (int) bytes, index);
    long left = bytes - local;
    if (at + local + (left > 0 ? Payload.NEXT_BYTES : 0) > usable) {
      return false;
    }
    return left == 0 || isSameChain(BigEndian.four(page.bytes(), at + local), left);
  }

  private boolean isSameChain(long first, long bytes) throws IOException {
    if (mine == null || theirs == null) {
      mine = one.newPage();
      theirs = other.newPage();
    }
    long number = first;
    for (long left = bytes; left > 0; left -= one.usable() - Payload.NEXT_BYTES) {
      one.read(number, mine);
      other.read(number, theirs);
      int end = (int) Math.min(one.usable(), left + Payload.NEXT_BYTES);
      if (!Arrays.equals(mine, 0, end, theirs, 0, end)) {
        return false;
      }
      number = BigEndian.four(mine, 0);
    }
    return true;
  }
}
