package dev.nightjar.simulation;

import static dev.nightjar.simulation.Ledger.MINUTE;

import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.app.verdict.Verdict.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything shown is true, as far as anybody could know. */
final class ShownClaims {
  private static final long GRACE = 15 * MINUTE;

  /** A live file is inspected every 5 minutes, and once again where it looks odd. */
  private static final long SEEN_WITHIN = 8 * MINUTE;

  private static final long WAKES_WITHIN = 6 * MINUTE;

  private final Ledger ledger;
  private final World world;
  private List<JobVerdict> checked = List.of();

  ShownClaims(Ledger ledger) {
    this.ledger = ledger;
    this.world = ledger.world;
  }

  void published(Status status) {
    Verdict verdict = status.verdict();
    State expected = topState(status);
    if (verdict.state() != expected) {
      throw new Broken(
          Claim.NOTHING_FALSE, "the icon shows " + verdict.state() + ", not " + expected);
    }
    boolean runs = world.process.flatMap(process -> process.run).isPresent();
    if (status.running().isEmpty() && runs && !justBegun()) {
      throw new Broken(Claim.NOTHING_FALSE, "a run is not shown");
    }
    if (!isSame(verdict.jobs())) {
      checked = verdict.jobs();
      check(status);
    }
  }

  /** A run that goes on shows the same of each job; what time makes of it is judged in time. */
  private boolean isSame(List<JobVerdict> now) {
    if (now.size() != checked.size()) {
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      if (now.get(i) != checked.get(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean justBegun() {
    return world.process.flatMap(process -> process.run).orElseThrow().beganAt
        >= world.now() - 2_000;
  }

  /** One verdict feeds all: the worst leads, and a pause hides no trouble. */
  private static State topState(Status status) {
    Verdict verdict = status.verdict();
    if (status.running().isPresent()) {
      return State.RUNNING;
    }
    if (verdict.stopped().isPresent()) {
      return State.FAILED;
    }
    List<State> worstFirst = List.of(State.FAILED, State.ATTENTION, State.OK);
    State worst =
        verdict.jobs().stream()
            .map(JobVerdict::state)
            .min(Comparator.comparingInt(worstFirst::indexOf))
            .orElse(State.NOT_SET_UP);
    return worst == State.OK && verdict.pausedUntil().isPresent() ? State.PAUSED : worst;
  }

  void judge() {
    world.process.flatMap(process -> process.status).ifPresent(this::check);
  }

  private void check(Status status) {
    for (JobVerdict verdict : status.verdict().jobs()) {
      SimJob job = world.job(verdict.job());
      if (world.isSetUp(job)) {
        check(job, verdict);
      }
    }
  }

  private void check(SimJob job, JobVerdict verdict) {
    verdict
        .newest()
        .ifPresent(
            named -> {
              if (job.places.stream()
                  .noneMatch(place -> isInTheBook(place, named.id(), named.sequence()))) {
                throw new Broken(Claim.NOTHING_FALSE, "no place has " + named.id());
              }
            });
    for (PlaceVerdict shown : verdict.places()) {
      check(job, job.place(shown.label()), shown);
    }
    next(job, verdict);
    failed(job, verdict);
    if (verdict.state() == State.OK) {
      ok(job);
    }
    if (isFine(job)) {
      fine(verdict);
    }
  }

  private boolean isInTheBook(SimPlace place, String id, long sequence) {
    for (int i = place.copies.size() - 1; i >= 0; i--) {
      Copy copy = place.copies.get(i);
      if (copy.backup.sequence() == sequence
          && copy.summary.id().equals(id)
          && ledger.mayBeBelieved(place, copy)) {
        return true;
      }
    }
    return false;
  }

  private void check(SimJob job, SimPlace place, PlaceVerdict shown) {
    shown
        .newest()
        .ifPresent(
            named -> {
              if (!isInTheBook(place, named.id(), named.sequence())) {
                throw new Broken(Claim.NOTHING_FALSE, place.label + " doesn't have " + named.id());
              }
            });
    if (!shown.behind()) {
      newestKnown(job)
          .ifPresent(
              newest -> {
                if (place.copies.stream()
                    .noneMatch(
                        copy ->
                            copy.backup.sequence() >= newest.sequence()
                                && ledger.mayBeBelieved(place, copy))) {
                  throw new Broken(
                      Claim.NOTHING_FALSE,
                      place.label + " is called up to date and lacks " + newest.id());
                }
              });
      missed(job, place);
    }
  }

  /** The newest backup that somebody who read the places must know; what was found bad is none. */
  private Optional<Backup> newestKnown(SimJob job) {
    Backup newest = null;
    for (SimPlace place : job.places) {
      for (Copy copy : place.copies) {
        if ((newest == null || copy.backup.sequence() > newest.sequence())
            && !copy.foundRotten
            && ledger.mustBeKnown(place, copy)) {
          newest = copy.backup;
        }
      }
    }
    return Optional.ofNullable(newest);
  }

  /** A place is not up to date where a due date passed it by. */
  private void missed(SimJob job, SimPlace place) {
    surelyMissed(job)
        .filter(due -> !ledger.mayBeKept(place, due))
        .ifPresent(
            due -> {
              throw new Broken(
                  Claim.NOTHING_FALSE,
                  place.label + " is called up to date and missed " + due.atZone(world.zone));
            });
  }

  /** The last due date that counts as missed unless there is a backup for it. */
  private Optional<Instant> surelyMissed(SimJob job) {
    return ledger
        .lastDue(job)
        .filter(due -> world.wallMillis() - due.toEpochMilli() > GRACE + MINUTE)
        .filter(due -> world.now() - Math.max(awakeSince(), changed(job)) > GRACE + WAKES_WITHIN)
        .filter(due -> !ledger.mayBeWaived(job, due));
  }

  /** Since when the agent may take the computer to be awake. */
  private long awakeSince() {
    return Math.max(ledger.steadySince, world.skippedUntil());
  }

  private long changed(SimJob job) {
    return Math.max(ledger.of(job).setUpSince, ledger.of(job).scheduleSince);
  }

  /** The next due date is the next one. */
  private void next(SimJob job, JobVerdict verdict) {
    if (world.now() - Math.max(ledger.steadySince, ledger.of(job).changedAt) < MINUTE) {
      return;
    }
    Instant next =
        world
            .process
            .flatMap(process -> process.status)
            .flatMap(status -> status.verdict().pausedUntil())
            .map(until -> Calendar.nextDue(job.schedule, world.zone, until.minusMillis(1)))
            .orElseGet(() -> ledger.nextDue(job));
    boolean same =
        verdict.next().filter(at -> at.toInstant().equals(next)).isPresent()
            && verdict.next().orElseThrow().getZone().equals(world.zone);
    boolean justPassed =
        ledger
            .lastDue(job)
            .filter(due -> world.wallMillis() - due.toEpochMilli() < MINUTE)
            .isPresent();
    if (!same && !justPassed) {
      throw new Broken(
          Claim.NOTHING_FALSE,
          "next is said to be " + verdict.next() + ", not " + next.atZone(world.zone));
    }
  }

  /** Failed, and only then, if no place has what was due. */
  private void failed(SimJob job, JobVerdict verdict) {
    Optional<Instant> missed = surelyMissed(job).filter(due -> !ledger.mayBeKept(job, due));
    if (missed.isPresent() && verdict.state() != State.FAILED) {
      throw new Broken(
          Claim.NOTHING_FALSE,
          "no place has a backup for "
              + missed.get().atZone(world.zone)
              + ", and the state is "
              + verdict.state());
    }
    if (verdict.state() != State.FAILED || world.now() - ledger.steadySince < MINUTE) {
      return;
    }
    Optional<Instant> due = ledger.lastDue(job);
    boolean safe =
        due.isPresent()
            && job.places.stream()
                .anyMatch(
                    place ->
                        place.answers()
                            && ledger.of(place).stateSince < ledger.of(place).readAt
                            && ledger.isSurelyKept(place, due.get()));
    if (safe && world.wallMillis() - due.get().toEpochMilli() > MINUTE) {
      throw new Broken(Claim.NOTHING_FALSE, "failed is shown, and all is safe");
    }
    boolean started = !world.history.shop().saysBoot() && ledger.clockSince < ledger.aliveSince;
    if (started && world.now() - ledger.aliveSince < GRACE - MINUTE) {
      throw new Broken(
          Claim.NOTHING_FALSE, "failed is shown before anything was possible for 15 minutes");
    }
  }

  private void ok(SimJob job) {
    SimDatabase.State state = job.database.state;
    boolean seen = state != SimDatabase.State.FINE && state != SimDatabase.State.DAMAGED;
    long since = Math.max(ledger.of(job).databaseSince, ledger.aliveSince);
    if (seen && world.now() - Math.max(since, ledger.steadySince) > SEEN_WITHIN) {
      throw new Broken(Claim.NOTHING_FALSE, "ok is shown, and the app's file is " + state);
    }
    for (SimPlace place : job.places) {
      lost(place);
    }
  }

  /** A loss shows as soon as the place was read. */
  private void lost(SimPlace place) {
    for (Copy copy : place.copies) {
      if (copy.cutAt < ledger.of(place).readAt
          && copy.goneAt == Copy.NEVER
          && place.answers()
          && !answeredSince(copy)) {
        throw new Broken(
            Claim.NOTHING_FALSE,
            "ok is shown, and the files of " + copy.summary.id() + " are gone");
      }
    }
  }

  /** The user has said that it is fine since it was cut, or found rotten before. */
  private boolean answeredSince(Copy copy) {
    return ledger.answeredAt > Math.min(copy.cutAt, copy.rottenAt);
  }

  /** Whether nothing at all is wrong, and hasn't been for a while. */
  private boolean isFine(SimJob job) {
    long now = world.now();
    long since = Math.max(ledger.settledSince(job), ledger.of(job).setUpSince);
    Optional<Instant> due = ledger.lastDue(job);
    if (now - since < SEEN_WITHIN + 5 * MINUTE
        || due.isEmpty()
        || job.database.state != SimDatabase.State.FINE
        || ledger.collapsed
        || !world.process.flatMap(process -> process.run).isEmpty()) {
      return false;
    }
    for (SimPlace place : job.places) {
      for (Copy copy : place.copies) {
        if (!copy.isSound() && copy.goneAt == Copy.NEVER) {
          return false; // As in most histories in which anything was ever damaged.
        }
      }
    }
    Optional<Backup> newest =
        job.places.stream()
            .flatMap(place -> place.there().stream())
            .map(copy -> copy.backup)
            .max(Comparator.comparingLong(Backup::sequence));
    Set<Long> versions = new HashSet<>();
    job.places.get(0).there().forEach(copy -> versions.add(copy.backup.version()));
    return newest.isPresent()
        && newest.get().json()
        && job.keep.rule().equals("everything")
        && versions.size() == job.places.get(0).there().size()
        && job.places.stream().allMatch(place -> isFine(place, newest.get(), due.get()));
  }

  private boolean isFine(SimPlace place, Backup newest, Instant due) {
    return place.answers()
        && place.takes()
        && !place.markerGone
        && ledger.of(place).stateSince < ledger.of(place).readAt
        && place.copies.stream().allMatch(copy -> copy.isSound() || copy.goneAt != Copy.NEVER)
        && place.has(newest)
        && place.copies.stream()
            .filter(Copy::isThere)
            .allMatch(copy -> ledger.mustBeKnown(place, copy))
        && ledger.isSurelyKept(place, due);
  }

  private static void fine(JobVerdict verdict) {
    if (verdict.state() != State.OK) {
      List<String> findings = verdict.findings().stream().map(Words::of).toList();
      throw new Broken(
          Claim.NOTHING_FALSE, "all is well, and " + verdict.state() + " is shown: " + findings);
    }
  }
}
