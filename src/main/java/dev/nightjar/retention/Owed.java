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
import java.util.stream.Stream;

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
   * <p>If it can't read a manifest that another place can, it is owed that backup whatever its rule
   * says: its files take space, and no rule can delete what nobody can tell.
   *
   * @param everywhere the backups of one job at all places, that place's among them
   */
  public static List<BackupSummary> to(
      PlaceHolding place, Collection<BackupSummary> everywhere, Instant now, ZoneId zone) {
    Set<BackupSummary.Key> has = BackupSummary.keys(place.backups());
    if (everywhere.stream().allMatch(backup -> has.contains(backup.key()))) {
      return List.of(); // Nearly always, and no plan of thousands of backups is made.
    }
    Set<BackupSummary.Key> rewritable = BackupSummary.keys(place.copies().rewritable());
    RetentionPlan plan = planOfAll(place, everywhere, now, zone);
    return Stream.concat(
            plan.kept().stream().map(RetentionPlan.Kept::backup),
            plan.expendable().stream()
                .map(RetentionPlan.Expendable::backup)
                .filter(backup -> rewritable.contains(backup.key())))
        .filter(backup -> !has.contains(backup.key()))
        .sorted(Comparator.comparingLong(BackupSummary::sequence).reversed())
        .toList();
  }

  /**
   * A place's plan if it had all backups that are at any place, as far as they are to be copied.
   */
  static RetentionPlan planOfAll(
      PlaceHolding place, Collection<BackupSummary> everywhere, Instant now, ZoneId zone) {
    Set<BackupSummary.Key> has = BackupSummary.keys(place.backups());
    Map<BackupSummary.Key, BackupSummary> lacking = new LinkedHashMap<>();
    for (BackupSummary backup : everywhere) {
      if (!has.contains(backup.key())) {
        lacking.putIfAbsent(backup.key(), backup);
      }
    }
    List<BackupSummary> all = new ArrayList<>(place.backups());
    all.addAll(lacking.values());
    // Each that it lacks is at another place.
    Set<BackupSummary.Key> elsewhere = new HashSet<>(place.room().elsewhere());
    elsewhere.addAll(lacking.keySet());
    return place.keep().plan(all, now, zone, place.room().forCopies(elsewhere));
  }
}
