package dev.nightjar.simulation;

import static dev.nightjar.simulation.Ledger.MINUTE;

import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Verdict.State;
import java.time.Instant;
import java.util.List;

/** When all has been well for long enough, everything is right by itself. */
final class QuietClaims {
  private final Ledger ledger;
  private final World world;
  private final NoticeClaims notices;
  private boolean quiet;
  private boolean judged;
  private long startedAt;

  QuietClaims(Ledger ledger, NoticeClaims notices) {
    this.ledger = ledger;
    this.world = ledger.world;
    this.notices = notices;
  }

  void begins() {
    quiet = true;
    startedAt = world.now();
  }

  void judge() {
    long end = world.history.shop().startsAt().toEpochMilli() + world.history.endsAt() * 1000;
    if (!quiet || judged || world.now() < end - 20 * MINUTE) {
      return;
    }
    for (SimJob job : world.jobs) {
      if (world.isSetUp(job) && isRecent(job)) {
        return; // A run is due about now: a little later all can be judged.
      }
    }
    if (world.process.flatMap(process -> process.run).isPresent()) {
      return;
    }
    judged = true;
    world.jobs.stream().filter(world::isSetUp).forEach(this::equal);
    shown();
    if (!notices.pending().isEmpty() && !world.stateFile.tampered) {
      throw new Broken(Claim.QUIET_WHEN_WELL, "still pending: " + notices.pending());
    }
  }

  private boolean isRecent(SimJob job) {
    return world.wallMillis()
            - ledger.lastDue(job).map(Instant::toEpochMilli).orElse(Long.MIN_VALUE / 2)
        < 10 * MINUTE;
  }

  boolean wasJudged() {
    return judged;
  }

  private void equal(SimJob job) {
    Instant due = ledger.lastDue(job).orElseThrow();
    for (SimPlace place : job.places) {
      if (due.toEpochMilli() > startedAt + 30 * MINUTE && !ledger.mayBeKept(place, due)) {
        throw new Broken(
            Claim.QUIET_WHEN_WELL, place.label + " has no backup for " + due.atZone(world.zone));
      }
      if (!job.keep.rule().equals("everything")) {
        continue;
      }
      for (SimPlace source : job.places) {
        for (Copy copy : source.copies) {
          // A state file from before it was healed calls it damaged, and the user let it be.
          boolean healed =
              world.stateFile.tampered && WordTruths.wasDamaged(source, copy.summary.id());
          if (copy.isSound() && !healed && !place.has(copy.backup)) {
            throw new Broken(
                Claim.QUIET_WHEN_WELL, place.label + " lacks " + copy.summary.id() + " at the end");
          }
        }
      }
    }
  }

  private void shown() {
    Status status =
        world
            .process
            .flatMap(process -> process.status)
            .orElseThrow(() -> new Broken(Claim.QUIET_WHEN_WELL, "nothing is shown"));
    // A rotten source that nobody has checked heals nothing, and nobody can know why.
    boolean rotten =
        world.jobs.stream()
            .flatMap(job -> job.places.stream())
            .flatMap(place -> place.there().stream())
            .anyMatch(copy -> !copy.isSound());
    List<String> findings =
        status.verdict().jobs().stream()
            .flatMap(
                job ->
                    job.findings().stream()
                        .filter(finding -> !notices.isAskedJustNow(finding, job.name())))
            .map(Words::of)
            .toList();
    boolean asksOnly = status.running().isEmpty() && findings.isEmpty();
    if (status.verdict().state() != State.OK && !asksOnly && !rotten) {
      throw new Broken(
          Claim.QUIET_WHEN_WELL, status.verdict().state() + " at the end: " + findings);
    }
  }
}
