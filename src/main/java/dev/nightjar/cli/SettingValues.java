package dev.nightjar.cli;

import dev.nightjar.io.TypedPath;
import dev.nightjar.settings.InvalidSettingException;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.settings.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings as text, each with its name on the command line, and back. */
final class SettingValues {
  static final List<String> JOB_KEYS =
      List.of(
          "name",
          "database",
          "local",
          "nas",
          "time",
          "days",
          "cron",
          "make-up-missed",
          "keep",
          "keep-local",
          "keep-nas");
  static final List<String> GENERAL_KEYS =
      List.of("notifications", "appearance", "language", "patience", "place-patience");

  /** No second place, or no cron line. */
  static final String NONE = "none";

  private static final String EVERY_DAY = "every-day";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);

  private SettingValues() {}

  static List<String> keys() {
    return Stream.concat(JOB_KEYS.stream(), GENERAL_KEYS.stream()).toList();
  }

  static Map<String, String> of(Job job) {
    ScheduleSettings schedule = job.schedule();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("name", job.name());
    values.put("database", job.database().toString());
    values.put("local", job.local().folder().toString());
    values.put("nas", job.nas().map(nas -> nas.folder().toString()).orElse(NONE));
    values.put("time", schedule.at().toString());
    values.put("days", days(schedule.days()));
    values.put("cron", schedule.cron().orElse(NONE));
    values.put("make-up-missed", schedule.makeUpMissed() ? "yes" : "no");
    String here = keep(job.local().keep());
    Optional<String> there = job.nas().map(nas -> keep(nas.keep()));
    if (there.isEmpty() || there.get().equals(here)) {
      values.put("keep", here);
    }
    values.put("keep-local", here);
    there.ifPresent(rule -> values.put("keep-nas", rule));
    return values;
  }

  static Map<String, String> of(Settings settings) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("notifications", word(settings.notifications()));
    values.put("appearance", word(settings.appearance()));
    values.put("language", word(settings.language()));
    values.put("patience", settings.patienceSeconds().toString());
    values.put("place-patience", settings.placePatienceSeconds().toString());
    return values;
  }

  static LocalTime time(String field, String text) {
    try {
      return LocalTime.parse(text.strip(), TIME);
    } catch (DateTimeException e) {
      throw new InvalidSettingException(field, Words.of("set.rule.time"), text);
    }
  }

  /** Names of days, shortened to three letters or not. */
  static List<DayOfWeek> days(String text) {
    if (text.strip().equalsIgnoreCase(EVERY_DAY)) {
      return List.of(DayOfWeek.values());
    }
    return Arrays.stream(text.split(",", -1)).map(word -> day(word.strip(), text)).toList();
  }

  private static DayOfWeek day(String word, String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (word.length() >= 3 && day.name().startsWith(word.toUpperCase(Locale.ROOT))) {
        return day;
      }
    }
    throw new InvalidSettingException("days", Words.of("set.rule.days"), text);
  }

  private static String days(List<DayOfWeek> days) {
    return days.size() == DayOfWeek.values().length
        ? EVERY_DAY
        : days.stream()
            .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(","));
  }

  static Keep keep(String field, String text) {
    if (text.matches("[0-9]{1,6}") && Integer.parseInt(text) > 0) {
      return Keep.last(Integer.parseInt(text));
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "smart", "thinning" -> Keep.SMART;
      case "everything" -> Keep.EVERYTHING;
      default -> throw new InvalidSettingException(field, Words.of("set.rule.keep"), text);
    };
  }

  /** A rule as it is written; if none was chosen, everything is kept. */
  static String keep(Optional<Keep> chosen) {
    return chosen.orElse(Keep.EVERYTHING).word();
  }

  static boolean yesOrNo(String field, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new InvalidSettingException(field, Words.of("set.rule.yes-no"), text);
    };
  }

  static int seconds(String field, String text) {
    if (text.matches("[0-9]{1,6}")) {
      return Integer.parseInt(text);
    }
    throw new InvalidSettingException(field, Words.of("set.rule.seconds"), text);
  }

  static Path path(String field, String text) {
    try {
      if (!text.isBlank()) {
        return TypedPath.of(text).toAbsolutePath().normalize();
      }
    } catch (InvalidPathException e) {
      throw new InvalidSettingException(field, Words.of("set.rule.path"), text);
    }
    throw new InvalidSettingException(field, Words.of("set.rule.path"), text);
  }

  /** The constant whose name is {@code text}, in any case. */
  static <E extends Enum<E>> E oneOf(String field, String text, E[] constants) {
    for (E constant : constants) {
      if (word(constant).equals(text.toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    String words =
        Arrays.stream(constants).map(SettingValues::word).collect(Collectors.joining(", "));
    throw new InvalidSettingException(field, Words.of("set.rule.one-of", words), text);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
