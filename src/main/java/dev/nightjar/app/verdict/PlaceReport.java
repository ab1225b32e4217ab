package dev.nightjar.app.verdict;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.Address;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.KnownInventory;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The backups of one place, as they were read.
 *
 * @param target the place
 * @param inventory the backups there; those of {@code rememberedFrom}, if it doesn't answer
 * @param sign its marker and free space
 * @param rememberedFrom when it last answered, if it doesn't now; empty if nobody knows
 * @param besideDatabase the usable bytes of the database's own disk, if the place is on it
 */
public record PlaceReport(
    Target target,
    Inventory inventory,
    Sign sign,
    Optional<Instant> rememberedFrom,
    Optional<Long> besideDatabase) {

  /** Of a place on another disk than the database. */
  public PlaceReport(
      Target target, Inventory inventory, Sign sign, Optional<Instant> rememberedFrom) {
    this(target, inventory, sign, rememberedFrom, Optional.empty());
  }

  /** Of a place that was read just now; measures its disk. */
  public static PlaceReport of(Target target, Inventory inventory, Sign sign) {
    return new PlaceReport(
        target, inventory, sign, Optional.empty(), target.databaseDisk().freeBytes());
  }

  /**
   * The state of a place as it shows without its backups being read.
   *
   * @param marker its id; empty if it doesn't answer
   * @param freeBytes usable space; empty if the system doesn't say
   * @param failure why it can't be used just now: unreachable, not connected, another's
   * @param refusal why it can only be read, if so
   */
  public record Sign(
      Optional<UUID> marker,
      Optional<Long> freeBytes,
      Optional<Failure> failure,
      Optional<Failure> refusal) {
    /** Of a place of which nothing more is known than that it was read. */
    static final Sign READ =
        new Sign(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether it is there, and the job's. */
    public boolean answers() {
      return failure.isEmpty();
    }

    /**
     * Asks a place for its marker and its free space.
     *
     * @throws FailureException {@code PLACE_…}: why {@code owner} can't use it now
     */
    public static Sign asked(Destination place, JobIdentity owner) throws FailureException {
      Destination.Sign sign = place.poll(owner);
      return new Sign(sign.marker(), sign.freeBytes(), Optional.empty(), sign.refusal());
    }

    public static Sign of(Failure failure) {
      return new Sign(Optional.empty(), Optional.empty(), Optional.of(failure), Optional.empty());
    }
  }

  /** Reads what a place holds, whosever it is; asks for no marker. */
  static PlaceReport read(Target target) {
    try {
      Inventory inventory = target.destination().inventory();
      return of(target, inventory, Sign.READ);
    } catch (FailureException e) {
      return new PlaceReport(target, Inventory.EMPTY, Sign.of(e.failure()), Optional.empty());
    }
  }

  /** The same, not usable if its marker is another's than {@code owner}. */
  PlaceReport ownedBy(JobIdentity owner) {
    try {
      if (inventory.marker().isPresent()) {
        inventory.marker().get().requireOwner(owner, location());
      }
      return this;
    } catch (FailureException e) {
      return new PlaceReport(
          target, inventory, Sign.of(e.failure()), rememberedFrom, besideDatabase);
    }
  }

  /**
   * Reads a place that is to be {@code owner}'s, marker and all.
   *
   * @throws FailureException {@code PLACE_…}: why it can't be used now
   */
  public static PlaceReport read(Target target, JobIdentity owner) throws FailureException {
    Sign sign = Sign.asked(target.destination(), owner);
    return of(target, target.destination().inventory(), sign);
  }

  /** The same; one that can't be used now, with what it held when it last could. */
  static PlaceReport readOrRecalled(Target target, JobIdentity owner) {
    try {
      return read(target, owner);
    } catch (FailureException e) {
      return recalled(target, e.failure());
    }
  }

  /** A place that doesn't answer, with what it held when it last did. */
  public static PlaceReport recalled(Target target, Failure failure) {
    Optional<KnownInventory> before = target.destination().lastKnown();
    return new PlaceReport(
        target,
        before.map(KnownInventory::inventory).orElse(Inventory.EMPTY),
        Sign.of(failure),
        before.map(KnownInventory::readAt));
  }

  /** The same, with what it held when it last answered if it doesn't now. */
  PlaceReport recalled() {
    return failure().map(why -> recalled(target, why)).orElse(this);
  }

  /** As the user calls it: this computer, NAS. */
  public String label() {
    return target.label();
  }

  public String location() {
    return target.destination().location();
  }

  public boolean local() {
    return target.local();
  }

  /** Returns the address at which the system's file manager shows it, if it can. */
  public Optional<Address> address() {
    return target.destination().address();
  }

  /** Why it can't be used just now. */
  public Optional<Failure> failure() {
    return sign.failure();
  }
}
