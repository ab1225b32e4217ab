package dev.nightjar.backup;

import dev.nightjar.backup.BackupRunner.Target;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.FileHash;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Delivers owed backups: those that a place lacks and another has, newest first. */
final class CatchUp {
  private final BackupJob job;
  private final List<Target> targets;
  private final List<Target> late;
  private final Steps steps;
  private final Clock clock;
  private final Map<Target, List<BackupSummary>> there = new LinkedHashMap<>();

  /**
   * For the places of one run.
   *
   * @param targets those that took part in it
   * @param late those that answered only after it
   */
  CatchUp(BackupJob job, List<Target> targets, List<Target> late, Steps steps, Clock clock) {
    this.job = job;
    this.targets = targets;
    this.late = late;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Delivers what each place lacks.
   *
   * @param justMade the backup of this very run: where it couldn't be delivered it isn't tried
   *     twice
   */
  void deliver(Optional<BackupSummary> justMade) {
    Map<Target, Inventory> read = new LinkedHashMap<>();
    targets.forEach(target -> read.put(target, read(target)));
    late.forEach(target -> read.put(target, read(target)));
    Set<UUID> chain = new HashSet<>(Set.of(job.identity().job()));
    read.values().forEach(inventory -> chain.addAll(inventory.continuedBy(job.identity())));
    read.forEach((target, inventory) -> there.put(target, ofTheChain(inventory, chain)));
    List<BackupSummary> everywhere = there.values().stream().flatMap(List::stream).toList();
    there.forEach(
        (target, backups) -> {
          List<BackupSummary> owed =
              Owed.to(backups, everywhere, job.keep(), clock.instant(), clock.getZone()).stream()
                  .filter(
                      backup ->
                          late.contains(target) || justMade.filter(backup::sameBackupAs).isEmpty())
                  .toList();
          if (!owed.isEmpty()) {
            deliver(target, owed);
          }
        });
  }

  private static Inventory read(Target target) {
    try {
      return target.of().destination().inventory();
    } catch (FailureException e) {
      return Inventory.EMPTY; // It took part in the run just now, and that was told.
    }
  }

  /** This job's, with those that it took over at any of its places. */
  private static List<BackupSummary> ofTheChain(Inventory inventory, Set<UUID> chain) {
    return inventory.backups().stream()
        .filter(backup -> chain.contains(backup.job().job()))
        .toList();
  }

  private void deliver(Target target, List<BackupSummary> owed) {
    steps.attempt(
        Step.CAUGHT_UP,
        target.label(),
        facts -> {
          long delivered = 0;
          Optional<Failure> first = Optional.empty();
          for (BackupSummary backup : owed) {
            Optional<Failure> failure = deliver(target, backup);
            if (failure.isEmpty()) {
              delivered++;
            } else if (first.isEmpty()) {
              first = failure;
            }
          }
          facts.put("delivered", delivered);
          facts.put("owed", (long) owed.size());
          if (first.isPresent()) {
            throw new FailureException(first.get());
          }
        });
  }

  /** From whichever place has it whole. */
  private Optional<Failure> deliver(Target target, BackupSummary backup) {
    Optional<Failure> last = Optional.empty();
    for (Map.Entry<Target, List<BackupSummary>> source : there.entrySet()) {
      Destination from = source.getKey().of().destination();
      Optional<Path> folder = from.folder();
      Optional<BackupSummary> kept =
          source.getValue().stream().filter(backup::sameBackupAs).findFirst();
      if (source.getKey().equals(target) || folder.isEmpty() || kept.isEmpty()) {
        continue;
      }
      try {
        copy(from.manifest(kept.get()), folder.get(), target);
        return Optional.empty();
      } catch (FailureException e) {
        last = Optional.of(e.failure());
      }
    }
    return last;
  }

  private void copy(Manifest manifest, Path from, Target target) throws FailureException {
    Destination destination = target.of().destination();
    String id = Target.freeId(List.of(target), manifest.id());
    try (Delivery delivery = destination.deliver(id, job.identity())) {
      for (Map.Entry<BackupFile, FileHash> file : manifest.files().entrySet()) {
        Path content = from.resolve(file.getKey().pathFor(manifest.id()));
        delivery.add(
            file.getKey(),
            content,
            file.getValue(),
            steps.progress(Step.CAUGHT_UP, target.label()));
      }
      delivery.commit(manifest.withId(id));
    }
  }
}
