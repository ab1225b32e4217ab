package dev.nightjar.app.verdict;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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

  /** Reads every place; one that doesn't answer keeps no other from being read. */
  public static Survey read(List<Target> targets) {
    return of(targets.stream().map(PlaceReport::read).toList());
  }

  /** The same, with what a place held when it last answered if it doesn't now. */
  public static Survey readOrRecall(List<Target> targets) {
    return of(targets.stream().map(PlaceReport::read).map(PlaceReport::recalled).toList());
  }

  /** Puts together what was read of each place. */
  public static Survey of(List<PlaceReport> places) {
    Map<BackupSummary.Key, List<KeptBackup.Copy>> copies = new LinkedHashMap<>();
    for (PlaceReport place : places) {
      for (BackupSummary backup : place.inventory().backups()) {
        copies
            .computeIfAbsent(backup.key(), key -> new ArrayList<>())
            .add(new KeptBackup.Copy(place.label(), place.target().destination(), backup));
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

  /** Whether that backup is one of {@code job}'s. */
  public boolean isOf(Job job, BackupSummary backup) {
    return backup.job().job().equals(job.id());
  }

  /** The newest manifests of {@code job}, read whole, from the first good copy; newest first. */
  public List<Manifest> recent(Job job, int most) {
    return backups.stream()
        .filter(kept -> isOf(job, kept.summary()))
        .limit(most)
        .map(Survey::whole)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Manifest> whole(KeptBackup kept) {
    try {
      return Optional.of(kept.manifest());
    } catch (FailureException e) {
      return Optional.empty(); // Gone since it was listed: the next survey says what is there then.
    }
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
