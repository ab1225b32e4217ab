package dev.nightjar.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Why an operation in a folder failed, told by the exception's type and by the state in which the
 * folder is now. Never by a message: that is in the system's language, begins with a path, and is
 * another one on each system.
 *
 * @param neededBytes how much was to be written, or −1 if that isn't known
 * @param freeBytes how much could be, all that was written of it included; −1 if unknown
 */
public record DiskTrouble(Kind kind, long neededBytes, long freeBytes) {
  /** The kind of trouble. */
  public enum Kind {
    /** The folder is no folder any more, or can't be listed. */
    UNREACHABLE,
    /** The system, or this user's rights, don't allow it. */
    READ_ONLY,
    /** The disk has no room, or the user's share of it hasn't. */
    FULL,
    /** The file has grown to the largest size that the disk's format allows. */
    NO_LARGE_FILES,
    /** Anything else: the disk itself, a cable, a file that is gone. */
    OTHER
  }

  public static final long UNKNOWN = -1;

  /**
   * As much as we write at once: if a disk took less than all of that, it doesn't take so much now.
   */
  private static final int PROBE_BYTES = 1 << 20;

  /**
   * The largest file of FAT32 (Microsoft's FAT specification 1.03: its size has 32 bits), the only
   * format in use whose limit a database can meet. Linux says so by an error of its own, Windows
   * says that the disk is full.
   */
  private static final long MAX_FAT32_BYTES = (1L << 32) - 1;

  /** More than is written at once. */
  private static final int MAX_WRITE_BYTES = 4 << 20;

  private static DiskTrouble of(Kind kind) {
    return new DiskTrouble(kind, UNKNOWN, UNKNOWN);
  }

  /** Of a failure to read something in {@code folder}; writes nothing. */
  public static DiskTrouble whenReading(IOException cause, Path folder) {
    return of(withoutSpace(cause, folder));
  }

  /**
   * Of a failure to write {@code file}, or anything if that is a name beside which we may write.
   * Called while what was written of it is still there, so that a full disk is full.
   *
   * @param folder the place that {@code file} is in, or below
   * @param neededBytes the size that the file was to have, or {@link #UNKNOWN}
   */
  public static DiskTrouble whenWriting(
      IOException cause, Path folder, Path file, long neededBytes) {
    Kind kind = withoutSpace(cause, folder);
    if (kind != Kind.OTHER || !mayBeSpace(cause)) {
      return of(kind);
    }
    if (isReadOnly(folder)) {
      return of(Kind.READ_ONLY);
    }
    long free = freeBytes(folder);
    long written = sizeOf(file);
    if (free >= 0 && neededBytes >= 0 && free < neededBytes - written) {
      return new DiskTrouble(Kind.FULL, neededBytes, free + written);
    }
    if (isAtFat32Limit(written)) {
      return of(Kind.NO_LARGE_FILES);
    }
    // If there seems to be room it may be the user's share of the disk that is used up.
    return of(takesNamesButNoContent(folder) ? Kind.FULL : Kind.OTHER);
  }

  /** Of a failure to make {@code folder}, told by the nearest folder above it that is there. */
  public static DiskTrouble whenMaking(IOException cause, Path folder) {
    for (Path above = folder.toAbsolutePath(); above != null; above = above.getParent()) {
      if (Files.isDirectory(above)) {
        return whenWriting(cause, above, folder, UNKNOWN);
      }
    }
    return of(Kind.UNREACHABLE);
  }

  /**
   * Returns what stands where {@code folder}, or one above it, should be and is no folder. Asked
   * from the root on, so that a server that is off is waited for once.
   */
  public static Optional<Path> fileInTheWayOf(Path folder) {
    Path absolute = folder.toAbsolutePath();
    Path above = Objects.requireNonNull(absolute.getRoot());
    try {
      for (Path name : absolute) {
        above = above.resolve(name);
        if (!Files.readAttributes(above, BasicFileAttributes.class).isDirectory()) {
          return Optional.of(above);
        }
      }
    } catch (IOException e) {
      return Optional.empty(); // From there on nothing is there, or it can't be known.
    }
    return Optional.empty();
  }

  private static Kind withoutSpace(IOException cause, Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      boolean any = entries.iterator().hasNext(); // Opened alone, it need not ask the server.
    } catch (AccessDeniedException e) {
      return Kind.READ_ONLY;
    } catch (IOException | DirectoryIteratorException e) {
      return Kind.UNREACHABLE;
    }
    return cause instanceof AccessDeniedException
            || cause.getCause() instanceof ReadOnlyFileSystemException
        ? Kind.READ_ONLY
        : Kind.OTHER;
  }

  /** Java gives what has nothing to do with space (no such file, a name taken) its own types. */
  private static boolean mayBeSpace(IOException cause) {
    return !(cause instanceof FileSystemException) || cause.getClass() == FileSystemException.class;
  }

  /** Whether nobody may write on the disk of {@code folder}, which need not be there. */
  public static boolean isDiskReadOnly(Path folder) {
    return diskIsReadOnly(folder).orElse(false);
  }

  /** Empty if the system doesn't say, as of a share under Wine. */
  private static Optional<Boolean> diskIsReadOnly(Path folder) {
    for (Path above = folder.toAbsolutePath(); above != null; above = above.getParent()) {
      try {
        return Optional.of(Files.getFileStore(above).isReadOnly());
      } catch (NoSuchFileException e) {
        // The one above it tells.
      } catch (IOException | UnsupportedOperationException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isReadOnly(Path folder) {
    Optional<Boolean> disk = diskIsReadOnly(folder);
    if (disk.isEmpty()) {
      return false;
    }
    if (disk.get()) {
      return true;
    }
    try {
      folder.getFileSystem().provider().checkAccess(folder, AccessMode.WRITE);
      return false;
    } catch (AccessDeniedException e) {
      return true;
    } catch (IOException e) {
      return Files.isReadable(folder); // Mounted read-only here alone, as by a bind mount.
    }
  }

  /** Usable space; −1 if the system doesn't say, as with some network drives. */
  public static long freeBytes(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException | UnsupportedOperationException e) {
      return UNKNOWN;
    }
  }

  /** Whether {@code file} has the largest size that a file may have on a disk of FAT32. */
  public static boolean isAtFat32Limit(Path file) {
    return isAtFat32Limit(sizeOf(file));
  }

  private static boolean isAtFat32Limit(long written) {
    return written <= MAX_FAT32_BYTES && written > MAX_FAT32_BYTES - MAX_WRITE_BYTES;
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Whether an empty file can be made and flushed in {@code folder}, but none with content: so it
   * is where a quota is used up. A disk that fails doesn't take the empty one either.
   */
  private static boolean takesNamesButNoContent(Path folder) {
    Path probe = DurableFiles.partialOf(folder.resolve(".nightjar-probe"));
    byte[] content = new byte[PROBE_BYTES];
    ThreadLocalRandom.current().nextBytes(content); // Some disks compress.
    try {
      try {
        DurableFiles.createFlushed(probe, new byte[0]);
        return !takes(probe, content);
      } finally {
        DurableFiles.deleteIfExists(probe);
      }
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean takes(Path file, byte[] content) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      DurableFiles.writeFully(channel, ByteBuffer.wrap(content));
      channel.force(true);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
