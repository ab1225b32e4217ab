package dev.nightjar.simulation;

import static dev.nightjar.simulation.Ledger.MINUTE;

import dev.nightjar.failure.Reason;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The facts that sentences are compared with, by the oracle's book: how things are and were. */
final class WordTruths {
  /** A file is inspected every five minutes, a place that is owed something as often. */
  private static final long SEEN_WITHIN = 12 * MINUTE;

  final Ledger ledger;
  final World world;
  final WordDates dates;
  private final Map<SimJob, Map<SimDatabase.State, Long>> files = new IdentityHashMap<>();
  private final Map<SimPlace, Map<SimPlace.State, Long>> places = new IdentityHashMap<>();

  WordTruths(Ledger ledger) {
    this.ledger = ledger;
    this.world = ledger.world;
    this.dates = new WordDates(ledger);
  }

  /** Notes how everything is now. */
  void observe() {
    long now = world.now();
    for (SimJob job : world.jobs) {
      files
          .computeIfAbsent(job, none -> new EnumMap<>(SimDatabase.State.class))
          .put(job.database.state, now);
      for (SimPlace place : job.places) {
        boolean empty =
            place
                .failure()
                .filter(failure -> failure.reason() == Reason.PLACE_NOT_CONNECTED)
                .isPresent();
        SimPlace.State state = empty ? SimPlace.State.UNMOUNTED : place.state;
        places.computeIfAbsent(place, none -> new EnumMap<>(SimPlace.State.class)).put(state, now);
      }
    }
  }

  /** Whether the app's file was so when somebody may have inspected it last. */
  boolean wasLately(SimJob job, SimDatabase.State... states) {
    return wasLately(files.getOrDefault(job, Map.of()), states);
  }

  /** A place that is owed nothing isn't asked: that it is silent may be known since long. */
  boolean wasLately(SimPlace place, SimPlace.State... states) {
    Map<SimPlace.State, Long> seen = places.getOrDefault(place, Map.of());
    for (SimPlace.State state : states) {
      Long at = seen.get(state);
      if (at != null && state != SimPlace.State.FOREIGN && at >= ledger.of(place).readAt) {
        return true;
      }
    }
    return wasLately(seen, states);
  }

  /** An attempt that failed for another reason since leaves no trace of itself. */
  boolean wasEver(SimPlace place, SimPlace.State state) {
    return places.getOrDefault(place, Map.of()).containsKey(state);
  }

