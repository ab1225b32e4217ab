package dev.nightjar.destination.folder;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Inventory;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the newest of thousands of backups by the names of their manifests, where all of them were
 * read before: a manifest's number never changes under its name. The system is asked for no file.
 */
final class NewestByName {
  private NewestByName() {}

  /**
   * Returns the newest whole one of {@code job}; empty if there is none, or if a manifest is there
   * that isn't among the {@code known}.
   */
  static Optional<BackupSummary> of(UUID job, PlaceLayout layout, List<CachedManifest> known)
      throws IOException {
    Map<String, CachedManifest> byName = new HashMap<>();
    known.forEach(one -> byName.put(PlaceLayout.manifestName(one.id()), one));
    BackupSummary newest = null;
    for (String name : layout.names(PlaceLayout.MANIFEST_FOLDER)) {
      CachedManifest one = byName.get(name);
      if (one != null) {
        newest = newer(newest, one, job);
      } else if (!name.startsWith(".")) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(newest);
  }

  private static @Nullable BackupSummary newer(
      @Nullable BackupSummary newest, CachedManifest one, UUID job) {
    BackupSummary backup = one.backup();
    boolean newer =
        (newest == null || Inventory.NEWEST_FIRST.compare(backup, newest) < 0)
            && !one.isLost()
            && backup.job().job().equals(job);
    return newer ? backup : newest;
  }
}
