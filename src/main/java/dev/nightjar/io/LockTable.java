package dev.nightjar.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The locks of this process, by file: the one state that has to be the process's, since the
 * system's locks are. An entry is also the monitor under which its file is opened and closed.
 */
final class LockTable {
  private static final Map<Path, Entry> ENTRIES = new HashMap<>();

  private LockTable() {}

  /**
   * The lock of one file, held by this process or not. While it is held its channel is kept: were
   * that collected, the system would give the file's number to another file, which would seem to be
   * locked.
   */
  static final class Entry {
    private @Nullable String holder;
    private @Nullable Object key;
    private @Nullable FileChannel channel;

    boolean isHeld() {
      return holder != null;
    }

    String holder() {
      return String.valueOf(holder);
    }

    boolean isHeldBy(FileChannel by) {
      return channel == by;
    }

    void held(Path file, String by, FileChannel open) throws IOException {
      Object found = keyOf(file).orElse(null);
      synchronized (ENTRIES) {
        key = found;
        holder = by;
        channel = open;
      }
    }

    void released() {
      synchronized (ENTRIES) {
        key = null;
        holder = null;
        channel = null;
      }
    }
  }

  /** Opens nothing. One file under two names (a link, a bind mount) has one entry while held. */
  static Entry entry(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    // The name itself is not followed if it is a link: such a file is never locked.
    Path real = folder == null ? absolute : folder.toRealPath().resolve(absolute.getFileName());
    Optional<Object> key = keyOf(absolute);
    synchronized (ENTRIES) {
      for (Entry entry : ENTRIES.values()) {
        if (entry.key != null && key.isPresent() && key.get().equals(entry.key)) {
          return entry;
        }
      }
      return ENTRIES.computeIfAbsent(real, name -> new Entry());
    }
  }

  /** Device and inode; empty if there is no such file, and on Windows. */
  private static Optional<Object> keyOf(Path file) throws IOException {
    try {
      return Optional.ofNullable(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