  @SafeVarargs
  private <S> boolean wasLately(Map<S, Long> seen, S... states) {
    for (S state : states) {
      Long at = seen.get(state);
      if (at != null && (world.now() - Math.max(at, ledger.steadySince) <= SEEN_WITHIN)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOf(Copy copy, List<LocalDateTime> minutes) {
    return dates.isAt(copy.backup.snapshotAt().toInstant(), minutes);
  }

  /** A copy of that minute that may be believed to be there, none newer being known. */
  boolean isNewestAt(SimPlace place, List<LocalDateTime> minutes) {
    return isNewestAmong(List.of(place), copy -> isOf(copy, minutes));
  }

  boolean isNewestAnywhere(SimJob job, List<LocalDateTime> minutes) {
    return isNewestAmong(job.places, copy -> isOf(copy, minutes));
  }

  boolean isNewestAt(SimPlace place, String id) {
    return isNewestAmong(List.of(place), copy -> copy.summary.id().equals(id));
  }

  /** Whether the place has that backup, and no place is known to have a newer one. */
  boolean isNewestOfAll(SimPlace place, String id) {
    return isNewestAt(place, id)
        && (isNewestAmong(jobOf(place).places, copy -> copy.summary.id().equals(id))
            || hasTheLastOne(place));
  }

  /** The last one of all may be dated after now, by a clock that was ahead: then it isn't named. */
  boolean hasTheLastOne(SimPlace place) {
    Optional<Backup> last =
        jobOf(place).places.stream()
            .flatMap(one -> one.copies.stream().filter(copy -> ledger.mayBeBelieved(one, copy)))
            .map(copy -> copy.backup)
            .max(Comparator.comparingLong(Backup::trueAt));
    return last.filter(backup -> backup.snapshotMillis() > world.wallMillis())
        .filter(
            backup ->
                place.copies.stream()
                    .anyMatch(
                        copy -> copy.backup.isSameAs(backup) && ledger.mayBeBelieved(place, copy)))
        .isPresent();
  }

  private boolean isNewestAmong(List<SimPlace> among, Predicate<Copy> named) {
    List<Backup> meant =
        jobOf(among.get(0)).places.stream()
            .flatMap(place -> place.copies.stream())
            .filter(named)
            .map(copy -> copy.backup)
            .toList();
    long newest = meant.stream().mapToLong(Backup::trueAt).max().orElse(Long.MIN_VALUE);
    boolean there = false;
    for (SimPlace place : among) {
      for (Copy copy : place.copies) {
        boolean isMeant = meant.stream().anyMatch(copy.backup::isSameAs);
        there |= isMeant && ledger.mayBeBelieved(place, copy);
        if (copy.backup.trueAt() > newest
            && copy.backup.snapshotMillis() <= world.wallMillis()
            && isSurelyKnown(place, copy)) {
          return false;
        }
      }
    }
    return there;
  }

  private SimJob jobOf(SimPlace place) {
    return world.jobs.stream().filter(job -> job.places.contains(place)).findFirst().orElseThrow();
  }

  private boolean isSurelyKnown(SimPlace place, Copy copy) {
    return copy.isSound() && !copy.foundRotten && ledger.mustBeKnown(place, copy);
  }

  boolean isSurelyKept(SimPlace place, Instant due) {
    return ledger.isSurelyKept(place, due);
  }

  boolean hasAnyFor(SimPlace place) {
    return place.copies.stream().anyMatch(copy -> isSurelyKnown(place, copy));
  }

  /** Whether a backup of that minute was ever made. */
  boolean wasMadeAt(SimJob job, List<LocalDateTime> minutes) {
    return anyBackup(job, backup -> dates.isAt(backup.snapshotAt().toInstant(), minutes));
  }

  /** The minutes of the copies that may be believed to be there. */
  Set<LocalDateTime> minutesAt(SimPlace place) {
    Set<LocalDateTime> minutes = new HashSet<>();
    for (Copy copy : place.copies) {
      if (ledger.mayBeBelieved(place, copy)) {
        minutes.add(dates.minuteOf(copy.backup.snapshotAt().toInstant()));
      }
    }
    return minutes;
  }

  /** Whether every place may be believed to have a backup of that minute or a later one. */
  boolean hasEverywhereFrom(SimJob job, List<LocalDateTime> minutes) {
    return job.places.stream()
        .allMatch(
            place ->
                place.copies.stream()
                    .anyMatch(
                        copy ->
                            ledger.mayBeBelieved(place, copy)
                                && minutes.stream()
                                    .anyMatch(
                                        minute ->
                                            !LocalDateTime.ofInstant(
                                                    copy.backup.snapshotAt().toInstant(),
                                                    world.zone)
                                                .isBefore(minute))));
  }

  /** How many backups these may be believed to have that the other isn't known to have. */
  long lacking(SimPlace lacks, List<SimPlace> haves) {
    List<Backup> missing = new ArrayList<>();
    for (SimPlace have : haves) {
      for (Copy copy : have.copies) {
        if (ledger.mayBeBelieved(have, copy)
            && missing.stream().noneMatch(copy.backup::isSameAs)
            && lacks.copies.stream()
                .noneMatch(one -> one.backup.isSameAs(copy.backup) && isSurelyWhole(lacks, one))) {
          missing.add(copy.backup);
        }
      }
    }
    return missing.size();
  }

  /** A state file from before a copy was healed calls it damaged. */
  private boolean isSurelyWhole(SimPlace place, Copy copy) {
    return isSurelyKnown(place, copy)
        && !(world.stateFile.tampered && wasDamaged(place, copy.summary.id()));
  }

  long everDamaged(SimPlace place) {
    return place.copies.stream().filter(WordTruths::wasDamaged).count();
  }

  /** One that went as a whole is seen by a run that was to read it, and called gone. */
  private static boolean wasDamaged(Copy copy) {
    boolean gone = copy.goneAt != Copy.NEVER && !copy.pruned;
    return copy.cutAt != Copy.NEVER || copy.rottenAt != Copy.NEVER || gone;
  }

  static boolean wasDamaged(SimPlace place, String id) {
    return place.copies.stream().anyMatch(copy -> copy.summary.id().equals(id) && wasDamaged(copy));
  }

  boolean anyBackup(SimJob job, Predicate<Backup> which) {
    return world.book.stream().anyMatch(backup -> backup.job() == job.index && which.test(backup));
  }
}
