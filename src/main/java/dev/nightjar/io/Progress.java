package dev.nightjar.io;

import dev.nightjar.failure.FailureException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Told between buffers how far a piece of work is; ends it by throwing {@code CANCELLED}. */
@FunctionalInterface
public interface Progress {
  /** Nobody looks, nobody cancels. */
  Progress NONE = (done, total) -> {};

  /**
   * One of several pieces of work after each other, told as its share of the whole.
   *
   * @param before units of the whole that were done before this piece
   * @param share units of the whole that are this piece's
   * @param all units of the whole
   */
  static Progress part(Progress whole, long before, long share, long all) {
    return (done, total) -> {
      if (total > 0) {
        whole.advanced(before + Math.round((double) share * Math.min(done, total) / total), all);
      } else {
        whole.advanced(before, -1);
      }
    };
  }

  /** Tells each percent once, from 1 on, and nothing while the total isn't known. */
  static Progress inPercent(IntConsumer told) {
    AtomicInteger last = new AtomicInteger();
    return (done, total) -> {
      if (total > 0) {
        int percent = (int) Math.min(100, done * 100 / total);
        if (last.getAndSet(percent) != percent) {
          told.accept(percent);
        }
      }
    };
  }

  /** Returns this progress and then {@code next}, unless this one ends the work. */
  default Progress then(Progress next) {
    return (done, total) -> {
      advanced(done, total);
      next.advanced(done, total);
    };
  }

  /**
   * Work has gone on.
   *
   * @param done units done so far (bytes, pages or rows: the work's own), never falling
   * @param total units in all, or −1 if that isn't known
   */
  void advanced(long done, long total) throws FailureException;
}
