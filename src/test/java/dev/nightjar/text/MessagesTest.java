package dev.nightjar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts by their keys: one that is missing, or lacks a figure, is still something to read. */
final class MessagesTest {
  private static final Messages ENGLISH = Messages.in(Language.ENGLISH);
  private static final ZonedDateTime NOW =
      ZonedDateTime.of(2026, 3, 5, 12, 0, 0, 0, ZoneId.of("Europe/Berlin"));

  private static String fill(String text, Object... arguments) {
    return Placeholders.fill(
        Map.of("k", text, "k.unknown", "it isn't known"), "k", List.of(arguments));
  }

  @Test
  void aTextThatIsMissingIsItsKeyAndWhatThereIs() {
    assertEquals("no.such", ENGLISH.of("no.such"));
    assertEquals("no.such: a, 7", ENGLISH.of("no.such", "a", 7));
    assertThrows(NoSuchElementException.class, () -> ENGLISH.raw("no.such"));
    assertFalse(ENGLISH.has("no.such"));
    assertTrue(ENGLISH.has("list.last") && ENGLISH.keys().contains("list.last"));
  }

  @Test
  void argumentsStandWhereTheTextWantsThem() {
    assertEquals("b and a, b", fill("{1} and {0}, {1}", "a", "b"));
    assertEquals(
        "1 000 of 1.00 kB in 1 min",
        fill("{0,count} of {1,bytes} in {2,seconds}", 1000L, 1000L, 60L));
    assertEquals("1000 of x", fill("{0} of {1,bytes}", 1000L, "x"));
    assertEquals("another thing", fill("{0,word}", "another thing"));
    assertEquals("{x} {10} {0,date} {", fill("{x} {10} {0,date} {", "a"));
  }

  @Test
  void theWordsThatAFailureNamesAreInTheLanguageToo() {
    Failure damaged = Failure.of(Reason.BACKUP_DAMAGED, "2026-03-02", "/nas/a.db", "another size");
    assertTrue(ENGLISH.failure(damaged).contains("(another size)"));
    assertTrue(Messages.in(Language.TURKISH).failure(damaged).contains("(boyutu farklı)"));

    Failure busy = Failure.of(Reason.RUN_IN_PROGRESS, "another program", "/home/a.lock");
    assertTrue(Messages.in(Language.GERMAN).failure(busy).contains("(ein anderes Programm)"));
    assertTrue(Messages.in(Language.TURKISH).failure(busy).contains("(başka bir program)"));
  }

  @Test
  void aNameThatLooksLikeAPlaceholderOrAPathIsAName() {
    assertEquals("{1} b", fill("{0} {1}", "{1}", "b"));
    assertEquals("C:\\new $1", fill("{0}", "C:\\new $1"));
  }

  @Test
  void aTextWithTooFewArgumentsIsItsKeyAndWhatThereIs() {
    assertEquals("k: a", fill("{0} {1}", "a"));
    assertEquals("k", fill("{0}"));
    assertEquals("a", fill("{0}", "a", "too many"));
  }

  @Test
  void aFigureThatIsUnknownHasATextOfItsOwn() {
    assertEquals("it isn't known", fill("{0,bytes} free", -1L));
    assertEquals("0 bytes free", fill("{0,bytes} free", 0L));
    assertEquals("-1 free", fill("{0} free", -1L), "a plain number is no figure");
    assertEquals(
        "unknown free", Placeholders.fill(Map.of("k", "{0,bytes} free"), "k", List.of(-1L)));
  }

  @Test
  void theLastOfSeveralIsJoinedInItsOwnWay() {
    assertEquals("", ENGLISH.list(List.of()));
    assertEquals("a", ENGLISH.list(List.of("a")));
    assertEquals("a and b", ENGLISH.list(List.of("a", "b")));
    assertEquals("a, b and c", ENGLISH.list(List.of("a", "b", "c")));
  }

  @Test
  void aPlaceThatNightjarNamedIsNamedInTheLanguageAndTheUsersAreTheirs() {
    assertEquals("this computer", ENGLISH.place("this computer"));
    assertFalse(Messages.in(Language.GERMAN).place("this computer").contains("computer "));
    assertEquals("My Drive", Messages.in(Language.GERMAN).place("My Drive"));
  }

