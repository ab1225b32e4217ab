package dev.nightjar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Printable;
import dev.nightjar.failure.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesAreDataTest {
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a\u001b[2J,a\\x1b[2J",
        "a\u009b2J,a\\x9b2J",
        "x\u0007\u0000\u007f,x\\x07\\x00\\x7f",
        "good\u202egpj.exe,good\\u202egpj.exe",
        "\u2066a\u2069\u200f\u061c,\\u2066a\\u2069\\u200f\\u061c",
        "a\u2028b\u2029c\u0085,a\\u2028b\\u2029c\\x85",
        "a\u200bb\ufeffc\u00ad,a\\u200bb\\ufeffc\\xad",
        "caf\udce9 \ud800,caf\\xe9 \\ud800",
        "a\udb40\udc41,a\\U000e0041",
        "<HTML><img src=x>,\\x3cHTML><img src=x>"
      })
  void whatIsUnseenOrMovesTheCursorIsEscaped(String raw, String printable) {
    assertEquals(printable, Printable.of(raw));
    assertEquals(printable, Printable.of(printable));
  }

  @Test
  void lineBreaksAreKeptOnlyInTextOfOurOwn() {
    assertEquals("a\\nb\\r\\tc", Printable.of("a\nb\r\tc"));
    assertEquals("a\nb\\r\\tc", Printable.lines("a\nb\r\tc"));
  }

  @Test
  void jsonStaysTheSameDataWithoutThem() {
    assertEquals(
        "{\n  \"a\\u202e\\u009b\": \"\\udb40\\udc41 ü\"\n}\n",
        Printable.json("{\n  \"a\u202e\u009b\": \"\udb40\udc41 ü\"\n}\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "C:\\new\\table",
        "Ünïcödé 產品 فارسی‌ها",
        "👩‍👩‍👧 family",
        "<b>",
        "a < b",
        "it's \"odd\""
      })
  void ordinaryTextStaysAsItIs(String text) {
    assertEquals(text, Printable.of(text));
    assertEquals(text, Printable.lines(text));
    assertSame("plain", Printable.of("plain"));
  }

  @Test
  void noFailureNorTextOfAWindowNorOneOfTheCommandLineHasARawName() {
    String evil = "t\u001b]0;x\u0007\n\u202e";
    String shown = "t\\x1b]0;x\\x07\\n\\u202e";
    for (Reason reason : Reason.values()) {
      String text = Messages.current().failure(Failure.of(reason, evil, evil, evil));
      assertTrue(text.chars().noneMatch(c -> c < ' ' || c == 0x202e), reason.code());
    }
    String failure = Messages.current().failure(Failure.of(Reason.DATABASE_MISSING, evil));
    assertTrue(failure.contains(shown), failure);
    Messages messages = Messages.in(Language.ENGLISH);
    assertEquals(shown, messages.list(List.of(evil)));
    assertTrue(messages.list(List.of(evil, evil)).contains(shown));
    assertEquals("none: " + shown, messages.of("none", evil));
  }
}
