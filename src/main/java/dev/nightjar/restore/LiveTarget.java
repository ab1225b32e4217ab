package dev.nightjar.restore;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.SideFiles;
import dev.nightjar.platform.FileHolders;
import dev.nightjar.platform.FileHolders.Holder;
import dev.nightjar.sqlite.LockedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The live file that a backup goes into: who uses it, and whether it is a database at all. */
final class LiveTarget {
  private static final Set<PosixFilePermission> OF_GROUP =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE);

  private final Path file;
  private final FileHolders holders;
  private final Clock clock;

  private LiveTarget(Path file, FileHolders holders, Clock clock) {
    this.file = file;
    this.holders = holders;
    this.clock = clock;
  }

  /** Follows links: SQLite puts side files beside what a link leads to. */
  static LiveTarget of(Path file, FileHolders holders, Clock clock) throws FailureException {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      Path real;
      if (Files.exists(absolute)) {
        real = absolute.toRealPath();
      } else if (Files.isSymbolicLink(absolute)) {
        real = absolute.resolveSibling(Files.readSymbolicLink(absolute)).normalize();
      } else {
        real = absolute;
      }
      if (Files.exists(real) && !Files.isRegularFile(real)) {
        // A pipe is waited for without end.
        throw new FailureException(Reason.TARGET_NOT_FILE, real);
      }
      DiskFailures.requireNoSideFile(real);
      DiskFailures.requireFolderOf(real);
      return new LiveTarget(real, holders, clock);
    } catch (IOException e) {
      throw FailureException.because(e, Reason.TARGET_IO, absolute);
    }
  }

  Path file() {
    return file;
  }

  /**
   * Waits until no other program has the file open.
   *
   * @param waiting says how long that may take
   */
  void awaitUnused(InPlaceRestorer.Waiting waiting) throws FailureException {
    for (List<Holder> users = holders.of(file); !users.isEmpty(); users = holders.of(file)) {
      waiting.inUse(file, users);
    }
  }

  /**
   * Takes the file's exclusive lock when nobody uses it.
   *
   * @return empty if there is no database to lock: none at all, an empty one, or no readable one
   */
  Optional<LockedDatabase> lock(InPlaceRestorer.Waiting waiting) throws FailureException {
    while (true) {
      awaitUnused(waiting);
      Optional<LockedDatabase> locked = Optional.empty();
      try {
        if (LockedDatabase.beginsAsOne(file)) {
          locked = Optional.of(LockedDatabase.lock(file, clock));
        }
      } catch (FailureException e) {
        switch (e.reason()) {
          case DATABASE_MISSING, DATABASE_EMPTY, DATABASE_DAMAGED, NOT_A_DATABASE -> {}
          case DATABASE_LOCKED -> {
            waiting.inUse(file, holders.of(file));
            continue;
          }
          case DATABASE_IO -> {
            List<Holder> alone = holders.of(file); // On Windows a scanner may have it so.
            if (alone.isEmpty()) {
              throw e;
            }
            waiting.inUse(file, alone);
            continue;
          }
          default -> throw e;
        }
      }
      // A program may have come between the look and the lock.
      boolean ask = locked.isEmpty() || holders.tellsOthersFromUs();
      List<Holder> came = ask ? holders.of(file) : List.of();
      if (came.isEmpty()) {
        return locked;
      }
      if (locked.isPresent()) {
        locked.get().close();
      }
      waiting.inUse(file, came);
    }
  }

  /**
   * Gives {@code made} this file's name, if there is no database: nothing of an earlier one is left
   * that SQLite would replay onto it. Permissions and owner are those of the file that was there.
   */
  void replaceBy(Path made) throws FailureException {
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        takeOverPermissions(made);
      }
      for (Path side : SideFiles.of(file)) {
        DurableFiles.deleteIfExists(side);
      }
      DurableFiles.forceFolder(file);
      DurableFiles.moveReplacing(made, file);
    } catch (IOException e) {
      throw DiskFailures.ofTarget(e, file, DiskTrouble.UNKNOWN);
    }
  }

  private void takeOverPermissions(Path made) throws IOException {
    PosixFileAttributeView to = Files.getFileAttributeView(made, PosixFileAttributeView.class);
    if (to == null) {
      return; // On Windows a file has those of its folder.
    }
    takeOver(Files.readAttributes(file, PosixFileAttributes.class), to);
  }

  /** Gives a file another's group, owner and permissions. */
  static void takeOver(PosixFileAttributes from, PosixFileAttributeView to) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(from.permissions());
    try {
      to.setGroup(from.group());
    } catch (IOException e) {
      // A group that we aren't in: ours isn't given its rights.
      permissions.removeAll(OF_GROUP);
    }
    try {
      to.setOwner(from.owner());
    } catch (IOException e) {
      // Only root may give a file away: then it is ours, as a new file would be.
    }
    to.setPermissions(permissions);
  }
}
