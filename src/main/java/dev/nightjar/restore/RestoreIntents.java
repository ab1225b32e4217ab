package dev.nightjar.restore;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.HeldLock;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.io.MalformedRecordException;
import dev.nightjar.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The records of what is being put back, one for each live database, in a folder of the program's
 * own. While a process works on one it holds a lock beside it.
 */
final class RestoreIntents {
  private static final Logger LOG = Logger.getLogger(RestoreIntents.class.getName());
  private static final long MAX_BYTES = 64 << 10;

  private final Path folder;

  RestoreIntents(Path folder) {
    this.folder = folder;
  }

  /**
   * Locks the record of {@code target}.
   *
   * @return empty if another process is at work on it
   */
  Optional<HeldLock> lock(Path target) throws FailureException {
    Path lock = fileOf(target, ".lock");
    try {
      DurableFiles.makeFolders(folder);
      Optional<HeldLock> held = HeldLock.tryAcquire(lock, "PID " + ProcessHandle.current().pid());
      if (held.isPresent()) {
        removeUnfinished(target);
      }
      return held;
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, lock);
    }
  }

  /** Returns a new name for a copy that is looked at and removed again; under the lock. */
  Path scratch(Path target) {
    return DurableFiles.partialOf(fileOf(target, ".db"));
  }

  /** Removes what a killed process left half written here; it held the lock. */
  private void removeUnfinished(Path target) throws IOException {
    String mine = "." + name(target) + ".*";
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, mine)) {
      for (Path file : files) {
        DurableFiles.deleteIfExists(file);
      }
    }
  }

  /** Fails if another process is at work on {@code target}. */
  HeldLock requireLock(Path target) throws FailureException {
    Optional<HeldLock> lock = lock(target);
    if (lock.isEmpty()) {
      Path file = fileOf(target, ".lock");
      throw new FailureException(Reason.RUN_IN_PROGRESS, HeldLock.holderOf(file), file);
    }
    return lock.get();
  }

  /** Writes the record durably, in place of an earlier one. */
  void write(RestoreIntent intent) throws FailureException {
    Path file = fileOf(intent.target(), ".json");
    try {
      DurableFiles.replacePrivately(file, JsonRecords.toBytes(intent));
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, file);
    }
  }

  /**
   * Returns the record of {@code target}; empty if there is none that makes sense.
   *
   * @throws FailureException if there is one that can't be read now: it must stay
   */
  Optional<RestoreIntent> read(Path target) throws FailureException {
    Path file = fileOf(target, ".json");
    try {
      return readFile(file);
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, file);
    }
  }

  void remove(RestoreIntent intent) throws FailureException {
    Path file = fileOf(intent.target(), ".json");
    try {
      DurableFiles.deleteIfExists(file);
      DurableFiles.forceFolder(file);
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, file);
    }
  }

  /** Returns all there are; none, as a rule. */
  List<RestoreIntent> all() {
    List<RestoreIntent> intents = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return intents; // Java would open a pipe of that name, and wait for its writer.
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        try {
          readFile(file).ifPresent(intents::add);
        } catch (IOException e) {
          LOG.log(Level.WARNING, e, () -> "a record of a restore that can't be read now: " + file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return intents; // The folder is made with the first one.
    }
    return intents;
  }

  private static Optional<RestoreIntent> readFile(Path file) throws IOException {
    try {
      return Optional.of(JsonRecords.read(file, RestoreIntent.class, MAX_BYTES));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (MalformedRecordException e) {
      LOG.log(Level.WARNING, e, () -> "not a record of a restore: " + file);
      return Optional.empty();
    }
  }

  private Path fileOf(Path target, String ending) {
    return folder.resolve(name(target) + ending);
  }

  private static String name(Path target) {
    Sha256 hash = new Sha256();
    byte[] name = target.toString().getBytes(StandardCharsets.UTF_8);
    hash.update(name, 0, name.length);
    return hash.finish().sha256().substring(0, 16);
  }
}
