package dev.nightjar.destination.folder;

import dev.nightjar.destination.Address;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Evidence;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.KnownInventory;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.destination.Marker;
import dev.nightjar.destination.OpenedFile;
import dev.nightjar.destination.folder.PlaceLayout.Entry;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.HeldLock;
import dev.nightjar.io.PlainFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SharedDisk;
import dev.nightjar.platform.NetworkFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A place that is a folder of the system: on this computer's own disk, or one on the NAS that the
 * system has mounted.
 *
 * <p>It is long because a {@link Destination} promises much: what is hard about each promise has a
 * class of its own beside it, and here they get marker and lease.
 */
public final class FolderDestination implements Destination {
  /** Whether a file can be made in the folder itself, or elsewhere and then sent there. */
  public enum Reach {
    /** This computer's own disk: SQLite may write into it. */
    LOCAL,
    /** Over a network. */
    REMOTE
  }

  private static final Logger LOG = Logger.getLogger(FolderDestination.class.getName());
  private static final String LOCK = ".nightjar.lock";

  private final Path folder;
  private final String label;
  private final Reach reach;
  private final Optional<UUID> expectedMarker;
  private final Clock clock;
  private final InventoryCache cache;
  private final Leases leases;
  private final PlaceLayout layout;

  /** The last reading of this run, so that the next one needn't take it from the cache. */
  private volatile InventoryCache.@Nullable Contents known;

  /** The names found by that reading that no backup has. */
  private volatile @Nullable Set<String> otherNames;

  /**
   * @param label the user's name for it: this computer, NAS
   * @param expectedMarker the id in the settings; empty if any marker of the job will do
   */
  public FolderDestination(
      Path folder, String label, Reach reach, Optional<UUID> expectedMarker, Clock clock) {
    this(folder, label, reach, expectedMarker, clock, InventoryCache.NONE, Leases.brief(clock));
  }

  /**
   * The same.
   *
   * @param cache the backups read here before
   * @param leases those of the whole process
   */
  public FolderDestination(
      Path folder,
      String label,
      Reach reach,
      Optional<UUID> expectedMarker,
      Clock clock,
      InventoryCache cache,
      Leases leases) {
    this.folder = folder;
    this.label = label;
    this.reach = reach;
    this.expectedMarker = expectedMarker;
    this.clock = clock;
    this.cache = cache;
    this.leases = leases;
    this.layout = new PlaceLayout(folder);
  }

  /** The same folder as one of a job's places; what was read of it needn't be read again. */
  public FolderDestination as(String newLabel, Reach newReach, Optional<UUID> marker) {
    FolderDestination place =
        new FolderDestination(folder, newLabel, newReach, marker, clock, cache, leases);
    place.known = known;
    return place;
  }

  /**
   * Makes the folder and its marker, on the user's word only. Changes nothing if the marker is
   * {@code owner}'s already.
   *
   * @throws FailureException {@code PLACE_OWNED_BY_OTHER}, {@code PLACE_MARKER_DAMAGED}, {@code
   *     PLACE_TOO_NEW}
   */
  public static Marker create(Path folder, String label, JobIdentity owner, Clock clock)
      throws FailureException {
    makeFolder(folder);
    Optional<Marker> found = MarkerFile.read(folder);
    if (found.isPresent()) {
      found.get().requireOwner(owner, folder);
      return found.get();
    }
    return MarkerFile.write(folder, UUID.randomUUID(), label, owner, List.of(), clock);
  }

  /**
   * Makes {@code owner} the one who may write here, on the user's word only: whoever could before
   * can't any more; its backups are the owner's from then on. A damaged marker is replaced, too:
   * then the backups tell whose they are.
   *
   * @throws FailureException {@code PLACE_TOO_NEW}
   */
  public static Marker takeOver(Path folder, String label, JobIdentity owner, Clock clock)
      throws FailureException {
    Optional<Marker> found = MarkerFile.readUnlessDamaged(folder);
    if (found.isPresent() && found.get().isOwnedBy(owner)) {
      return found.get();
    }
    List<UUID> before = found.isPresent() ? found.get().chain() : jobsIn(folder);
    List<UUID> continues = before.stream().filter(job -> !job.equals(owner.job())).toList();
    return MarkerFile.write(folder, UUID.randomUUID(), label, owner, continues, clock);
  }

