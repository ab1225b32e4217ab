package dev.nightjar.restore;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import dev.nightjar.sqlite.LockedDatabase;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files as they were before a restore, with SQLite's side files: of a database that is damaged, so
 * that no backup can be made of it. Each set has a folder, named by its time, and stays 30 days;
 * the two with the latest times stay, since the clock may have been ahead.
 */
final class RawCopies {
  static final Duration KEPT = Duration.ofDays(30);
  private static final int NEWEST_KEPT = 2;
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");

  private final Path folder;
  private final Clock clock;

  RawCopies(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Keeps a file that is locked; Java's own opening and closing of it would drop the lock. */
  Path keep(LockedDatabase locked) throws FailureException {
    Path set = newSet();
    locked.copyRaw(set.resolve(locked.file().getFileName()));
    keepSideFiles(locked.file(), set);
    return set;
  }

  /**
   * Keeps a file that is no database, or damaged beyond opening.
   *
   * @return empty if nothing is there that has any content
   */
  Optional<Path> keep(Path file) throws FailureException {
    if (!hasContent(file) && SideFiles.of(file).stream().noneMatch(RawCopies::hasContent)) {
      return Optional.empty();
    }
    Path set = newSet();
    if (Files.isRegularFile(file)) {
      copy(file, set);
    }
    keepSideFiles(file, set);
    return Optional.of(set);
  }

  private static boolean hasContent(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) > 0;
    } catch (IOException e) {
      return true;
    }
  }

  private void keepSideFiles(Path file, Path set) throws FailureException {
    for (Path side : SideFiles.of(file)) {
      if (hasContent(side)) {
        copy(side, set);
      }
    }
    try {
      DurableFiles.forceFolder(set.resolve("any"));
      DurableFiles.forceFolder(set);
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, set);
    }
  }

  private static void copy(Path file, Path set) throws FailureException {
    Path to = set.resolve(file.getFileName());
    try {
      DurableFiles.copy(file, to, Progress.NONE);
    } catch (IOException e) {
      throw DiskFailures.writing(e, to, -1);
    }
  }

  private Path newSet() throws FailureException {
    String stem = ZonedDateTime.now(clock).format(NAME);
    try {
      DurableFiles.makeFolders(folder);
      for (int number = 1; ; number++) {
        Path set = folder.resolve(number == 1 ? stem : stem + "-" + number);
        if (Files.notExists(set, LinkOption.NOFOLLOW_LINKS)) {
          return Files.createDirectory(set);
        }
      }
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, folder);
    }
  }

  /** Removes the sets that are older than 30 days, but the newest two. Best effort. */
  void removeOld() {
    LocalDateTime limit = LocalDateTime.now(clock).minus(KEPT);
    try {
      List<Path> sets = sets();
      for (Path set : sets.subList(0, Math.max(0, sets.size() - NEWEST_KEPT))) {
        if (timeOf(set).filter(time -> time.isBefore(limit)).isPresent()) {
          remove(set);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return; // There is none, as a rule.
    }
  }

  /** In order of name, which is that of time. */
  private List<Path> sets() throws IOException {
    List<Path> sets = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder, set -> timeOf(set).isPresent())) {
      found.forEach(sets::add);
    }
    sets.sort(null);
    return sets;
  }

  /** Empty for a folder that is none of ours. */
  private static Optional<LocalDateTime> timeOf(Path set) {
    String name = set.getFileName().toString();
    try {
      return name.length() < 19
          ? Optional.empty()
          : Optional.of(LocalDateTime.parse(name.substring(0, 19), NAME));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static void remove(Path set) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> content = Files.newDirectoryStream(set)) {
      content.forEach(files::add);
    }
    for (Path file : files) {
      DurableFiles.deleteIfExists(file);
    }
    DurableFiles.deleteIfExists(set);
  }
}
