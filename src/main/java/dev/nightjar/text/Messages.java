package dev.nightjar.text;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * All that people read, by its key, in one language. {@code {0}} stands for the first argument as
 * it is, {@code {0,bytes}} for a size, {@code {0,count}} for a number, {@code {0,seconds}} for a
 * length of time. An {@code &} in a caption stands before its mnemonic.
 */
public final class Messages {
  private static final String PLAIN = "aeiouAEIOUncs";
  private static final String ACCENTED = "àéîöûÀÉÎÖÛñçš";
  private static final Messages ENGLISH =
      new Messages(Language.ENGLISH, Bundle.load("messages.properties"), text -> text);

  private static volatile Messages current = ENGLISH;

  private final Language language;
  private final Map<String, String> texts;
  private final UnaryOperator<String> wording;

  private Messages(Language language, Map<String, String> texts, UnaryOperator<String> wording) {
    this.language = language;
    this.texts = texts;
    this.wording = wording;
  }

  /** Returns the messages in {@code language}; in English if a text isn't translated. */
  public static Messages in(Language language) {
    if (language == Language.ENGLISH) {
      return ENGLISH;
    }
    Map<String, String> texts = new HashMap<>(ENGLISH.texts);
    texts.putAll(Bundle.load("messages_" + language.code() + ".properties"));
    return new Messages(language, Map.copyOf(texts), text -> text);
  }

  /** Returns the messages as of a language with longer words and accents, to find what is cut. */
  public static Messages pseudo() {
    return new Messages(Language.ENGLISH, ENGLISH.texts, Messages::lengthened);
  }

  /** Returns the messages in the language of this process: English until another is chosen. */
  public static Messages current() {
    return current;
  }

  /** Chooses the language of this process. Texts that are on the screen stay as they are. */
  public static void use(Language language) {
    if (current.language != language) {
      current = in(language);
    }
  }

  public Language language() {
    return language;
  }

  /** Returns the keys of all texts. */
  public Set<String> keys() {
    return texts.keySet();
  }

  /** Returns whether there is such a text. */
  public boolean has(String key) {
    return texts.containsKey(key);
  }

  /**
   * Returns the text as it stands in the file.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  public String raw(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new NoSuchElementException(key);
    }
    return text;
  }

  /** Returns the text with its arguments; the key and the arguments if there is no such text. */
  public String of(String key, Object... arguments) {
    List<Object> plain =
        arguments.length == 0
            ? List.of()
            : List.of(arguments).stream().map(Messages::plain).toList();
    return wording.apply(Placeholders.fill(texts, key, plain));
  }

  /** Returns a failure in words; never throws: without a text, its code and its arguments. */
  public String failure(Failure failure) {
    String code = failure.reason().code();
    return wording.apply(Placeholders.fill(texts, "failure." + code, failure.arguments()));
  }

  /** Returns a place's label as sentences have it: those that Nightjar gave, in this language. */
  public String place(String label) {
    String key = "place." + label.toLowerCase(Locale.ROOT).replace(' ', '-');
    return has(key) ? of(key) : label;
  }

  /**
   * As {@code 1 table}, {@code 52 310 rows}, by the keys {@code noun.one} and {@code noun.many}.
   */
  public String counted(String noun, long number) {
    return of(noun + (number == 1 ? ".one" : ".many"), number);
  }

  /** A button's or label's text, and the letter that reaches it by keyboard; 0 for none. */
  public record Caption(String text, char mnemonic) {}

  public Caption caption(String key, Object... arguments) {
    String text = of(key, arguments);
    int mark = text.indexOf('&');
    if (mark < 0 || mark + 1 == text.length()) {
      return new Caption(text, (char) 0);
    }
    return new Caption(text.substring(0, mark) + text.substring(mark + 1), text.charAt(mark + 1));
  }

  /** As {@code this computer and NAS}. */
  public String list(List<String> names) {
    String text = "";
    for (int i = 0; i < names.size(); i++) {
      String key = i == names.size() - 1 ? "list.last" : "list.next";
      text = i == 0 ? Printable.of(names.get(0)) : of(key, text, names.get(i));
    }
    return text;
  }

  /**
   * As {@code 2 minutes ago}, and from a few hours on as {@code yesterday 17:00}; so, too, what a
   * wrong clock has dated after now.
   */
  public String ago(Instant moment, ZonedDateTime now) {
    Duration past = Duration.between(moment, now.toInstant());
    if (past.abs().compareTo(Duration.ofMinutes(1)) < 0) {
      return of("ago.now");
    }
    if (past.toMinutes() < 60 && !past.isNegative()) {
      return counted("ago.minutes", past.toMinutes());
    }
    return past.toHours() < 6 && !past.isNegative()
        ? counted("ago.hours", past.toHours())
        : Figures.when(moment.atOffset(ZoneOffset.UTC), now);
  }

  private static Object plain(Object argument) {
    return argument instanceof Number number ? number.longValue() : argument.toString();
  }

  private static String lengthened(String text) {
    StringBuilder longer = new StringBuilder();
    boolean mnemonic = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      int found = PLAIN.indexOf(letter);
      // A mnemonic has to be on the keyboard.
      longer.append(found < 0 || mnemonic ? letter : ACCENTED.charAt(found));
      mnemonic = letter == '&';
    }
    return longer + " " + "ñ".repeat(Math.max(1, text.length() / 4));
  }

  /** Returns {@code text} with a capital at its start. */
  public static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
