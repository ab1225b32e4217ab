package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The properties as Java 17 and 25 have them on a Turkish Windows. */
final class ConsoleCharsetTest {
  private static ConsoleCharset of(boolean terminal, Map<String, String> properties) {
    return ConsoleCharset.of("stdout", terminal, name -> properties.getOrDefault(name, ""));
  }

  @Test
  void aWindowsConsoleGetsItsOwnCodePageAndWordsForTheSignsThatItLacks() {
    Charset turkish = Charset.forName("IBM857");
    assertEquals(
        new ConsoleCharset(turkish, false),
        of(true, Map.of("os.name", "Windows 11", "sun.stdout.encoding", "cp857")));
    assertEquals(
        new ConsoleCharset(turkish, false),
        of(
            false,
            Map.of(
                "os.name", "Windows 11", "stdout.encoding", "cp857", "native.encoding", "Cp1254")));
    assertTrue(turkish.newEncoder().canEncode("Şğıöçü İ"));
  }

  @Test
  void aWindowsConsoleInUtf8ShowsTheSigns() {
    ConsoleCharset unicode = new ConsoleCharset(StandardCharsets.UTF_8, true);
    assertEquals(
        unicode,
        of(
            true,
            Map.of(
                "os.name", "Windows 11", "stdout.encoding", "UTF-8", "native.encoding", "UTF-8")));
    assertEquals(
        unicode, of(false, Map.of("os.name", "Windows 11", "sun.stdout.encoding", "cp65001")));
  }

  @Test
  void intoAPipeOrAFileGoesUtf8WithWords() {
    ConsoleCharset words = new ConsoleCharset(StandardCharsets.UTF_8, false);
    assertEquals(words, of(false, Map.of("os.name", "Windows 11")));
    assertEquals(
        words,
        of(
            false,
            Map.of(
                "os.name",
                "Windows 11",
                "stdout.encoding",
                "Cp1254",
                "native.encoding",
                "Cp1254")));
  }

  @Test
  void aCodePageThatTheRuntimeLacksGetsPlainLetters() {
    assertEquals(
        new ConsoleCharset(StandardCharsets.US_ASCII, false),
        of(true, Map.of("os.name", "Windows 11", "sun.stdout.encoding", "cp99999")));
  }
}
