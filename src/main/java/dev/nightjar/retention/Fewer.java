package dev.nightjar.retention;

import dev.nightjar.destination.BackupSummary;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A rule by which a place would keep fewer backups than it has, for want of space.
 *
 * @param rule the mildest that frees enough; if none does, the one that frees the most
 * @param bytes the space that it frees
 */
public record Fewer(RetentionPolicy rule, long bytes) {
  private static final List<RetentionPolicy> RULES =
      List.of(
          RetentionPolicy.Thinning.USUAL,
          new RetentionPolicy.Last(30),
          new RetentionPolicy.Last(10),
          new RetentionPolicy.Last(3),
          new RetentionPolicy.Last(1));

  /**
   * Finds it for the backups at one place; empty if every rule keeps all of them.
   *
   * @param chosen the place's rule, which is enough if it has only not been followed yet
   * @param wanted the bytes to free
   */
  public static Optional<Fewer> at(
      Collection<BackupSummary> there,
      RetentionPolicy chosen,
      long wanted,
      Instant now,
      ZoneId zone) {
    List<RetentionPolicy> rules = new ArrayList<>(List.of(chosen));
    rules.addAll(RULES);
    Optional<Fewer> best = Optional.empty();
    for (RetentionPolicy rule : rules) {
      Fewer found = new Fewer(rule, rule.plan(there, now, zone).bytes());
      if (found.bytes() > best.map(Fewer::bytes).orElse(0L)) {
        best = Optional.of(found);
      }
      if (best.filter(one -> one.bytes() >= wanted).isPresent()) {
        return best;
      }
    }
    return best;
  }
}
