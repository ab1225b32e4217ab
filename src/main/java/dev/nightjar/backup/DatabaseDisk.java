package dev.nightjar.backup;

import java.util.Optional;

/** Measures the live database's own disk for a place that is on it, too. */
@FunctionalInterface
public interface DatabaseDisk {
  /** That of a place on another disk. */
  DatabaseDisk ANOTHER = Optional::empty;

  /**
   * Returns the usable bytes now; empty if the place is on another disk, or if the system doesn't
   * say.
   */
  Optional<Long> freeBytes();
}
