package dev.nightjar.app;

import dev.nightjar.app.RealTime.Moment;
import dev.nightjar.platform.Uptime;
import java.time.Instant;
import java.util.Optional;

/** A {@link PruningRecord} without a file, whose clocks are values. */
public final class DeletionsInMemory {
  private Optional<PruningHistory> known = Optional.empty();

  /** Returns how many of the {@code there} backups of a place may go now. */
  public int reserve(String place, int there, int wanted, Instant wall, Uptime.Reading uptime) {
    PruningHistory.Reserved reserved =
        known
            .orElseGet(() -> PruningHistory.beginning(wall))
            .reserve(place, there, wanted, Moment.of(wall, uptime), uptime.sinceBoot());
    if (known.isEmpty() || reserved.isNews()) {
      known = Optional.of(reserved.history());
    }
    return reserved.allowed();
  }
}
