package dev.nightjar.simulation;

import static dev.nightjar.simulation.Ledger.MINUTE;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The dates that sentences are compared with, by the oracle's book: due dates, pauses, runs. */
final class WordDates {
  private final Ledger ledger;
  private final World world;

  WordDates(Ledger ledger) {
    this.ledger = ledger;
    this.world = ledger.world;
  }

  LocalDate today() {
    return world.wall().toLocalDate();
  }

  boolean isAt(Instant moment, List<LocalDateTime> minutes) {
    return minutes.contains(minuteOf(moment));
  }

  LocalDateTime minuteOf(Instant moment) {
    return LocalDateTime.ofInstant(moment, world.zone).truncatedTo(ChronoUnit.MINUTES);
  }

  /** Whether one of these is a date that the job's schedule has, and has passed. */
  boolean wasDue(SimJob job, List<LocalDateTime> minutes) {
    return due(job, minutes).isPresent();
  }

  /** Whether a run that goes may have begun under another clock or schedule. */
  boolean changedLately(SimJob job) {
    long changed = Math.max(ledger.clockSince, ledger.of(job).scheduleSince);
    return world.now() - changed < 15 * MINUTE || job.runBeganAt <= changed;
  }

  /** The due date that is meant. */
  Optional<Instant> due(SimJob job, List<LocalDateTime> minutes) {
    for (LocalDateTime minute : minutes) {
      Instant end = minute.plusSeconds(59).atZone(world.zone).toInstant();
      Optional<Instant> due = Calendar.lastDue(job.schedule, world.zone, end);
      if (due.filter(at -> isAt(at, minutes) && !at.isAfter(world.wall().toInstant()))
          .isPresent()) {
        return due;
      }
    }
    return Optional.empty();
  }

  /** The next due date, but for a pause. */
  boolean isNext(SimJob job, List<LocalDateTime> minutes) {
    return isAt(nextDue(job), minutes) || isJustDue(job, minutes);
  }

  boolean isJustDue(SimJob job, List<LocalDateTime> minutes) {
    return ledger
        .lastDue(job)
        .filter(due -> world.wallMillis() - due.toEpochMilli() < MINUTE)
        .filter(due -> isAt(due, minutes))
        .isPresent();
  }

  Instant nextDue(SimJob job) {
    return shownPause()
        .map(until -> Calendar.nextDue(job.schedule, world.zone, until.minusMillis(1)))
        .orElseGet(() -> ledger.nextDue(job));
  }

  /** Until when it says that it is paused; whether that is so is judged by itself. */
  private Optional<Instant> shownPause() {
    return world
        .process
        .flatMap(process -> process.status)
        .flatMap(status -> status.verdict().pausedUntil());
  }

  boolean showsPause() {
    return shownPause().isPresent();
  }

  boolean isPausedUntil(List<LocalDateTime> minutes) {
    return world.stateFile.outdated
        || ledger.pauses.stream()
            .anyMatch(
                pause ->
                    isAt(Instant.ofEpochMilli(pause.until()), minutes)
                        && pause.from() <= world.wallMillis()
                        && world.wallMillis() < pause.until());
  }

  boolean aRunBeganAt(SimJob job, List<LocalDateTime> minutes) {
    return world.runs.stream()
        .anyMatch(run -> run.job().equals(job.id) && isAt(run.startedAt(), minutes));
  }

  /** Some place never got, or got only later, what a run of then made. */
  boolean aRunLeftOutAPlace(SimJob job, List<LocalDateTime> minutes) {
    return world.runs.stream()
        .filter(run -> run.job().equals(job.id) && isAt(run.startedAt(), minutes))
        .flatMap(run -> run.backup().stream())
        .anyMatch(
            id ->
                job.places.stream()
                    .anyMatch(
                        place ->
                            place.copies.stream()
                                .filter(copy -> copy.backup.id().equals(id))
                                .noneMatch(copy -> isOfItsRun(copy))));
  }

  private boolean isOfItsRun(Copy copy) {
    return copy.writtenAt - copy.backup.trueAt() < 10 * MINUTE;
  }
}