  /** The jobs whose backups are there, the latest first. */
  private static List<UUID> jobsIn(Path folder) throws FailureException {
    Inventory inventory =
        new FolderInventory(new PlaceLayout(folder), List.of(), Progress.NONE).read();
    return inventory.backups().stream().map(backup -> backup.job().job()).distinct().toList();
  }

  private static void makeFolder(Path folder) throws FailureException {
    try {
      if (!Files.isDirectory(folder)) {
        DurableFiles.makeFolders(folder);
      }
    } catch (IOException e) {
      throw DiskFailures.making(e, folder);
    }
  }

  /** The folder itself. */
  public Path folder() {
    return folder;
  }

  @Override
  public String location() {
    return folder.toString();
  }

  @Override
  public String location(BackupFile file, String id) {
    return layout.file(file, id).toString();
  }

  @Override
  public OpenedFile open(
      BackupSummary backup, BackupFile file, Path scratchFolder, Progress progress) {
    return OpenedFile.inPlace(layout.file(file, backup.id()));
  }

  @Override
  public boolean isOnThisComputer() {
    return reach == Reach.LOCAL || !NetworkFolders.isNetwork(folder);
  }

  @Override
  public Optional<Long> freeBytesBeside(Path file) {
    return SharedDisk.freeBytes(file, folder);
  }

  @Override
  public Optional<Path> unverified(Inventory.Unverified copy) {
    return Optional.of(layout.file(BackupFile.DATABASE, copy.id()));
  }

  @Override
  public Optional<Address> address() {
    return Optional.of(Address.of(folder));
  }

  @Override
  public Optional<Address> address(BackupFile kind) {
    return Optional.of(Address.of(folder.resolve(kind.folder())));
  }

  @Override
  public Optional<HeldLock> lock(String holder) throws FailureException {
    if (!isChosen()) {
      return Optional.empty();
    }
    Path file = folder.resolve(LOCK);
    Optional<HeldLock> lock;
    try {
      lock = HeldLock.tryAcquire(file, holder);
    } catch (IOException e) {
      return Optional.empty(); // A folder that can't be written to is told when it is prepared.
    }
    if (lock.isEmpty()) {
      throw new FailureException(Reason.RUN_IN_PROGRESS, HeldLock.holderOf(file), file);
    }
    return lock;
  }

  /** Whether it is the folder that was chosen: nothing is written to an empty mount point. */
  private boolean isChosen() {
    try {
      return marker()
          .filter(found -> expectedMarker.orElse(found.id()).equals(found.id()))
          .isPresent();
    } catch (FailureException e) {
      return false; // Told when it is prepared.
    }
  }

  @Override
  public Sign poll(JobIdentity owner) throws FailureException {
    if (MarkerFile.read(folder).isEmpty()) {
      requireOwnBackups(owner, Progress.NONE);
      return sign(Optional.empty());
    }
    return sign(Optional.of(requireMarker(owner).id()));
  }

  private Sign sign(Optional<UUID> marker) {
    // The system may tell of a disk in which another one, on which one may write, is mounted.
    Optional<Failure> refusal =
        DiskTrouble.isDiskReadOnly(folder) && !Files.isWritable(folder)
            ? Optional.of(Failure.of(Reason.PLACE_DISK_READ_ONLY, folder))
            : Optional.empty();
    return new Sign(marker, freeBytes(folder), refusal);
  }

  /** A folder without a marker is this job's only if this job's backups are in it. */
  private void requireOwnBackups(JobIdentity owner, Progress progress) throws FailureException {
    if (new FolderInventory(layout, List.of(), progress)
        .read().backups().stream().noneMatch(backup -> backup.job().isSameAs(owner))) {
      throw new FailureException(Reason.PLACE_NOT_CONNECTED, folder);
    }
  }

  /** Work at a place that is ready. */
  @FunctionalInterface
  private interface Work<T> {
    T run(Lease lease, boolean healed) throws IOException, FailureException;
  }

  @Override
  public Readiness prepare(JobIdentity owner, Progress progress) throws FailureException {
    return prepare(
        owner,
        progress,
        (lease, healed) -> {
          int finished = recovery(owner, lease, layout::hidden, progress).run();
          return new Readiness(freeBytes(folder), healed, finished);
        });
  }

