package dev.nightjar.destination;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.HeldLock;
import dev.nightjar.io.Progress;
import dev.nightjar.platform.DaemonThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A place that may never answer, as a NAS that was switched off: a call on a dead mount can't be
 * interrupted. So each has a thread of its own, which is left behind once it has shown no progress
 * for as long as the patience, and the place counts as {@code PLACE_UNREACHABLE}.
 *
 * <p>It is long because each call of a {@link Destination} and a {@link Delivery} is wrapped.
 */
public final class PatientDestination implements Destination {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final Destination place;
  private final Duration patience;
  private final LeftBehind leftBehind;

  /** The calls that hang, for all who use a place: while one does, no further one starts there. */
  public static final class LeftBehind {
    private final Map<String, Future<?>> calls = new ConcurrentHashMap<>();

    private boolean hangsAt(String location) {
      Future<?> call = calls.get(location);
      return call != null && !call.isDone();
    }
  }

  /** Of {@code place}, whose calls are given up after {@code patience} without progress. */
  public PatientDestination(Destination place, Duration patience, LeftBehind leftBehind) {
    this.place = place;
    this.patience = patience;
    this.leftBehind = leftBehind;
  }

  @FunctionalInterface
  private interface Work<T> {
    T run(Progress life) throws FailureException;
  }

  @FunctionalInterface
  private interface Action {
    void run(Progress life) throws FailureException;
  }

  private void go(Progress progress, Action action) throws FailureException {
    call(
        progress,
        life -> {
          action.run(life);
          return place;
        });
  }

  /** Makes what is to be closed: by the caller, or, if that has gone meanwhile, at once. */
  private <T> T make(Progress progress, Work<T> work, Consumer<T> close) throws FailureException {
    Handover<T> handover = new Handover<>();
    boolean taken = false;
    try {
      T made =
          call(
              progress,
              life -> {
                T late = work.run(life);
                if (!handover.give(late)) {
                  close.accept(late);
                }
                return late;
              });
      taken = true;
      return made;
    } finally {
      if (!taken) {
        handover
            .leave()
            .ifPresent(
                late -> DaemonThreads.start("place " + location(), () -> close.accept(late)));
      }
    }
  }

  /** Decides who closes what was made: one of the two threads, and never both. */
  private static final class Handover<T> {
    private Optional<T> given = Optional.empty();
    private boolean left;

    /** Returns whether the caller is still there. */
    synchronized boolean give(T made) {
      given = Optional.of(made);
      return !left;
    }

    /** The caller goes; returns what was given to it, and what it is therefore to close. */
    synchronized Optional<T> leave() {
      left = true;
      return given;
    }
  }

