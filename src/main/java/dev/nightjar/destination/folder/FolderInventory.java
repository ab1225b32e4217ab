package dev.nightjar.destination.folder;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Evidence;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.destination.folder.PlaceLayout.Entry;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a folder holds: one listing for each of its folders, and each manifest. A backup is
 * there if its manifest is and each file that it names is listed with its size.
 */
final class FolderInventory {
  private final PlaceLayout layout;
  private final Progress progress;
  private final List<BackupSummary> backups = new ArrayList<>();
  private final List<Inventory.Lost> lost = new ArrayList<>();
  private final List<Inventory.Damaged> damaged = new ArrayList<>();
  private final List<Inventory.Unverified> unverified = new ArrayList<>();
  private final Map<String, CachedManifest> known = new HashMap<>();
  private final List<CachedManifest> read = new ArrayList<>();
  private final Interned interned = new Interned();
  private List<Evidence.Kept> evidence = List.of();
  private final Set<String> named = new HashSet<>();

  /** A reading that takes from {@code known} what has not changed since. */
  FolderInventory(PlaceLayout layout, List<CachedManifest> known, Progress progress) {
    this.layout = layout;
    this.progress = progress;
    known.forEach(manifest -> this.known.put(manifest.id(), manifest));
  }

  /** All sound manifests that were read, or known, by {@link #read}; by id. */
  List<CachedManifest> manifests() {
    return read;
  }

  Inventory read() throws FailureException {
    Optional<Object> before = requireFolder();
    try {
      // The manifests first: a backup that is named meanwhile has its files already.
      List<CachedManifest> sound = sound();
      Map<BackupFile, Map<String, Entry>> files = new EnumMap<>(BackupFile.class);
      for (BackupFile file : BackupFile.values()) {
        files.put(file, layout.entries(file.folder()));
      }
      for (CachedManifest manifest : sound) {
        judge(manifest, files);
      }
      evidence = new FolderEvidence(layout.folder()).kept();
      copies(files.getOrDefault(BackupFile.DATABASE, Map.of()));
    } catch (IOException e) {
      throw PlaceFailures.of(e, layout.folder());
    }
    // A mount that goes away meanwhile leaves an empty folder, and all looks deleted.
    if (!requireFolder().equals(before)) {
      throw new FailureException(Reason.PLACE_UNREACHABLE, layout.folder());
    }
    backups.sort(Inventory.NEWEST_FIRST);
    return new Inventory(backups, lost, damaged, unverified, evidence, Optional.empty());
  }

  /** Returns the system's key of the folder, if it has one. */
  private Optional<Object> requireFolder() throws FailureException {
    try {
      BasicFileAttributes found = Files.readAttributes(layout.folder(), BasicFileAttributes.class);
      if (!found.isDirectory()) {
        throw new FailureException(Reason.PLACE_UNREACHABLE, layout.folder());
      }
      return Optional.ofNullable(found.fileKey());
    } catch (IOException e) {
      throw FailureException.because(e, Reason.PLACE_UNREACHABLE, layout.folder());
    }
  }

  private List<CachedManifest> sound() throws IOException, FailureException {
    List<CachedManifest> sound = new ArrayList<>();
    Map<String, Entry> listed = layout.entries(PlaceLayout.MANIFEST_FOLDER);
    long done = 0;
    for (Map.Entry<String, Entry> file : listed.entrySet()) {
      Optional<String> id = idIn(file.getKey(), ".json");
      if (id.isPresent()) {
        manifest(id.get(), file.getValue()).ifPresent(sound::add);
      }
      done++;
      progress.advanced(done, listed.size());
    }
    return sound;
  }

  private Optional<CachedManifest> manifest(String id, Entry listed) {
    CachedManifest same = known.get(id);
    Optional<BackupSummary> backup =
        same != null && same.isOf(listed) ? Optional.of(same.backup()) : readManifest(id);
    if (backup.isEmpty()) {
      return Optional.empty();
    }
    named.add(id);
    return Optional.of(
        new CachedManifest(
            id,
            listed.bytes(),
            listed.modifiedAt(),
            interned.of(backup.get()),
            Set.of(),
            Set.of()));
  }

  private Optional<BackupSummary> readManifest(String id) {
    Path file = layout.manifest(id);
    try {
      return Optional.of(ManifestFormat.read(file, id).summary());
    } catch (FailureException e) {
      damaged.add(new Inventory.Damaged(id, e.failure()));
      if (e.reason() == Reason.MANIFEST_TOO_NEW) {
        named.add(id);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty(); // Deleted since it was listed.
    } catch (IOException e) {
      Failure failure = Failure.of(Reason.MANIFEST_DAMAGED, file, "it can't be read");
      damaged.add(new Inventory.Damaged(id, failure.withDetail(e.toString())));
    }
    return Optional.empty();
  }

  private void judge(CachedManifest manifest, Map<BackupFile, Map<String, Entry>> listed)
      throws IOException {
    BackupSummary backup = manifest.backup();
    Set<BackupFile> missing = EnumSet.noneOf(BackupFile.class);
    Set<BackupFile> cut = EnumSet.noneOf(BackupFile.class);
    for (BackupFile file : backup.files().keySet()) {
      long bytes = Objects.requireNonNull(backup.files().get(file)).bytes();
      Entry entry = listed.getOrDefault(file, Map.of()).get(file.nameFor(backup.id()));
      if (entry == null || !entry.plain() || entry.bytes() != bytes) {
        // A listing may be older than the file: the system is asked for this one, too.
        Optional<Entry> found = find(layout.file(file, backup.id())).filter(Entry::plain);
        if (found.isEmpty()) {
          missing.add(file);
        } else if (found.get().bytes() != bytes) {
          cut.add(file);
        }
      }
    }
    if (missing.isEmpty() && cut.isEmpty()) {
      backups.add(backup);
      read.add(manifest);
    } else if (Files.exists(layout.manifest(backup.id()), LinkOption.NOFOLLOW_LINKS)) {
      lost.add(new Inventory.Lost(backup, missing, cut));
      read.add(manifest.with(missing, cut));
    }
  }

  private static Optional<Entry> find(Path file) throws IOException {
    try {
      return Optional.of(
          Entry.of(
              file,
              Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private void copies(Map<String, Entry> databases) {
    databases.forEach(
        (name, entry) -> {
          Optional<String> id = idIn(name, ".db").filter(found -> !named.contains(found));
          if (id.isPresent() && entry.plain()) {
            unverified.add(new Inventory.Unverified(id.get(), entry.bytes(), entry.modifiedAt()));
          }
        });
  }

  private static Optional<String> idIn(String name, String extension) {
    return name.startsWith("backup-") && name.endsWith(extension)
        ? Optional.of(name.substring("backup-".length(), name.length() - extension.length()))
        : Optional.empty();
  }
}
