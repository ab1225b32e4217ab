package dev.nightjar.app.verdict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds the tables that lost more than half of their rows, until the user calls that right. */
public final class ShrunkTables {
  private static final int MIN_ROWS = 10;

  private ShrunkTables() {}

  /**
   * Compares with the most rows of the backups that came before, since they were last called fine.
   *
   * @param remembered the user's answers
   * @param now at which the question is asked
   */
  public static List<Finding.Shrunk> unanswered(
      List<TableDrop> drops, AppState.OfJob remembered, Instant now) {
    List<Finding.Shrunk> found = new ArrayList<>();
    for (TableDrop drop : drops) {
      Instant fine = remembered.answeredAt(Finding.Kind.SHRUNK, drop.table());
      long most =
          drop.earlier().stream()
              .filter(peak -> isSince(fine, peak.snapshotAt(), now))
              .mapToLong(TableDrop.Peak::rows)
              .max()
              .orElse(0);
      if (most >= MIN_ROWS && drop.rows() < most - drop.rows()) {
        found.add(new Finding.Shrunk(drop.table(), most, drop.rows()));
      }
    }
    return found;
  }

  /** A backup that is dated after now was there when the user answered: a clock was wrong. */
  static boolean isSince(Instant answered, Instant made, Instant now) {
    return made.isAfter(answered) && (answered.equals(Instant.MIN) || !made.isAfter(now));
  }
}
