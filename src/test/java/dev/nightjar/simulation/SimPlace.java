package dev.nightjar.simulation;

import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.Address;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Copies;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Inventory;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.retention.Room;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongUnaryOperator;

/** A folder of backups, as values. */
final class SimPlace {
  private static final long ROOM = 800_000_000_000L;

  /** Among the places of all jobs. */
  final int number;

  final boolean local;
  final String label;
  final String location;
  final UUID marker;
  final Target target;
  final List<Copy> copies = new ArrayList<>();
  State state = State.FINE;
  boolean markerGone;

  /** The bytes of the database's own disk that its backups have, or that are free, at a time. */
  Optional<LongUnaryOperator> disk = Optional.empty();

  /** How often what it holds has changed. */
  long version;

  /** The backups read last, as this computer remembers them. */
  Inventory remembered = Inventory.EMPTY;

  Optional<Instant> rememberedFrom = Optional.empty();
  private Optional<Inventory> inventory = Optional.empty();

  enum State {
    FINE,
    SLOW,
    OFF,
    FROZEN,
    FULL,
    READ_ONLY,
    FOREIGN,
    UNMOUNTED
  }

  SimPlace(int number, boolean local, Path folder, UUID marker) {
    this.number = number;
    this.local = local;
    this.label = local ? "this computer" : "NAS";
    this.location = folder.toString();
    this.marker = marker;
    this.target = new Target(label, local, destination(folder));
  }

  /** Only named by the agent, never touched. */
  private static Destination destination(Path folder) {
    return (Destination)
        Proxy.newProxyInstance(
            Destination.class.getClassLoader(),
            new Class<?>[] {Destination.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "location", "toString" -> folder.toString();
                  case "address" -> Optional.of(Address.of(folder));
                  case "hashCode" -> folder.hashCode();
                  case "equals" -> self == arguments[0];
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  /** Whether it can be read and is the job's. */
  boolean answers() {
    return switch (state) {
      case OFF, FROZEN, UNMOUNTED, FOREIGN -> false;
      default -> !markerGone || heals();
    };
  }

  /** Whether a backup can be stored there; a marker that is gone is healed where backups are. */
  boolean takes() {
    return state == State.FINE || state == State.SLOW;
  }

  Optional<Failure> failure() {
    return switch (state) {
      case OFF, FROZEN -> Optional.of(Failure.of(Reason.PLACE_UNREACHABLE, location));
      case UNMOUNTED -> Optional.of(Failure.of(Reason.PLACE_NOT_CONNECTED, location));
      case FOREIGN -> Optional.of(Failure.of(Reason.PLACE_NOT_CHOSEN, location));
      default ->
          answers()
              ? Optional.empty()
              : Optional.of(Failure.of(Reason.PLACE_NOT_CONNECTED, location));
    };
  }

  private boolean heals() {
    return copies.stream().anyMatch(copy -> copy.goneAt == Copy.NEVER);
  }

  /** Why nothing can be written there now. */
  Optional<Failure> refusal() {
    return switch (state) {
      case FULL -> Optional.of(Failure.of(Reason.PLACE_FULL, location, 8_000_000L, 1_000L));
      case READ_ONLY -> Optional.of(Failure.of(Reason.PLACE_READ_ONLY, location));
      default -> failure();
    };
  }

  long freeBytes() {
    return state == State.FULL ? 1_000L : ROOM - copies.size() * 16_000_000L;
  }

  /** The usable bytes of the database's own disk; empty if it is on another one. */
  Optional<Long> besideDatabase(long now) {
    long taken = there().stream().mapToLong(copy -> copy.summary.bytes()).sum();
    return disk.map(bytes -> Math.max(0, bytes.applyAsLong(now) - taken));
  }

  /** The real room for these backups of it. */
  Room room(List<BackupSummary> backups, Set<BackupSummary.Key> elsewhere, long now) {
    return besideDatabase(now)
        .map(free -> Room.besideDatabase(free, backups, elsewhere))
        .orElse(Room.UNLIMITED);
  }

  PlaceReport.Sign sign() {
    return failure()
        .map(PlaceReport.Sign::of)
        .orElseGet(
            () ->
                new PlaceReport.Sign(
                    Optional.of(marker),
                    Optional.of(freeBytes()),
                    Optional.empty(),
                    Optional.empty()));
  }

  void changed() {
    inventory = Optional.empty();
    version++;
  }

  Inventory inventory() {
    if (inventory.isEmpty()) {
      List<BackupSummary> there = new ArrayList<>();
      List<Inventory.Lost> lost = new ArrayList<>();
      for (Copy copy : copies) {
        if (copy.isThere()) {
          there.add(copy.summary);
        } else if (copy.goneAt == Copy.NEVER) {
          lost.add(new Inventory.Lost(copy.summary, Set.of(BackupFile.DATABASE), Set.of()));
        }
      }
      there.sort(Comparator.comparingLong(BackupSummary::sequence).reversed());
      inventory = Optional.of(new Inventory(there, lost, List.of(), List.of()));
    }
    return inventory.get();
  }

  /** Those that it can give back, as far as anybody knows. */
  List<BackupSummary> good() {
    List<BackupSummary> good = new ArrayList<>(inventory().backups());
    good.removeAll(damaged());
    return good;
  }

  /** The copies here, good and bad apart, as far as anybody knows. */
  Copies known() {
    List<Copies.Bad> bad = damaged().stream().map(one -> new Copies.Bad(one, one.bytes())).toList();
    return new Copies(good(), bad, List.of());
  }

  private List<BackupSummary> damaged() {
    return copies.stream()
        .filter(copy -> copy.goneAt == Copy.NEVER && (copy.foundRotten || !copy.isThere()))
        .map(copy -> copy.summary)
        .toList();
  }

  List<Copy> there() {
    List<Copy> there = new ArrayList<>();
    for (Copy copy : copies) {
      if (copy.isThere()) {
        there.add(copy);
      }
    }
    return there;
  }

  Optional<Copy> find(Backup backup) {
    return copies.stream()
        .filter(copy -> copy.goneAt == Copy.NEVER && copy.backup.isSameAs(backup))
        .findFirst();
  }

  boolean has(Backup backup) {
    for (int i = copies.size() - 1; i >= 0; i--) {
      if (copies.get(i).isThere() && copies.get(i).backup.isSameAs(backup)) {
        return true;
      }
    }
    return false;
  }

  boolean isFree(String id) {
    return copies.stream().noneMatch(copy -> copy.summary.id().equals(id));
  }
}
