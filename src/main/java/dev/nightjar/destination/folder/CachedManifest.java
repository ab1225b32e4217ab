package dev.nightjar.destination.folder;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.folder.PlaceLayout.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * A manifest that was read once. As long as its file is listed with the same size and time, it need
 * not be read again.
 *
 * @param id the backup's
 * @param bytes the manifest's size; −1 if it is to be read again all the same
 * @param missing the files that were not there when it was last listed
 * @param cut the files that had another size then
 */
record CachedManifest(
    String id,
    long bytes,
    Instant modifiedAt,
    BackupSummary backup,
    Set<BackupFile> missing,
    Set<BackupFile> cut) {
  /** FAT counts in steps of two seconds. */
  private static final Duration COARSEST_CLOCK = Duration.ofSeconds(2);

  private static final long UNKNOWN = -1;

  CachedManifest {
    Objects.requireNonNull(id);
    Objects.requireNonNull(modifiedAt);
    Objects.requireNonNull(backup);
    missing = missing.isEmpty() ? Set.of() : Set.copyOf(missing);
    cut = cut.isEmpty() ? Set.of() : Set.copyOf(cut);
    if (!id.equals(backup.id())) {
      throw new IllegalArgumentException("id: must be the backup's");
    }
  }

  /** A backup that was stored just now: its manifest is read when it is listed. */
  static CachedManifest unread(BackupSummary backup) {
    return new CachedManifest(backup.id(), UNKNOWN, Instant.EPOCH, backup, Set.of(), Set.of());
  }

  /** Whether {@code known} is the same backup as it was remembered before its manifest was old. */
  boolean settles(CachedManifest known) {
    return known.bytes == UNKNOWN
        && backup.equals(known.backup)
        && missing.equals(known.missing)
        && cut.equals(known.cut);
  }

  boolean isOf(Entry listed) {
    return listed.plain() && listed.bytes() == bytes && listed.modifiedAt().equals(modifiedAt);
  }

  /**
   * The same as it may be remembered: one that was written just before it was read could be written
   * again within the same step of the place's clock, and with the same size. It is read once more.
   */
  CachedManifest readAt(Instant instant) {
    boolean settled = Duration.between(modifiedAt, instant).abs().compareTo(COARSEST_CLOCK) > 0;
    return settled ? this : new CachedManifest(id, UNKNOWN, modifiedAt, backup, missing, cut);
  }

  /** The same with other files gone; this very object if these are the same. */
  CachedManifest with(Set<BackupFile> nowMissing, Set<BackupFile> nowCut) {
    if (missing.equals(nowMissing) && cut.equals(nowCut)) {
      return this;
    }
    return new CachedManifest(id, bytes, modifiedAt, backup, nowMissing, nowCut);
  }

  boolean isLost() {
    return !missing.isEmpty() || !cut.isEmpty();
  }
}
