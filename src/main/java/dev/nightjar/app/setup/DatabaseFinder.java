package dev.nightjar.app.setup;

import dev.nightjar.destination.folder.MarkerFile;
import dev.nightjar.platform.AppFolders;
import dev.nightjar.platform.Home;
import dev.nightjar.sqlite.DatabaseInspection;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The databases that apps use on this computer, for a user who doesn't know where theirs is. Goes
 * through the folders in which apps keep data, to a limited depth and for a limited time; opens
 * only what is named like a database, and of that only the first bytes.
 */
public final class DatabaseFinder {
  private static final int DEPTH = 6;
  private static final long MIN_BYTES = 2 * 512;

  private final List<Path> folders;
  private final Set<Path> leftOut;
  private final Duration limit;
  private final int most;

  /**
   * Ready to look.
   *
   * @param leftOut folders not to look into: Nightjar's own
   * @param limit how long to look for
   * @param most how many to tell
   */
  DatabaseFinder(List<Path> folders, Set<Path> leftOut, Duration limit, int most) {
    this.folders = List.copyOf(folders);
    this.leftOut = Set.copyOf(leftOut);
    this.limit = limit;
    this.most = most;
  }

  /** In this system's usual folders. */
  public static DatabaseFinder here(Home home, Duration limit, int most) {
    return new DatabaseFinder(
        AppFolders.here(),
        Set.copyOf(List.of(home.stateFolder(), home.settingsFolder())),
        limit,
        most);
  }

  /** A file that begins as a database does, and when it, or its log, was last written to. */
  public record Suggestion(Path file, long bytes, Instant changedAt) {}

  /**
   * Looks, and tells the list each time that it grows: newest change first. Tables and rows are
   * {@link DatabaseInspection}'s to tell, of those that are shown. Ends early if its thread is
   * interrupted.
   *
   * @return the last list told, or an empty one
   */
  public List<Suggestion> find(Consumer<List<Suggestion>> listener) {
    Search search = new Search(listener);
    for (Path folder : folders) {
      try {
        Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), DEPTH, search);
      } catch (IOException | RuntimeException e) {
        // A folder that can't be read suggests nothing.
      }
    }
    return List.copyOf(search.found);
  }

  private final class Search extends SimpleFileVisitor<Path> {
    private final Consumer<List<Suggestion>> listener;
    private final List<Suggestion> found = new ArrayList<>();
    private final long endsAt = System.nanoTime() + limit.toNanos();

    private Search(Consumer<List<Suggestion>> listener) {
      this.listener = listener;
    }

    private FileVisitResult next() {
      return System.nanoTime() - endsAt >= 0 || Thread.currentThread().isInterrupted()
          ? FileVisitResult.TERMINATE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean ours = leftOut.contains(folder) || Files.exists(folder.resolve(MarkerFile.NAME));
      boolean start = folders.contains(folder);
      return ours || (!start && ForeignFiles.isNoAppsData(folder))
          ? FileVisitResult.SKIP_SUBTREE
          : next();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()
          && attributes.size() >= MIN_BYTES
          && ForeignFiles.mayBeADatabase(file)
          && DatabaseInspection.beginsAsOne(file)) {
        add(new Suggestion(file, attributes.size(), changedAt(file, attributes)));
      }
      return next();
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return next(); // Not readable: not the user's.
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      return next();
    }

    private void add(Suggestion suggestion) {
      if (found.stream().anyMatch(other -> other.file().equals(suggestion.file()))) {
        return; // One of the folders is in another.
      }
      found.add(suggestion);
      found.sort(
          Comparator.comparing(Suggestion::changedAt).reversed().thenComparing(Suggestion::file));
      boolean tooMany = found.size() > most;
      if (!tooMany || !found.remove(most).equals(suggestion)) {
        listener.accept(List.copyOf(found));
      }
    }
  }

  private static Instant changedAt(Path file, BasicFileAttributes attributes) {
    Instant changed = attributes.lastModifiedTime().toInstant();
    try {
      Instant logged =
          Files.getLastModifiedTime(file.resolveSibling(file.getFileName() + "-wal")).toInstant();
      return logged.isAfter(changed) ? logged : changed;
    } catch (IOException e) {
      return changed; // No log.
    }
  }
}
