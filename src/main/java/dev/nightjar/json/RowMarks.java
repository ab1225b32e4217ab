package dev.nightjar.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a JSON at which a second reader can begin: for the thread that writes it, and for others
 * once it is written.
 */
public final class RowMarks {
  /** With fewer bytes to read it doesn't pay to open the database a second time. */
  private static final int APART_BYTES = 1 << 20;

  private static final int MAX_MARKS = 128;

  private final List<RowMark> marks = new ArrayList<>();
  private long apart;
  private long next;

  RowMarks() {
    this(APART_BYTES);
  }

  /**
   * The same.
   *
   * @param apart bytes from one mark to the next, at first
   */
  RowMarks(long apart) {
    this.apart = apart;
    this.next = apart;
  }

  /** Whether a row that begins there is far enough from the last one. */
  boolean isNext(long position) {
    return position >= next;
  }

  void add(RowMark mark) {
    marks.add(mark);
    if (marks.size() == MAX_MARKS) {
      apart *= 2;
      for (int i = MAX_MARKS - 2; i >= 0; i -= 2) {
        marks.remove(i);
      }
    }
    next = mark.position() + apart;
  }

  List<RowMark> all() {
    return List.copyOf(marks);
  }

  /**
   * Returns the one that is nearest to three quarters of the way, if that is far from both ends.
   */
  Optional<RowMark> lastQuarterOf(long from, long to) {
    long wanted = to - (to - from) / 4;
    return marks.stream()
        .filter(mark -> mark.position() > from + apart && mark.position() < to - apart)
        .min(Comparator.comparingLong(mark -> Math.abs(mark.position() - wanted)));
  }
}
