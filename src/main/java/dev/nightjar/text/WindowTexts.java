package dev.nightjar.text;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What the windows say, by key; an {@code &} in a caption stands before its mnemonic. */
public final class WindowTexts {
  private static final String PLAIN = "aeiouAEIOUncs";
  private static final String ACCENTED = "àéîöûÀÉÎÖÛñçš";

  private final Map<String, String> texts = Bundle.load("windows.properties");
  private final UnaryOperator<String> wording;

  private WindowTexts(UnaryOperator<String> wording) {
    this.wording = wording;
  }

  public static WindowTexts english() {
    return new WindowTexts(text -> text);
  }

  /** As a language would be whose words are longer and have accents: for finding what is cut. */
  public static WindowTexts pseudo() {
    return new WindowTexts(WindowTexts::lengthened);
  }

  /** A button's or label's text, and the letter that reaches it by keyboard; 0 for none. */
  public record Caption(String text, char mnemonic) {}

  public String of(String key, Object... arguments) {
    List<Object> plain = List.of(arguments).stream().map(WindowTexts::plain).toList();
    return wording.apply(FailureTexts.word(texts, key, plain));
  }

  public Caption caption(String key) {
    String text = of(key);
    int mark = text.indexOf('&');
    if (mark < 0 || mark + 1 == text.length()) {
      return new Caption(text, (char) 0);
    }
    return new Caption(text.substring(0, mark) + text.substring(mark + 1), text.charAt(mark + 1));
  }

  /**
   * As {@code 1 table}, {@code 52 310 rows}, by the keys {@code noun.one} and {@code noun.many}.
   */
  public String counted(String noun, long number) {
    return of(noun + (number == 1 ? ".one" : ".many"), number);
  }

  public String failure(Failure failure) {
    return wording.apply(FailureTexts.of(failure));
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

  /** As {@code 2 minutes ago}, and from a few hours on as {@code yesterday 17:00}. */
  public String ago(Instant moment, ZonedDateTime now) {
    Duration past = Duration.between(moment, now.toInstant());
    if (past.compareTo(Duration.ofMinutes(1)) < 0) {
      return of("ago.now");
    }
    if (past.toMinutes() < 60) {
      return counted("ago.minutes", past.toMinutes());
    }
    return past.toHours() < 6
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
}
