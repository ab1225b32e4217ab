package dev.nightjar.app.setup;

import dev.nightjar.app.setup.FolderInspection.Kept;
import dev.nightjar.app.setup.FolderInspection.State;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.FolderDestination;
import dev.nightjar.destination.FolderDestination.Reach;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Place;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Host;
import dev.nightjar.platform.NetworkFolders;
import dev.nightjar.platform.SyncedFolders;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Looks at folders for a form, as its fields are edited: never for longer than a limit, so that a
 * dead NAS hangs nothing; not on the event thread. Changes nothing, but for {@link #test}.
 */
public final class FolderInspector {
  /** What systems leave in folders that their owners take for empty. */
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
   * What the folder is.
   *
   * @param job the one that asks; empty where it isn't made yet
   * @param database what it backs up, where that is chosen yet
   */
  public FolderInspection look(Path folder, Optional<UUID> job, Optional<Path> database) {
    return within(folder, job, database, false);
  }

  /** The same; and writes, reads and deletes a small file in the folder, where that is there. */
  public FolderInspection test(Path folder, Optional<UUID> job, Optional<Path> database) {
    return within(folder, job, database, true);
  }

  private FolderInspection within(
      Path folder, Optional<UUID> job, Optional<Path> database, boolean writing) {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      return deadline
          .call(absolute, () -> lookNow(absolute, job, database, writing))
          .orElseGet(
              () ->
                  FolderInspection.unreachable(
                      absolute, Failure.of(Reason.PLACE_UNREACHABLE, absolute)));
    } catch (FailureException e) {
      return FolderInspection.unreachable(absolute, e.failure());
    }
  }

  private FolderInspection lookNow(
      Path folder, Optional<UUID> job, Optional<Path> database, boolean writing)
      throws FailureException {
    State state = state(folder);
    Optional<JobIdentity> owner = Optional.empty();
    Optional<Kept> kept = Optional.empty();
    Optional<Failure> failure = Optional.empty();
    if (state == State.EMPTY || state == State.OTHER_FILES) {
      try {
        owner = Place.read(folder).map(Place::owner);
        state = owner.map(found -> stateFor(found, job)).orElse(state);
      } catch (FailureException e) {
        failure = Optional.of(e.failure());
        state =
            e.reason() == Reason.PLACE_MARKER_DAMAGED ? State.MARKER_DAMAGED : State.UNREACHABLE;
      }
      kept = kept(folder);
      if (writing && failure.isEmpty()) {
        failure = probe(folder);
      }
    }
    return new FolderInspection(
        folder,
        state,
        owner,
        kept,
        nearest(folder).flatMap(FolderDestination::freeBytes),
        NetworkFolders.isNetwork(folder),
        synced.serviceOf(folder),
        database.filter(file -> SyncedFolders.sameDisk(file, folder)).isPresent(),
        state == State.OTHER_FILES ? LegacyBackups.in(folder, clock) : Optional.empty(),
        failure);
  }

  private static State state(Path folder) throws FailureException {
    try {
      if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
        return State.NOT_A_FOLDER;
      }
      return isEmpty(folder) ? State.EMPTY : State.OTHER_FILES;
    } catch (NoSuchFileException e) {
      // With its drive not connected a folder isn't missing.
      if (nearest(folder).isPresent()) {
        return State.MISSING;
      }
      throw FailureException.because(e, Reason.PLACE_UNREACHABLE, folder);
    } catch (IOException e) {
      throw FailureException.because(e, Reason.PLACE_UNREACHABLE, folder);
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

  private static State stateFor(JobIdentity owner, Optional<UUID> job) {
    boolean ours =
        job.filter(owner.job()::equals).isPresent() && owner.host().equalsIgnoreCase(Host.name());
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
          .map(newest -> new Kept(backups.size(), newest.snapshotAt(), newest.rows()));
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

  private static Optional<Path> nearest(Path folder) {
    for (Path above = folder; above != null; above = above.getParent()) {
      if (Files.isDirectory(above)) {
        return Optional.of(above);
      }
    }
    return Optional.empty();
  }
}
