package dev.nightjar.simulation;

import dev.nightjar.desktop.ShownWords.Day;
import dev.nightjar.desktop.ShownWords.Notice;
import dev.nightjar.desktop.ShownWords.Row;
import dev.nightjar.desktop.ShownWords.Window;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words of the window: headline, notices with their buttons, table and strip. */
final class WindowWords {
  private static final Map<String, List<String>> BUTTONS =
      Map.of(
          "Is this still the app's file?", List.of("Yes, It's Fine", "Find It…"),
          "Was that you?", List.of("Yes", "No"),
          "instead?", List.of("Yes", "No"),
          "no other place has them whole.", List.of("I Know"));

  private final WordTruths truths;
  private final Phrases headlines;
  private final Phrases details;
  private final Phrases notices;
  private final Map<SimJob, List<Row>> rows = new IdentityHashMap<>();
  private final Map<SimJob, List<Day>> days = new IdentityHashMap<>();

  WindowWords(WordTruths truths, Phrases notices) {
    this.truths = truths;
    FacePhrases face = new FacePhrases(truths);
    this.headlines =
        face.headlines()
            .add("Paused until <at>", heard -> truths.dates.isPausedUntil(heard.at()))
            .add("Backing up <job>… <count> %", heard -> heard.isOfJob())
            .add("Cancelling…", heard -> true);
    this.details = face.details();
    this.notices = notices;
  }

  /** Judges the window that shows that job. */
  void judge(Window window, List<SimJob> jobs, SimJob job) {
    headlines.judge(window.title(), job, truths);
    for (String detail : window.detail().split(" · ", -1)) {
      details.judge(decapitalized(detail), job, truths);
    }
    for (int i = 0; i < jobs.size(); i++) {
      headlines.judge(window.jobs().get(i).text(), jobs.get(i), truths);
    }
    for (Notice notice : window.notices()) {
      notices.judge(notice.text(), job, truths);
      buttons(notice);
    }
    if (!window.rows().equals(rows.put(job, window.rows()))
        || !window.days().equals(days.put(job, window.days()))) {
      Map<String, Set<LocalDateTime>> held = new HashMap<>();
      job.places.forEach(place -> held.put(place.label, truths.minutesAt(place)));
      window.rows().forEach(row -> row(row, held));
      window.days().forEach(day -> day(day, held));
    }
  }

  /** Within a line a sentence's first letter is small, whatever the name. */
  static String decapitalized(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private static void buttons(Notice notice) {
    BUTTONS.forEach(
        (end, buttons) -> {
          if (notice.text().endsWith(end) && !notice.buttons().equals(buttons)) {
            throw new Broken(
                Claim.NOTHING_FALSE, notice.text() + " can be answered by " + notice.buttons());
          }
        });
  }

  /** Each place that a row names has a backup of that minute. */
  private void row(Row row, Map<String, Set<LocalDateTime>> held) {
    List<LocalDateTime> minutes = Spoken.minutes(row.when(), truths.dates.today());
    for (String place : Spoken.places(row.where())) {
      if (minutes.stream().noneMatch(minute -> held(place, held).contains(minute))) {
        throw new Broken(Claim.NOTHING_FALSE, place + " is said to have a backup of " + row.when());
      }
    }
  }

  private void day(Day day, Map<String, Set<LocalDateTime>> held) {
    if (day.mark().equals("EVERYWHERE") || day.mark().equals("SOMEWHERE")) {
      String[] parts = day.text().split(": ", 2);
      LocalDate date = dateOf(parts[0]);
      for (String place : Spoken.places(parts[1])) {
        if (held(place, held).stream().noneMatch(at -> at.toLocalDate().equals(date))) {
          throw new Broken(Claim.NOTHING_FALSE, place + " is said to have a backup of " + parts[0]);
        }
      }
      boolean all = Spoken.places(parts[1]).size() == held.size();
      if (all != day.mark().equals("EVERYWHERE")) {
        throw new Broken(Claim.NOTHING_FALSE, day.mark() + " is the mark of " + day.text());
      }
    }
  }

  private static Set<LocalDateTime> held(String place, Map<String, Set<LocalDateTime>> held) {
    return held.getOrDefault(place, Set.of());
  }

  private LocalDate dateOf(String day) {
    LocalDate date = truths.dates.today();
    for (int back = 0; back < 60; back++, date = date.minusDays(1)) {
      if (Spoken.DAY.format(date).equals(day)) {
        return date;
      }
    }
    throw new Broken(Claim.NOTHING_FALSE, day + " is none of the last 60 days");
  }
}
