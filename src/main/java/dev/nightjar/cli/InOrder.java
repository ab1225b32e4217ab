package dev.nightjar.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** The members of an object in an answer of {@code --json}: in the same order each time. */
final class InOrder {
  private InOrder() {}

  static Map<String, Object> of(String first, Object value, String second, Object other) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(first, value);
    members.put(second, other);
    return members;
  }
}
