package dev.nightjar.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
