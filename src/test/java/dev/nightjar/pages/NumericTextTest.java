package dev.nightjar.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The texts that SQLite would store as numbers, in each encoding. */
final class NumericTextTest {
  private static void assertNumber(boolean expected, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] low = text.getBytes(StandardCharsets.UTF_16LE);
    byte[] high = text.getBytes(StandardCharsets.UTF_16BE);
    assertEquals(expected, new NumericText(1).is(utf8, 0, utf8.length), text);
    assertEquals(expected, new NumericText(2).is(low, 0, low.length), text);
    assertEquals(expected, new NumericText(3).is(high, 0, high.length), text);
  }

  @Test
  void numbersAreKnownWithSignsAndSpaces() {
    for (String number :
        List.of(
            "0",
            "12",
            "-3",
            "+4",
            "1.",
            ".5",
            "1.5e3",
            "1E-9",
            " 7 ",
            "\t\n\u000b\f\r7",
            "7\u0000x")) {
      assertNumber(true, number);
    }
  }

  @Test
  void whatOnlyBeginsLikeANumberIsNone() {
    for (String other :
        List.of(
            "",
            " ",
            "-",
            ".",
            "+.",
            "1e",
            "1e+",
            "e5",
            "1.2.3",
            "2026-01-02",
            "0x1f",
            "1 2",
            "1_0",
            "١",
            "x7",
            "--1",
            "\u00007",
            "12\u00e9",
            "\u3012")) {
      assertNumber(false, other);
    }
  }
}
