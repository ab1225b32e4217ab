package dev.nightjar.backup;

import dev.nightjar.backup.BackupRunner.Target;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Delivers owed backups: those that a place lacks and another has, newest first. */
final class CatchUp {
  private final BackupJob job;
  private final List<Target> targets;
  private final Steps steps;
  private final Clock clock;

  CatchUp(BackupJob job, List<Target> targets, Steps steps, Clock clock) {
    this.job = job;
    this.targets = targets;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Delivers what each place lacks.
   *
   * @param justMade the backup of this very run: what it couldn't deliver isn't tried twice in it
   */
  void deliver(Optional<Manifest> justMade) {
    List<Manifest> everywhere = new ArrayList<>();
    Map<Target, List<Manifest>> here = new HashMap<>();
    for (Target target : targets) {
      try {
        List<Manifest> backups = ofThisJob(target.of().destination().inventory().backups());
        here.put(target, backups);
        everywhere.addAll(backups);
      } catch (FailureException e) {
        // It has just taken this run's backup or failed to, and that was told.
        here.put(target, List.of());
      }
    }
    for (Target target : targets) {
      List<Manifest> there = here.getOrDefault(target, List.of());
      List<Manifest> owed =
          Owed.to(there, everywhere, job.keep(), clock.instant(), clock.getZone());
      owed = owed.stream().filter(m -> justMade.filter(m::sameBackupAs).isEmpty()).toList();
      if (!owed.isEmpty()) {
        deliver(target, owed);
      }
    }
  }

  private List<Manifest> ofThisJob(List<Manifest> backups) {
    return backups.stream().filter(m -> m.job().job().equals(job.identity().job())).toList();
  }

  private void deliver(Target target, List<Manifest> owed) {
    steps.attempt(
        Step.CAUGHT_UP,
        target.label(),
        facts -> {
          long delivered = 0;
          Optional<Failure> first = Optional.empty();
          for (Manifest manifest : owed) {
            Optional<Failure> failure = deliver(target, manifest);
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
  private Optional<Failure> deliver(Target target, Manifest manifest) {
    Optional<Failure> last = Optional.empty();
    for (Target source : targets) {
      Optional<Path> folder = source.of().destination().folder();
      if (source.equals(target) || folder.isEmpty()) {
        continue;
      }
      try {
        Optional<Manifest> there =
            source.of().destination().inventory().backups().stream()
                .filter(manifest::sameBackupAs)
                .findFirst();
        if (there.isPresent()) {
          copy(there.get(), folder.get(), target);
          return Optional.empty();
        }
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
      for (BackupFile file : manifest.files().keySet()) {
        Path content = from.resolve(file.folder()).resolve(file.nameFor(manifest.id()));
        delivery.add(
            file,
            content,
            manifest.files().get(file),
            steps.progress(Step.CAUGHT_UP, target.label()));
      }
      delivery.commit(manifest.withId(id));
    }
  }
}
