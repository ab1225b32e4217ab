package dev.nightjar.text;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;

/**
 * Sizes, counts, durations and dates as people read them, in the language of this process, whatever
 * the system's regional settings are: the words around a figure are in that language, too.
 */
public final class Figures {
  private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB", "PB", "EB");
  private static final String MINUTE = "HH:mm";
  private static final String SECOND = "HH:mm:ss";

  private Figures() {}

  /** {@code 0 bytes}, {@code 8.20 MB}, {@code 812 GB}: decimal; negative is {@code unknown}. */
  public static String bytes(long bytes) {
    if (bytes < 0) {
      return text("figure.unknown");
    }
    if (bytes < 1000) {
      return Messages.current().counted("figure.bytes", bytes);
    }
    long unit = 1;
    int zeros = 0;
    while (bytes / unit >= 1000) {
      unit *= 10;
      zeros++;
    }
    long digits = bytes / unit;
    long rest = bytes % unit;
    if (rest >= unit - rest) {
      digits++; // Three digits, rounded: 999 999 bytes are 1.00 MB and never 1000 kB.
    }
    if (digits == 1000) {
      digits = 100;
      zeros++;
    }
    int whole = (zeros + 2) % 3 + 1;
    String text = Long.toString(digits);
    String point = whole < text.length() ? text("figure.point") : "";
    return text.substring(0, whole)
        + point
        + text.substring(whole)
        + " "
        + UNITS.get((zeros + 2) / 3 - 1);
  }

  /** {@code 52 310}: thousands apart by a plain space, which every console can show. */
  public static String count(long count) {
    StringBuilder text = new StringBuilder(Long.toString(count));
    int first = count < 0 ? 1 : 0;
    for (int at = text.length() - 3; at > first; at -= 3) {
      text.insert(at, ' ');
    }
    return text.toString();
  }

  /** {@code under 1 s}, {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 5 min}, {@code 3 days 4 h}. */
  public static String duration(Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      return duration.isZero() ? text("figure.seconds", 0) : text("figure.under-a-second");
    }
    if (duration.toMinutes() < 1) {
      return text("figure.seconds", duration.toSeconds());
    }
    if (duration.toHours() < 1) {
      return two(text("figure.minutes", duration.toMinutes()), duration.toSecondsPart(), "seconds");
    }
    if (duration.toDays() < 1) {
      return two(text("figure.hours", duration.toHours()), duration.toMinutesPart(), "minutes");
    }
    String days = Messages.current().counted("figure.days", duration.toDays());
    return two(days, duration.toHoursPart(), "hours");
  }

  private static String two(String large, int small, String unit) {
    return small == 0 ? large : large + " " + text("figure." + unit, small);
  }

  /**
   * {@code today 17:00}, {@code yesterday 17:00}, {@code tomorrow 17:00}, {@code Mon 17:00} within
   * six days either way, else {@code 3 Mar 2025 17:00}; on the wall clock of {@code now}'s zone.
   *
   * @param now with its zone rather than an offset, so that 17:00 stays 17:00 across a clock change
   */
  public static String when(OffsetDateTime moment, ZonedDateTime now) {
    return when(moment, now, MINUTE);
  }

  /** {@code today 17:00:09}: the same to the second. */
  static String whenToTheSecond(OffsetDateTime moment, ZonedDateTime now) {
    return when(moment, now, SECOND);
  }

  private static String when(OffsetDateTime moment, ZonedDateTime now, String time) {
    LocalDateTime local = moment.atZoneSameInstant(now.getZone()).toLocalDateTime();
    long days = ChronoUnit.DAYS.between(now.toLocalDate(), local.toLocalDate());
    if (days == 0) {
      return text("figure.today", format(local, time));
    }
    if (days == -1) {
      return text("figure.yesterday", format(local, time));
    }
    if (days == 1) {
      return text("figure.tomorrow", format(local, time));
    }
    String pattern = text(days >= -6 && days <= 6 ? "figure.weekday" : "figure.date");
    return format(local, pattern.replace(MINUTE, time));
  }

  /** {@code Mon 3 Mar}. */
  public static String day(LocalDate day) {
    return format(day, text("figure.day"));
  }

  /** The whole name of a day of the week. */
  public static String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL_STANDALONE, locale());
  }

  /** {@code 8.20 MB/s}; less than a millisecond counts as one. */
  public static String rate(long bytes, long millis) {
    return bytes((long) (bytes * 1000.0 / Math.max(1, millis))) + "/s";
  }

  private static String format(TemporalAccessor moment, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, locale()).format(moment);
  }

  private static Locale locale() {
    return Messages.current().language().locale();
  }

  private static String text(String key, Object... arguments) {
    return Messages.current().of(key, arguments);
  }
}
