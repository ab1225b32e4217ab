package dev.nightjar.destination;

import java.util.List;

/**
 * Which backups stay, each with the reason, and which may go.
 *
 * @param kept newest first
 * @param expendable oldest first: the order in which to delete
 */
public record RetentionPlan(List<Kept> kept, List<Manifest> expendable) {
  public RetentionPlan {
    kept = List.copyOf(kept);
    expendable = List.copyOf(expendable);
  }

  /** A backup that stays. */
  public record Kept(Manifest backup, Because because) {}

  /** Why a backup stays. */
  public enum Because {
    NEWEST,
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

  public boolean keeps(Manifest backup) {
    return kept.stream().anyMatch(one -> one.backup().equals(backup));
  }
}