  @Override
  public Prepared prepareAndRead(JobIdentity owner, Progress progress) throws FailureException {
    return prepare(
        owner,
        progress,
        (lease, healed) -> {
          Read read = read(progress);
          FolderRecovery recovery = recovery(owner, lease, read::hidden, progress);
          int finished = recovery.run();
          if (recovery.hasChanged()) {
            read = read(progress);
          }
          Readiness readiness = new Readiness(freeBytes(folder), healed, finished);
          return new Prepared(readiness, read.inventory());
        });
  }

  private <T> T prepare(JobIdentity owner, Progress progress, Work<T> work)
      throws FailureException {
    boolean healed = MarkerFile.read(folder).isEmpty();
    if (healed) {
      requireOwnBackups(owner, progress);
    } else {
      requireMarker(owner); // Nothing is written to a folder that isn't ours.
    }
    Lease lease = take();
    boolean clean = false;
    try {
      makeReady(owner, healed, lease);
      T result = work.run(lease, healed);
      clean = true;
      return result;
    } catch (IOException e) {
      throw PlaceFailures.writing(e, folder);
    } finally {
      end(lease, clean);
    }
  }

  private void makeReady(JobIdentity owner, boolean heal, Lease lease) throws FailureException {
    if (heal) {
      UUID id = expectedMarker.orElseGet(UUID::randomUUID);
      // Not of all jobs that have backups here: their owners may want them kept.
      List<UUID> continues =
          cache
              .read(location())
              .marker()
              .filter(last -> last.id().equals(id) && last.isOwnedBy(owner))
              .map(Marker::continues)
              .orElseGet(List::of);
      MarkerFile.write(folder, id, label, owner, continues, clock, lease.hex());
    }
    Marker marker = requireMarker(owner);
    probe(folder, lease.hex());
    if (!marker.owner().name().equals(owner.name())) {
      List<UUID> continues = marker.continues(); // Renamed since.
      MarkerFile.write(folder, marker.id(), marker.label(), owner, continues, clock, lease.hex());
    }
  }

  private FolderRecovery recovery(
      JobIdentity owner, Lease lease, FolderRecovery.Hidden hidden, Progress progress)
      throws IOException {
    return new FolderRecovery(layout, owner, lease, leases.runs(layout, lease), hidden, progress);
  }

  private Marker requireMarker(JobIdentity owner) throws FailureException {
    Marker marker =
        MarkerFile.read(folder)
            .orElseThrow(() -> new FailureException(Reason.PLACE_NOT_CONNECTED, folder));
    if (expectedMarker.isPresent() && !expectedMarker.get().equals(marker.id())) {
      marker.requireOwner(owner, folder);
      throw new FailureException(Reason.PLACE_NOT_CHOSEN, folder);
    }
    marker.requireOwner(owner, folder);
    return marker;
  }

  /**
   * Writes, reads and deletes a small file: permissions don't tell whether that goes (Windows
   * shares, read-only mounts).
   */
  public static void probe(Path folder) throws FailureException {
    probe(folder, DurableFiles.newTag());
  }

  private static void probe(Path folder, String tag) throws FailureException {
    Path probe = DurableFiles.partialOf(folder.resolve(".nightjar-probe"), tag);
    byte[] content = {'n', 'i', 'g', 'h', 't', 'j', 'a', 'r'};
    try {
      try {
        DurableFiles.createFlushed(probe, content);
        if (!Arrays.equals(content, Files.readAllBytes(probe))) {
          throw new FailureException(
              Reason.READ_BACK_DIFFERS, folder, probe.getFileName().toString());
        }
      } finally {
        DurableFiles.deleteIfExists(probe);
      }
    } catch (IOException e) {
      throw PlaceFailures.writing(e, folder);
    }
  }

  /** Usable space; empty if the system doesn't say, as with some network drives. */
  public static Optional<Long> freeBytes(Path folder) {
    long free = PlaceFailures.freeBytes(folder);
    return free < 0 ? Optional.empty() : Optional.of(free);
  }

  @Override
  public Inventory inventory(Progress progress) throws FailureException {
    return read(progress).inventory();
  }

