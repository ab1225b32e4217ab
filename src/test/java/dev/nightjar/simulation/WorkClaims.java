package dev.nightjar.simulation;

import static dev.nightjar.simulation.Ledger.MINUTE;

import dev.nightjar.app.agent.Engine.Task;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Outcome;
import dev.nightjar.destination.Manifest;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** The work that has to be done, and the work that must not be done again. */
final class WorkClaims {
  private static final long GRACE = 15 * MINUTE;
  private static final long CAUGHT_UP_WITHIN = 6 * MINUTE;
  private static final long ENDS_WITHIN = 4 * MINUTE;
  private static final long BEGUN_WITHIN = 2_000;

  private final Ledger ledger;
  private final World world;
  private final Map<SimJob, OfJob> jobs = new IdentityHashMap<>();
  private long cancelledAt = Long.MAX_VALUE;
  private long cancelledBeforeAt = Long.MIN_VALUE;
  private long othersEndedAt;
  private Optional<SimJob> lastRun = Optional.empty();
  private final Equal[][] equal;

  /** A place lacked nothing of another one's when both held what they did then. */
  private record Equal(long versions, long readAt) {}

  private static final class OfJob {
    long askedByUserAt = Long.MAX_VALUE;
    long failedAt = Long.MIN_VALUE;
    long othersEndedAt;

    /** When the last due date could last be believed to have its backup. */
    long believedAt = Long.MIN_VALUE;
  }

  WorkClaims(Ledger ledger) {
    this.ledger = ledger;
    this.world = ledger.world;
    world.jobs.forEach(job -> jobs.put(job, new OfJob()));
    this.equal = new Equal[2 * world.jobs.size()][2 * world.jobs.size()];
  }

  void judge() {
    Optional<SimRun> run = world.process.flatMap(process -> process.run);
    cancelledAsItBegan(run);
    for (SimJob job : world.jobs) {
      if (world.isSetUp(job)) {
        due(job, run);
        if (run.isEmpty()) {
          for (SimPlace place : job.places) {
            caughtUp(job, place);
          }
        }
        asked(job, run);
      }
    }
    stuck(run);
  }

  /** A due date with 15 minutes of possibility has its backup. */
  private void due(SimJob job, Optional<SimRun> run) {
    Ledger.OfJob account = ledger.of(job);
    Optional<Instant> due = ledger.lastDue(job);
    if (due.isEmpty() || account.possibleSince == Long.MAX_VALUE) {
      return;
    }
    long since =
        Math.max(
            Math.max(account.possibleSince, account.changedAt),
            Math.max(ledger.steadySince, due.get().toEpochMilli() - world.wrongBy()));
    OfJob own = jobs.get(job);
    if (ledger.mayBeKept(job, due.get())) {
      own.believedAt = world.now();
    }
    since = Math.max(since, Math.max(own.othersEndedAt, own.believedAt));
    for (SimPlace place : job.places) {
      since = Math.max(since, Math.min(world.now(), slow(place)));
    }
    if (world.now() - since > GRACE + MINUTE
        && run.filter(one -> one.job != job).isEmpty()
        && !ledger.mayBeWaived(job, due.get())) {
      throw new Broken(
          Claim.NOTHING_POSSIBLE_LEFT_UNDONE,
          "no backup of " + job.name + " for " + due.get().atZone(world.zone));
    }
  }

  /** A place that was read-only or full may be waited for, as documented. */
  private long slow(SimPlace place) {
    return ledger.of(place).slowUntil;
  }

  /** A place that has answered for five minutes and lacks something is being caught up. */
  private void caughtUp(SimJob job, SimPlace place) {
    long now = world.now();
    Ledger.OfPlace account = ledger.of(place);
    long since = Math.max(ledger.settledSince(job), account.stateSince);
    if (now - since <= CAUGHT_UP_WITHIN
        || now <= account.slowUntil
        || !place.takes()
        || !place.answers()
        || ledger.isPaused()
        || now - ledger.of(job).cancelledAt < 70 * MINUTE) {
      return;
    }
    for (SimPlace source : job.places) {
      if (source != place
          && source.answers()
          && (source.takes() || source.state == SimPlace.State.READ_ONLY)
          && now > ledger.of(source).slowUntil
          && now - ledger.of(source).stateSince > CAUGHT_UP_WITHIN) {
        lacksNothing(job, place, source);
      }
    }
  }

