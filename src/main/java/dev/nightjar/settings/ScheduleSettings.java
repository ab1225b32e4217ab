package dev.nightjar.settings;

import dev.nightjar.schedule.Schedule;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When a job is due.
 *
 * @param at the time of day; 17:00 if nothing is said
 * @param days every day if none is named
 * @param cron a cron line, which then counts instead of time and days
 * @param makeUpMissed whether a run that the computer was off for is made up; yes if nothing is
 *     said
 */
public record ScheduleSettings(
    LocalTime at, List<DayOfWeek> days, Optional<String> cron, Boolean makeUpMissed) {
  public ScheduleSettings {
    at = at == null ? LocalTime.of(17, 0) : at;
    days =
        days == null || days.isEmpty()
            ? List.of(DayOfWeek.values())
            : days.stream().distinct().sorted().toList();
    cron = cron == null ? Optional.empty() : cron;
    makeUpMissed = makeUpMissed == null || makeUpMissed;
    cron.ifPresent(ScheduleSettings::check);
  }

  /** Every day at 17:00, missed runs made up. */
  public static ScheduleSettings standard() {
    return daily(LocalTime.of(17, 0));
  }

  public static ScheduleSettings daily(LocalTime at) {
    return new ScheduleSettings(at, List.of(), Optional.empty(), true);
  }

  public Schedule schedule() {
    return cron.map(Schedule::ofCron).orElseGet(() -> Schedule.of(at, days));
  }

  /**
   * Returns what the cron line means, if there is one: in English, and the line as it is in other
   * languages, which cron-utils speaks word by word, and badly.
   */
  public Optional<String> cronInWords(Locale language) {
    return language.getLanguage().equals(Locale.ENGLISH.getLanguage())
        ? cron.map(Schedule::inEnglish)
        : cron;
  }

  private static void check(String line) {
    try {
      Schedule.ofCron(line);
    } catch (RuntimeException e) {
      throw new InvalidSettingException(
          "When, cron", "must be a cron line of five fields, such as 0 17 * * 1-5", line);
    }
  }
}
