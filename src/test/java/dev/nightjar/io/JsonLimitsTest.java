package dev.nightjar.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As much as a file of ours may hold is read, and one more of anything is not. */
final class JsonLimitsTest {
  private static final int ENTRIES = 100_000;
  private static final int LETTERS = 1 << 20;

  private static void check(String text) throws MalformedRecordException {
    JsonLimits.check(text.getBytes(UTF_8));
  }

  private static MalformedRecordException refused(String text) {
    return assertThrows(MalformedRecordException.class, () -> check(text));
  }

  private static String list(int entries) {
    return "{\"a\": [" + "1,".repeat(entries - 1) + "1]}";
  }

  private static String object(int entries) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < entries; i++) {
      text.append(i == 0 ? "" : ",").append('"').append(i).append("\":1");
    }
    return text.append('}').toString();
  }

  private static String string(int letters, String before) {
    return "{\"a\": \"" + before + "x".repeat(letters - before.length()) + "\"}";
  }

  @Test
  void aListAndAnObjectMayHaveSoManyEntriesAndNotOneMore() throws Exception {
    check(list(ENTRIES));
    check(object(ENTRIES));
    assertEquals("more than 100000 entries at $.a[99999]", refused(list(ENTRIES + 1)).getMessage());
    refused(object(ENTRIES + 1));
  }

  @Test
  void eachListIsCountedByItself() throws Exception {
    String many = list(ENTRIES - 1);
    check("[" + many + "," + many + "]");
  }

  @Test
  void aStringMayHaveAMegabyteAndNotOneLetterMore() throws Exception {
    check(string(LETTERS - 1, ""));
    assertEquals(
        "a string of more than 1048576 characters", refused(string(LETTERS + 1, "")).getMessage());
  }

  @Test
  void aQuoteThatIsEscapedEndsNoString() throws Exception {
    check(string(1000, "\\\""));
    refused(string(LETTERS + 1, "\\\""));
    check("{\"a\": \"\\\\\", \"b\": \"" + "x".repeat(LETTERS - 1) + "\"}");
    refused("{\"a\": \"\\\\\", \"b\": \"" + "x".repeat(LETTERS + 1) + "\"}");
  }

  @Test
  void anAmountOfBlanksBetweenValuesIsNoString() throws Exception {
    check("{" + " ".repeat(2 * LETTERS) + "\"a\": 1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 1, \"a\": 1}",
        "{\"b\": {\"a\": 1, \"c\": 2, \"a\": 3}}",
        "[{\"a\": 1, \"\\u0061\": 2}]",
      })
  void aNameStandsOnceInItsObject(String text) {
    assertEquals(true, refused(text).getMessage().startsWith("a field stands there twice: $"));
  }

  @Test
  void oneNameMayStandInTwoObjects() {
    assertDoesNotThrow(() -> check("{\"a\": {\"a\": 1}, \"b\": {\"a\": 2}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{a: 1}",
        "{\"a\"= 1}",
        "{\"a\": 1;}",
        "{\"a\": 1,}",
        "[1,,2]",
        "[1 2]",
        "{\"a\": 01}",
        "{\"a\": .5}",
        "{\"a\": NaN}",
        "{\"a\": True}",
        "{\"a\": \"\\x41\"}",
        "/* note */ {}",
        "# note\n{}",
        ")]}'\n{}",
        "{} {}",
        "{},",
        "{\"a\": \"",
        "{\"a\": [1"
      })
  void anythingThatIsNoStrictJsonIsRefused(String text) {
    refused(text);
  }

  @Test
  void bytesThatAreNoTextAreRefusedWhereverTheyStand() {
    for (int at : new int[] {0, 2, 6}) {
      byte[] text = "{\"a\": \"bb\"}".getBytes(UTF_8);
      text[at] = (byte) 0xFF;
      MalformedRecordException thrown =
          assertThrows(MalformedRecordException.class, () -> JsonLimits.check(text));
      assertEquals("no UTF-8 text", thrown.getMessage());
      assertEquals(-1, thrown.line(), "the reader doesn't know where it is");
    }
    byte[] cut = "{\"a\": \"ğ\"}".getBytes(UTF_8);
    cut[8] = '"';
    assertThrows(MalformedRecordException.class, () -> JsonLimits.check(cut));
  }

  @Test
  void aFaultIsNamedByItsLineAndColumn() {
    MalformedRecordException thrown = refused("{\n  \"a\": 1,\n  \"b\": oops\n}");
    assertEquals(3, thrown.line());
    assertEquals(8, thrown.column());
    MalformedRecordException without = new MalformedRecordException("elsewhere");
    assertEquals(-1, without.line());
    assertEquals(-1, without.column());
  }
}
