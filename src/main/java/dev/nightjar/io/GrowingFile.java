package dev.nightjar.io;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;

/** How far a file is written, told by the thread that writes it to another that reads it. */
public final class GrowingFile {
  private long bytes;
  private boolean ended;
  private boolean brokenOff;

  /** A file that is all there. */
  public static GrowingFile whole() {
    GrowingFile file = new GrowingFile();
    file.bytes = Long.MAX_VALUE;
    file.ended = true;
    return file;
  }

  /** So many bytes can be read now. */
  public synchronized void grewTo(long written) {
    bytes = written;
    notifyAll();
  }

  /** There won't be more bytes. */
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Its writer has given up, if it hasn't ended the file. */
  public synchronized void breakOff() {
    brokenOff = !ended;
    notifyAll();
  }

  /**
   * Waits for bytes from {@code position} on.
   *
   * @return how many there are; 0 at the end of the file
   * @throws FailureException {@code CANCELLED} if its writer has given up
   */
  public synchronized long bytesFrom(long position) throws FailureException {
    try {
      while (bytes <= position && !ended && !brokenOff) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FailureException.because(e, Reason.CANCELLED);
    }
    if (brokenOff) {
      throw new FailureException(Reason.CANCELLED);
    }
    return Math.max(0, bytes - position);
  }
}
