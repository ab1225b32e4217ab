package dev.nightjar.destination.folder;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.io.SideFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds whether any file has a name that a new backup would have, or one that belongs to it. */
final class TakenNames {
  private TakenNames() {}

  /** Lists the folders of a place that wasn't read yet. */
  static boolean isFree(String id, PlaceLayout layout) throws IOException {
    for (String folder : PlaceLayout.FOLDERS) {
      if (!layout.list(folder, name -> isOf(id, name)).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Asks for each name that this program, or SQLite, gives to a file of a backup: however many
   * there are at the place, none is listed.
   *
   * @param others those names that a reading of this run found there and that no backup has
   */
  static boolean isFree(String id, PlaceLayout layout, Set<String> others) throws IOException {
    for (String name : others) {
      if (isOf(id, name)) {
        return false;
      }
    }
    for (Path file : filesOf(id, layout)) {
      if (PlaceLayout.Entry.find(file).isPresent()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOf(String id, String name) {
    return name.startsWith("backup-" + id + ".", name.startsWith(".") ? 1 : 0);
  }

  private static List<Path> filesOf(String id, PlaceLayout layout) {
    List<Path> files = new ArrayList<>();
    for (BackupFile file : BackupFile.values()) {
      files.add(layout.file(file, id));
      files.add(FolderHealing.badOf(layout.file(file, id)));
    }
    files.addAll(SideFiles.of(layout.file(BackupFile.DATABASE, id)));
    files.add(layout.manifest(id));
    files.add(layout.deletedManifest(id));
    files.add(FolderHealing.badOf(layout.manifest(id)));
    return files;
  }
}