  /** Judged again only where something has changed since. */
  private void lacksNothing(SimJob job, SimPlace place, SimPlace source) {
    long versions = 0;
    for (SimPlace one : job.places) {
      versions += one.version;
    }
    Equal now = new Equal(versions, ledger.of(place).readAt);
    if (now.equals(equal[source.number][place.number])) {
      return;
    }
    for (Copy copy : source.copies) {
      if (copy.isSound() && isKnown(source, copy) && isLacking(job, place, copy)) {
        throw new Broken(
            Claim.NOTHING_POSSIBLE_LEFT_UNDONE,
            place.label + " of " + job.name + " lacks " + copy.summary.id());
      }
    }
    equal[source.number][place.number] = now;
  }

  /**
   * Files that a run that was cut off left at a place are known when it answers and is read; and an
   * outdated state.json may still call a copy rotten that has been replaced.
   */
  private boolean isKnown(SimPlace source, Copy copy) {
    boolean wasBad =
        source.copies.stream()
            .anyMatch(
                one -> one != copy && one.summary.id().equals(copy.summary.id()) && !one.isThere());
    return ledger.mustBeKnown(source, copy) && !(wasBad && world.stateFile.outdated);
  }

  private boolean isLacking(SimJob job, SimPlace place, Copy copy) {
    if (job.keep.rule().equals("last")) {
      long newest =
          job.places.stream()
              .flatMap(one -> one.there().stream())
              .mapToLong(one -> one.backup.sequence())
              .max()
              .orElse(0);
      if (copy.backup.sequence() < newest) {
        return false;
      }
    }
    for (int i = place.copies.size() - 1; i >= 0; i--) {
      Copy one = place.copies.get(i);
      if (one.backup.isSameAs(copy.backup) && ledger.mayBeBelieved(place, one)) {
        return false;
      }
    }
    return true;
  }

  /** A request of the user is begun. */
  void backUpAsked(Event event) {
    if (!ledger.alive()) {
      return;
    }
    for (SimJob job : world.jobs) {
      boolean meant = event.job() < 0 || event.job() >= world.jobs.size();
      if (world.isSetUp(job) && (meant || world.jobs.get(event.job()) == job)) {
        boolean same =
            world.process.flatMap(one -> one.run).filter(one -> one.job == job).isPresent();
        jobs.get(job).askedByUserAt = same ? Long.MAX_VALUE : world.now();
      }
    }
  }

  private void asked(SimJob job, Optional<SimRun> run) {
    long since = jobs.get(job).askedByUserAt;
    if (since == Long.MAX_VALUE) {
      return;
    }
    if (since < ledger.steadySince) {
      jobs.get(job).askedByUserAt = Long.MAX_VALUE;
    } else if (run.isEmpty() && world.now() - Math.max(since, othersEndedAt) > MINUTE) {
      throw new Broken(Claim.NOTHING_STUCK, "Backup Now of " + job.name + " did nothing");
    }
  }

  void cancelled() {
    Optional<SimRun> run = world.process.flatMap(process -> process.run);
    if (run.isPresent() && ledger.awake()) {
      cancelledAt = Math.min(cancelledAt, world.now());
      waive(run.get().job);
    } else {
      cancelledBeforeAt = world.now();
    }
  }

  /** A run that was queued at the moment of the Cancel may be meant: nobody can tell. */
  private void cancelledAsItBegan(Optional<SimRun> run) {
    if (run.isPresent() && cancelledBeforeAt != Long.MIN_VALUE) {
      if (world.now() - cancelledBeforeAt <= BEGUN_WITHIN) {
        waive(run.get().job);
      }
      cancelledBeforeAt = Long.MIN_VALUE;
    }
  }

