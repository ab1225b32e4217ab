package dev.nightjar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each language says all that English says, of the same things. */
final class TranslationsTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[0-9](?:,[a-z]+)?\\}");
  private static final Pattern LINE = Pattern.compile("%n");

  private static final Map<String, String> ENGLISH = Bundle.load("messages.properties");

  @AfterEach
  void backToEnglish() {
    Messages.use(Language.ENGLISH);
  }

  private static Map<String, String> texts(Language language) {
    return Bundle.load("messages_" + language.code() + ".properties");
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = "ENGLISH", mode = EnumSource.Mode.EXCLUDE)
  void noTextIsMissingAndNoneIsTooMany(Language language) {
    assertEquals(new TreeSet<>(ENGLISH.keySet()), new TreeSet<>(texts(language).keySet()));
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = "ENGLISH", mode = EnumSource.Mode.EXCLUDE)
  void eachNamesTheSameFigures(Language language) {
    assertNone(
        language, (english, text) -> !all(PLACEHOLDER, english).equals(all(PLACEHOLDER, text)));
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = "ENGLISH", mode = EnumSource.Mode.EXCLUDE)
  void eachHasItsLettersForTheKeyboard(Language language) {
    assertNone(
        language,
        (english, text) ->
            english.contains("&") ? !text.matches("[^&]*&[a-zA-Z1-9][^&]*") : text.contains("&"));
  }

  /** Far more than twice as long as in English is too long. */
  @ParameterizedTest
  @EnumSource(value = Language.class, names = "ENGLISH", mode = EnumSource.Mode.EXCLUDE)
  void noneIsMuchLonger(Language language) {
    assertNone(
        language,
        (english, text) ->
            text.length() > Math.max(24, english.length() * 2 + 8)
                || text.isBlank() != english.isEmpty());
  }

  @Test
  void noTurkishSuffixIsJoinedToANameThatNobodyKnows() {
    List<String> joined =
        texts(Language.TURKISH).values().stream()
            .filter(text -> text.matches("(?s).*\\}['’\\p{L}].*"))
            .toList();
    assertEquals(List.of(), joined);
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = "ENGLISH", mode = EnumSource.Mode.EXCLUDE)
  void theSystemsLanguageIsTakenUnlessOneIsChosen(Language language) {
    Locale before = Locale.getDefault(Locale.Category.DISPLAY);
    try {
      Locale.setDefault(Locale.Category.DISPLAY, language.locale());
      assertEquals(language, Language.chosen(Optional.empty()));
      assertEquals(Language.ENGLISH, Language.chosen(Optional.of(Locale.ENGLISH)));
      Locale.setDefault(Locale.Category.DISPLAY, Locale.JAPAN);
      assertEquals(Language.ENGLISH, Language.chosen(Optional.empty()));
    } finally {
      Locale.setDefault(Locale.Category.DISPLAY, before);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyFailureIsSaidInEach(Language language) {
    for (Reason reason : Reason.values()) {
      String text = Messages.in(language).failure(Failure.of(reason, "first", 2, 3));
      assertFalse(text.contains("{") || text.startsWith("failure."), text);
    }
  }

  @Test
  void figuresAreInTheLanguageOfTheTextsAroundThem() {
    ZonedDateTime now = ZonedDateTime.parse("2025-03-12T18:00+01:00[Europe/Berlin]");
    OffsetDateTime today = OffsetDateTime.parse("2025-03-12T17:00+01:00");
    Messages.use(Language.TURKISH);
    assertEquals("bugün 17:00", Figures.when(today, now));
    assertEquals("8,20 MB", Figures.bytes(8_200_000));
    assertTrue(Messages.current().of("verdict.ok", Figures.when(today, now)).contains("bugün"));
    Messages.use(Language.GERMAN);
    assertEquals("gestern 17:00", Figures.when(today.minusDays(1), now));
    assertEquals("2 Tage 3 h", Figures.duration(java.time.Duration.ofHours(51)));
  }

  private static void assertNone(Language language, BiPredicate<String, String> wrong) {
    List<String> found = new ArrayList<>();
    texts(language)
        .forEach(
            (key, text) -> {
              if (wrong.test(ENGLISH.getOrDefault(key, ""), text)) {
                found.add(key + "=" + text);
              }
            });
    assertEquals(List.of(), found);
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).sorted().toList();
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = "ENGLISH", mode = EnumSource.Mode.EXCLUDE)
  void helpKeepsItsExamplesALineEach(Language language) {
    assertNone(language, (english, text) -> all(LINE, text).size() < all(LINE, english).size());
  }
}
