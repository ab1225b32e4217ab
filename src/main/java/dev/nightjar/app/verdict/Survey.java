package dev.nightjar.app.verdict;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What all places hold, read from their manifests.
 *
 * @param backups newest first, one entry a backup wherever its copies are
 */
public record Survey(List<KeptBackup> backups, List<PlaceReport> places) {
  public Survey {
    backups = List.copyOf(backups);
    places = List.copyOf(places);
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
    List<KeptBackup> backups = new ArrayList<>();
    List<PlaceReport> places = new ArrayList<>();
    for (Target target : targets) {
      Inventory inventory = new Inventory(List.of(), List.of(), List.of());
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
      inventory.backups().forEach(manifest -> merge(backups, target, manifest));
    }
    backups.sort(
        Comparator.comparing((KeptBackup kept) -> kept.manifest().job().job())
            .thenComparing(
                Comparator.comparingLong((KeptBackup kept) -> kept.manifest().sequence())
                    .reversed()));
    return new Survey(backups, places);
  }

  /** What is to be remembered of each place: what was read there, now or when it last answered. */
  public List<AppState.Seen> seen(UUID job, AppState.OfJob before) {
    List<AppState.Seen> seen = new ArrayList<>();
    for (PlaceReport place : places) {
      place.inventory().backups().stream()
          .filter(manifest -> manifest.job().job().equals(job))
          .map(manifest -> manifest.snapshotAt().toInstant())
          .findFirst()
          .or(() -> place.failure().flatMap(silent -> before.seenAt(place.location())))
          .ifPresent(at -> seen.add(new AppState.Seen(place.location(), at)));
    }
    return seen;
  }

  private static void merge(List<KeptBackup> backups, Target target, Manifest manifest) {
    for (int i = 0; i < backups.size(); i++) {
      if (backups.get(i).manifest().sameBackupAs(manifest)) {
        backups.set(i, backups.get(i).with(target, manifest));
        return;
      }
    }
    backups.add(new KeptBackup(List.of()).with(target, manifest));
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
    List<KeptBackup> exact = matching(manifest -> manifest.id().equals(id));
    List<KeptBackup> found =
        exact.isEmpty() ? matching(manifest -> manifest.id().startsWith(id)) : exact;
    if (found.isEmpty() || id.isEmpty()) {
      throw new FailureException(Reason.BACKUP_UNKNOWN, id);
    }
    if (found.size() > 1) {
      throw new FailureException(Reason.BACKUP_AMBIGUOUS, id, found.size());
    }
    return found.get(0);
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

  private List<KeptBackup> matching(java.util.function.Predicate<Manifest> wanted) {
    return backups.stream()
        .filter(kept -> kept.copies().stream().anyMatch(copy -> wanted.test(copy.manifest())))
        .toList();
  }
}
