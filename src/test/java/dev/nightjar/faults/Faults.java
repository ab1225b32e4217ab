package dev.nightjar.faults;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Lets one file operation fail: the n-th of those that such a fault can befall. */
public final class Faults {
  /** The possible faults. */
  enum Kind {
    INPUT_OUTPUT(true),
    NO_SPACE(false),
    SHORT_WRITE(false),
    ACCESS_DENIED(true),
    GONE(true),
    /** As if the process had died: nothing works from then on. */
    DEAD(true);

    private final boolean anywhere;

    Kind(boolean anywhere) {
      this.anywhere = anywhere;
    }
  }

  /** Returns a rule's verdict on an operation: the words that it fails with, or none. */
  @FunctionalInterface
  public interface Rule {
    Optional<IOException> failureOf(String operation, Path path);
  }

  private final AtomicInteger operations = new AtomicInteger();
  private final List<String> done = new CopyOnWriteArrayList<>();
  private volatile UnaryOperator<FileStore> disk = store -> store;
  private volatile Rule rule = (operation, path) -> Optional.empty();
  private volatile boolean placeholders;
  private volatile Kind kind = Kind.INPUT_OUTPUT;
  private volatile int failing = -1;
  private volatile String failed = "";

  /** From now on the operation of that number, from 1 on, fails. */
  void plan(Kind plannedKind, int number) {
    kind = plannedKind;
    failed = "";
    operations.set(0);
    failing = number;
  }

  void none() {
    failing = -1;
  }

  /** From now on this decides about each operation, before anything that is planned. */
  public void rule(Rule newRule) {
    rule = newRule;
    done.clear();
  }

  /** From now on disks say that so much can be written to them. */
  public void freeBytes(long bytes) {
    disk = store -> new FaultyStore(store, bytes, false).asStore();
  }

  /** From now on disks say that nothing can be written to them. */
  public void readOnly() {
    disk = store -> new FaultyStore(store, 1L << 40, true).asStore();
  }

  /** From now on each file is a placeholder: not followed, it shows a stub. */
  void placeholders() {
    placeholders = true;
  }

  /** Whether what is done with these options to a file is done to its stub. */
  boolean isStub(Path real, Collection<?> options) {
    return placeholders
        && options.contains(LinkOption.NOFOLLOW_LINKS)
        && Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS);
  }

  FileStore disk(FileStore real) {
    return disk.apply(real);
  }

  /** The operations since the rule was made, as "delete a.txt", those that failed among them. */
  public List<String> done() {
    return List.copyOf(done);
  }

  /** Returns the operation that failed, or empty if none has yet. */
  String failed() {
    return failed;
  }

  private boolean isTurn(String what, Object path, boolean writes) {
    if (failing < 0 || (!writes && !kind.anywhere)) {
      return false;
    }
    int number = operations.incrementAndGet();
    boolean turn = number == failing || (kind == Kind.DEAD && number > failing);
    if (turn && failed.isEmpty()) {
      failed = what + " " + path;
    }
    return turn;
  }

  /** An operation that writes or not is about to be done. */
  void before(String what, Path path, boolean writes) throws IOException {
    done.add(what + " " + path.getFileName());
    Optional<IOException> ruled = rule.failureOf(what, path);
    if (ruled.isPresent()) {
      throw ruled.get();
    }
    if (kind != Kind.SHORT_WRITE && isTurn(what, path, writes)) {
      throw switch (kind) {
        case NO_SPACE -> new FileSystemException(path.toString(), null, "No space left on device");
        case ACCESS_DENIED -> new AccessDeniedException(path.toString());
        case GONE -> new NoSuchFileException(path.toString());
        default -> new FileSystemException(path.toString(), null, "Input/output error");
      };
    }
  }

  /** Returns the rule's verdict on a part of an operation, which isn't counted. */
  Optional<IOException> ruled(String what, Path path) {
    return rule.failureOf(what, path);
  }

  /** Whether this write is to take only a part. */
  boolean isShort(Object path) {
    return kind == Kind.SHORT_WRITE && isTurn("short write", path, true);
  }
}
