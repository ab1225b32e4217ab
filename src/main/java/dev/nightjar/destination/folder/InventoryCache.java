package dev.nightjar.destination.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.KnownInventory;
import dev.nightjar.destination.Marker;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the backups read at each place, in the program's own folder: thousands of manifests on
 * a NAS are read once, and a place that doesn't answer is known by its last answer. One file a
 * place, which ends with a checksum of the rest; a damaged one counts as empty, and all may be
 * deleted at will. Nothing here fails.
 */
public final class InventoryCache {
  /** Keeps nothing. */
  public static final InventoryCache NONE = new InventoryCache(null);

  /** As many manifests are read as fast as thousands of backups are written. */
  private static final int MAX_READ_AGAIN = 8;

  private static final int MAX_PLACES = 100;
  private static final long MAX_BYTES = 64L << 20;

  private final @Nullable Path folder;

  private InventoryCache(@Nullable Path folder) {
    this.folder = folder;
  }

  /** A cache in {@code folder}, which is made when it is needed. */
  public static InventoryCache in(Path folder) {
    return new InventoryCache(folder);
  }

  /** The contents of one place, with the marker that it had. */
  record Contents(Optional<Marker> marker, List<CachedManifest> manifests) {
    static final Contents NONE = new Contents(Optional.empty(), List.of());

    Contents {
      manifests = List.copyOf(manifests);
    }

    /** The same as it may be remembered, of a reading that began at {@code instant}. */
    Contents readAt(Instant instant) {
      return new Contents(marker, manifests.stream().map(one -> one.readAt(instant)).toList());
    }

    /** The same with backups that were stored since. */
    Contents plus(List<BackupSummary> stored) {
      Set<String> ids = stored.stream().map(BackupSummary::id).collect(Collectors.toSet());
      List<CachedManifest> all = new ArrayList<>();
      stored.forEach(backup -> all.add(CachedManifest.unread(backup)));
      manifests.stream().filter(one -> !ids.contains(one.id())).forEach(all::add);
      all.sort((one, other) -> Inventory.NEWEST_FIRST.compare(one.backup(), other.backup()));
      return new Contents(marker, all);
    }

    /**
     * Whether nothing has changed since {@code before}, but that a few new manifests needn't be
     * read any more: all of them are written anew only if it saves more. A manifest that is known
     * stays the same object.
     */
    @SuppressWarnings("ReferenceEquality") // Equal ones would be compared field by field.
    boolean isSameAs(Contents before) {
      if (!marker.equals(before.marker) || manifests.size() != before.manifests.size()) {
        return false;
      }
      int settled = 0;
      for (int at = 0; at < manifests.size(); at++) {
        CachedManifest now = manifests.get(at);
        CachedManifest then = before.manifests.get(at);
        if (now != then) {
          settled++;
          if (settled > MAX_READ_AGAIN || !now.settles(then)) {
            return false;
          }
        }
      }
      return true;
    }
  }

  Contents read(String location) {
    if (folder == null) {
      return Contents.NONE;
    }
    Path file = fileOf(folder, location);
    try {
      return Files.exists(file) && Files.size(file) <= MAX_BYTES
          ? parse(file, location)
          : Contents.NONE;
    } catch (IOException | UncheckedIOException e) {
      return Contents.NONE;
    }
  }

  private static Contents parse(Path file, String location) throws IOException {
    try {
      return CacheFormat.parse(Files.readAllBytes(file), location);
    } catch (RuntimeException e) {
      return Contents.NONE; // Whole, and yet not ours.
    }
  }

  /**
   * Remembers what was read; writes nothing if nothing has changed.
   *
   * @param before the result of {@link #read}
   * @param readAt when the reading began
   */
  void write(String location, Contents before, Contents now, Instant readAt) {
    if (folder == null) {
      return;
    }
    Path file = fileOf(folder, location);
    try {
      if (!now.isSameAs(before) || !Files.exists(file)) {
        DurableFiles.makeFolders(folder);
        removeLeftovers(folder, "." + file.getFileName() + ".");
        DurableFiles.replaceUnflushed(file, CacheFormat.toBytes(location, now));
        removeOldest(folder);
      }
      Files.setLastModifiedTime(file, FileTime.from(readAt));
    } catch (IOException | UncheckedIOException e) {
      return; // The place itself is read another time.
    }
  }

  /**
   * Removes the leftovers of a killed process; one that is still writing loses its cache, and reads
   * again.
   */
  private static void removeLeftovers(Path folder, String prefix) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
    for (Path file : files) {
      DurableFiles.deleteIfExists(file);
    }
  }

  private static void removeOldest(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = new ArrayList<>(listed.toList());
    }
    if (files.size() > MAX_PLACES) {
      files.sort(Comparator.comparing(InventoryCache::modifiedAt));
      for (Path file : files.subList(0, files.size() - MAX_PLACES)) {
        DurableFiles.deleteIfExists(file);
      }
    }
  }

  private static FileTime modifiedAt(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /**
   * Returns the backups that the place at {@code location} had when it was last read.
   *
   * @param marker the id that it must have had; empty if any will do
   */
  public Optional<KnownInventory> lastKnown(String location, Optional<UUID> marker) {
    Contents contents = read(location);
    if (folder == null
        || contents.equals(Contents.NONE)
        || (marker.isPresent() && !marker.equals(contents.marker().map(Marker::id)))) {
      return Optional.empty();
    }
    List<BackupSummary> backups = new ArrayList<>();
    List<Inventory.Lost> lost = new ArrayList<>();
    for (CachedManifest manifest : contents.manifests()) {
      BackupSummary backup = manifest.backup();
      if (manifest.isLost()) {
        lost.add(new Inventory.Lost(backup, manifest.missing(), manifest.cut()));
      } else {
        backups.add(backup);
      }
    }
    backups.sort(Inventory.NEWEST_FIRST);
    return Optional.of(
        new KnownInventory(
            new Inventory(backups, lost, List.of(), List.of(), List.of(), contents.marker()),
            modifiedAt(fileOf(folder, location)).toInstant()));
  }

  private static Path fileOf(Path folder, String location) {
    Sha256 hash = new Sha256();
    byte[] bytes = location.getBytes(UTF_8);
    hash.update(bytes, 0, bytes.length);
    return folder.resolve("place-" + hash.finish().sha256().substring(0, 16) + ".bin");
  }
}
