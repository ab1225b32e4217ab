package dev.nightjar.text;

import dev.nightjar.failure.Printable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts arguments into texts. */
final class Placeholders {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{([0-9])(?:,(bytes|count|seconds|word|why))?\\}");

  /** The end of a line of a manifest, or of a failure, which is in English. */
  private static final Pattern NEEDED =
      Pattern.compile("it needs the app's own (collation|function) (.+)$", Pattern.DOTALL);

  private Placeholders() {}

  /** Never throws: without a text, or with too few arguments for it, the key and what is there. */
  static String fill(Map<String, String> texts, String key, List<Object> arguments) {
    String text = texts.get(key);
    if (text != null && text.indexOf('{') < 0) {
      return text; // Nothing to look for, in a word that stands in thousands of lines.
    }
    if (text != null && lacksFigure(text, arguments)) {
      text = texts.getOrDefault(key + ".unknown", text);
    }
    if (text == null || needs(text) > arguments.size()) {
      return bare(key, arguments);
    }
    // Quoted, since a Windows path's backslashes mean something in a replacement.
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(filled(found, arguments, texts)));
  }

  private static boolean lacksFigure(String text, List<Object> arguments) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .filter(found -> found.group(2) != null && index(found) < arguments.size())
        .anyMatch(found -> arguments.get(index(found)) instanceof Long figure && figure < 0);
  }

  private static int needs(String text) {
    return PLACEHOLDER.matcher(text).results().mapToInt(found -> index(found) + 1).max().orElse(0);
  }

  private static int index(MatchResult found) {
    return Integer.parseInt(found.group(1));
  }

  private static String filled(
      MatchResult found, List<Object> arguments, Map<String, String> texts) {
    Object argument = arguments.get(index(found));
    String kind = found.group(2);
    if ("word".equals(kind)) {
      // One of a few that a failure names, whatever the language.
      String key = "word." + argument.toString().replace(' ', '-');
      return texts.getOrDefault(key, Printable.of(argument.toString()));
    }
    if ("why".equals(kind)) {
      return why(Printable.of(argument.toString()), texts);
    }
    if (kind == null || !(argument instanceof Long number)) {
      return Printable.of(argument.toString());
    }
    return switch (kind) {
      case "bytes" -> Figures.bytes(number);
      case "seconds" -> Figures.duration(Duration.ofSeconds(number));
      default -> Figures.count(number);
    };
  }

  /** Says in the language of the texts what only the app has; other reasons are SQLite's words. */
  private static String why(String reason, Map<String, String> texts) {
    Matcher needed = NEEDED.matcher(reason);
    return needed.find()
        ? reason.substring(0, needed.start())
            + fill(texts, "why." + needed.group(1), List.of(needed.group(2)))
        : reason;
  }

  private static String bare(String key, List<Object> arguments) {
    if (arguments.isEmpty()) {
      return key;
    }
    return key
        + ": "
        + arguments.stream()
            .map(Object::toString)
            .map(Printable::of)
            .collect(Collectors.joining(", "));
  }
}
