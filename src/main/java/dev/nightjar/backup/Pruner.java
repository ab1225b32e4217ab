package dev.nightjar.backup;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Inventory;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.retention.Pruning;
import dev.nightjar.retention.Pruning.Limits;
import dev.nightjar.retention.RetentionPlan.Expendable;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Deletes the backups that a place's plan doesn't keep, damaged ones first, then the oldest: only
 * if a newer one is known to be good, at that place or, if it has no room for it, at another.
 */
final class Pruner {
  private final BackupJob job;
  private final Map<String, Set<String>> damaged;
  private final Steps steps;
  private final Clock clock;

  /**
   * For one run.
   *
   * @param damaged the ids of the copies that a check found damaged, by the place's label
   */
  Pruner(BackupJob job, Map<String, Set<String>> damaged, Steps steps, Clock clock) {
    this.job = job;
    this.damaged = damaged;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Prunes each place whose owner chose a rule and that has {@code made}, the backup of this very
   * run, or was too full for it. Trouble at one place ends its step alone.
   *
   * @param read the places that this run has read
   * @param clockMoved whether the clock was set while the run went on
   */
  void after(BackupSummary made, List<ReadPlace> read, PruneGuard guard, boolean clockMoved) {
    if (job.targets().stream().noneMatch(Target::deletes)) {
      return;
    }
    Map<String, Inventory> known = new LinkedHashMap<>();
    read.forEach(place -> known.put(place.label(), place.inventory()));
    Holdings holdings = Holdings.read(job, known, damaged);
    boolean shrunk = guard.isShrunk(holdings.inventories());
    if (isAnythingExpendable(holdings)) {
      // A long run has read them hours ago, and what is deleted is gone.
      holdings = Holdings.read(job, damaged);
    }
    boolean doubt = clockMoved || holdings.areDatesDoubtful(clock.instant());
    prune(made, holdings, guard, shrunk, doubt);
  }

  private boolean isAnythingExpendable(Holdings holdings) {
    Limits limits = new Limits(false, false, Integer.MAX_VALUE);
    return job.targets().stream()
        .filter(target -> target.deletes() && holdings.silence(target.label()).isEmpty())
        .anyMatch(target -> !plan(target.label(), holdings, limits).now().isEmpty());
  }

  private void prune(
      BackupSummary made, Holdings holdings, PruneGuard guard, boolean shrunk, boolean doubt) {
    for (Target target : job.targets()) {
      String place = target.label();
      boolean proved = holdings.at(place).stream().anyMatch(made::sameBackupAs) || isFull(place);
      if (target.deletes() && proved && holdings.silence(place).isEmpty()) {
        try {
          unattended(target, holdings, guard, new Limits(shrunk, doubt, Integer.MAX_VALUE));
        } catch (FailureException e) {
          steps.record(Step.PRUNED, place, e);
        }
      }
    }
  }

  /** Whether this run found no room there; its backup is proved at another place. */
  private boolean isFull(String place) {
    return steps.results().stream()
        .filter(result -> result.place().equals(place))
        .flatMap(result -> result.failure().stream())
        .anyMatch(failure -> failure.reason() == Reason.PLACE_FULL);
  }

  private void unattended(Target target, Holdings holdings, PruneGuard guard, Limits limits)
      throws FailureException {
    String place = target.label();
    List<Expendable> wanted = plan(place, holdings, limits).now();
    // Damaged ones that stay are no reason to delete more.
    int there =
        holdings.at(place).size() + (int) wanted.stream().filter(Expendable::damaged).count();
    // Also if none is to go: the record begins before it is needed.
    int allowed = guard.reserve(place, there, wanted.size());
    Pruning pruning = plan(place, holdings, new Limits(limits.shrunk(), limits.clock(), allowed));
    if (!pruning.now().isEmpty()) {
      steps.attempt(Step.PRUNED, place, known -> delete(target, pruning, holdings, known));
    }
  }

  private Pruning plan(String place, Holdings holdings, Limits limits) {
    return holdings.plan(place, limits, clock.instant(), clock.getZone());
  }

  /** Prunes places by hand, each once its newest backup has been read again and is good. */
  void byHand(Set<String> places, boolean shrunk) {
    Holdings holdings = Holdings.read(job, damaged);
    for (Target target : job.targets()) {
      String place = target.label();
      if (!places.contains(place)) {
        continue;
      }
      Optional<FailureException> silence = holdings.silence(place);
      if (silence.isPresent()) {
        steps.record(Step.PRUNED, place, silence.get());
        continue;
      }
      Pruning pruning = plan(place, holdings, Limits.byHand(shrunk));
      if (!pruning.now().isEmpty()) {
        steps.attempt(
            Step.PRUNED,
            place,
            known -> {
              prepare(target);
              requireNewestIsGood(target, holdings);
              delete(target, pruning, holdings, known);
            });
      }
    }
  }

  /** To delete needs no room. */
  private void prepare(Target target) throws FailureException {
    try {
      target.destination().prepare(job.identity());
    } catch (FailureException e) {
      if (e.reason() != Reason.PLACE_FULL) {
        throw e;
      }
    }
  }

  private void requireNewestIsGood(Target target, Holdings holdings) throws FailureException {
    BackupSummary newest =
        holdings.at(target.label()).stream()
            .filter(backup -> backup.kind().keepsDueDates())
            .max(Comparator.comparingLong(BackupSummary::sequence))
            .orElseThrow(); // Something is to be deleted.
    for (BackupFile file : newest.files().keySet()) {
      target.destination().verify(newest, file, progress(target));
    }
  }

  private void delete(Target target, Pruning pruning, Holdings holdings, Consumer<StepFacts> known)
      throws FailureException {
    Progress progress = progress(target);
    long deleted = 0;
    long bytes = 0;
    int planned = pruning.now().size();
    for (Expendable one : pruning.now()) {
      progress.advanced(deleted, planned);
      target.destination().remove(one.backup(), job.identity());
      holdings.deleted(target.label(), one.backup());
      deleted++;
      bytes += one.bytes();
      known.accept(new StepFacts.Pruned(planned, deleted, bytes, pruning.held().size()));
    }
  }

  private Progress progress(Target target) {
    return steps.progress(Step.PRUNED, target.label());
  }
}
