package dev.nightjar.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The files that SQLite keeps beside a database while it is in use (sqlite.org/tempfiles.html). */
public final class SideFiles {
  private static final List<String> SUFFIXES = List.of("-journal", "-wal", "-shm");

  private SideFiles() {}

  /** Returns the paths that they would have; none need be there. */
  public static List<Path> of(Path database) {
    return SUFFIXES.stream()
        .map(suffix -> database.resolveSibling(database.getFileName() + suffix))
        .toList();
  }

  /**
   * Returns the database that is there, and that SQLite would take {@code file} for a part of; it
   * would be deleted, or replayed into that database.
   */
  static Optional<Path> databaseBeside(Path file) {
    String name = String.valueOf(file.getFileName());
    return SUFFIXES.stream()
        .filter(suffix -> name.toLowerCase(Locale.ROOT).endsWith(suffix))
        .map(suffix -> name.substring(0, name.length() - suffix.length()))
        .filter(database -> !database.isEmpty())
        .map(file::resolveSibling)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * Removes an unfinished database of our own and its side files. A file that resists stays: its
   * partial name tells the next run that it may go.
   */
  public static void discardWith(Path database) {
    discard(database);
    of(database).forEach(SideFiles::discard);
  }

  private static void discard(Path file) {
    try {
      DurableFiles.deleteIfExists(file);
    } catch (IOException e) {
      return; // Not whole, not listed, and removed another time.
    }
  }
}
