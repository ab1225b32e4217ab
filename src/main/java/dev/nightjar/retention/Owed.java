package dev.nightjar.retention;

import dev.nightjar.destination.BackupSummary;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes a place's lack: the backups that its own retention plan would keep of all, minus those
 * it has.
 */
public final class Owed {
  private Owed() {}

  /**
   * The backups to copy to a place, newest first; nothing that would be delivered only to be
   * deleted.
   *
   * @param everywhere the backups of one job at all places, that place's among them
   * @param there the backups that the place has
   */
  public static List<BackupSummary> to(
      Collection<BackupSummary> there,
      Collection<BackupSummary> everywhere,
      RetentionPolicy keep,
      Instant now,
      ZoneId zone) {
    return to(there, everywhere, keep, now, zone, Room.UNLIMITED);
  }

  /** The same for a place that has so much room for backups. */
  public static List<BackupSummary> to(
      Collection<BackupSummary> there,
      Collection<BackupSummary> everywhere,
      RetentionPolicy keep,
      Instant now,
      ZoneId zone,
      Room room) {
    Set<BackupSummary.Key> has = keys(there);
    if (everywhere.stream().allMatch(backup -> has.contains(backup.key()))) {
      return List.of(); // Nearly always, and no plan of thousands of backups is made.
    }
    return planOfAll(there, everywhere, keep, now, zone, room).kept().stream()
        .map(RetentionPlan.Kept::backup)
        .filter(backup -> !has.contains(backup.key()))
        .sorted(Comparator.comparingLong(BackupSummary::sequence).reversed())
        .toList();
  }

  private static Set<BackupSummary.Key> keys(Collection<BackupSummary> backups) {
    Set<BackupSummary.Key> keys = new HashSet<>();
    backups.forEach(backup -> keys.add(backup.key()));
    return keys;
  }

  /**
   * A place's plan if it had all backups that are at any place, as far as they are to be copied.
   */
  static RetentionPlan planOfAll(
      Collection<BackupSummary> there,
      Collection<BackupSummary> everywhere,
      RetentionPolicy keep,
      Instant now,
      ZoneId zone,
      Room room) {
    Set<BackupSummary.Key> has = keys(there);
    Map<BackupSummary.Key, BackupSummary> lacking = new LinkedHashMap<>();
    for (BackupSummary backup : everywhere) {
      if (!has.contains(backup.key())) {
        lacking.putIfAbsent(backup.key(), backup);
      }
    }
    List<BackupSummary> all = new ArrayList<>(there);
    all.addAll(lacking.values());
    // Each that it lacks is at another place.
    Set<BackupSummary.Key> elsewhere = new HashSet<>(room.elsewhere());
    elsewhere.addAll(lacking.keySet());
    return keep.plan(all, now, zone, room.forCopies(elsewhere));
  }
}
