package dev.nightjar.app.agent;

import dev.nightjar.app.agent.Engine.RunEnd;
import dev.nightjar.app.agent.RunQueue.Request;
import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.CheckStore;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.Checks.Checked;
import dev.nightjar.app.verdict.JobFacts;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.app.verdict.StateStore;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepResult;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Learns from each run that ended, once its places were read again and it is known what it has
 * brought: what to try again, and when. Used on the agent's thread.
 */
final class RunResults {
  private final Timeline timeline;
  private final Observer observer;
  private final DueKeeper due;
  private final CatchUpKeeper catchUp;
  private final StateStore state;
  private final CheckStore checks;
  private final Map<UUID, Ended> unread = new HashMap<>();

  /** A run that ended, until its places were read again. */
  private record Ended(
      Request request,
      RunEnd end,
      boolean byUser,
      Instant at,
      Duration after,
      Optional<String> signature,
      int inspections) {

    /** The same, as if it had ended so long ago that nothing waits any longer. */
    Ended longAgo() {
      Duration past = after.minus(Backoff.longest());
      return new Ended(request, end, byUser, at, past, signature, inspections);
    }
  }

  RunResults(
      Timeline timeline,
      Observer observer,
      DueKeeper due,
      CatchUpKeeper catchUp,
      StateStore state,
      CheckStore checks) {
    this.timeline = timeline;
    this.observer = observer;
    this.due = due;
    this.catchUp = catchUp;
    this.state = state;
    this.checks = checks;
  }

  /**
   * A run ended, and its places are read again.
   *
   * @param signature the live file's, when the run began
   */
  void ended(Request request, RunEnd end, boolean byUser, Instant at, Optional<String> signature) {
    UUID job = request.job();
    Duration after = timeline.elapsed();
    unread.put(
        job, new Ended(request, end, byUser, at, after, signature, observer.inspections(job)));
  }

  /** Whether a run's result isn't known yet. */
  boolean areAwaited() {
    return !unread.isEmpty();
  }

  /** The computer has slept since the wake before: one that ended after that ended after it. */
  void slept(Duration wokeAfter) {
    unread.replaceAll(
        (job, ended) -> ended.after().compareTo(wokeAfter) <= 0 ? ended.longAgo() : ended);
  }

  void forgetAllBut(Collection<UUID> jobs) {
    unread.keySet().retainAll(jobs);
  }

  /** Notes what a step has shown of copies. */
  void stepEnded(Job job, StepResult result, Instant now) {
    List<Checked> shown =
        Checks.shownBy(
            result,
            label ->
                observer
                    .facts(job.id())
                    .flatMap(facts -> facts.place(label))
                    .map(PlaceReport::location),
            now);
    if (!shown.isEmpty()) {
      checks.add(job.id(), shown);
    }
  }

  /** Decides what to try again, and when, if a run of that job has ended since. */
  void learn(JobFacts facts, ZonedDateTime now) {
    UUID id = facts.job().id();
    Ended ended = unread.remove(id);
    if (ended == null) {
      return;
    }
    List<StepResult> results = ended.end().run().map(BackupRun::results).orElse(List.of());
    if (ended.request().makesBackup()) {
      Optional<Instant> stillDue =
          DueKeeper.due(facts, state.get(), now).map(ZonedDateTime::toInstant);
      // It was an attempt at all that was due by its end, even if only the reading shows what was.
      if (stillDue.isPresent() && !stillDue.get().isAfter(ended.at())) {
        due.tried(
            id,
            stillDue.get(),
            ended.end().refused().filter(why -> why.reason() == Reason.RUN_IN_PROGRESS).isPresent(),
            live(results),
            ended.signature(),
            ended.inspections(),
            noPlace(results),
            ended.after());
        if (facts.job().places().keySet().stream().anyMatch(one -> isBack(facts, results, one))) {
          due.placeIsBack(id);
        }
      }
    }
    boolean gaveWay = gaveWay(ended, results);
    for (String place : facts.job().places().keySet()) {
      if (gaveWay && !isRefusedAt(place, results)) {
        continue;
      }
      boolean failed =
          results.stream()
              .filter(one -> one.step() != Step.PRUNED)
              .anyMatch(one -> one.place().equals(place) && !one.succeeded());
      boolean meant = !ended.request().makesBackup() || failed;
      if (meant) {
        catchUp.tried(facts, place, failed || results.isEmpty(), ended.byUser(), ended.after());
      }
      if (meant && !ended.byUser() && isBack(facts, results, place)) {
        catchUp.placeIsBack(id, place, ended.after());
      }
    }
  }

  /** Whether a delivery was ended by Nightjar, for a backup that was due: no place refused it. */
  private static boolean gaveWay(Ended ended, List<StepResult> results) {
    return !ended.request().makesBackup()
        && !ended.byUser()
        && results.stream()
            .flatMap(one -> one.failure().stream())
            .anyMatch(why -> why.reason() == Reason.CANCELLED);
  }

  private static boolean isRefusedAt(String place, List<StepResult> results) {
    return results.stream()
        .filter(one -> one.place().equals(place))
        .flatMap(one -> one.failure().stream())
        .anyMatch(why -> why.reason() != Reason.CANCELLED);
  }

  /** The trouble of the live database that a run met. */
  static Optional<Failure> live(List<StepResult> results) {
    return results.stream()
        .filter(one -> one.step() == Step.DATABASE)
        .flatMap(one -> one.failure().stream())
        .filter(failure -> Reporter.LIVE.contains(failure.reason()))
        .findFirst();
  }

  /** Whether no place was ready, or none of those took the backup. */
  private static boolean noPlace(List<StepResult> results) {
    return isRefused(results, Step.PLACE_READY) || isRefused(results, Step.DATABASE_SAVED);
  }

  /** Whether that place didn't answer in the run, and did so by its end. */
  private static boolean isBack(JobFacts facts, List<StepResult> results, String label) {
    return results.stream()
        .filter(one -> one.step() == Step.PLACE_READY && one.place().equals(label))
        .filter(one -> one.failure().filter(why -> isSilence(why.reason())).isPresent())
        .flatMap(one -> facts.place(one.place()).stream())
        .anyMatch(place -> place.sign().answers());
  }

  private static boolean isSilence(Reason reason) {
    return reason == Reason.PLACE_UNREACHABLE || reason == Reason.PLACE_NOT_CONNECTED;
  }

  private static boolean isRefused(List<StepResult> results, Step by) {
    List<StepResult> asked = results.stream().filter(one -> one.step() == by).toList();
    return !asked.isEmpty() && asked.stream().noneMatch(StepResult::succeeded);
  }

  /** Waives a date that became due before the user ended the run: a later one was not meant. */
  void waive(Job job, ZonedDateTime at) {
    observer
        .facts(job.id())
        .flatMap(facts -> DueKeeper.due(facts, state.get(), at))
        .map(ZonedDateTime::toInstant)
        .ifPresent(due -> remember(job.id(), of -> of.withWaived(due)));
  }

  private void remember(UUID job, UnaryOperator<AppState.OfJob> change) {
    state.update(before -> before.with(job, change));
  }
}
