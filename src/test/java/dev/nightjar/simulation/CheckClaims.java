package dev.nightjar.simulation;

import static dev.nightjar.simulation.Ledger.MINUTE;

import java.util.Optional;

/** Copies that rot are found in time and healed, and nothing waits for that. */
final class CheckClaims {
  private static final long FOUND_WITHIN = 26 * 60 * MINUTE;
  private static final long HEALED_WITHIN = 6 * MINUTE;
  private static final long GIVES_WAY_WITHIN = 1_000;

  private final Ledger ledger;
  private final World world;
  private boolean reading;
  private Optional<Process> by = Optional.empty();

  CheckClaims(Ledger ledger) {
    this.ledger = ledger;
    this.world = ledger.world;
  }

  void begun(SimJob job) {
    if (reading && by.equals(world.process)) {
      throw new Broken(Claim.NOTHING_TWICE, "two checks at a time");
    }
    reading = true;
    by = world.process;
    if (!world.isSetUp(job)) {
      throw new Broken(Claim.NOTHING_FALSE, "a check of a job that is not set up");
    }
    if (world.process.flatMap(process -> process.run).isPresent()) {
      throw new Broken(Claim.NOTHING_TWICE, "a check begins while a run is under way");
    }
  }

  void ended() {
    reading = false;
  }

  void goesOn() {
    world
        .process
        .flatMap(process -> process.run)
        .filter(run -> world.now() - run.beganAt > GIVES_WAY_WITHIN)
        .ifPresent(
            run -> {
              throw new Broken(Claim.NOTHING_STUCK, "a check doesn't give way to a run");
            });
    if (ledger.isSurelyPaused()
        && ledger.pauses.stream().allMatch(pause -> world.now() - pause.madeAt() > 2_000)) {
      throw new Broken(Claim.NOTHING_FALSE, "a check while all is paused");
    }
  }

  void judge() {
    for (SimJob job : world.jobs) {
      if (world.isSetUp(job) && ledger.of(job).possibleSince != Long.MAX_VALUE) {
        for (SimPlace place : job.places) {
          for (Copy copy : place.copies) {
            if (copy.rottenAt != Copy.NEVER && copy.isThere() && place.answers()) {
              rotten(job, place, copy);
            }
          }
        }
      }
    }
  }

  private void rotten(SimJob job, SimPlace place, Copy copy) {
    long since =
        Math.max(
            Math.max(ledger.of(job).possibleSince, ledger.of(job).changedAt),
            Math.max(ledger.steadySince, ledger.of(place).stateSince));
    if (!copy.foundRotten) {
      if (world.rhythm == World.OFTEN
          && ledger.mustBeKnown(place, copy)
          // Wakes that aren't played read nothing.
          && world.now() - Math.max(since, Math.max(copy.rottenAt, world.skippedUntil()))
              > FOUND_WITHIN) {
        throw new Broken(
            Claim.NOTHING_POSSIBLE_LEFT_UNDONE,
            copy.summary.id() + " of " + place.label + " rots, and nobody finds it");
      }
      return;
    }
    since = Math.max(since, Math.max(copy.foundAt, ledger.of(job).runEndedAt));
    if (world.now() - since > HEALED_WITHIN
        && place.takes()
        && world.now() > ledger.of(place).slowUntil
        && job.keep.rule().equals("everything")
        && !ledger.isPaused()
        && world.now() - ledger.of(job).cancelledAt > 70 * MINUTE
        && world.process.flatMap(process -> process.run).isEmpty()
        && isWholeElsewhere(job, place, copy)) {
      throw new Broken(
          Claim.NOTHING_POSSIBLE_LEFT_UNDONE,
          copy.summary.id() + " of " + place.label + " is rotten, and nobody heals it");
    }
  }

  private boolean isWholeElsewhere(SimJob job, SimPlace place, Copy copy) {
    for (SimPlace other : job.places) {
      if (other != place
          && other.answers()
          && (other.takes() || other.state == SimPlace.State.READ_ONLY)
          && world.now() > ledger.of(other).slowUntil
          && world.now() - ledger.of(other).stateSince > HEALED_WITHIN) {
        for (Copy source : other.copies) {
          if (source.isSound()
              && source.backup.isSameAs(copy.backup)
              && ledger.mustBeKnown(other, source)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
