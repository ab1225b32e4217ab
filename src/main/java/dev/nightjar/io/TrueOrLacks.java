package dev.nightjar.io;

import java.util.List;

/**
 * Whether something is complete: in JSON {@code true}, or a list of what is missing.
 *
 * @param lacks the missing parts and why, a line each
 */
public record TrueOrLacks(List<String> lacks) {
  public TrueOrLacks {
    lacks = List.copyOf(lacks);
  }

  /** Whether nothing is missing. */
  public boolean isComplete() {
    return lacks.isEmpty();
  }
}