  private <T> T call(Progress progress, Work<T> work) throws FailureException {
    if (leftBehind.hangsAt(location())) {
      throw unreachable();
    }
    Life life = new Life(progress);
    FutureTask<T> task = new FutureTask<>(() -> work.run(life));
    Thread thread = DaemonThreads.start("place " + location(), task);
    try {
      while (true) {
        long left = life.nanosLeft(patience);
        try {
          return task.get(
              Math.max(0, Math.min(left, BETWEEN_LOOKS.toNanos())), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          life.look();
          if (left <= 0) {
            throw unreachable();
          }
        }
      }
    } catch (ExecutionException e) {
      throw cause(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FailureException.because(e, Reason.CANCELLED);
    } finally {
      if (!task.isDone()) {
        life.end();
        leftBehind.calls.put(location(), task);
      }
    }
  }

  /**
   * When a call last showed that it goes on; ends one that was left behind and goes on after all.
   */
  private static final class Life implements Progress {
    private final Progress progress;
    private volatile long seenAt = System.nanoTime();
    private volatile long done;
    private volatile long total = -1;
    private volatile boolean ended;

    Life(Progress progress) {
      this.progress = progress;
    }

    long nanosLeft(Duration patience) {
      return patience.toNanos() - (System.nanoTime() - seenAt);
    }

    void end() {
      ended = true;
    }

    /** Lets the listener cancel a call that hangs, too. */
    void look() throws FailureException {
      progress.advanced(done, total);
    }

    @Override
    public void advanced(long doneNow, long totalNow) throws FailureException {
      if (ended) {
        throw new FailureException(Reason.CANCELLED);
      }
      seenAt = System.nanoTime();
      done = doneNow;
      total = totalNow;
      progress.advanced(doneNow, totalNow);
    }
  }

  private FailureException unreachable() {
    return new FailureException(Reason.PLACE_UNREACHABLE, location());
  }

  private static FailureException cause(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof FailureException failure) {
      return failure;
    }
    if (cause instanceof RuntimeException unexpected) {
      throw unexpected;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return FailureException.because(e, Reason.UNEXPECTED, String.valueOf(cause));
  }

  @Override
  public String location() {
    return place.location();
  }

  @Override
  public String location(BackupFile file, String id) {
    return place.location(file, id);
  }

  @Override
  public OpenedFile open(
      BackupSummary backup, BackupFile file, Path scratchFolder, Progress progress)
      throws FailureException {
    return make(progress, life -> place.open(backup, file, scratchFolder, life), OpenedFile::close);
  }

  @Override
  public <T> T read(
      BackupSummary backup,
      BackupFile file,
      Path scratchFolder,
      Reading<T> reading,
      Progress progress)
      throws FailureException {
    return call(progress, life -> place.read(backup, file, scratchFolder, reading, life));
  }

  @Override
  public boolean isOnThisComputer() throws FailureException {
    return call(Progress.NONE, life -> place.isOnThisComputer());
  }

  @Override
  public Optional<Long> freeBytesBeside(Path file) throws FailureException {
    return call(Progress.NONE, life -> place.freeBytesBeside(file));
  }

  @Override
  public Optional<Path> unverified(Inventory.Unverified copy) {
    return place.unverified(copy);
  }

  @Override
  public Optional<Address> address() {
    return place.address();
  }

  @Override
  public Optional<Address> address(BackupFile kind) {
    return place.address(kind);
  }

  /** Asked without patience: a call that is left behind would keep the lock. */
  @Override
  public Optional<HeldLock> lock(String holder) throws FailureException {
    return place.lock(holder);
  }

  @Override
  public Readiness prepare(JobIdentity owner, Progress progress) throws FailureException {
    return call(progress, life -> place.prepare(owner, life));
  }

  @Override
  public Prepared prepareAndRead(JobIdentity owner, Progress progress) throws FailureException {
    return call(progress, life -> place.prepareAndRead(owner, life));
  }

  @Override
  public void heal(
      BackupSummary backup, BackupFile file, Path content, JobIdentity owner, Progress progress)
      throws FailureException {
    go(progress, life -> place.heal(backup, file, content, owner, life));
  }

  @Override
  public void healManifest(Manifest manifest, JobIdentity owner) throws FailureException {
    go(Progress.NONE, life -> place.healManifest(manifest, owner));
  }

  @Override
  public Sign poll(JobIdentity owner) throws FailureException {
    return call(Progress.NONE, life -> place.poll(owner));
  }

  @Override
  public Inventory inventory(Progress progress) throws FailureException {
    return call(progress, place::inventory);
  }

  @Override
  public Optional<KnownInventory> lastKnown() {
    return place.lastKnown();
  }

  @Override
  public void remember(List<BackupSummary> stored) {
    place.remember(stored);
  }

  @Override
  public Manifest manifest(BackupSummary backup) throws FailureException {
    return call(Progress.NONE, life -> place.manifest(backup));
  }

  @Override
  public boolean isFree(String id) throws FailureException {
    return call(Progress.NONE, life -> place.isFree(id));
  }

  @Override
  public Delivery deliver(String id, JobIdentity owner) throws FailureException {
    return new PatientDelivery(
        make(Progress.NONE, life -> place.deliver(id, owner), Delivery::close));
  }

  @Override
  public void fetch(BackupSummary backup, BackupFile file, Path target, Progress progress)
      throws FailureException {
    go(progress, life -> place.fetch(backup, file, target, life));
  }

  @Override
  public void verify(BackupSummary backup, BackupFile file, Progress progress)
      throws FailureException {
    go(progress, life -> place.verify(backup, file, life));
  }

  @Override
  public void remove(BackupSummary backup, JobIdentity owner) throws FailureException {
    go(Progress.NONE, life -> place.remove(backup, owner));
  }

  @Override
  public String keepEvidence(Evidence evidence, Path copy, Progress progress)
      throws FailureException {
    return call(progress, life -> place.keepEvidence(evidence, copy, life));
  }

  @Override
  public void leave(String name, byte[] content) throws FailureException {
    go(Progress.NONE, life -> place.leave(name, content));
  }

  /** A delivery is one thread's at a time: while a call of it hangs, nothing else touches it. */
  private final class PatientDelivery implements Delivery {
    private final Delivery delivery;
    private boolean hangs;
    private boolean closed;

    private PatientDelivery(Delivery delivery) {
      this.delivery = delivery;
    }

    private void bring(Progress progress, Action action) throws FailureException {
      AtomicBoolean started = new AtomicBoolean();
      begin();
      try {
        go(
            progress,
            life -> {
              started.set(true);
              try {
                action.run(life);
              } finally {
                end();
              }
            });
      } finally {
        if (!started.get()) {
          end(); // Another call hangs: this one wasn't made.
        }
      }
    }

    private synchronized void begin() {
      hangs = true;
    }

    /** A call that was left behind cleans up when it comes back: until then it holds its lease. */
    private void end() {
      if (endedAndClosed()) {
        delivery.close();
      }
    }

    private synchronized boolean endedAndClosed() {
      hangs = false;
      return closed;
    }

    private synchronized boolean closedAndHangs() {
      closed = true;
      return hangs;
    }

    @Override
    public Optional<Path> stagingPath(BackupFile file) {
      return delivery.stagingPath(file);
    }

    @Override
    public void addSoFar(
        BackupFile file, Path content, long bytes, long estimated, Progress progress)
        throws FailureException {
      bring(progress, life -> delivery.addSoFar(file, content, bytes, estimated, life));
    }

    @Override
    public void addWhole(BackupFile file, Path content, long bytes, Progress progress)
        throws FailureException {
      bring(progress, life -> delivery.addWhole(file, content, bytes, life));
    }

    @Override
    public void add(BackupFile file, Path content, FileHash expected, Progress progress)
        throws FailureException {
      bring(progress, life -> delivery.add(file, content, expected, life));
    }

    @Override
    public void commit(ManifestText manifest) throws FailureException {
      bring(Progress.NONE, life -> delivery.commit(manifest));
    }

    @Override
    public void abandon() {
      delivery.abandon();
    }

    @Override
    public void close() {
      if (!closedAndHangs()) {
        try {
          go(Progress.NONE, life -> delivery.close());
        } catch (FailureException e) {
          delivery.abandon();
        }
      }
    }
  }
}
