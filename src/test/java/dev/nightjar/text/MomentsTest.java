package dev.nightjar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Those that look alike in minutes, and no others, are told to the second. */
final class MomentsTest {
  private static List<String> said(ZonedDateTime now, String... all) {
    List<OffsetDateTime> at = Stream.of(all).map(OffsetDateTime::parse).toList();
    Moments moments = new Moments(at.stream(), now.getZone());
    return at.stream().map(one -> moments.when(one, now)).toList();
  }

  @Test
  void momentsOfOneMinuteAreToldToTheSecond() {
    assertEquals(
        List.of(
            "today 17:01",
            "today 17:00:09",
            "today 17:00:00",
            "Mon 17:00:07",
            "Mon 17:00:08",
            "5 Mar 2025 17:00:01",
            "5 Mar 2025 17:00:02",
            "4 Mar 2025 17:00"),
        said(
            ZonedDateTime.parse("2025-03-12T18:00+01:00[Europe/Berlin]"),
            "2025-03-12T17:01:00+01:00",
            "2025-03-12T17:00:09+01:00",
            "2025-03-12T16:00:00Z",
            "2025-03-10T17:00:07+01:00",
            "2025-03-10T17:00:08+01:00",
            "2025-03-05T17:00:01+01:00",
            "2025-03-05T17:00:02+01:00",
            "2025-03-04T17:00:02+01:00"));
  }

  @Test
  void anHourThatTheClockGoesThroughTwiceIsOne() {
    assertEquals(
        List.of("today 02:30:01", "today 02:30:02"),
        said(
            ZonedDateTime.parse("2025-10-26T18:00+01:00[Europe/Berlin]"),
            "2025-10-26T02:30:01+02:00",
            "2025-10-26T02:30:02+01:00"));
  }
}
