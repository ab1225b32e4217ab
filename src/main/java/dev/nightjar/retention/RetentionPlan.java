package dev.nightjar.retention;

import dev.nightjar.destination.BackupSummary;
import java.util.List;

/**
 * The backups that stay, each with the reason, and those that may go.
 *
 * @param kept newest first
 * @param expendable oldest first: the order in which to delete
 */
public record RetentionPlan(List<Kept> kept, List<BackupSummary> expendable) {
  public RetentionPlan {
    kept = List.copyOf(kept);
    expendable = List.copyOf(expendable);
  }

  /** A backup that stays. */
  public record Kept(BackupSummary backup, Because because) {}

  /** Why a backup stays. */
  public enum Because {
    NEWEST,
    /** The newest in which nothing was found, where newer ones are to be mended. */
    NEWEST_WHOLE,
    /** Made in the days of which all are kept. */
    RECENT,
    /** The newest of its day. */
    DAILY,
    WEEKLY,
    MONTHLY,
    /** One of the last so many. */
    LAST,
    /** Nothing is ever deleted. */
    EVERYTHING
  }
}
