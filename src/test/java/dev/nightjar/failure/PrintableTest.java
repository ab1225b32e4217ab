package dev.nightjar.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of our own end as the system's do; all else that moves a cursor is escaped. */
final class PrintableTest {
  @Test
  void linesThatEndAsOnWindowsStayLines() {
    assertEquals("one\ntwo ğ\n", Printable.lines("one\r\ntwo ğ\r\n", "\r\n"));
  }

  @Test
  void aCarriageReturnWithinALineIsEscaped() {
    assertEquals("one\\rtwo", Printable.lines("one\rtwo", "\r\n"));
    assertEquals("one\\r\ntwo", Printable.lines("one\r\ntwo", "\n"));
  }

  @Test
  void whatMovesTheCursorHidesOrTurnsTextIsWrittenOut() {
    assertEquals("a\\x1b[2J\\x07\\x00\\x7f", Printable.of("a\u001b[2J\u0007\u0000\u007f"));
    assertEquals("a\\nb\\rc\\td", Printable.of("a\nb\rc\td"));
    assertEquals("\\u202egpj.exe\\u2069", Printable.of("\u202egpj.exe\u2069"));
    assertEquals("\\u2028\\u2029\\x85\\xad", Printable.of("\u2028\u2029\u0085\u00ad"));
    assertEquals("\\U000e0041", Printable.of("\udb40\udc41"));
  }

  @Test
  void aByteThatIsNoTextIsWrittenAsThatByteAndALoneHalfAsItsNumber() {
    assertEquals("caf\\xe9", Printable.of("caf\udce9"));
    assertEquals("\\x80\\xff", Printable.of("\udc80\udcff"));
    assertEquals("\\udc7f\\udd00\\ud800", Printable.of("\udc7f\udd00\ud800"));
  }

  @Test
  void ordinaryTextOfAnyLanguageStaysTheSame() {
    for (String text :
        List.of(
            "",
            " ~",
            "C:\\new\\table",
            "Ünïcödé 產品",
            "فارسی\u200cها",
            "\uD83D\uDC69\u200d\uD83D\uDC67")) {
      assertEquals(text, Printable.of(text));
      assertEquals(text, Printable.lines(text, "\n"));
      assertEquals(text, Printable.json(text));
    }
  }

  @Test
  void noTextIsTakenForADocument() {
    assertEquals("\\x3chtml><img>", Printable.of("<html><img>"));
    assertEquals("\\x3cHTML", Printable.of("<HTML"));
    assertEquals("\\x3chTmLğ", Printable.of("<hTmLğ"));
    assertEquals("<htm", Printable.of("<htm"));
    assertEquals(" <html>", Printable.of(" <html>"));
    assertEquals("<b>", Printable.of("<b>"));
  }

  @Test
  void twiceIsNotMoreThanOnce() {
    for (String text : List.of("a\u001b\n\u202e", "<html>", "\udc80\udb40\udc41")) {
      String once = Printable.of(text);
      assertEquals(once, Printable.of(once));
      assertEquals(once, Printable.lines(once, "\r\n"));
    }
  }

  @Test
  void jsonStaysTheSameDataInTheSameLines() {
    assertEquals(
        "{\n \"a\\u202e\": \"\\udb40\\udc41\\u0085 ü\"\n}",
        Printable.json("{\n \"a\u202e\": \"\udb40\udc41\u0085 ü\"\n}"));
    assertEquals("\\u000d\n\\u0009", Printable.json("\r\n\t"));
  }
}
