package dev.nightjar.desktop.backups;

import dev.nightjar.app.verdict.BackupDays;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Outcome;
import dev.nightjar.desktop.backups.BackupsView.Day;
import dev.nightjar.desktop.backups.BackupsView.Mark;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The last 60 days: on which there is a backup, and where. */
final class DayPresenter {
  static final int DAYS = 60;

  private final Messages texts;
  private final ZonedDateTime now;

  DayPresenter(Messages texts, ZonedDateTime now) {
    this.texts = texts;
    this.now = now;
  }

  /**
   * The days, each with what was kept or failed on it.
   *
   * @param places the job's places, in their order
   * @return oldest first, today last
   */
  List<Day> of(BackupDays backedUp, List<BackupRun> runs, List<String> places) {
    TreeSet<LocalDate> dates = new TreeSet<>();
    backedUp.first().ifPresent(dates::add);
    Set<LocalDate> failed = new HashSet<>();
    for (BackupRun run : runs) {
      if (run.outcome() == Outcome.FAILED) {
        failed.add(run.startedAt().atZone(now.getZone()).toLocalDate());
      }
    }
    dates.addAll(failed);
    LocalDate first = dates.isEmpty() ? now.toLocalDate().plusDays(1) : dates.first();
    List<Day> days = new ArrayList<>();
    for (int back = DAYS - 1; back >= 0; back--) {
      LocalDate date = now.toLocalDate().minusDays(back);
      Set<String> there = backedUp.places().getOrDefault(date, Set.of());
      days.add(day(date, there, failed.contains(date), date.isBefore(first), places));
    }
    return days;
  }

  private Day day(
      LocalDate date, Set<String> there, boolean failed, boolean before, List<String> places) {
    String name = Figures.day(date);
    if (!there.isEmpty()) {
      Mark mark = there.containsAll(places) ? Mark.EVERYWHERE : Mark.SOMEWHERE;
      List<String> inOrder = places.stream().filter(there::contains).toList();
      List<String> shown = inOrder.isEmpty() ? List.copyOf(new TreeSet<>(there)) : inOrder;
      return new Day(
          date,
          mark,
          texts.of("backups.day", name, texts.list(shown.stream().map(texts::place).toList())));
    }
    if (failed) {
      return new Day(date, Mark.FAILED, texts.of("backups.day.failed", name));
    }
    return before
        ? new Day(date, Mark.BEFORE, texts.of("backups.day.before", name))
        : new Day(date, Mark.NONE, texts.of("backups.day.none", name));
  }
}