  private void waive(SimJob job) {
    Ledger.OfJob account = ledger.of(job);
    account.cancelledAt = world.now();
    account.changedAt = world.now();
    ledger
        .lastDue(job)
        .ifPresent(due -> account.waivedUpTo = Math.max(account.waivedUpTo, due.toEpochMilli()));
  }

  private void stuck(Optional<SimRun> run) {
    if (run.isEmpty()) {
      cancelledAt = Long.MAX_VALUE;
    } else if (cancelledAt != Long.MAX_VALUE
        && world.now() - Math.max(cancelledAt, ledger.steadySince) > ENDS_WITHIN) {
      throw new Broken(Claim.NOTHING_STUCK, "a run that was cancelled goes on");
    }
  }

  void runAsked(SimJob job, Task task, Optional<SimRun> running) {
    if (running.isPresent()) {
      throw new Broken(Claim.NOTHING_TWICE, "two runs at a time");
    }
    if (!world.isSetUp(job)) {
      throw new Broken(Claim.NOTHING_FALSE, "a run of a job that is not set up");
    }
    if (!(task instanceof Task.BackUp backUp)) {
      return;
    }
    jobs.get(job).askedByUserAt = Long.MAX_VALUE;
    if (backUp.kind() == Manifest.Kind.SCHEDULED) {
      scheduled(job);
    }
  }

  /** Only what is due is run unasked. */
  private void scheduled(SimJob job) {
    Instant due = ledger.lastDue(job).orElseThrow();
    for (SimPlace place : job.places) {
      if (place.answers()
          && ledger.of(place).stateSince < ledger.of(place).readAt
          && ledger.isSurelyKept(place, due)) {
        throw new Broken(
            Claim.NOTHING_TWICE, job.name + " has its backup for " + due.atZone(world.zone));
      }
    }
    if (ledger.isSurelyPaused()) {
      throw new Broken(Claim.NOTHING_FALSE, "a run of " + job.name + " while it is paused");
    }
    Ledger.OfJob account = ledger.of(job);
    long failedAt = jobs.get(job).failedAt;
    if (failedAt > ledger.settledSince(job) - 1
        && world.now() - failedAt < 4 * MINUTE
        && due.toEpochMilli() - world.wrongBy() < failedAt - MINUTE
        && account.databaseSince < failedAt) {
      throw new Broken(Claim.NOTHING_TWICE, "no pause between two failed runs of " + job.name);
    }
  }

  void runEnded(SimRun run, BackupRun result) {
    if (run.isScheduled() && result.outcome() == Outcome.FAILED && result.backup().isEmpty()) {
      jobs.get(run.job).failedAt = world.now();
    }
    othersEndedAt = world.now();
    for (SimJob job : world.jobs) {
      if (job != run.job) {
        jobs.get(job).othersEndedAt = world.now();
      }
    }
    lastRun = Optional.of(run.job);
  }

  /** A place that is owed nothing isn't touched between runs, so that its disks sleep. */
  void touched(SimJob job, SimPlace place) {
    long now = world.now();
    boolean equal =
        job.places.stream()
            .allMatch(
                one ->
                    one.answers()
                        && one.there().stream().allMatch(Copy::isSound)
                        && one.there().size() == one.copies.stream().filter(c -> !c.pruned).count()
                        && one.there().size() == place.there().size()
                        && one.there().stream().allMatch(copy -> place.has(copy.backup)));
    long since = Math.max(ledger.settledSince(job), ledger.of(place).promisedAt);
    if (equal && !place.there().isEmpty() && !isRunning() && now - since > 30 * MINUTE) {
      Optional<Instant> due = ledger.lastDue(job);
      if (due.isPresent() && ledger.isSurelyKept(place, due.get())) {
        throw new Broken(Claim.NOTHING_TWICE, "the disks of " + place.label + " are woken");
      }
    }
  }

  private boolean isRunning() {
    return world.process.flatMap(process -> process.run).isPresent();
  }
}
