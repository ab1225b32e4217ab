package dev.nightjar.simulation;

/** A claim that the agent didn't keep. */
final class Broken extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final transient Claim claim;
  private long at;

  Broken(Claim claim, String what) {
    super(claim + ": " + what);
    this.claim = claim;
  }

  /** When it was seen, in seconds since the history's start. */
  long at() {
    return at;
  }

  void at(long seconds) {
    at = seconds;
  }

  Claim claim() {
    return claim;
  }
}
