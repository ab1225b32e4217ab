package dev.nightjar.text;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Printable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A failure in the words of the person it happens to: what happened, what is safe, what to do. */
public final class FailureTexts {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{([0-9])(?:,(bytes|count|seconds))?\\}");
  private static final Map<String, String> TEXTS = Bundle.load("failures.properties");

  private FailureTexts() {}

  /** Never throws: without a text, or with too few arguments for it, the code and what is there. */
  public static String of(Failure failure) {
    return word(TEXTS, failure.reason().code(), failure.arguments());
  }

  static String word(Map<String, String> texts, String code, List<Object> arguments) {
    String text = texts.get(code);
    if (text != null && lacksFigure(text, arguments)) {
      text = texts.getOrDefault(code + ".unknown", text);
    }
    if (text == null || needs(text) > arguments.size()) {
      return bare(code, arguments);
    }
    // Quoted, since a Windows path's backslashes mean something in a replacement.
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(figure(found, arguments)));
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

  private static String figure(MatchResult found, List<Object> arguments) {
    Object argument = arguments.get(index(found));
    String kind = found.group(2);
    if (kind == null || !(argument instanceof Long number)) {
      return Printable.of(argument.toString());
    }
    return switch (kind) {
      case "bytes" -> Figures.bytes(number);
      case "seconds" -> Figures.duration(Duration.ofSeconds(number));
      default -> Figures.count(number);
    };
  }

  private static String bare(String code, List<Object> arguments) {
    if (arguments.isEmpty()) {
      return code;
    }
    return code
        + ": "
        + arguments.stream()
            .map(Object::toString)
            .map(Printable::of)
            .collect(Collectors.joining(", "));
  }
}
