package dev.nightjar.backup;

/**
 * The numbers of one job's backups, which order them whatever the clock says. Each is remembered
 * before a place gets it: a run that is cut short, and places that can't be read later, must not
 * make the next backup seem older than the last.
 */
public interface Sequence {
  /** The highest number that this computer remembers, or 0; places may know a higher one. */
  long last();

  /**
   * Remembers the number that the next backup gets. Best effort: no backup fails for want of it.
   */
  void give(long number);

  /** The same, which knows of {@code number}, too. */
  default Sequence atLeast(long number) {
    Sequence all = this;
    return new Sequence() {
      @Override
      public long last() {
        return Math.max(all.last(), number);
      }

      @Override
      public void give(long given) {
        all.give(given);
      }
    };
  }
}
