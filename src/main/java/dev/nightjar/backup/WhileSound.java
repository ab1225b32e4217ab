package dev.nightjar.backup;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;

/** Ends what is made of a copy as soon as that has turned out to be damaged. */
final class WhileSound implements Progress {
  private volatile boolean damaged;

  void end() {
    damaged = true;
  }

  @Override
  public void advanced(long done, long total) throws FailureException {
    if (damaged) {
      throw new FailureException(Reason.CANCELLED);
    }
  }
}
