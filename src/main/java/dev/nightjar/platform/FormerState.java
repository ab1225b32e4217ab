package dev.nightjar.platform;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.HeldLock;
import dev.nightjar.io.PlainFiles;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Moves what an earlier version remembered beside the settings to where it belongs now (Windows:
 * from the folder that roams to the one that doesn't), while no program of that version runs.
 */
public final class FormerState {
  private static final Logger LOG = Logger.getLogger(FormerState.class.getName());
  private static final List<String> FILES = List.of("history.jsonl", "state.json");

  private FormerState() {}

  /**
   * Moves it, or leaves it for the next start if it is in use or can't be moved. A file that is
   * there already is newer, and stays.
   */
  public static void moveOver(Home home) {
    Optional<Home> former = home.former();
    if (former.isEmpty()) {
      return;
    }
    List<HeldLock> locks = new ArrayList<>();
    try {
      List<Path> files = files(former.get());
      if (!files.isEmpty() && allLocked(former.get(), locks)) {
        for (Path file : files) {
          move(file, home.stateFolder().resolve(former.get().stateFolder().relativize(file)));
        }
      }
    } catch (IOException | DirectoryIteratorException | FailureException e) {
      LOG.log(Level.WARNING, e, () -> "what is in " + former.get() + " stays there for now");
    } finally {
      locks.forEach(HeldLock::close);
    }
  }

  private static List<Path> files(Home former) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : FILES) {
      Path file = former.stateFolder().resolve(name);
      if (PlainFiles.isFile(file)) {
        files.add(file);
      }
    }
    try (DirectoryStream<Path> log = Files.newDirectoryStream(former.logFolder())) {
      log.forEach(files::add);
    } catch (IOException | DirectoryIteratorException e) {
      return files; // There is none.
    }
    return files;
  }

  /** The tray program's lock and those of the runs. */
  private static boolean allLocked(Home former, List<HeldLock> locks) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(former.locksFolder(), "*.lock")) {
      for (Path file : files) {
        Optional<HeldLock> lock =
            HeldLock.tryAcquire(file, "process " + ProcessHandle.current().pid());
        if (lock.isEmpty()) {
          return false;
        }
        locks.add(lock.get());
      }
    }
    return true;
  }

  /** By a copy, since the two may be on two disks: at each moment one of them is whole. */
  private static void move(Path from, Path to) throws IOException, FailureException {
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    DurableFiles.makeFolders(DiskFailures.folderOf(to));
    Path partial = DurableFiles.partialOf(to);
    try {
      DurableFiles.copy(from, partial, Progress.NONE);
      DurableFiles.moveWithoutReplacing(partial, to);
    } finally {
      DurableFiles.deleteIfExists(partial);
    }
    DurableFiles.delete(from);
  }
}
