package dev.nightjar.text;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of one face, by their keys; {@code {0}} stands for the first argument, as it is.
 *
 * @param texts by key
 */
public record Texts(Map<String, String> texts) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([0-9])\\}");

  /** The texts of {@code name}, a file beside this class. */
  public static Texts load(String name) {
    return new Texts(Bundle.load(name));
  }

  /** The text with its arguments; the key itself where there is none. */
  public String of(String key, Object... arguments) {
    List<Object> all = List.of(arguments);
    return PLACEHOLDER
        .matcher(texts.getOrDefault(key, key))
        .replaceAll(
            found -> {
              int index = Integer.parseInt(found.group(1));
              return Matcher.quoteReplacement(
                  index < all.size() ? all.get(index).toString() : found.group());
            });
  }
}
