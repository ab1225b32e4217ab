package dev.nightjar.app.setup;

import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Marker;
import dev.nightjar.destination.PatientDestination;
import dev.nightjar.destination.PatientDestination.LeftBehind;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.FolderDestination.Reach;
import dev.nightjar.destination.folder.InventoryCache;
import dev.nightjar.destination.folder.Leases;
import dev.nightjar.destination.folder.MarkerFile;
import dev.nightjar.destination.folder.PlacedBackup;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.history.History;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.Host;
import dev.nightjar.platform.NetworkFolders;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.sqlite.LiveDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes what a run needs from the settings, or from the words of one command. */
public final class Jobs {
  private static final Logger LOG = Logger.getLogger(Jobs.class.getName());

  /**
   * A disk that spins up takes 10 to 20 s, a flush over a slow network more. With 0 a place is
   * waited for without end, on the thread that asks: who traces system calls counts them by thread.
   */
  private static final Duration HANGS_AFTER =
      Duration.ofSeconds(Long.getLong("nightjar.place.patience", 120));

  private final Home home;
  private final Clock clock;
  private final History history;
  private final InventoryCache cache;
  private final LeftBehind leftBehind;
  private final Leases leases;

  /**
   * @param leftBehind the calls that hang, whoever made them
   * @param leases all that this process holds
   */
  public Jobs(Home home, Clock clock, History history, LeftBehind leftBehind, Leases leases) {
    this.home = home;
    this.clock = clock;
    this.history = history;
    this.cache = InventoryCache.in(home.inventoriesFolder());
    this.leftBehind = leftBehind;
    this.leases = leases;
  }

  /** A job of the settings, as it is now. */
  public BackupJob of(Job job, Duration patience) {
    JobIdentity identity = new JobIdentity(job.id(), job.name(), Host.name());
    return job(identity, live(job.database(), patience), targets(job));
  }

  /** Returns the places that a job's backups are in. */
  public List<Target> targets(Job job) {
    List<Target> targets = new ArrayList<>();
    targets.add(target(JobPlace.HERE, job.local(), job.database()));
    job.nas().ifPresent(nas -> targets.add(target(JobPlace.NAS, nas, job.database())));
    return targets;
  }

  /** A folder that no setting names, to read from. */
  public Target reading(Path folder) {
    return new Target(
        folder.toString(), false, folder(folder, JobPlace.HERE, Reach.REMOTE, Optional.empty()));
  }

  /** A network may never answer; this computer's own disks do. */
  private Destination patient(Destination remote) {
    return HANGS_AFTER.isZero() ? remote : new PatientDestination(remote, HANGS_AFTER, leftBehind);
  }

  private Destination folder(Path folder, JobPlace which, Optional<UUID> marker) {
    return folder(folder, which, which == JobPlace.HERE ? Reach.LOCAL : Reach.REMOTE, marker);
  }

  private Destination folder(Path folder, JobPlace which, Reach reach, Optional<UUID> marker) {
    return patient(
        new FolderDestination(folder, which.label(), reach, marker, clock, cache, leases), reach);
  }

  private Destination patient(FolderDestination made, Reach reach) {
    return reach == Reach.LOCAL ? made : patient(made);
  }

  /** A folder that is asked whose it is, before it is known to be a place. */
  private FolderDestination asked(Path folder) {
    return new FolderDestination(
        folder, JobPlace.HERE.label(), Reach.REMOTE, Optional.empty(), clock, cache, leases);
  }

  /**
   * A job of one command: {@code database} into {@code local} and {@code nas}.
   *
   * @param create whether the user's word makes folder and marker if there is none
   * @throws FailureException {@code PLACE_OWNED_BY_OTHER} if a folder is another job's, {@code
   *     PLACE_NOT_MARKED} if the one on this computer isn't there and {@code create} wasn't said,
   *     {@code PLACE_SAME}, {@code PLACE_NESTED}, {@code DATABASE_…}; nothing is made then
   */
  public BackupJob once(
      Path database, Path local, Optional<Path> nas, boolean create, Duration patience)
      throws FailureException {
    PlacedBackup.refuse(database);
    // Thousands of backups that tell whose a folder is are read once.
    Map<Path, FolderDestination> folders = new LinkedHashMap<>();
    folders.put(local, asked(local));
    nas.ifPresent(folder -> folders.put(folder, asked(folder)));
    if (nas.isPresent()) {
      FolderTwins.requireApart(local, nas.get());
    }
    Optional<Owned> owned = owned(database, folders.values());
    JobIdentity identity = owned.map(one -> one.marker().owner()).orElseGet(() -> fresh(database));
    List<Target> targets = new ArrayList<>();
    LiveDatabase live = live(database, patience);
    List<Claim> made = new ArrayList<>();
    try {
      for (FolderDestination asked : folders.values()) {
        Path folder = asked.folder();
        JobPlace which = folder.equals(local) ? JobPlace.HERE : JobPlace.NAS;
        Optional<Owned> same = owned.filter(one -> one.folder().equals(folder));
        Optional<UUID> marker =
            same.isPresent()
                ? Optional.of(same.get().marker().id())
                : marker(asked, which, identity, live, create, made);
        Reach reach = which == JobPlace.HERE ? Reach.LOCAL : Reach.REMOTE;
        Destination place = patient(asked.as(which.label(), reach, marker), reach);
        targets.add(new Target(which.label(), which == JobPlace.HERE, place));
      }
    } catch (FailureException e) {
      made.forEach(Claim::undo);
      throw e;
    }
    return job(identity, live, targets);
  }

