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
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a folder holds: one listing for each of its folders, and each manifest. A backup is
 * there if its manifest is and each file that it names is listed with its size.
 */
final class FolderInventory {
  private final PlaceLayout layout;
  private final Progress progress;
  private final List<Inventory.Damaged> damaged = new ArrayList<>();
  private final List<Inventory.Unverified> unverified = new ArrayList<>();
  private final Map<String, Found> found = new LinkedHashMap<>();
  private final List<CachedManifest> read = new ArrayList<>();
  private final Interned interned = new Interned();
  private final Set<String> tooNew = new HashSet<>();
  private final Map<String, Map<String, Entry>> hidden = new HashMap<>();
  private final Set<String> others = new HashSet<>();
  private List<Evidence.Kept> evidence = List.of();

  /** A backup of which a manifest is there, or was when it was known. */
  private static final class Found {
    private final @Nullable CachedManifest known;
    private @Nullable CachedManifest manifest;

    /** A bit for each file that the manifest names and that is listed with its size. */
    private int whole;

    Found(@Nullable CachedManifest known) {
      this.known = known;
    }
  }

  /**
   * A reading that takes from {@code known} what has not changed since; in that order, which is
   * nearly that of the result.
   */
  FolderInventory(PlaceLayout layout, List<CachedManifest> known, Progress progress) {
    this.layout = layout;
    this.progress = progress;
    known.forEach(one -> found.put(one.id(), new Found(one)));
  }

  /** All sound manifests that were read, or known, by {@link #read}. */
  List<CachedManifest> manifests() {
    return read;
  }

  /** The names that begin with a point, which {@link #read} found in one of the folders. */
  Map<String, Entry> hidden(String folder) {
    return hidden.getOrDefault(folder, Map.of());
  }

  /** The names that {@link #read} found and that aren't as a backup's are. */
  Set<String> otherNames() {
    return others;
  }

  Inventory read() throws FailureException {
    Optional<Object> before = requireFolder();
    try {
      // The manifests first: a backup that is named meanwhile has its files already.
      readManifests();
      for (BackupFile file : BackupFile.values()) {
        layout.entries(
            file.folder(),
            (name, entry) -> {
              Optional<String> id = idIn(name, file.extension());
              if (id.isPresent()) {
                listed(file, id.get(), entry);
              } else {
                another(file.folder(), name, entry);
              }
            });
      }
      for (Found one : found.values()) {
        if (one.manifest != null) {
          judge(one.manifest, one.whole);
        }
      }
      evidence = new FolderEvidence(layout.folder()).kept();
    } catch (IOException e) {
      throw PlaceFailures.of(e, layout.folder());
    }
    // A mount that goes away meanwhile leaves an empty folder, and all looks deleted.
    if (!requireFolder().equals(before)) {
      throw new FailureException(Reason.PLACE_UNREACHABLE, layout.folder());
    }
    return inventory();
  }

  private Inventory inventory() {
    read.sort((one, other) -> Inventory.NEWEST_FIRST.compare(one.backup(), other.backup()));
    List<BackupSummary> backups = new ArrayList<>(read.size());
    List<Inventory.Lost> lost = new ArrayList<>();
    for (CachedManifest manifest : read) {
      if (manifest.isLost()) {
        lost.add(new Inventory.Lost(manifest.backup(), manifest.missing(), manifest.cut()));
      } else {
        backups.add(manifest.backup());
      }
    }
    damaged.sort(Comparator.comparing(Inventory.Damaged::id));
    unverified.sort(Comparator.comparing(Inventory.Unverified::id));
    return new Inventory(backups, lost, damaged, unverified, evidence, Optional.empty());
  }

  /** Returns the system's key of the folder, if it has one. */
  private Optional<Object> requireFolder() throws FailureException {
    try {
      BasicFileAttributes found = Files.readAttributes(layout.folder(), BasicFileAttributes.class);
      if (!found.isDirectory()) {
        throw new NotDirectoryException(layout.folder().toString());
      }
      return Optional.ofNullable(found.fileKey());
    } catch (IOException e) {
      throw DiskFailures.unreachable(e, layout.folder());
    }
  }

