package dev.nightjar.app.setup;

import dev.nightjar.app.setup.FolderInspection.Kept;
import dev.nightjar.app.setup.FolderInspection.State;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Marker;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.FolderDestination.Reach;
import dev.nightjar.destination.folder.MarkerFile;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.platform.Host;
import dev.nightjar.platform.NetworkFolders;
import dev.nightjar.platform.SyncedFolders;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks at folders for a form, as its fields are edited: never for longer than a limit, so that a
 * dead NAS hangs nothing; not on the event thread. Changes nothing, but for {@link #test}.
 */
public final class FolderInspector {
  private static final Logger LOG = Logger.getLogger(FolderInspector.class.getName());

  /** Files that systems leave in folders that their owners take for empty. */
  private static final Set<String> LITTER =
      Set.of(".DS_Store", "desktop.ini", "Thumbs.db", "lost+found", "@eaDir", "#recycle");

  private final Deadline deadline;
  private final Clock clock;
  private final SyncedFolders synced;

  /**
   * Looks made with these share their patience: a folder that hangs isn't asked again.
   *
   * @param limit how long a folder may take to answer; disks of a NAS take 10 s to spin up
   */
  public FolderInspector(Clock clock, Duration limit, SyncedFolders synced) {
    this.deadline = new Deadline(limit);
    this.clock = clock;
    this.synced = synced;
  }

  /**
   * A folder, and for what it is to be used.
   *
   * @param job the one that asks; empty if it isn't made yet
   * @param database the database it backs up, if that is chosen yet
   * @param others folders that are in use already, which this one must not be
   * @param own the job's other folder, which must be beside this one
   * @param here the other jobs that are set up
   */
  public record Question(
      Path folder,
      Optional<UUID> job,
      Optional<Path> database,
      List<Path> others,
      Optional<Path> own,
      Set<UUID> here) {
    public Question {
      folder = folder.toAbsolutePath().normalize();
      others = List.copyOf(others);
      here = Set.copyOf(here);
    }
  }

  /** Returns what the folder is. */
  public FolderInspection inspect(Question question) {
    return within(question, false);
  }

  /**
   * The same; and writes, reads and deletes a small file in the folder. One that isn't there is
   * made for that, and removed again.
   */
  public FolderInspection test(Question question) {
    return within(question, true);
  }

  private FolderInspection within(Question question, boolean writing) {
    Path absolute = question.folder();
    try {
      return deadline
          .call(absolute, () -> inspectNow(question, writing))
          .orElseGet(
              () ->
                  FolderInspection.unreachable(
                      absolute, Failure.of(Reason.PLACE_UNREACHABLE, absolute)));
    } catch (FailureException e) {
      return FolderInspection.unreachable(absolute, e.failure());
    }
  }

  private FolderInspection inspectNow(Question question, boolean writing) throws FailureException {
    Path folder = question.folder();
    FolderGround ground = ground(folder);
    State state = state(ground);
    Optional<JobIdentity> owner = Optional.empty();
    Optional<Kept> kept = Optional.empty();
    Optional<Failure> failure = Optional.empty();
    if (state == State.EMPTY || state == State.OTHER_FILES) {
      try {
        owner = MarkerFile.read(folder).map(Marker::owner);
        state = owner.map(found -> stateFor(found, question)).orElse(state);
      } catch (FailureException e) {
        failure = Optional.of(e.failure());
        state =
            e.reason() == Reason.PLACE_MARKER_DAMAGED ? State.MARKER_DAMAGED : State.UNREACHABLE;
      }
      kept = kept(folder);
    }
    if (state == State.MISSING && !mayBeMade(ground)) {
      failure = Optional.of(Failure.of(DiskFailures.readOnly(ground.nearest()), ground.nearest()));
    }
    if (failure.isEmpty()) {
      failure = question.own().flatMap(own -> nested(folder, own));
    }
    boolean tested = writing && failure.isEmpty() && state != State.NOT_A_FOLDER;
    if (tested) {
      failure = state == State.MISSING ? probeMissing(folder) : probe(folder);
    }
    return new FolderInspection(
        folder,
        state,
        owner,
        kept,
        freeBytes(ground.nearest()),
        NetworkFolders.isNetwork(folder),
        synced.serviceOf(folder),
        question.database().filter(file -> SyncedFolders.sameDisk(file, folder)).isPresent(),
        state == State.OTHER_FILES ? LegacyBackups.in(folder, clock) : Optional.empty(),
        sameAs(question, tested),
        tested,
        failure);
  }

  /** A file in its place is the user's slip, and no failure. */
  private static FolderGround ground(Path folder) throws FailureException {
    return Files.isRegularFile(folder) ? new FolderGround(folder, folder) : FolderGround.of(folder);
  }

  private static State state(FolderGround ground) throws FailureException {
    Path folder = ground.folder();
    if (!ground.isThere()) {
      return State.MISSING;
    }
    if (!Files.isDirectory(folder)) {
      return State.NOT_A_FOLDER;
    }
    try {
      return isEmpty(folder) ? State.EMPTY : State.OTHER_FILES;
    } catch (AccessDeniedException e) {
      throw FailureException.because(e, Reason.PLACE_READ_ONLY, folder);
    } catch (IOException e) {
      throw DiskFailures.unreachable(e, folder);
    }
  }

  /** On a share of Windows the system's answer is wrong (JDK-8148211): only a test tells there. */
  private static boolean mayBeMade(FolderGround ground) {
    return Files.isWritable(ground.nearest()) || NetworkFolders.isNetwork(ground.nearest());
  }

  /** A device without space of its own, as /proc is, doesn't say. */
  private static Optional<Long> freeBytes(Path nearest) {
    try {
      return Files.getFileStore(nearest).getTotalSpace() > 0
          ? FolderDestination.freeBytes(nearest)
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> sameAs(Question question, boolean writing) {
    Path folder = question.folder();
    return question.others().stream()
        .filter(
            other -> writing ? FolderTwins.test(folder, other) : FolderTwins.inspect(folder, other))
        .findFirst();
  }

  private static Optional<Failure> nested(Path folder, Path own) {
    try {
      FolderTwins.requireBeside(folder, own);
      return Optional.empty();
    } catch (FailureException e) {
      return Optional.of(e.failure());
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!LITTER.contains(file.getFileName().toString())) {
          return false;
        }
      }
      return true;
    }
  }

  private static State stateFor(JobIdentity owner, Question question) {
    if (question.here().contains(owner.job())) {
      return State.OF_JOB_HERE;
    }
    boolean ours =
        question.job().filter(owner.job()::equals).isPresent()
            && owner.host().equalsIgnoreCase(Host.name());
    return ours ? State.OURS : State.ANOTHERS;
  }

  private Optional<Kept> kept(Path folder) {
    try {
      List<BackupSummary> backups =
          new FolderDestination(folder, "", Reach.REMOTE, Optional.empty(), clock)
              .inventory()
              .backups();
      return backups.stream()
          .max(Comparator.comparing(BackupSummary::snapshotAt))
          .map(newest -> new Kept(backups.size(), newest.localSnapshotAt(), newest.rows()));
    } catch (FailureException e) {
      return Optional.empty(); // Told by what is asked of the folder itself.
    }
  }

  private static Optional<Failure> probe(Path folder) {
    try {
      FolderDestination.probe(folder);
      return Optional.empty();
    } catch (FailureException e) {
      return Optional.of(e.failure());
    }
  }

  private static Optional<Failure> probeMissing(Path folder) {
    List<Path> made = new ArrayList<>();
    for (Path above = folder; above != null && !Files.exists(above); above = above.getParent()) {
      made.add(above);
    }
    try {
      DurableFiles.makeFolders(folder);
      return probe(folder);
    } catch (AccessDeniedException e) {
      return Optional.of(Failure.of(Reason.PLACE_READ_ONLY, folder).withDetail(e.toString()));
    } catch (IOException e) {
      return Optional.of(Failure.of(Reason.PLACE_IMPOSSIBLE, folder).withDetail(e.toString()));
    } finally {
      removeEmpty(made);
    }
  }

  /** Innermost first; one that has got something in it meanwhile stays. */
  private static void removeEmpty(List<Path> made) {
    try {
      for (Path folder : made) {
        DurableFiles.deleteIfExists(folder);
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, e, () -> "removing " + made);
    }
  }
}
