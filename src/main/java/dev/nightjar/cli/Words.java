package dev.nightjar.cli;

import dev.nightjar.failure.Failure;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.sqlite.Violations;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.time.DayOfWeek;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Optional;
import java.util.ResourceBundle;

/** The words of the command line. */
final class Words {
  private Words() {}

  static String of(String key, Object... arguments) {
    return Messages.current().of(key, arguments);
  }

  static String place(String label) {
    return Messages.current().place(label);
  }

  static String of(Failure failure) {
    return Messages.current().failure(failure);
  }

  /** When a job is due. */
  static String of(ScheduleSettings schedule) {
    Optional<String> cron = schedule.cronInWords(Messages.current().language().locale());
    if (cron.isPresent()) {
      return cron.get();
    }
    if (schedule.days().size() == DayOfWeek.values().length) {
      return of("when.every-day", schedule.at());
    }
    List<String> days = schedule.days().stream().map(Figures::name).toList();
    return of("when.days", String.join(", ", days), schedule.at());
  }

  /** As {@code 1 table}, {@code 52 310 rows}. */
  static String counted(String noun, long number) {
    return Messages.current().counted(noun, number);
  }

  /** Returns how many values break a declaration, and where. */
  static String violations(String key, String noun, Violations found) {
    return of(key, counted(noun, found.count()), String.join(", ", found.where()));
  }

  /**
   * The words in the form in which the parser takes them: it looks up its help by key. It goes
   * through all keys for each command, so it gets no others.
   */
  static ResourceBundle bundle() {
    Messages messages = Messages.current();
    return new ListResourceBundle() {
      @Override
      protected Object[][] getContents() {
        return messages.keys().stream()
            .filter(Words::isOfHelp)
            .map(key -> new Object[] {key, messages.raw(key)})
            .toArray(Object[][]::new);
      }
    };
  }

  private static boolean isOfHelp(String key) {
    return key.startsWith("nightjar.") || key.startsWith("usage.") || key.indexOf('.') < 0;
  }
}
