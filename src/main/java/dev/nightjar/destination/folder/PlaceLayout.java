package dev.nightjar.destination.folder;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.PlainFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Knows where each file of a place is; the place may be a link, its three folders never are. */
record PlaceLayout(Path folder) {
  static final String MANIFEST_FOLDER = "manifest";
  static final List<String> FOLDERS =
      List.of(BackupFile.DATABASE.folder(), BackupFile.JSON.folder(), MANIFEST_FOLDER);

  /**
   * The system's facts about a file, as they come with its folder's list.
   *
   * @param plain no link, folder or device
   */
  record Entry(boolean plain, long bytes, FileTime modified) {
    /** Asked for where it is needed: most files of thousands are listed for their size. */
    Instant modifiedAt() {
      return modified.toInstant();
    }

    static Entry of(Path file, BasicFileAttributes own) throws IOException {
      BasicFileAttributes found = PlainFiles.behindStub(file, own);
      return new Entry(found.isRegularFile(), found.size(), found.lastModifiedTime());
    }

    /** Empty if there is no such file. */
    static Optional<Entry> find(Path file) throws IOException {
      try {
        return Optional.of(
            of(
                file,
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }
  }

  Path file(BackupFile file, String id) {
    return folder.resolve(file.folder()).resolve(file.nameFor(id));
  }

  Path manifest(String id) {
    return folder.resolve(MANIFEST_FOLDER).resolve(manifestName(id));
  }

  static String manifestName(String id) {
    return "backup-" + id + ".json";
  }

  Path deletedManifest(String id) {
    return folder.resolve(MANIFEST_FOLDER).resolve("." + manifestName(id) + ".deleted");
  }

  void makeFolders() throws IOException {
    for (String name : FOLDERS) {
      Path made = folder.resolve(name);
      try {
        Files.createDirectory(made);
        DurableFiles.forceFolder(made);
      } catch (FileAlreadyExistsException e) {
        requireFolder(made, attributesOf(made));
      }
    }
  }

  /**
   * Lists one of the folders, or the place itself if {@code name} is empty, in order of name;
   * nothing if that folder isn't there.
   *
   * @param wanted chooses by the name alone, so that the rest costs nothing
   */
  List<Path> list(String name, Predicate<String> wanted) throws IOException {
    Optional<Path> listed = existing(name);
    return listed.isPresent() ? list(listed.get(), wanted) : List.of();
  }

  /** The names in one of the folders, in any order: cheaper than {@link #list}. */
  List<String> names(String name) throws IOException {
    Optional<Path> existing = existing(name);
    if (existing.isEmpty()) {
      return List.of();
    }
    Path listed = existing.get();
    List<String> names = new ArrayList<>();
    int named = lengthBeforeNames(listed);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(listed)) {
      entries.forEach(file -> names.add(file.toString().substring(named)));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  /**
   * The length of what stands before each name in a folder's listing: the system's names begin
   * there, and to look for the last separator costs more.
   */
  private static int lengthBeforeNames(Path listed) {
    return listed.resolve("x").toString().length() - 1;
  }

  private static List<Path> list(Path listed, Predicate<String> wanted) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(listed, file -> wanted.test(file.getFileName().toString()))) {
      entries.forEach(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NoSuchFileException e) {
      return List.of();
    }
    found.sort(null);
    return found;
  }

  /** Gets the names in a folder, each with its attributes. */
  @FunctionalInterface
  interface Listing {
    void add(String name, Entry entry) throws IOException;
  }

  /** The names in one of the folders, or in the place itself if {@code name} is empty, in order. */
  Map<String, Entry> entries(String name) throws IOException {
    Map<String, Entry> found = new TreeMap<>();
    entries(name, found::put);
    return found;
  }

  /**
   * Lists the same in any order, with the attributes, in one pass, in which Windows gives them for
   * nothing; nothing if that folder isn't there.
   */
  void entries(String name, Listing listing) throws IOException {
    Optional<Path> existing = existing(name);
    if (existing.isEmpty()) {
      return;
    }
    Path listed = existing.get();
    int named = lengthBeforeNames(listed);
    Files.walkFileTree(
        listed,
        EnumSet.noneOf(FileVisitOption.class),
        1,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            listing.add(file.toString().substring(named), Entry.of(file, attributes));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // Deleted since it was listed.
            }
            throw e;
          }
        });
  }

  /**
   * The same of the names that begin with a point, as unfinished files do: the rest is only named.
   */
  Map<String, Entry> hidden(String name) throws IOException {
    Map<String, Entry> found = new TreeMap<>();
    for (Path file : list(name, one -> one.startsWith("."))) {
      Entry.find(file).ifPresent(entry -> found.put(file.getFileName().toString(), entry));
    }
    return found;
  }

  /**
   * The folder of that name, by a path that is no link itself; empty if it isn't there. The user
   * may have chosen a link as the place, but what lies in a place is never looked for elsewhere.
   */
  private Optional<Path> existing(String name) throws IOException {
    Path expected = folder.resolve(name);
    try {
      BasicFileAttributes found = attributesOf(expected);
      if (name.isEmpty() && found.isSymbolicLink()) {
        expected = expected.toRealPath();
        found = attributesOf(expected);
      }
      requireFolder(expected, found);
      return Optional.of(expected);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static void requireFolder(Path expected, BasicFileAttributes found) throws IOException {
    if (!found.isDirectory()) {
      throw new IOException(expected.getFileName() + " is a link or a file, not a folder");
    }
  }

  private static BasicFileAttributes attributesOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
