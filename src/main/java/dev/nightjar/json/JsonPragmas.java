package dev.nightjar.json;

import java.util.List;

/** The pragmas that a JSON backup carries. */
final class JsonPragmas {
  static final List<String> NUMBERS =
      List.of("user_version", "application_id", "page_size", "auto_vacuum");

  private JsonPragmas() {}
}
