package dev.nightjar.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Backups;
import dev.nightjar.retention.RetentionPlan.Because;
import dev.nightjar.retention.RetentionPlan.Kept;
import dev.nightjar.text.Figures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The README's calendar of what {@code keep=smart} keeps is what the code keeps. With {@code
 * -Dnightjar.rewrite=true} it is written anew.
 */
final class CalendarInReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- calendar: CalendarInReadmeTest writes it -->\n";
  private static final String END = "<!-- end of the calendar -->\n";
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 6, 18, 18, 0);
  private static final LocalDate FIRST = NOW.toLocalDate().minusYears(3);
  private static final int MONTHS = 8;
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.UK);

  /** One backup a day at 17:00 for three years, and what becomes of each. */
  private static Map<LocalDate, Because> kept() {
    List<BackupSummary> made = new ArrayList<>();
    for (LocalDate day = FIRST; !day.isAfter(NOW.toLocalDate()); day = day.plusDays(1)) {
      made.add(Backups.summary(made.size() + 1, day + "T17:00:00Z"));
    }
    Map<LocalDate, Because> kept = new HashMap<>();
    for (Kept one :
        RetentionPolicy.Thinning.USUAL
            .plan(made, NOW.toInstant(ZoneOffset.UTC), ZoneOffset.UTC)
            .kept()) {
      kept.put(one.backup().localSnapshotAt().toLocalDate(), one.because());
    }
    return kept;
  }

  private static char sign(Map<LocalDate, Because> kept, LocalDate day) {
    if (day.isAfter(NOW.toLocalDate())) {
      return ' ';
    }
    Because because = kept.get(day);
    return because == null
        ? '·'
        : switch (because) {
          case NEWEST, NEWEST_WHOLE, BEFORE_CHANGE, RECENT -> 'a';
          case DAILY -> 'd';
          case WEEKLY -> 'w';
          case MONTHLY -> 'm';
          default -> '?';
        };
  }

  private static String calendar() {
    Map<LocalDate, Because> kept = kept();
    StringBuilder text = new StringBuilder("\n                 5    10   15   20   25   30\n");
    YearMonth last = YearMonth.from(NOW);
    for (YearMonth month = last.minusMonths(MONTHS - 1L);
        !month.isAfter(last);
        month = month.plusMonths(1)) {
      StringBuilder days = new StringBuilder();
      for (int day = 1; day <= month.lengthOfMonth(); day++) {
        days.append(sign(kept, month.atDay(day)));
      }
      text.append("    ").append(MONTH.format(month)).append(' ');
      text.append(days.toString().stripTrailing()).append('\n');
    }
    long before =
        kept.keySet().stream()
            .filter(day -> day.isBefore(last.minusMonths(MONTHS - 1L).atDay(1)))
            .count();
    return text.append("\n`a` all of the last 2 days, `d` the newest of its day, `w` of its week, ")
        .append("`m` of its month, `·` gone; and\n")
        .append(before)
        .append(" more, one a month, from before: ")
        .append(kept.size())
        .append(" of ")
        .append(Figures.count(ChronoUnit.DAYS.between(FIRST, NOW.toLocalDate()) + 1))
        .append(" that were made in three years.\n\n")
        .toString();
  }

  @Test
  void theCalendarIsWhatTheCodeKeeps() throws Exception {
    String readme = Files.readString(README).replace("\r\n", "\n");
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, "no calendar");
    if (Boolean.getBoolean("nightjar.rewrite")) {
      Files.writeString(README, readme.substring(0, begin) + calendar() + readme.substring(end));
    } else {
      assertEquals(readme.substring(begin, end), calendar());
    }
  }
}