  /**
   * Returns the newest backup of {@code job}. If it is known which one that is, its manifest is
   * read and nothing else of thousands.
   */
  public Optional<BackupSummary> newest(UUID job) throws FailureException {
    InventoryCache.Contents before = cache.read(location());
    if (before.marker().isPresent()
        && before.marker().map(Marker::id).equals(marker().map(Marker::id))) {
      known = before;
      try {
        Optional<BackupSummary> newest = NewestByName.of(job, layout, before.manifests());
        if (newest.isPresent()) {
          return Optional.of(manifest(newest.get()).summary());
        }
      } catch (FailureException | IOException e) {
        LOG.log(Level.FINE, e, () -> "the newest of " + folder); // All are read, and tell more.
      }
    }
    return inventory().backups().stream()
        .filter(backup -> backup.job().job().equals(job))
        .findFirst();
  }

  /** The findings of one pass over the names of the place. */
  private record Read(Inventory inventory, FolderInventory reading, PlaceLayout layout) {
    Map<String, Entry> hidden(String name) throws IOException {
      return name.isEmpty() ? layout.hidden(name) : reading.hidden(name);
    }
  }

  private Read read(Progress progress) throws FailureException {
    requireNamed();
    Instant readAt = clock.instant();
    Optional<Marker> marker = marker();
    boolean isTold =
        marker.isPresent()
            || (expectedMarker.isEmpty() && Files.notExists(folder.resolve(MarkerFile.NAME)));
    InventoryCache.Contents last = known;
    InventoryCache.Contents before = last == null ? cache.read(location()) : last;
    boolean samePlace = before.marker().map(Marker::id).equals(marker.map(Marker::id));
    FolderInventory reading =
        new FolderInventory(layout, samePlace ? before.manifests() : List.of(), progress);
    Inventory inventory = reading.read();
    // An unmounted mount point is an ordinary empty folder.
    if (inventory.equals(Inventory.EMPTY) && expectedMarker.isPresent() && marker.isEmpty()) {
      throw new FailureException(Reason.PLACE_NOT_CONNECTED, folder);
    }
    // Under a damaged marker may be another's backups, and one that is gone is written again with
    // what it said: the place is remembered as it was.
    if (isTold) {
      InventoryCache.Contents now =
          new InventoryCache.Contents(marker, reading.manifests()).readAt(readAt);
      cache.write(location(), before, now, readAt);
      known = now;
    }
    otherNames = reading.otherNames();
    return new Read(inventory.withMarker(marker), reading, layout);
  }

  /** A folder that is only read and isn't there is a wrong name rather than a drive that is off. */
  private void requireNamed() throws FailureException {
    if (expectedMarker.isEmpty() && Files.notExists(folder)) {
      throw new FailureException(Reason.PLACE_MISSING, folder);
    }
  }

  /** One that can't be read is told when the place is to be written to; to read, it is none. */
  private Optional<Marker> marker() throws FailureException {
    return MarkerFile.readIfUnderstood(folder);
  }

  @Override
  public Optional<KnownInventory> lastKnown() {
    return cache.lastKnown(location(), expectedMarker);
  }

  @Override
  public void remember(List<BackupSummary> stored) {
    InventoryCache.Contents before = known;
    if (before != null) {
      InventoryCache.Contents now = before.plus(stored);
      cache.write(location(), before, now, clock.instant());
      known = now;
    }
  }

  private FolderFiles files() {
    InventoryCache.Contents last = known;
    Optional<Marker> seen = last == null ? Optional.empty() : last.marker();
    return new FolderFiles(layout, expectedMarker.or(() -> seen.map(Marker::id)));
  }

  @Override
  public Manifest manifest(BackupSummary backup) throws FailureException {
    return files().manifest(backup);
  }

  @Override
  public boolean isFree(String id) throws FailureException {
    Set<String> read = otherNames;
    try {
      return read == null ? TakenNames.isFree(id, layout) : TakenNames.isFree(id, layout, read);
    } catch (IOException e) {
      throw PlaceFailures.of(e, folder);
    }
  }

  private boolean isTaken(String id) {
    boolean taken = Files.exists(layout.manifest(id), LinkOption.NOFOLLOW_LINKS);
    for (BackupFile file : BackupFile.values()) {
      taken |= Files.exists(layout.file(file, id), LinkOption.NOFOLLOW_LINKS);
    }
    return taken;
  }

