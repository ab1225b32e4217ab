package dev.nightjar.io;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.nightjar.failure.FailureException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Files that are either whole or not there: written under a partial name, flushed, closed, then
 * moved ("close, then rename": Windows doesn't like the reverse).
 *
 * <p>It is long because what each system does otherwise is said and handled here alone.
 */
public final class DurableFiles {
  /** The end of partial names, behind a dot and a file's name, as a regular expression. */
  public static final String PARTIAL = "\\.([0-9a-f]{8})\\.partial";

  private static final int BUFFER_BYTES = 1 << 20;

  private static final Set<PosixFilePermission> EXECUTABLE =
      EnumSet.of(
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_EXECUTE);

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static final BriefRefusals REFUSALS = new BriefRefusals();

  private DurableFiles() {}

  /**
   * A name for {@code target} while it is being written, in its own folder, never used before:
   * {@code .NAME.<8 hex>.partial}.
   */
  public static Path partialOf(Path target) {
    return partialOf(target, newTag());
  }

  /** Eight hexadecimal digits at random, for partial names. */
  public static String newTag() {
    return String.format("%08x", ThreadLocalRandom.current().nextInt());
  }

  /** The partial name of {@code target} that carries {@code tag}. */
  public static Path partialOf(Path target, String tag) {
    return target.resolveSibling("." + target.getFileName() + "." + tag + ".partial");
  }

  /**
   * Puts {@code content} at {@code target}, replacing what is there in one move: after a crash at
   * any instant the file is the old one or the new one.
   */
  public static void replace(Path target, byte[] content) throws IOException {
    replace(target, content, newTag());
  }

  /** The same, by way of the partial name that carries {@code tag}. */
  public static void replace(Path target, byte[] content, String tag) throws IOException {
    replace(target, content, tag, new FileAttribute<?>[0]);
  }

  /** The same, and nobody but this user may read it if the system has such permissions. */
  public static void replacePrivately(Path target, byte[] content) throws IOException {
    replace(target, content, newTag(), permissions(target, OWNER_ONLY));
  }

  /**
   * The same without a flush, for what can be made again, and whose reader knows by a checksum
   * whether it is whole: after a power cut the file may have any content. Nobody sees half of it
   * otherwise.
   */
  public static void replaceUnflushed(Path target, byte[] content) throws IOException {
    replace(target, content, newTag(), false, new FileAttribute<?>[0]);
  }

  private static void replace(
      Path target, byte[] content, String tag, FileAttribute<?>[] permissions) throws IOException {
    replace(target, content, tag, true, permissions);
    forceFolder(target);
  }

  private static void replace(
      Path target, byte[] content, String tag, boolean flushed, FileAttribute<?>[] permissions)
      throws IOException {
    Path partial = partialOf(target, tag);
    try {
      create(partial, content, flushed, permissions);
      moveInto(partial, target);
    } catch (IOException | RuntimeException e) {
      deleteQuietly(partial, e);
      throw e;
    }
  }

  private static void moveInto(Path from, Path to) throws IOException {
    REFUSALS.outlast(
        to,
        () ->
            Files.move(
                from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
  }

  /**
   * Makes a new file with {@code content} and flushes it; fails if there is one already. If it
   * can't be written whole, nothing of it stays.
   */
  public static void createFlushed(Path file, byte[] content) throws IOException {
    create(file, content, true, new FileAttribute<?>[0]);
  }

  private static void create(
      Path file, byte[] content, boolean flushed, FileAttribute<?>[] permissions)
      throws IOException {
    FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), permissions);
    try (channel) {
      writeFully(channel, ByteBuffer.wrap(content));
      if (flushed) {
        channel.force(true);
      }
    } catch (IOException | RuntimeException e) {
      deleteQuietly(file, e);
      throw e;
    }
  }

  /** Writes {@code content} over a file of the same content, for its time; makes it if need be. */
  public static void overwrite(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, LinkOption.NOFOLLOW_LINKS)) {
      writeFully(channel, ByteBuffer.wrap(content));
      channel.force(true);
    }
  }

  /** Changes some bytes of a file that is still being made; they aren't flushed. */
  public static void change(Path file, long position, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE, LinkOption.NOFOLLOW_LINKS)) {
      writeFully(channel.position(position), ByteBuffer.wrap(bytes));
    }
  }

  /**
   * A new, empty file to write to, which gives nobody what {@code model} doesn't; fails if there is
   * one already. On Windows the folder's list rules.
   */
  public static FileChannel create(Path file, Path model) throws IOException {
    return FileChannel.open(file, Set.of(CREATE_NEW, WRITE), narrow(model));
  }

  /** A new, empty file to write to that is this user's alone; fails if there is one already. */
  public static FileChannel createPrivately(Path file) throws IOException {
    return FileChannel.open(file, Set.of(CREATE_NEW, WRITE), permissions(file, OWNER_ONLY));
  }

  private static FileAttribute<?>[] narrow(Path model) throws IOException {
    if (Files.getFileAttributeView(model, PosixFileAttributeView.class) == null) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> permissions = EnumSet.copyOf(OWNER_ONLY);
    try {
      permissions.addAll(Files.getPosixFilePermissions(model));
    } catch (NoSuchFileException e) {
      // Nobody but its owner, then.
    }
    permissions.removeAll(EXECUTABLE);
    return permissions(model, permissions);
  }

  private static FileAttribute<?>[] permissions(Path file, Set<PosixFilePermission> permissions) {
    return PlainFiles.isPosix(file)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  /**
   * Writes all that remains in {@code buffer}: a channel may take less at once, and on a full disk
   * does before it says so.
   */
  public static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.write(buffer) <= 0) {
        throw new IOException("the system wrote 0 bytes of " + buffer.remaining());
      }
    }
  }

  /**
   * Copies {@code source} to the new file {@code target} and flushes it, a portion at a time.
   *
   * @return the content read from {@code source}
   * @throws FileSystemException that names {@code target} if that could not be written
   */
  public static FileHash copy(Path source, Path target, Progress progress)
      throws IOException, FailureException {
    try (FileCopy copy = FileCopy.begin(source, target)) {
      return copy.finish(progress);
    }
  }

  static FileChannel openToRead(Path file) throws IOException {
    return REFUSALS.outlast(file, () -> PlainFiles.open(file));
  }

  /** Reads {@code file} from end to end. Links are not followed. */
  public static FileHash hash(Path file, Progress progress) throws IOException, FailureException {
    try (FileChannel in = openToRead(file)) {
      return hash(in, 1, progress);
    }
  }

  /**
   * The same, past the system's cache if the file system can do that, so that what was kept is
   * read, not what was sent.
   */
  public static ReadBack readBack(Path file, Progress progress)
      throws IOException, FailureException {
    Optional<PastCache> direct = PastCache.open(file, READ);
    if (direct.isEmpty()) {
      return new ReadBack(hash(file, progress), false);
    }
    try (PastCache opened = direct.get()) {
      return new ReadBack(hash(opened.channel(), opened.block(), progress), true);
    }
  }

  private static FileHash hash(FileChannel in, int block, Progress progress)
      throws IOException, FailureException {
    Sha256 hash = new Sha256();
    ByteBuffer buffer = PastCache.buffer(BUFFER_BYTES, block);
    long total = in.size();
    long done = 0;
    // Not "until −1": past the end a direct channel's position is no multiple of the block any
    // more.
    while (done < total && in.read(buffer) >= 0) {
      buffer.flip();
      done += buffer.remaining();
      hash.update(buffer);
      buffer.clear();
      progress.advanced(done, total);
    }
    if (done != total) {
      throw new EOFException("read " + done + " bytes of " + total);
    }
    return hash.finish();
  }

  /** Flushes a file that somebody else wrote. */
  public static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE, LinkOption.NOFOLLOW_LINKS)) {
      channel.force(true);
    }
  }

  /**
   * Gives a finished file its name, and never another file's: fails with {@link
   * FileAlreadyExistsException} if the name is taken.
   */
  public static void moveWithoutReplacing(Path from, Path to) throws IOException {
    if (PlainFiles.isPosix(to) && linked(from, to)) {
      delete(from);
    } else {
      REFUSALS.outlast(to, () -> Files.move(from, to));
    }
    forceFolder(to);
  }

  /** Gives a finished file its name in one move, in place of another file that may have it. */
  public static void moveReplacing(Path from, Path to) throws IOException {
    moveInto(from, to);
    forceFolder(to);
  }

  /**
   * On POSIX a move replaces: Java looks first, and another process may be quicker. A hard link
   * doesn't.
   *
   * @return false if the file system has none: then the move says what is wrong
   */
  private static boolean linked(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
      return true;
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Deletes a file; fails with {@link NoSuchFileException} if there is none. */
  public static void delete(Path file) throws IOException {
    REFUSALS.outlast(
        file,
        () -> {
          Files.delete(file);
          return file;
        });
  }

  /** Deletes a file; false if there was none. */
  public static boolean deleteIfExists(Path file) throws IOException {
    return REFUSALS.outlast(file, () -> Files.deleteIfExists(file));
  }

  /** Makes a folder, and those that it is in, and flushes the names of those that are new. */
  public static void makeFolders(Path folder, FileAttribute<?>... attributes) throws IOException {
    List<Path> made = new ArrayList<>();
    for (Path above = folder.toAbsolutePath();
        above != null && Files.notExists(above);
        above = above.getParent()) {
      made.add(above);
    }
    Files.createDirectories(folder, attributes);
    for (Path one : made) {
      forceFolder(one);
    }
  }

  /**
   * Flushes the folder that {@code file} is in, so that its name survives, too, if the system has
   * such a call.
   */
  public static void forceFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      FolderFlush.force(folder);
    }
  }

  private static void deleteQuietly(Path file, Exception because) {
    try {
      deleteIfExists(file);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