  private void readManifests() throws IOException, FailureException {
    Map<String, Entry> changed = new TreeMap<>();
    layout.entries(
        PlaceLayout.MANIFEST_FOLDER,
        (name, entry) -> {
          Optional<String> id = idIn(name, ".json");
          if (id.isEmpty()) {
            another(PlaceLayout.MANIFEST_FOLDER, name, entry);
            return;
          }
          Found same = found.get(id.get());
          if (same != null && same.known != null && same.known.isOf(entry)) {
            same.manifest = same.known;
          } else {
            changed.put(id.get(), entry);
          }
        });
    long done = (long) found.size() - changed.size();
    for (Map.Entry<String, Entry> one : changed.entrySet()) {
      readManifest(one.getKey(), one.getValue());
      done++;
      progress.advanced(Math.max(0, done), Math.max(found.size(), changed.size()));
    }
  }

  private void readManifest(String id, Entry listed) {
    Found one = new Found(null);
    Optional<BackupSummary> backup = parsed(id);
    if (backup.isPresent()) {
      one.manifest =
          new CachedManifest(
              id,
              listed.bytes(),
              listed.modifiedAt(),
              interned.of(backup.get()),
              Set.of(),
              Set.of());
    }
    found.put(id, one);
  }

  private Optional<BackupSummary> parsed(String id) {
    Path file = layout.manifest(id);
    try {
      return Optional.of(ManifestFormat.read(file, id).summary());
    } catch (FailureException e) {
      damaged.add(new Inventory.Damaged(id, e.failure()));
      if (e.reason() == Reason.MANIFEST_TOO_NEW) {
        tooNew.add(id);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty(); // Deleted since it was listed.
    } catch (IOException e) {
      Failure failure = Failure.of(Reason.MANIFEST_DAMAGED, file, "it can't be read");
      damaged.add(new Inventory.Damaged(id, failure.withDetail(e.toString())));
    }
    return Optional.empty();
  }

  /** A file in the folder for databases or for JSON. */
  private void listed(BackupFile file, String id, Entry entry) {
    Found one = found.get(id);
    if (one != null && one.manifest != null) {
      FileHash expected = one.manifest.backup().files().get(file);
      if (expected != null && entry.plain() && entry.bytes() == expected.bytes()) {
        one.whole |= file == BackupFile.DATABASE ? 1 : 2;
      }
    } else if (file == BackupFile.DATABASE && entry.plain() && !tooNew.contains(id)) {
      unverified.add(new Inventory.Unverified(id, entry.bytes(), entry.modifiedAt()));
    }
  }

  private void another(String folder, String name, Entry entry) {
    others.add(name);
    if (name.startsWith(".")) {
      hidden.computeIfAbsent(folder, none -> new TreeMap<>()).put(name, entry);
    }
  }

  private void judge(CachedManifest manifest, int whole) throws IOException {
    BackupSummary backup = manifest.backup();
    if (Integer.bitCount(whole) == backup.files().size()) {
      read.add(manifest.with(Set.of(), Set.of()));
      return;
    }
    Set<BackupFile> missing = EnumSet.noneOf(BackupFile.class);
    Set<BackupFile> cut = EnumSet.noneOf(BackupFile.class);
    for (Map.Entry<BackupFile, FileHash> file : backup.files().entrySet()) {
      // A listing may be older than a file: the system is asked for each.
      Optional<Entry> there =
          Entry.find(layout.file(file.getKey(), backup.id())).filter(Entry::plain);
      if (there.isEmpty()) {
        missing.add(file.getKey());
      } else if (there.get().bytes() != file.getValue().bytes()) {
        cut.add(file.getKey());
      }
    }
    boolean all = missing.isEmpty() && cut.isEmpty();
    if (all || Files.exists(layout.manifest(backup.id()), LinkOption.NOFOLLOW_LINKS)) {
      read.add(manifest.with(missing, cut));
    }
  }

  private static Optional<String> idIn(String name, String extension) {
    return name.startsWith("backup-") && name.endsWith(extension)
        ? Optional.of(name.substring("backup-".length(), name.length() - extension.length()))
        : Optional.empty();
  }
}
