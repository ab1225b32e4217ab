package dev.nightjar.platform.instance;

import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.HeldLock;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.RunningProcesses;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one running tray program of a {@link Home}. A lock decides who that is, and the system
 * releases it however its holder ends; a socket, named in a file of the home, takes what a later
 * start has to say.
 */
public final class SingleInstance implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(SingleInstance.class.getName());
  private static final String LOCK = "tray.lock";
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  /**
   * The requests of a later start, a menu of the system's or an installer to the running program.
   */
  public enum Message {
    SHOW,
    BACKUP_NOW,
    SETTINGS,
    QUIT;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Message> of(String word) {
      for (Message message : values()) {
        if (message.word().equals(word)) {
          return Optional.of(message);
        }
      }
      return Optional.empty();
    }
  }

  private final HeldLock lock;
  private final Optional<HeldLock> formerLock;
  private final InstanceAddress address;
  private final ServerSocketChannel server;

  private SingleInstance(
      HeldLock lock,
      Optional<HeldLock> formerLock,
      InstanceAddress address,
      ServerSocketChannel server) {
    this.lock = lock;
    this.formerLock = formerLock;
    this.address = address;
    this.server = server;
  }

  /**
   * Becomes the running program; or tells the one that runs already, and is then empty.
   *
   * @param patience how long to wait for one that is just starting or ending
   * @throws IOException if one runs and doesn't answer, or the home can't be written to
   */
  public static Optional<SingleInstance> becomeOrTell(Home home, Message message, Duration patience)
      throws IOException {
    for (long start = System.nanoTime(); ; pause()) {
      Optional<SingleInstance> mine = tryBecome(home);
      if (mine.isPresent()) {
        return mine;
      }
      if (tell(home, message)) {
        return Optional.empty();
      }
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new IOException("the running program doesn't answer: " + holder(home));
      }
    }
  }

  /** Becomes the running program; empty if there is one. */
  public static Optional<SingleInstance> tryBecome(Home home) throws IOException {
    DurableFiles.makeFolders(home.locksFolder());
    Optional<HeldLock> lock = lockOf(home);
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    Optional<HeldLock> formerLock = Optional.empty();
    try {
      Optional<Home> former = home.former();
      if (former.isPresent()) {
        formerLock = lockOf(former.get());
        if (formerLock.isEmpty()) {
          lock.get().close();
          return Optional.empty();
        }
      }
      // Of one that was killed: with the lock in hand nobody uses it any more.
      InstanceAddress.read(home).ifPresent(InstanceAddress::remove);
      InstanceAddress.Bound bound = InstanceAddress.bind(home);
      return Optional.of(
          new SingleInstance(lock.get(), formerLock, bound.address(), bound.server()));
    } catch (IOException | RuntimeException e) {
      formerLock.ifPresent(HeldLock::close);
      lock.get().close();
      throw e;
    }
  }

  private static Optional<HeldLock> lockOf(Home home) throws IOException {
    return HeldLock.tryAcquire(
        home.locksFolder().resolve(LOCK), "process " + ProcessHandle.current().pid());
  }

  /** Tells the running program; false if there is none, or it doesn't answer. */
  public static boolean tell(Home home, Message message) {
    return tell(InstanceAddress.read(home), message)
        || tell(home.former().flatMap(InstanceAddress::read), message);
  }

  private static boolean tell(Optional<InstanceAddress> address, Message message) {
    if (address.isEmpty()) {
      return false;
    }
    try (SocketChannel channel = address.get().connect()) {
      String secret = address.get().secret();
      SocketLines lines = new SocketLines(channel, ANSWER_WITHIN);
      lines.write(secret + " " + message.word());
      return lines.read().equals(secret + " done");
    } catch (IOException e) {
      LOG.log(Level.FINE, e, () -> "no running program at " + address.get().place());
      return false;
    }
  }

  /**
   * Asks the running program to end, and waits until it has; on Windows until its processes are
   * gone, too, since their files can't be replaced before.
   *
   * @return whether none runs any more
   */
  public static boolean end(Home home, Duration patience) throws IOException {
    boolean told = false;
    Set<ProcessHandle> processes = new HashSet<>();
    for (long start = System.nanoTime(); ; pause()) {
      if (isRunning(home)) {
        processes.addAll(RunningProcesses.of(holder(home)));
      } else if (processes.stream().noneMatch(ProcessHandle::isAlive)) {
        return true;
      }
      told = told || tell(home, Message.QUIT);
      if (System.nanoTime() - start > patience.toNanos()) {
        return false;
      }
    }
  }

  /** Whether a tray program of that home runs. */
  public static boolean isRunning(Home home) throws IOException {
    Optional<Home> former = home.former();
    return HeldLock.isHeld(home.locksFolder().resolve(LOCK))
        || (former.isPresent() && HeldLock.isHeld(former.get().locksFolder().resolve(LOCK)));
  }

  /**
   * Takes messages, one at a time, on a thread of {@code executor} until {@link #close}. The sender
   * gets its answer when {@code receiver} returns, which should be soon.
   */
  public void listen(Executor executor, Consumer<Message> receiver) {
    executor.execute(
        () -> {
          while (server.isOpen()) {
            try (SocketChannel channel = server.accept()) {
              answer(channel, receiver);
            } catch (IOException e) {
              LOG.log(Level.FINE, e, () -> "a message that did not arrive");
            } catch (RuntimeException e) {
              LOG.log(Level.WARNING, e, () -> "a message that could not be followed");
            }
          }
        });
  }

  private void answer(SocketChannel channel, Consumer<Message> receiver) throws IOException {
    SocketLines lines = new SocketLines(channel, ANSWER_WITHIN);
    String line = lines.read();
    if (!line.startsWith(address.secret() + " ")) {
      return; // Nobody of ours.
    }
    Optional<Message> message = Message.of(line.substring(address.secret().length() + 1));
    message.ifPresent(receiver);
    lines.write(address.secret() + (message.isPresent() ? " done" : " unknown"));
  }

  private static String holder(Home home) {
    return HeldLock.holderOf(home.locksFolder().resolve(LOCK));
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Ends listening; from now on another start becomes the running program. */
  @Override
  public void close() {
    try (lock;
        server) {
      formerLock.ifPresent(HeldLock::close);
      address.remove();
    } catch (IOException e) {
      LOG.log(Level.FINE, e, () -> "closing " + address.place());
    }
  }
}
