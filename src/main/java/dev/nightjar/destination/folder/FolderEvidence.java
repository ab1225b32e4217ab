package dev.nightjar.destination.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightjar.destination.Evidence;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.destination.folder.PlaceLayout.Entry;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.PlainFiles;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The folder {@code damaged} of a place: copies that are no backups, each with a text. */
final class FolderEvidence {
  private static final String FOLDER = "damaged";
  private static final String PREFIX = "backup-";
  private static final int NEWEST_KEPT = 2;
  private static final long MAX_TEXT_BYTES = 1 << 20;

  /** A partial file of a run that still goes changes all the time. */
  private static final Duration ABANDONED = Duration.ofHours(24);

  private final Path place;
  private final Path folder;

  FolderEvidence(Path place) {
    this.place = place;
    this.folder = place.resolve(FOLDER);
  }

  /** Lists what is kept, the newest first. */
  List<Evidence.Kept> kept() throws IOException {
    List<Evidence.Kept> kept = new ArrayList<>();
    for (String id : ids()) {
      // Another process may have removed it since it was listed.
      Entry.find(copyOf(id)).ifPresent(entry -> kept.add(0, new Evidence.Kept(id, entry.bytes())));
    }
    return kept;
  }

  /** Keeps {@code copy}, unless the newest one is the same; returns the one that stands for it. */
  Path keep(Evidence evidence, Path copy, Progress progress) throws IOException, FailureException {
    List<String> ids = ids();
    if (!ids.isEmpty() && isOf(ids.get(ids.size() - 1), evidence)) {
      return copyOf(ids.get(ids.size() - 1));
    }
    makeFolder();
    Path target = copyOf(evidence.id());
    Path partial = DurableFiles.partialOf(target);
    boolean whole = false;
    try {
      DurableFiles.copy(copy, partial, progress);
      if (!DurableFiles.readBack(partial, progress).hash().equals(evidence.copy())) {
        throw new FailureException(
            Reason.READ_BACK_DIFFERS, place, String.valueOf(target.getFileName()));
      }
      // The text first: without its copy it goes with the next one.
      DurableFiles.replace(textOf(evidence.id()), evidence.text());
      DurableFiles.moveWithoutReplacing(partial, target);
      whole = true;
    } finally {
      if (!whole) {
        DurableFiles.deleteIfExists(partial);
      }
    }
    prune(evidence);
    return target;
  }

  private void makeFolder() throws IOException {
    try {
      Files.createDirectory(folder);
      DurableFiles.forceFolder(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }

  private void prune(Evidence added) throws IOException {
    List<String> ids = ids();
    Set<String> staying =
        new HashSet<>(ids.subList(Math.max(0, ids.size() - NEWEST_KEPT), ids.size()));
    String last = added.lastWhole().orElse("");
    ids.stream().filter(id -> id.compareTo(last) > 0).findFirst().ifPresent(staying::add);
    Instant now = Files.getLastModifiedTime(textOf(added.id())).toInstant();
    for (Path file : files()) {
      String name = String.valueOf(file.getFileName());
      boolean old =
          Entry.find(file)
              .filter(entry -> entry.modifiedAt().isBefore(now.minus(ABANDONED)))
              .isPresent();
      boolean partial = name.startsWith("." + PREFIX) && name.endsWith(".partial");
      if (partial ? old : isOurs(name) && !staying.contains(idIn(name))) {
        DurableFiles.deleteIfExists(file);
      }
    }
  }

  private static boolean isOurs(String name) {
    return name.startsWith(PREFIX)
        && (name.endsWith(".db") || name.endsWith(".txt"))
        && ManifestFormat.isId(idIn(name));
  }

  private static String idIn(String name) {
    return name.substring(PREFIX.length(), name.lastIndexOf('.'));
  }

  private Path copyOf(String id) {
    return folder.resolve(PREFIX + id + ".db");
  }

  private Path textOf(String id) {
    return folder.resolve(PREFIX + id + ".txt");
  }

  private boolean isOf(String id, Evidence evidence) throws IOException {
    Path text = textOf(id);
    return PlainFiles.isFile(text)
        && Files.size(text) <= MAX_TEXT_BYTES
        && Files.size(copyOf(id)) == evidence.copy().bytes()
        && new String(Files.readAllBytes(text), UTF_8)
            .lines()
            .anyMatch(line -> line.equals("SHA-256 " + evidence.copy().sha256()));
  }

  /** In order of name, which is that of time. */
  private List<String> ids() throws IOException {
    List<String> ids = new ArrayList<>();
    for (Path file : files()) {
      String name = String.valueOf(file.getFileName());
      if (isOurs(name) && name.endsWith(".db") && PlainFiles.isFile(file)) {
        ids.add(idIn(name));
      }
    }
    ids.sort(null);
    return ids;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        entries.forEach(files::add);
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    return files;
  }
}
