package dev.nightjar.destination;

import dev.nightjar.io.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which file of a place stands where; its three folders are never links. */
record PlaceLayout(Path folder) {
  static final String MANIFEST_FOLDER = "manifest";
  static final List<String> FOLDERS =
      List.of(BackupFile.DATABASE.folder(), BackupFile.JSON.folder(), MANIFEST_FOLDER);

  Path file(BackupFile file, String id) {
    return folder.resolve(file.folder()).resolve(file.nameFor(id));
  }

  Path manifest(String id) {
    return folder.resolve(MANIFEST_FOLDER).resolve("backup-" + id + ".json");
  }

  Path deletedManifest(String id) {
    return folder.resolve(MANIFEST_FOLDER).resolve(".backup-" + id + ".json.deleted");
  }

  void makeFolders() throws IOException {
    for (String name : FOLDERS) {
      Path made = folder.resolve(name);
      try {
        Files.createDirectory(made);
        DurableFiles.forceFolder(made);
      } catch (FileAlreadyExistsException e) {
        requireFolder(made);
      }
    }
  }

  /** What is in one of the folders, in order of name; nothing where that folder isn't there. */
  List<Path> list(String name) throws IOException {
    Path listed = folder.resolve(name);
    if (Files.notExists(listed, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    requireFolder(listed);
    return list(listed);
  }

  /** What is in the place itself. */
  List<Path> list() throws IOException {
    return list(folder);
  }

  private static List<Path> list(Path listed) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(listed)) {
      entries.forEach(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NoSuchFileException e) {
      return List.of();
    }
    found.sort(null);
    return found;
  }

  private static void requireFolder(Path expected) throws IOException {
    if (!Files.isDirectory(expected, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(expected.getFileName() + " is a link or a file, not a folder");
    }
  }
}
