package dev.nightjar.schedule;

import java.time.LocalDateTime;
import java.util.Optional;

/** Due dates as a clock on a wall shows them: no zone, no gaps, no hour twice. */
interface WallClock {
  /** The first one later than {@code time}. */
  Optional<LocalDateTime> after(LocalDateTime time);

  /** The last one earlier than {@code time}. */
  Optional<LocalDateTime> before(LocalDateTime time);
}
