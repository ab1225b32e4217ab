package dev.nightjar.text;

import java.util.List;
import java.util.Map;

/**
 * The texts of one face, by their keys. {@code {0}} stands for the first argument as it is, {@code
 * {0,bytes}} for a size, {@code {0,count}} for a number, {@code {0,seconds}} for a length of time.
 *
 * @param texts by key
 */
public record Texts(Map<String, String> texts) {
  /** The texts of {@code name}, a file beside this class. */
  public static Texts load(String name) {
    return new Texts(Bundle.load(name));
  }

  /** Whether there is such a text. */
  public boolean has(String key) {
    return texts.containsKey(key);
  }

  /** The text with its arguments; the key and the arguments where there is none. */
  public String of(String key, Object... arguments) {
    return FailureTexts.word(texts, key, List.of(arguments).stream().map(Texts::plain).toList());
  }

  /**
   * As {@code 1 table}, {@code 52 310 rows}, by the keys {@code noun.one} and {@code noun.many}.
   */
  public String counted(String noun, long number) {
    return of(noun + (number == 1 ? ".one" : ".many"), number);
  }

  private static Object plain(Object argument) {
    return argument instanceof Number number ? number.longValue() : argument.toString();
  }
}
