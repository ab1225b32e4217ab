package dev.nightjar.text;

import dev.nightjar.failure.Failure;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words a failure: what happened, what is safe, what to do. */
public final class FailureTexts {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)(,bytes|,count)?}");
  private static final Properties TEXTS = load();

  private FailureTexts() {}

  private static Properties load() {
    Properties texts = new Properties();
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(FailureTexts.class.getResourceAsStream("failures.properties")),
            StandardCharsets.UTF_8)) {
      texts.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  /** The text of {@code failure}; never fails, whatever its arguments are. */
  public static String of(Failure failure) {
    String code = failure.reason().code();
    boolean unknown =
        failure.arguments().stream().anyMatch(one -> one instanceof Long number && number < 0);
    String text = unknown ? TEXTS.getProperty(code + ".unknown") : null;
    if (text == null) {
      text = TEXTS.getProperty(code, code + " " + failure.arguments());
    }
    Matcher placeholder = PLACEHOLDER.matcher(text);
    return placeholder.replaceAll(
        match -> {
          int index = Integer.parseInt(match.group(1));
          List<Object> arguments = failure.arguments();
          Object argument = index < arguments.size() ? arguments.get(index) : "?";
          return Matcher.quoteReplacement(worded(argument, match.group(2)));
        });
  }

  private static String worded(Object argument, String form) {
    if (argument instanceof Long number && form != null) {
      return form.equals(",bytes") ? Figures.bytes(number) : Figures.count(number);
    }
    return argument.toString();
  }
}
