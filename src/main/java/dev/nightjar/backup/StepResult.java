package dev.nightjar.backup;

import dev.nightjar.failure.Failure;
import java.util.Map;
import java.util.Optional;

/**
 * How a step ended.
 *
 * @param place the label of the place it was about, or empty
 * @param facts the facts for the faces, by name: strings and {@link Long}s
 * @param failure why it failed, or empty where it succeeded
 */
public record StepResult(
    Step step,
    String place,
    long milliseconds,
    Map<String, Object> facts,
    Optional<Failure> failure) {
  public StepResult {
    facts = Map.copyOf(facts);
  }

  public boolean succeeded() {
    return failure.isEmpty();
  }

  /** The fact of that name as text; empty where there is none. */
  public String text(String name) {
    return String.valueOf(facts.getOrDefault(name, ""));
  }

  /** The fact of that name as a number; 0 where there is none. */
  public long number(String name) {
    return facts.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
