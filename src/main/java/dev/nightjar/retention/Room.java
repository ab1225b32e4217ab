package dev.nightjar.retention;

import dev.nightjar.destination.BackupSummary;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;

/**
 * The space that a place's backups may take altogether. It is the same before and after a deletion
 * or a copy, so that nothing is deleted only to be copied back.
 *
 * @param bytes of all backups there
 * @param elsewhere the backups that another place holds: only these go for want of space
 */
public record Room(long bytes, Set<BackupSummary.Key> elsewhere) {
  /** On a disk that the database doesn't share. */
  public static final Room UNLIMITED = new Room(Long.MAX_VALUE, Set.of());

  private static final long MIN_FREE_BYTES = 5L << 30;
  private static final int LEFT_TO_NEW_ONES = 10;

  public Room {
    elsewhere = Set.copyOf(elsewhere);
  }

  /**
   * Returns the room on the database's own disk, of which 5 GB, or three backups if that is more,
   * are to stay free.
   *
   * @param freeBytes usable space there now
   * @param there the backups that take the rest
   */
  public static Room besideDatabase(
      long freeBytes, Collection<BackupSummary> there, Set<BackupSummary.Key> elsewhere) {
    long taken = there.stream().mapToLong(BackupSummary::bytes).reduce(0, Room::plus);
    return new Room(Math.max(0, plus(freeBytes, taken) - floor(there)), elsewhere);
  }

  /** The space that is to stay free on the database's own disk, by the size of one backup. */
  public static long floor(Collection<BackupSummary> there) {
    long newest =
        there.stream()
            .max(Comparator.comparingLong(BackupSummary::sequence))
            .map(BackupSummary::bytes)
            .orElse(0L);
    return Math.max(MIN_FREE_BYTES, plus(plus(newest, newest), newest));
  }

  /**
   * Returns the part of the room that older backups are copied into. The rest is left to new ones,
   * which would soon push the copies out again.
   */
  Room forCopies(Set<BackupSummary.Key> held) {
    return equals(UNLIMITED) ? this : new Room(bytes - bytes / LEFT_TO_NEW_ONES, held);
  }

  /** A manifest may name any numbers: their sum stops at the largest there is. */
  static long plus(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