  /**
   * Makes a folder the place of a job, with the user's consent: {@code CREATE} makes folder and
   * marker if there is none (a folder on this computer that is missing or empty needs no consent),
   * {@code TAKE_OVER} takes it from another owner.
   *
   * @throws FailureException {@code PLACE_OWNED_BY_OTHER}, {@code PLACE_NOT_MARKED}
   */
  public PlaceSettings claim(Path folder, JobPlace which, JobIdentity owner, Consent consent)
      throws FailureException {
    // Not only one that can be read: to take over mends a damaged one.
    if (consent == Consent.TAKE_OVER && Files.exists(folder.resolve(MarkerFile.NAME))) {
      return new PlaceSettings(
          folder, FolderDestination.takeOver(folder, which.label(), owner, clock).id());
    }
    if (marked(folder).isEmpty()
        && consent != Consent.CREATE
        && !(which == JobPlace.HERE && FolderGround.isMissingOrEmpty(folder))) {
      throw new FailureException(Reason.PLACE_NOT_MARKED, folder);
    }
    return new PlaceSettings(
        folder, FolderDestination.create(folder, which.label(), owner, clock).id());
  }

  /** Reads what a new place holds: later, while it is off, numbers must go on. Best effort. */
  void learn(PlaceSettings place, JobPlace which) {
    try {
      folder(place.folder(), which, Optional.of(place.marker())).inventory();
    } catch (FailureException e) {
      LOG.log(Level.WARNING, e, () -> "can't be read yet: " + place.folder());
    }
  }

  /** The marker's id, if there is one or is to be; {@code made} gets what is new. */
  private Optional<UUID> marker(
      FolderDestination asked,
      JobPlace which,
      JobIdentity identity,
      LiveDatabase database,
      boolean create,
      List<Claim> made)
      throws FailureException {
    Path folder = asked.folder();
    Optional<Marker> marker = marked(folder);
    if (marker.isPresent()) {
      JobIdentity owner = marker.get().owner();
      if (!owner.job().equals(identity.job()) || !isOwners(asked, owner, database.file())) {
        throw new FailureException(Reason.PLACE_OWNED_BY_OTHER, folder, owner.name(), owner.host());
      }
      return Optional.of(marker.get().id());
    }
    if (create) {
      if (made.isEmpty()) {
        database.inspect(); // Before the first folder is made.
      }
      return Optional.of(
          Claim.of(folder, made)
              .mark(() -> FolderDestination.create(folder, which.label(), identity, clock).id()));
    }
    if (which == JobPlace.HERE && Files.notExists(folder)) {
      throw new FailureException(Reason.PLACE_NOT_MARKED, folder);
    }
    return Optional.empty(); // Told as "not connected" by the step that prepares it.
  }

  /** A folder whose marker names a job with this host and database. */
  private record Owned(Path folder, Marker marker) {}

  private Optional<Owned> owned(Path database, Collection<FolderDestination> folders)
      throws FailureException {
    for (FolderDestination asked : folders) {
      Optional<Marker> marker = marked(asked.folder());
      if (marker.isPresent() && isOwners(asked, marker.get().owner(), database)) {
        return Optional.of(new Owned(asked.folder(), marker.get()));
      }
    }
    return Optional.empty();
  }

  /** The host is in the marker; the database's path stands in the newest manifest, if any. */
  private static boolean isOwners(FolderDestination asked, JobIdentity owner, Path database)
      throws FailureException {
    if (!owner.host().equals(Host.name())) {
      return false;
    }
    String path = database.toAbsolutePath().normalize().toString();
    return asked
        .newest(owner.job())
        .map(backup -> backup.source().equals(path))
        .orElse(owner.name().equals(DatabaseName.of(database)));
  }

  /** The folder's marker; a folder that isn't there has none. */
  private static Optional<Marker> marked(Path folder) throws FailureException {
    return Files.isDirectory(folder) ? MarkerFile.read(folder) : Optional.empty();
  }

  private JobIdentity fresh(Path database) {
    return new JobIdentity(UUID.randomUUID(), DatabaseName.of(database), Host.name());
  }

  LiveDatabase live(Path database, Duration patience) {
    Path file = database.toAbsolutePath().normalize();
    return new LiveDatabase(file, patience, NetworkFolders.isNetwork(file), clock);
  }

  private BackupJob job(JobIdentity identity, LiveDatabase database, List<Target> targets) {
    return new BackupJob(
        identity,
        database,
        targets,
        home.stagingFolder().resolve(identity.job().toString()),
        history.sequence(identity.job()),
        Duration.ZERO);
  }

  private Target target(JobPlace which, PlaceSettings place, Path database) {
    Destination folder = folder(place.folder(), which, Optional.of(place.marker()));
    return new Target(
        which.label(),
        which == JobPlace.HERE,
        folder,
        place.keep().map(Keep::policy),
        () -> freeBytesBeside(folder, database));
  }

  private static Optional<Long> freeBytesBeside(Destination place, Path database) {
    try {
      return place.freeBytesBeside(database);
    } catch (FailureException e) {
      return Optional.empty(); // A place that doesn't answer is told by what is wanted of it.
    }
  }
}
