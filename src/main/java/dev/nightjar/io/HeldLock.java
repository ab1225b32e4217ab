package dev.nightjar.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lock between processes, which the system releases when its holder dies.
 *
 * <p>The lock is on one byte far beyond the text, since Windows lets nobody read a locked byte, and
 * others are to read who holds it. The file stays, emptied: were it deleted, one process could lock
 * the old file and another the new one.
 *
 * <p>POSIX drops all locks that a process has on a file as soon as the process closes any
 * descriptor of it. So a file whose lock this process holds is never opened a second time: {@link
 * LockTable} answers for it.
 */
public final class HeldLock implements AutoCloseable {
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
  private static final int MAX_HOLDER_BYTES = 1024;
  private static final int BETWEEN_TRIES_MILLIS = 20;
  private static final String SOMEBODY = "another program";

  private final FileChannel channel;
  private final LockTable.Entry entry;

  private HeldLock(FileChannel channel, LockTable.Entry entry) {
    this.channel = channel;
    this.entry = entry;
  }

  /**
   * Takes the lock, or is empty if another process, or another part of this one, holds it.
   *
   * @param holder one line that says who holds it, for {@link #holderOf}
   * @throws IOException if the file can't be made or locked at all
   */
  public static Optional<HeldLock> tryAcquire(Path file, String holder) throws IOException {
    LockTable.Entry entry = LockTable.entry(file);
    synchronized (entry) {
      return entry.isHeld() ? Optional.empty() : acquire(file, holder, entry);
    }
  }

  /**
   * Waits for a lock that its holders have for a moment only, in this process's name.
   *
   * @throws IOException if that lasts longer than {@code patience}, or the file can't be locked
   */
  public static HeldLock await(Path file, Duration patience) throws IOException {
    long start = System.nanoTime();
    while (true) {
      Optional<HeldLock> lock = tryAcquire(file, "process " + ProcessHandle.current().pid());
      if (lock.isPresent()) {
        return lock.get();
      }
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new IOException("being changed by " + holderOf(file));
      }
      try {
        Thread.sleep(BETWEEN_TRIES_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for " + file, e);
      }
    }
  }

  private static Optional<HeldLock> acquire(Path file, String holder, LockTable.Entry entry)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    boolean held = false;
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        return Optional.empty();
      }
      byte[] text = holder.getBytes(StandardCharsets.UTF_8);
      int length = Math.min(text.length, MAX_HOLDER_BYTES);
      write(channel, ByteBuffer.wrap(text, 0, length));
      entry.held(file, line(text, length), channel);
      held = true;
      return Optional.of(new HeldLock(channel, entry));
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  /** Others read the text: the lock goes without if it can't be written, as on a full disk. */
  private static void write(FileChannel channel, ByteBuffer text) throws IOException {
    channel.truncate(0);
    try {
      DurableFiles.writeFully(channel, text);
    } catch (IOException e) {
      channel.truncate(0);
    }
  }

  /** Whether somebody holds the lock; makes and changes no file. */
  public static boolean isHeld(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    LockTable.Entry entry = LockTable.entry(file);
    synchronized (entry) {
      if (entry.isHeld()) {
        return true;
      }
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
          // Shared: two that ask at once don't take each other for the holder.
          @Nullable FileLock free = channel.tryLock(LOCKED_BYTE, 1, true)) {
        return free == null;
      }
    }
  }

  /** Returns the holder's own words about itself; {@code another program} if they can't be read. */
  public static String holderOf(Path file) {
    try {
      LockTable.Entry entry = LockTable.entry(file);
      synchronized (entry) {
        return entry.isHeld() ? entry.holder() : read(file);
      }
    } catch (IOException | RuntimeException e) {
      return SOMEBODY;
    }
  }

  private static String read(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer buffer = ByteBuffer.allocate(MAX_HOLDER_BYTES);
      PlainFiles.read(channel, buffer, 0);
      return line(buffer.array(), buffer.position());
    }
  }

  private static String line(byte[] text, int length) {
    String line =
        new String(text, 0, length, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
    return line.isEmpty() ? SOMEBODY : line;
  }

  /** Releases the lock. Never fails: closing the channel alone releases it. */
  @Override
  public void close() {
    synchronized (entry) {
      if (!entry.isHeldBy(channel)) {
        return; // Somebody else's may be on the file by now.
      }
      try (channel) {
        channel.truncate(0);
      } catch (IOException e) {
        // The text is only for others to read; the lock is gone with the channel.
      } finally {
        entry.released();
      }
    }
  }
}
