package dev.nightjar.app.verdict;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.retention.Fewer;
import dev.nightjar.retention.RetentionPolicy;
import dev.nightjar.retention.Room;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.PlaceSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A place whose backups take space that is wanted: no rule that its owner chose frees it, or none
 * can be followed there by itself. Only the user can let older ones go.
 *
 * @param refused whether a backup found no room there; else the database's own disk is to keep more
 *     space free
 * @param freeBytes on that disk; −1 if the place is on another
 * @param rule the one that frees enough
 * @param chosen whether it is the place's rule already, and has only not been followed yet
 * @param bytes the space that it frees
 */
public record Shortage(boolean refused, long freeBytes, Keep rule, boolean chosen, long bytes) {
  private static final int WORTH_A_WORD = 10;

  /** Finds out whether a place of a job has too little space. */
  static Optional<Shortage> at(PlaceReport place, JobFacts facts, Instant now, ZoneId zone) {
    List<BackupSummary> there = facts.there().getOrDefault(place.label(), List.of());
    // One that doesn't answer has another trouble now, and nobody can make room there.
    boolean refused =
        place.sign().answers()
            && facts.refused().contains(place.label())
            && !facts.hasNewest(place.label());
    Optional<Long> free = place.besideDatabase();
    RetentionPolicy chosen = rule(facts.job(), place.label()).policy();
    long missing = free.map(bytes -> Room.floor(there) - bytes).orElse(0L);
    long byItself = 0;
    if (missing > 0 && !(chosen instanceof RetentionPolicy.Everything)) {
      Room room = Room.besideDatabase(free.orElseThrow(), there, elsewhere(place, facts));
      byItself = chosen.plan(there, now, zone, room).bytes();
    }
    if (there.isEmpty() || !(refused || missing > byItself)) {
      return Optional.empty();
    }
    long wanted = refused ? Math.max(missing, there.get(0).bytes()) : missing;
    Optional<Fewer> fewer = Fewer.at(there, chosen, wanted, now, zone);
    // A disk that is nearly full for other reasons isn't the backups' matter.
    long least = missing / WORTH_A_WORD;
    if (!refused && fewer.filter(one -> one.bytes() >= least).isEmpty()) {
      return Optional.empty();
    }
    return fewer.map(
        one ->
            new Shortage(
                refused,
                free.orElse(-1L),
                Keep.of(one.rule()),
                one.rule().equals(chosen),
                one.bytes()));
  }

  private static Set<BackupSummary.Key> elsewhere(PlaceReport here, JobFacts facts) {
    return facts.survey().places().stream()
        .filter(place -> !place.label().equals(here.label()) && place.sign().answers())
        .flatMap(place -> facts.there().getOrDefault(place.label(), List.of()).stream())
        .map(BackupSummary::key)
        .collect(Collectors.toSet());
  }

  private static Keep rule(Job job, String place) {
    return Optional.ofNullable(job.places().get(place))
        .flatMap(PlaceSettings::keep)
        .orElse(Keep.EVERYTHING);
  }
}
