package dev.nightjar.retention;

import dev.nightjar.destination.BackupSummary;
import java.util.List;
import java.util.Locale;

/**
 * The backups that stay, each with the reason, and those that may go, with theirs.
 *
 * @param kept newest first
 * @param expendable oldest first: the order in which to delete
 */
public record RetentionPlan(List<Kept> kept, List<Expendable> expendable) {
  public RetentionPlan {
    kept = List.copyOf(kept);
    expendable = List.copyOf(expendable);
  }

  /** The space of those that may go. */
  public long bytes() {
    return expendable.stream().mapToLong(one -> one.backup().bytes()).reduce(0, Room::plus);
  }

  /** A backup that stays. */
  public record Kept(BackupSummary backup, Because because) {}

  /** Why a backup stays. */
  public enum Because {
    /** The last proved one: it stays whatever the policy. */
    NEWEST,
    /** The newest in which nothing was found, if newer ones are to be mended. */
    NEWEST_WHOLE,
    /** Today's data from before a restore, of the last 30 days. */
    BEFORE_RESTORE,
    /** The last one before the app changed the layout of its data, or of an earlier computer. */
    BEFORE_CHANGE,
    /** Made in the days of which all are kept. */
    RECENT,
    /** The newest of its day. */
    DAILY,
    WEEKLY,
    MONTHLY,
    /** One of the last so many. */
    LAST,
    /** Nothing is ever deleted. */
    EVERYTHING,
    /** It would go for want of space, but no other place has it. */
    ONLY_COPY;

    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A backup that may go.
   *
   * @param bytes the space that this frees
   * @param damaged whether it can't be given back
   */
  public record Expendable(BackupSummary backup, Rule rule, long bytes, boolean damaged) {
    /** A good one. */
    Expendable(BackupSummary backup, Rule rule) {
      this(backup, rule, backup.bytes(), false);
    }
  }

  /** Why a backup may go. */
  public enum Rule {
    /** A newer one stands for its day, its week or its month. */
    SUPERSEDED,
    /** As many newer ones are there as are to be kept. */
    BEYOND_LAST,
    /** It was saved before a restore, more than 30 days ago. */
    OLD_RESTORE,
    /** The database's own disk is to keep some space free, and another place has it. */
    DISK_SPACE;

    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
