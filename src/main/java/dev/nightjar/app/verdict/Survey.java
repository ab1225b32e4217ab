package dev.nightjar.app.verdict;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What all places hold, read from their manifests.
 *
 * @param backups newest first, one entry a backup wherever its copies are
 * @param recent the manifests of the newest few, for who has to know about single tables; none
 *     where they were not asked for
 */
public record Survey(List<KeptBackup> backups, List<PlaceReport> places, List<Manifest> recent) {
  private static final int MAX_RECENT = 30;

  public Survey {
    backups = List.copyOf(backups);
    places = List.copyOf(places);
    recent = List.copyOf(recent);
  }

  /** A survey that has read no manifest to its end. */
  public Survey(List<KeptBackup> backups, List<PlaceReport> places) {
    this(backups, places, List.of());
  }

  /** What one place holds, or why it couldn't be read. */
  public record PlaceReport(
      String label,
      String location,
      boolean local,
      Optional<Path> folder,
      Inventory inventory,
      Optional<Failure> failure) {}

  /** Reads every place; one that doesn't answer keeps no other from being read. */
  public static Survey of(List<Target> targets) {
    Map<BackupSummary.Key, List<KeptBackup.Copy>> copies = new LinkedHashMap<>();
    List<PlaceReport> places = new ArrayList<>();
    for (Target target : targets) {
      Inventory inventory = Inventory.EMPTY;
      Optional<Failure> failure = Optional.empty();
      try {
        inventory = target.destination().inventory();
      } catch (FailureException e) {
        failure = Optional.of(e.failure());
      }
      places.add(
          new PlaceReport(
              target.label(),
              target.destination().location(),
              target.local(),
              target.destination().folder(),
              inventory,
              failure));
      for (BackupSummary backup : inventory.backups()) {
        copies
            .computeIfAbsent(backup.key(), key -> new ArrayList<>())
            .add(new KeptBackup.Copy(target.label(), target.destination(), backup));
      }
    }
    return new Survey(
        copies.values().stream()
            .map(KeptBackup::new)
            .sorted(
                Comparator.comparing((KeptBackup kept) -> kept.summary().job().job())
                    .thenComparing(
                        Comparator.comparingLong((KeptBackup kept) -> kept.summary().sequence())
                            .reversed()))
            .toList(),
        places);
  }

  /** The same, with the newest manifests of {@code job} read whole, from the first good copy. */
  public Survey withRecent(UUID job) {
    return new Survey(
        backups,
        places,
        backups.stream()
            .filter(kept -> kept.summary().job().job().equals(job))
            .limit(MAX_RECENT)
            .map(Survey::whole)
            .flatMap(Optional::stream)
            .toList());
  }

  private static Optional<Manifest> whole(KeptBackup kept) {
    try {
      return Optional.of(kept.manifest());
    } catch (FailureException e) {
      return Optional.empty(); // Gone since it was listed: the next survey says what is there then.
    }
  }

  /** What is to be remembered of each place: what was read there, now or when it last answered. */
  public List<AppState.Seen> seen(UUID job, AppState.OfJob before) {
    List<AppState.Seen> seen = new ArrayList<>();
    for (PlaceReport place : places) {
      place.inventory().backups().stream()
          .filter(backup -> backup.job().job().equals(job))
          .map(backup -> backup.snapshotAt().toInstant())
          .findFirst()
          .or(() -> place.failure().flatMap(silent -> before.seenAt(place.location())))
          .ifPresent(at -> seen.add(new AppState.Seen(place.location(), at)));
    }
    return seen;
  }

  /**
   * The backup that {@code id} names: whole, shortened while unique, or {@code latest}.
   *
   * @throws FailureException {@code NO_BACKUPS}, {@code BACKUP_UNKNOWN}, {@code BACKUP_AMBIGUOUS}
   */
  public KeptBackup find(String id) throws FailureException {
    if (backups.isEmpty()) {
      for (PlaceReport place : places) {
        if (place.failure().isPresent()) {
          throw new FailureException(place.failure().get());
        }
      }
      throw new FailureException(
          Reason.NO_BACKUPS,
          String.join(", ", places.stream().map(PlaceReport::location).toList()));
    }
    if (id.equals("latest")) {
      return backups.get(0);
    }
    List<KeptBackup> exact = matching(backup -> backup.id().equals(id));
    List<KeptBackup> found =
        exact.isEmpty() ? matching(backup -> backup.id().startsWith(id)) : exact;
    if (found.isEmpty()) {
      requireNotLost(id);
    }
    if (found.isEmpty() || id.isEmpty()) {
      throw new FailureException(Reason.BACKUP_UNKNOWN, id);
    }
    if (found.size() > 1) {
      throw new FailureException(Reason.BACKUP_AMBIGUOUS, id, found.size());
    }
    return found.get(0);
  }

  /** A backup whose manifest is still there is not unknown: its files are gone. */
  private void requireNotLost(String id) throws FailureException {
    for (PlaceReport place : places) {
      for (Inventory.Lost lost : place.inventory().lost()) {
        if (lost.backup().id().equals(id)) {
          throw new FailureException(lost.failure());
        }
      }
    }
  }

  /** A file that looks like a backup but that no manifest names; {@code id} may be shortened. */
  public Optional<Path> findUnverified(String id) {
    List<Path> found = new ArrayList<>();
    for (PlaceReport place : places) {
      for (Inventory.Unverified one : place.inventory().unverified()) {
        if (!id.isEmpty() && one.id().startsWith(id)) {
          place
              .folder()
              .map(folder -> folder.resolve("database").resolve("backup-" + one.id() + ".db"))
              .ifPresent(found::add);
        }
      }
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private List<KeptBackup> matching(Predicate<BackupSummary> wanted) {
    return backups.stream()
        .filter(kept -> kept.copies().stream().anyMatch(copy -> wanted.test(copy.summary())))
        .toList();
  }
}
