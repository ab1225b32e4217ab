package dev.nightjar.app.agent;

import dev.nightjar.app.agent.Engine.StoredCopy;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.DueDates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the copies that are to be read again now: the one that was read longest ago first, and at
 * most a fair share of them at a time, so that even many new ones spread over the days.
 */
final class Rereading {
  private final CheckRhythm rhythm;

  Rereading(CheckRhythm rhythm) {
    this.rhythm = rhythm;
  }

  private record Candidate(StoredCopy copy, Instant readAt) {}

  /**
   * Returns the copies to read now.
   *
   * @param there all copies at the places that answer
   * @param ranJustNow whether a run has just ended
   */
  List<StoredCopy> due(List<StoredCopy> there, Checks checks, Instant now, boolean ranJustNow) {
    Instant oldEnough = now.minus(ranJustNow ? rhythm.afterRun() : rhythm.always());
    Instant shareBegan = now.minus(rhythm.apart());
    List<Candidate> due = new ArrayList<>();
    int readLately = 0;
    for (StoredCopy copy : there) {
      Optional<Instant> checkedAt = checkedAt(copy, checks, now);
      Instant read = checkedAt.orElseGet(() -> madeAt(copy, now));
      if (!read.isAfter(oldEnough)) {
        due.add(new Candidate(copy, read));
      } else if (checkedAt.filter(shareBegan::isBefore).isPresent()) {
        readLately++;
      }
    }
    due.sort(Comparator.comparing(Candidate::readAt));
    int share = (there.size() + rhythm.shares() - 1) / rhythm.shares();
    return due.stream().limit(Math.max(0, share - readLately)).map(Candidate::copy).toList();
  }

  /** A date that is still to come is a wrong clock's. */
  private static Optional<Instant> checkedAt(StoredCopy copy, Checks checks, Instant now) {
    return checks
        .of(copy.location(), copy.backup().id())
        .map(Checks.Checked::at)
        .filter(at -> !at.isAfter(now.plus(DueDates.CLOCK_STEP)));
  }

  /** It was read back when it was made. */
  private static Instant madeAt(StoredCopy copy, Instant now) {
    Instant made = copy.backup().snapshotAt();
    return made.isAfter(now.plus(DueDates.CLOCK_STEP)) ? Instant.MIN : made;
  }
}
