package dev.nightjar.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Records which live files this process has open: by SQLite, any number of connections at once; or
 * by Java, or SQLite without locks, alone. POSIX drops <em>all</em> of a process's locks on a file
 * when it closes <em>any</em> descriptor of it (fcntl(2)), so Java must never open and close a file
 * that a connection of this process has open: others would write while it reads.
 *
 * <p>Static, since what it guards against is the process's, whichever object opens the file. A
 * thread that holds one use must not ask for the other.
 */
final class FileUse implements AutoCloseable {
  private static final Map<Object, FileUse.Entry> ENTRIES = new HashMap<>();

  /** One file in use; {@code users} counts those who have or wait for it. */
  private static final class Entry {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private int users;
  }

  private final Object key;
  private final Lock held;

  private FileUse(Object key, Lock held) {
    this.key = key;
    this.held = held;
  }

  /** Before a connection is opened; closed after it, by the same thread. */
  static FileUse bySqlite(Path file) {
    Object key = keyOf(file);
    Lock lock = enter(key).lock.readLock();
    lock.lock();
    return new FileUse(key, lock);
  }

  /** Before Java opens the file; waits until no connection of this process is on it. */
  static FileUse byJava(Path file) {
    Object key = keyOf(file);
    Lock lock = enter(key).lock.writeLock();
    lock.lock();
    return new FileUse(key, lock);
  }

  /** The same without waiting; empty if a connection of this process is on the file. */
  static Optional<FileUse> byJavaAtOnce(Path file) {
    Object key = keyOf(file);
    Lock lock = enter(key).lock.writeLock();
    if (lock.tryLock()) {
      return Optional.of(new FileUse(key, lock));
    }
    leave(key);
    return Optional.empty();
  }

  @Override
  public void close() {
    held.unlock();
    leave(key);
  }

  private static synchronized Entry enter(Object key) {
    Entry entry = ENTRIES.computeIfAbsent(key, absent -> new Entry());
    entry.users++;
    return entry;
  }

  private static synchronized void leave(Object key) {
    Entry entry = Objects.requireNonNull(ENTRIES.get(key));
    if (--entry.users == 0) {
      ENTRIES.remove(key);
    }
  }

  /** The file itself, by whatever name: its device and inode, or (Windows) its whole path. */
  private static Object keyOf(Path file) {
    try {
      Path real = file.toRealPath();
      Object inode = Files.readAttributes(real, "fileKey").get("fileKey");
      return inode == null ? real : inode;
    } catch (IOException | RuntimeException e) {
      return file.toAbsolutePath().normalize(); // It can't be opened, either.
    }
  }
}
