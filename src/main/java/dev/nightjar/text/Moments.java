package dev.nightjar.text;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The moments of one list, of which those of one minute are told to the second. */
public final class Moments {
  private final Set<LocalDateTime> shared = new HashSet<>();

  /** All that stand in the list. */
  public Moments(Stream<OffsetDateTime> all, ZoneId zone) {
    Set<LocalDateTime> seen = new HashSet<>();
    all.map(moment -> minute(moment, zone)).filter(at -> !seen.add(at)).forEach(shared::add);
  }

  private static LocalDateTime minute(OffsetDateTime moment, ZoneId zone) {
    return moment.atZoneSameInstant(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES);
  }

  /** {@code today 17:00}, or {@code today 17:00:09}, as {@link Figures} says it. */
  public String when(OffsetDateTime moment, ZonedDateTime now) {
    return shared.contains(minute(moment, now.getZone()))
        ? Figures.whenToTheSecond(moment, now)
        : Figures.when(moment, now);
  }
}
