package dev.nightjar.cli;

import dev.nightjar.restore.UnverifiedCopy;
import dev.nightjar.sqlite.CopiedSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The findings beside another tool's copy, in words and as an object. */
final class BesideTexts {
  private BesideTexts() {}

  static void print(Console console, Path copy, UnverifiedCopy found) {
    for (CopiedSet.Beside beside : found.beside()) {
      String name = copy.getFileName() + beside.suffix();
      String kind = beside.suffix().substring(1);
      switch (beside.use()) {
        case TAKEN -> {
          if (found.report().tables().isEmpty()) {
            console.warn("  ", Words.of("beside.emptied." + kind, name));
          } else {
            console.done("  ", Words.of("beside.taken." + kind, name));
          }
        }
        case NOT_ITS_OWN ->
            console.warn("  ", Words.of("beside.not-its-own." + kind, name, beside.why()));
        case NOTHING_IN_IT -> {}
      }
    }
  }

  static List<Map<String, Object>> object(Path copy, UnverifiedCopy found) {
    return found.beside().stream()
        .map(
            beside ->
                Map.<String, Object>of(
                    "file",
                    copy + beside.suffix(),
                    "use",
                    beside.use().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    "why",
                    beside.why()))
        .toList();
  }
}
