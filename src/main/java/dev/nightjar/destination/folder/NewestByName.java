package dev.nightjar.destination.folder;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Inventory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
    List<BackupSummary> there = new ArrayList<>();
    boolean allKnown =
        layout
            .list(
                PlaceLayout.MANIFEST_FOLDER,
                name -> {
                  CachedManifest one = byName.get(name);
                  if (one == null) {
                    return !name.startsWith(".");
                  }
                  if (!one.isLost() && one.backup().job().job().equals(job)) {
                    there.add(one.backup());
                  }
                  return false;
                })
            .isEmpty();
    return allKnown ? there.stream().min(Inventory.NEWEST_FIRST) : Optional.empty();
  }
}
