package dev.nightjar.io;

import dev.nightjar.failure.FailureException;

/** Told between buffers how far a piece of work is; ends it by throwing {@code CANCELLED}. */
@FunctionalInterface
public interface Progress {
  /** Nobody looks, nobody cancels. */
  Progress NONE = (done, total) -> {};

  /**
   * Work has gone on.
   *
   * @param done units done so far (bytes, pages or rows: the work's own), never falling
   * @param total units in all, or −1 where that isn't known
   */
  void advanced(long done, long total) throws FailureException;
}
