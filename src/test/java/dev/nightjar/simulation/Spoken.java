package dev.nightjar.simulation;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads dates, places and numbers out of sentences, as a user does. */
final class Spoken {
  /** As the strip of days names one. */
  static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

  private static final String DATE =
      "(?:[Tt]oday|[Yy]esterday|[Tt]omorrow|Mon|Tue|Wed|Thu|Fri|Sat|Sun) \\d\\d:\\d\\d"
          + "|\\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d";

  private static final String PLACE = "[Tt]his computer|NAS";
  private static final DateTimeFormatter LONG =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);

  /** Every history has phrases of its own, and all the same sentences. */
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private Spoken() {}

  /**
   * A sentence with {@code <at>}, {@code <due>}, {@code <place>}, {@code <places>}, {@code <job>},
   * {@code <count>}, {@code <time>}, {@code <text>} for what varies; all else is literal.
   */
  static Pattern pattern(String sentence) {
    return PATTERNS.computeIfAbsent(sentence, Spoken::compiled);
  }

  private static Pattern compiled(String sentence) {
    StringBuilder pattern = new StringBuilder();
    Matcher names = Pattern.compile("<([a-z]+)>").matcher(sentence);
    int from = 0;
    while (names.find()) {
      pattern.append(Pattern.quote(sentence.substring(from, names.start())));
      pattern.append("(?<").append(names.group(1)).append('>').append(form(names.group(1)));
      pattern.append(')');
      from = names.end();
    }
    return Pattern.compile(pattern.append(Pattern.quote(sentence.substring(from))).toString());
  }

  private static String form(String name) {
    return switch (name) {
      case "at", "due" -> DATE;
      case "place" -> PLACE;
      case "places" -> "(?:" + PLACE + ")(?:(?: and |, )(?:" + PLACE + "))*";
      case "job" -> "Inventory|Customers";
      case "count", "before" -> "[0-9][0-9 ]*";
      case "path" -> "/\\S+";
      case "time" -> "\\d\\d:\\d\\d";
      default -> ".*";
    };
  }

  /**
   * The minutes that may be meant: a weekday may be the last or the next one. One that two of a
   * list share is told with its seconds.
   */
  static List<LocalDateTime> minutes(String told, LocalDate today) {
    String date = told.replaceFirst("(\\d\\d:\\d\\d):\\d\\d$", "$1");
    String day = date.substring(0, date.length() - 6);
    LocalTime time = LocalTime.parse(date.substring(date.length() - 5));
    switch (day.toLowerCase(Locale.ROOT)) {
      case "today" -> {
        return List.of(today.atTime(time));
      }
      case "yesterday" -> {
        return List.of(today.minusDays(1).atTime(time));
      }
      case "tomorrow" -> {
        return List.of(today.plusDays(1).atTime(time));
      }
      default -> {
        return day.length() > 3
            ? List.of(LocalDateTime.parse(date, LONG))
            : weekday(day, time, today);
      }
    }
  }

  private static List<LocalDateTime> weekday(String name, LocalTime time, LocalDate today) {
    List<LocalDateTime> meant = new ArrayList<>();
    for (int days = -6; days <= 6; days++) {
      DayOfWeek day = today.plusDays(days).getDayOfWeek();
      if (Math.abs(days) > 1 && day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).equals(name)) {
        meant.add(today.plusDays(days).atTime(time));
      }
    }
    return meant;
  }

  static List<String> places(String text) {
    return Stream.of(text.split(" and |, ", -1)).map(Spoken::place).toList();
  }

  /** A place by its label, at the head of a sentence, too. */
  static String place(String text) {
    return text.replace("This computer", "this computer");
  }

  static long count(String text) {
    return Long.parseLong(text.replace(" ", ""));
  }
}
