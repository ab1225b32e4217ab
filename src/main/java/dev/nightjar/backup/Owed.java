package dev.nightjar.backup;

import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.RetentionPolicy;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What a place lacks: what its own retention plan would keep of all backups, minus what it has. */
public final class Owed {
  private Owed() {}

  /**
   * The backups to copy to a place, newest first; nothing that would be delivered only to be
   * deleted.
   *
   * @param everywhere the backups of one job at all places, that place's among them
   * @param there the backups that the place has
   */
  public static List<Manifest> to(
      Collection<Manifest> there,
      Collection<Manifest> everywhere,
      RetentionPolicy keep,
      Instant now,
      ZoneId zone) {
    List<Manifest> all = new ArrayList<>(there);
    for (Manifest manifest : everywhere) {
      if (all.stream().noneMatch(manifest::sameBackupAs)) {
        all.add(manifest);
      }
    }
    return keep.plan(all, now, zone).kept().stream()
        .map(kept -> kept.backup())
        .filter(manifest -> there.stream().noneMatch(manifest::sameBackupAs))
        .sorted(Comparator.comparingLong(Manifest::sequence).reversed())
        .toList();
  }
}