  @Override
  public Delivery deliver(String id, JobIdentity owner) throws FailureException {
    if (!ManifestFormat.isId(id)) {
      throw new IllegalArgumentException("no backup's id: " + id);
    }
    requireMarker(owner);
    try {
      layout.makeFolders();
    } catch (IOException e) {
      throw PlaceFailures.writing(e, folder);
    }
    // Names that nothing is to have are looked for before; these are the ones it is to have.
    if (isTaken(id)) {
      throw new FailureException(Reason.NAME_TAKEN, folder, BackupFile.DATABASE.nameFor(id));
    }
    return new FolderDelivery(layout, id, reach == Reach.LOCAL, take(), () -> requireMarker(owner));
  }

  @Override
  public void fetch(BackupSummary backup, BackupFile file, Path target, Progress progress)
      throws FailureException {
    files().fetch(backup, file, target, progress);
  }

  @Override
  public void verify(BackupSummary backup, BackupFile file, Progress progress)
      throws FailureException {
    files().verify(backup, file, progress);
    if (expectedMarker.isPresent() && expectedMarker.equals(marker().map(Marker::id))) {
      // The one that this one replaced was kept for as long as nobody had checked this one.
      FetchFailures.deleteQuietly(FolderHealing.badOf(layout.file(file, backup.id())));
      FetchFailures.deleteQuietly(FolderHealing.badOf(layout.manifest(backup.id())));
    }
  }

  @Override
  public void heal(
      BackupSummary backup, BackupFile file, Path content, JobIdentity owner, Progress progress)
      throws FailureException {
    heal(owner, healing -> healing.heal(backup, file, content, progress));
  }

  @Override
  public void healManifest(Manifest manifest, JobIdentity owner) throws FailureException {
    heal(owner, healing -> healing.healManifest(manifest));
  }

  private interface Healing {
    void by(FolderHealing healing) throws FailureException;
  }

  private void heal(JobIdentity owner, Healing work) throws FailureException {
    requireMarker(owner);
    Lease lease = take();
    FolderHealing healing = new FolderHealing(layout, lease, () -> requireMarker(owner));
    try {
      work.by(healing);
    } finally {
      end(lease, healing.isClean());
    }
  }

  private Lease take() throws FailureException {
    try {
      return leases.take(folder);
    } catch (IOException e) {
      throw PlaceFailures.writing(e, folder);
    }
  }

  private Lease takeToDelete() throws FailureException {
    try {
      return leases.takeToDelete(folder);
    } catch (IOException e) {
      throw PlaceFailures.writing(e, folder);
    }
  }

  /** Files that could not be taken away must stay known as this run's. */
  private static void end(Lease lease, boolean clean) {
    if (clean) {
      lease.close();
    } else {
      lease.abandon();
    }
  }

  /**
   * Deletes one backup: the manifest gives up its name first, so that an interrupted deletion is
   * seen, and finished, by the next {@link #prepare}.
   */
  @Override
  public void remove(BackupSummary backup, JobIdentity owner) throws FailureException {
    requireMarker(owner);
    Path deleted = layout.deletedManifest(backup.id());
    Lease lease = takeToDelete();
    boolean clean = false;
    try {
      DurableFiles.moveWithoutReplacing(layout.manifest(backup.id()), deleted);
      new FolderDeletion(layout, lease).finish(deleted, backup.id());
      clean = true;
    } catch (IOException e) {
      throw PlaceFailures.writing(e, folder);
    } finally {
      end(lease, clean);
    }
  }

  @Override
  public String keepEvidence(Evidence evidence, Path copy, Progress progress)
      throws FailureException {
    requireMarker(evidence.owner());
    try {
      return new FolderEvidence(folder).keep(evidence, copy, progress).toString();
    } catch (IOException e) {
      throw PlaceFailures.writing(e, folder);
    }
  }

  @Override
  public void leave(String name, byte[] content) throws FailureException {
    Path note = folder.resolve(name);
    try {
      if (MarkerFile.read(folder).isEmpty()) {
        throw new FailureException(Reason.PLACE_NOT_CONNECTED, folder);
      }
      boolean same =
          PlainFiles.isFile(note)
              && Files.size(note) == content.length
              && Arrays.equals(Files.readAllBytes(note), content);
      if (!same) {
        write(note, content);
      }
    } catch (IOException e) {
      throw PlaceFailures.writing(e, folder);
    }
  }

  private void write(Path note, byte[] content) throws FailureException, IOException {
    Lease lease = take();
    boolean clean = false;
    try {
      DurableFiles.replace(note, content, lease.hex());
      clean = true;
    } finally {
      end(lease, clean);
    }
  }
}
