package dev.nightjar.app.verdict;

import dev.nightjar.backup.StepFacts;
import dev.nightjar.backup.StepResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the copies of one job's backups were when each was last read again. */
public final class Checks {
  /** No copy was read again. */
  public static final Checks NONE = new Checks(Map.of(), true);

  private final Map<String, Map<String, Checked>> byPlace;
  private final boolean complete;

  /**
   * A copy that was read again.
   *
   * @param place the location of the place that has it
   * @param id the backup's, at that place
   * @param whole whether it was still what was proved
   */
  public record Checked(String place, String id, Instant at, boolean whole) {
    public Checked {
      Objects.requireNonNull(place);
      Objects.requireNonNull(id);
      Objects.requireNonNull(at);
    }
  }

  /**
   * Returns what a step of a run has shown of copies, which is as good as a check: one that was
   * replaced was read back, and one that was to be delivered turned out not to be what was proved.
   *
   * @param locationOf where the place of a label is; empty if it isn't known
   */
  public static List<Checked> shownBy(
      StepResult result, Function<String, Optional<String>> locationOf, Instant at) {
    Optional<StepFacts.CaughtUp> facts = result.facts(StepFacts.CaughtUp.class);
    if (facts.isEmpty()) {
      return List.of();
    }
    List<Checked> shown = new ArrayList<>();
    for (String id : facts.get().healed()) {
      locationOf
          .apply(result.place())
          .ifPresent(place -> shown.add(new Checked(place, id, at, true)));
    }
    for (StepFacts.CaughtUp.Copy copy : facts.get().rotten()) {
      locationOf
          .apply(copy.place())
          .ifPresent(place -> shown.add(new Checked(place, copy.id(), at, false)));
    }
    return shown;
  }

  private Checks(Map<String, Map<String, Checked>> byPlace, boolean complete) {
    this.byPlace = byPlace;
    this.complete = complete;
  }

  /** The same, beside which there may be other results that can't be read now. */
  Checks incomplete() {
    return new Checks(byPlace, false);
  }

  /** Whether these are all the results there are: only then may what is damaged decide. */
  public boolean isComplete() {
    return complete;
  }

  /** The same with these results, the later of two about one copy. */
  public Checks with(Collection<Checked> results) {
    Map<String, Map<String, Checked>> all = new HashMap<>(byPlace);
    for (String place : results.stream().map(Checked::place).collect(Collectors.toSet())) {
      all.put(place, new HashMap<>(all.getOrDefault(place, Map.of())));
    }
    for (Checked one : results) {
      Objects.requireNonNull(all.get(one.place())).put(one.id(), one);
    }
    return new Checks(all, complete);
  }

  /** How a copy was when it was last read again. */
  public Optional<Checked> of(String place, String id) {
    return Optional.ofNullable(byPlace.getOrDefault(place, Map.of()).get(id));
  }

  /** The ids of the copies at a place that were found damaged. */
  public Set<String> damagedAt(String place) {
    return byPlace.getOrDefault(place, Map.of()).values().stream()
        .filter(check -> !check.whole())
        .map(Checked::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the same copies are damaged by both. */
  public boolean agreesWith(Checks other) {
    return this == other || damaged().equals(other.damaged());
  }

  private Set<List<String>> damaged() {
    return all()
        .filter(check -> !check.whole())
        .map(check -> List.of(check.place(), check.id()))
        .collect(Collectors.toSet());
  }

  /** The same without the results from before {@code oldest}. */
  Checks without(Instant oldest) {
    return NONE.with(all().filter(check -> !check.at().isBefore(oldest)).toList());
  }

  /** All results, in no order. */
  public Stream<Checked> all() {
    return byPlace.values().stream().flatMap(place -> place.values().stream());
  }
}