  @Test
  void theThingThatOnlyTheAppHasIsSaidInTheLanguageOfTheText() {
    String line = "index a: it needs the app's own collation unicase";
    assertTrue(ENGLISH.of("run.json.rebuild", line).contains(line + "."));
    for (Language language : List.of(Language.GERMAN, Language.TURKISH)) {
      Messages texts = Messages.in(language);
      String said = texts.of("run.json.rebuild", line);
      assertTrue(said.contains("index a: " + texts.of("why.collation", "unicase")), said);
      for (Reason reason : List.of(Reason.ROWS_REFUSED, Reason.JSON_NEEDS_APP)) {
        List<String> arguments = new ArrayList<>(List.of("a", "it needs the app's own function f"));
        if (reason == Reason.JSON_NEEDS_APP) {
          arguments.add(0, "a.json");
        }
        String failure = texts.failure(new FailureException(reason, arguments.toArray()).failure());
        assertTrue(failure.contains(texts.of("why.function", "f")), failure);
      }
      assertTrue(texts.of("run.json.rebuild", "index a: no").contains("index a: no"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, just now",
    "59, just now",
    "60, 1 minute ago",
    "3599, 59 minutes ago",
    "3600, 1 hour ago",
    "21599, 5 hours ago",
    "21600, today 06:00",
    "86400, yesterday 12:00",
    "-59, just now",
    "-60, today 12:01",
    "-86400, tomorrow 12:00"
  })
  void theRecentPastIsSaidByItsAgeAndAllElseByItsDate(long seconds, String text) {
    assertEquals(text, ENGLISH.ago(NOW.toInstant().minusSeconds(seconds), NOW));
  }

  @Test
  void theLetterBehindTheMarkReachesAButton() {
    Messages.Caption caption = ENGLISH.caption("no.such", "R&D");
    assertEquals(new Messages.Caption("no.such: RD", 'D'), caption);
    assertEquals(new Messages.Caption("no mark", (char) 0), ENGLISH.caption("no mark"));
    assertEquals(new Messages.Caption("ends with &", (char) 0), ENGLISH.caption("ends with &"));
    assertEquals(new Messages.Caption("Open", 'O'), ENGLISH.caption("&Open"));
  }

  @Test
  void aLongerLanguageKeepsFiguresNamesAndMnemonics() {
    String text = Messages.pseudo().of("no.such &Open", 17);
    assertTrue(text.startsWith("ñö.šûçh &Opéñ: 17 ñ"), text);
    assertTrue(text.length() >= "no.such &Open: 17".length() * 5 / 4, text);
    assertEquals("x ñ", Messages.pseudo().of("x"));
  }

  @Test
  void aLanguageIsThatOfItsCodeWhereverItIsSpoken() {
    assertEquals(Language.TURKISH, Language.of(Locale.forLanguageTag("tr-CY")));
    assertEquals(Language.GERMAN, Language.of(Locale.forLanguageTag("de-AT")));
    assertEquals(Language.ENGLISH, Language.of(Locale.forLanguageTag("zh")));
    assertEquals(Language.ENGLISH, Language.of(Locale.ROOT));
    assertEquals(Language.TURKISH, Language.chosen(Optional.of(Locale.forLanguageTag("tr"))));
    assertEquals("Türkçe", Language.TURKISH.ownName());
    for (Language each : Language.values()) {
      assertEquals(each, Language.of(each.locale()));
    }
  }

  @Test
  void eachLanguageHasEachText() {
    for (Language each : Language.values()) {
      assertEquals(ENGLISH.keys(), Messages.in(each).keys());
      assertEquals(each, Messages.in(each).language());
    }
    assertSame(ENGLISH, Messages.in(Language.ENGLISH));
    assertEquals(Map.of(), Bundle.load("no such file"));
  }

  @Test
  void aSentenceBeginsWithACapital() {
    assertEquals("Ärger", Messages.sentence("ärger"));
    assertEquals("", Messages.sentence(""));
    assertEquals("1 table", Messages.sentence("1 table"));
  }
}
