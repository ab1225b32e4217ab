package dev.nightjar.destination;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a folder holds, manifest by manifest. */
final class FolderInventory {
  private final PlaceLayout layout;
  private final List<BackupSummary> backups = new ArrayList<>();
  private final List<Inventory.Damaged> damaged = new ArrayList<>();
  private final List<Inventory.Unverified> unverified = new ArrayList<>();
  private final Map<JobIdentity, JobIdentity> identities = new HashMap<>();
  private final Map<String, String> sources = new HashMap<>();
  private final Set<String> named = new HashSet<>();

  FolderInventory(PlaceLayout layout) {
    this.layout = layout;
  }

  Inventory read() throws FailureException {
    requireFolder();
    try {
      for (Path file : layout.list(PlaceLayout.MANIFEST_FOLDER)) {
        Optional<String> id = idIn(file, ".json");
        if (id.isPresent()) {
          readManifest(file, id.get());
        }
      }
      for (Path file : layout.list(BackupFile.DATABASE.folder())) {
        Optional<String> id = idIn(file, ".db");
        if (id.isPresent() && !named.contains(id.get())) {
          lookAt(file, id.get());
        }
      }
    } catch (IOException e) {
      throw PlaceFailures.of(e, layout.folder());
    }
    // A mount that goes away meanwhile looks like an empty folder.
    requireFolder();
    backups.sort(Inventory.NEWEST_FIRST);
    return new Inventory(backups, List.of(), damaged, unverified);
  }

  private void requireFolder() throws FailureException {
    try {
      if (!Files.readAttributes(layout.folder(), BasicFileAttributes.class).isDirectory()) {
        throw new FailureException(Reason.PLACE_UNREACHABLE, layout.folder());
      }
    } catch (IOException e) {
      throw FailureException.because(e, Reason.PLACE_UNREACHABLE, layout.folder());
    }
  }

  private void readManifest(Path file, String id) {
    try {
      backups.add(interned(ManifestFormat.read(file, id).summary()));
      named.add(id);
    } catch (FailureException e) {
      damaged.add(new Inventory.Damaged(id, e.failure()));
      if (e.reason() == Reason.MANIFEST_TOO_NEW) {
        named.add(id);
      }
    } catch (NoSuchFileException e) {
      return; // Deleted since it was listed.
    } catch (IOException e) {
      Failure failure = Failure.of(Reason.MANIFEST_DAMAGED, file, "it can't be read");
      damaged.add(new Inventory.Damaged(id, failure.withDetail(e.toString())));
    }
  }

  /** Thousands of backups of one job share its identity and its database's path. */
  private BackupSummary interned(BackupSummary read) {
    return read.sharing(
        identities.computeIfAbsent(read.job(), same -> same),
        sources.computeIfAbsent(read.source(), same -> same));
  }

  private void lookAt(Path file, String id) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (found.isRegularFile()) {
        unverified.add(
            new Inventory.Unverified(id, found.size(), found.lastModifiedTime().toInstant()));
      }
    } catch (NoSuchFileException e) {
      return; // Deleted since it was listed.
    }
  }

  private static Optional<String> idIn(Path file, String extension) {
    String name = file.getFileName().toString();
    return name.startsWith("backup-") && name.endsWith(extension)
        ? Optional.of(name.substring("backup-".length(), name.length() - extension.length()))
        : Optional.empty();
  }
}
