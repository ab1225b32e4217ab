package dev.nightjar.destination;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * All that a place holds, as its files say it.
 *
 * @param backups every backup with a sound manifest and its files, highest sequence first
 * @param lost backups whose manifest is there and whose files aren't: shown, never chosen, and owed
 *     again from another place
 * @param damaged manifests that can't be believed: shown as such, never chosen, never deleted
 * @param evidence damaged copies of the database, newest first: no rule counts them
 * @param unverified copies with no manifest (another tool's, the old system's): never deleted
 * @param marker the place's owner; empty if it has no marker that can be read
 */
public record Inventory(
    List<BackupSummary> backups,
    List<Lost> lost,
    List<Damaged> damaged,
    List<Unverified> unverified,
    List<Evidence.Kept> evidence,
    Optional<Marker> marker) {
  /** The order of lists: what was made last comes first, whatever the clock said. */
  public static final Comparator<BackupSummary> NEWEST_FIRST = Inventory::newestFirst;

  /** Nothing at all. */
  public static final Inventory EMPTY = of(List.of());

  private static int newestFirst(BackupSummary one, BackupSummary other) {
    int bySequence = Long.compare(other.sequence(), one.sequence());
    return bySequence != 0 ? bySequence : other.id().compareTo(one.id());
  }

  public Inventory {
    backups = List.copyOf(backups);
    lost = List.copyOf(lost);
    damaged = List.copyOf(damaged);
    unverified = List.copyOf(unverified);
    evidence = List.copyOf(evidence);
  }

  /** Without damaged copies, of a place that has no marker. */
  public Inventory(
      List<BackupSummary> backups,
      List<Lost> lost,
      List<Damaged> damaged,
      List<Unverified> unverified) {
    this(backups, lost, damaged, unverified, List.of(), Optional.empty());
  }

  /** The same, of a place with that marker. */
  public Inventory withMarker(Optional<Marker> newMarker) {
    return new Inventory(backups, lost, damaged, unverified, evidence, newMarker);
  }

  /** The same after {@code stored} have been stored or healed here, under their ids. */
  public Inventory plus(Collection<BackupSummary> stored) {
    if (stored.isEmpty()) {
      return this;
    }
    Set<String> ids = stored.stream().map(BackupSummary::id).collect(Collectors.toSet());
    List<BackupSummary> all = new ArrayList<>(stored);
    backups.stream().filter(one -> !ids.contains(one.id())).forEach(all::add);
    all.sort(NEWEST_FIRST);
    return new Inventory(
        all,
        lost.stream().filter(one -> !ids.contains(one.backup().id())).toList(),
        damaged.stream().filter(one -> !ids.contains(one.id())).toList(),
        unverified,
        evidence,
        marker);
  }

  /** The jobs whose backups {@code owner} took over together with this place. */
  public List<UUID> continuedBy(JobIdentity owner) {
    return marker.filter(own -> own.isOwnedBy(owner)).map(Marker::continues).orElseGet(List::of);
  }

  /** Backups that are all there, and nothing else. */
  public static Inventory of(Collection<BackupSummary> backups) {
    return new Inventory(
        backups.stream().sorted(NEWEST_FIRST).toList(), List.of(), List.of(), List.of());
  }

  /**
   * A backup that no place can give back from here: of {@code missing} nothing is there, and those
   * in {@code cut} have another size than was proved.
   */
  public record Lost(BackupSummary backup, Set<BackupFile> missing, Set<BackupFile> cut) {
    public Lost {
      missing = Set.copyOf(missing);
      cut = Set.copyOf(cut);
    }

    /** Whether a file is still what it was, as far as its size says. */
    public boolean has(BackupFile file) {
      return backup.files().containsKey(file) && !missing.contains(file) && !cut.contains(file);
    }

    /** The space of its files that are still what they were, as far as their sizes say. */
    public long bytesLeft() {
      return backup.files().entrySet().stream()
          .filter(file -> has(file.getKey()))
          .mapToLong(file -> file.getValue().bytes())
          .reduce(0, BackupSummary::plus);
    }

    /** The trouble with it, as it is reported. */
    public Failure failure() {
      for (BackupFile file : backup.files().keySet()) {
        if (missing.contains(file) || cut.contains(file)) {
          return Failure.of(
              Reason.BACKUP_DAMAGED,
              backup.id(),
              file.pathFor(backup.id()),
              missing.contains(file) ? "missing" : "another size");
        }
      }
      throw new IllegalStateException("nothing is lost of " + backup.id());
    }
  }

  /** A manifest file that isn't what it should be; {@code id} is from the file's name. */
  public record Damaged(String id, Failure failure) {}

  /** A file {@code database/backup-*.db} that no manifest names. */
  public record Unverified(String id, long bytes, Instant modifiedAt) {}

  /**
   * The backups whose manifests are damaged here, as far as {@code others} have them under the same
   * ids.
   */
  public List<BackupSummary> unreadable(Collection<Inventory> others) {
    return damaged.stream()
        .filter(one -> one.failure().reason() == Reason.MANIFEST_DAMAGED)
        .flatMap(one -> others.stream().flatMap(other -> other.find(one.id()).stream()).limit(1))
        .toList();
  }

  public Optional<BackupSummary> find(String id) {
    return backups.stream().filter(backup -> backup.id().equals(id)).findFirst();
  }
}
