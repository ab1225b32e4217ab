package dev.nightjar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "-1, unknown",
    "0, 0 bytes",
    "1, 1 byte",
    "999, 999 bytes",
    "1000, 1.00 kB",
    "9994, 9.99 kB",
    "9995, 10.0 kB",
    "99950, 100 kB",
    "999499, 999 kB",
    "999500, 1.00 MB",
    "8200000, 8.20 MB",
    "82000000, 82.0 MB",
    "812000000000, 812 GB",
    "999999999999, 1.00 TB",
    "9223372036854775807, 9.22 EB"
  })
  void sizesHaveThreeDigits(long bytes, String text) {
    assertEquals(text, Figures.bytes(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "999, 999",
    "1204, 1 204",
    "52310, 52 310",
    "1234567, 1 234 567",
    "-1204, -1 204"
  })
  void countsHaveSpaces(long count, String text) {
    assertEquals(text, Figures.count(count));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT0.4S, under 1 s",
    "PT12.9S, 12 s",
    "PT60S, 1 min",
    "PT3M5S, 3 min 5 s",
    "PT1H59S, 1 h",
    "PT2H5M, 2 h 5 min",
    "PT24H, 1 day",
    "P3DT4H, 3 days 4 h"
  })
  void durationsHaveTwoUnitsAtMost(Duration duration, String text) {
    assertEquals(text, Figures.duration(duration));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-03-12T17:00+01:00, today 17:00",
    "2025-03-11T23:30Z, today 00:30",
    "2025-03-11T17:00+01:00, yesterday 17:00",
    "2025-03-13T17:00+01:00, tomorrow 17:00",
    "2025-03-10T17:00+01:00, Mon 17:00",
    "2025-03-06T17:00+01:00, Thu 17:00",
    "2025-03-05T17:00+01:00, 5 Mar 2025 17:00",
    "2025-03-14T17:00+01:00, Fri 17:00",
    "2025-03-03T17:00+01:00, 3 Mar 2025 17:00",
    "2024-09-01T17:00+02:00, 1 Sep 2024 17:00"
  })
  void datesAreSaidAsPeopleSayThem(OffsetDateTime moment, String text) {
    ZonedDateTime now = ZonedDateTime.parse("2025-03-12T18:00+01:00[Europe/Berlin]");

    assertEquals(text, Figures.when(moment, now));
  }

  @ParameterizedTest
  @CsvSource({"8200000, 1000, 8.20 MB/s", "500, 0, 500 kB/s", "0, 10, 0 bytes/s"})
  void ratesAreSizesASecond(long bytes, long millis, String text) {
    assertEquals(text, Figures.rate(bytes, millis));
  }

  @Test
  void sizesAreRoundedAsDecimalFractionsAre() {
    Random random = new Random(7);
    for (int n = 0; n < 2000; n++) {
      long bytes = random.nextLong() >>> (1 + random.nextInt(53));
      if (bytes >= 1000) {
        assertEquals(byFractions(bytes), Figures.bytes(bytes), Long.toString(bytes));
      }
    }
    for (long bytes : List.of(999_499L, 999_500L, 999_999L, 1_000L, 9_995L, 9_994L)) {
      assertEquals(byFractions(bytes), Figures.bytes(bytes));
    }
    assertEquals("9.22 EB", Figures.bytes(Long.MAX_VALUE));
  }

  private static String byFractions(long bytes) {
    MathContext three = new MathContext(3, RoundingMode.HALF_UP);
    BigDecimal size = BigDecimal.valueOf(bytes);
    int unit = -1;
    while (size.round(three).compareTo(BigDecimal.valueOf(1000)) >= 0) {
      size = size.movePointLeft(3);
      unit++;
    }
    BigDecimal rounded = size.round(three);
    int decimals = 3 - (rounded.precision() - rounded.scale());
    return rounded.setScale(decimals, RoundingMode.HALF_UP).toPlainString()
        + " "
        + List.of("kB", "MB", "GB", "TB", "PB", "EB").get(unit);
  }

  @Test
  void countsHaveABlankBeforeEachThreeDigits() {
    for (long count : List.of(0L, 7L, 999L, 1000L, 52_310L, 1_234_567L, -1L, -999L, -1000L)) {
      String expected = String.format(Locale.ROOT, "%,d", count).replace(',', ' ');
      assertEquals(expected, Figures.count(count));
    }
  }
}
