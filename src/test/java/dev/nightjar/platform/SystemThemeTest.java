package dev.nightjar.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SystemThemeTest {
  private static final SystemTheme PLAIN = new SystemTheme(false, false, false);

  private static Optional<String> answer(String text) {
    return Optional.of(text);
  }

  private static Optional<String> number(String name, int value) {
    return answer("\r\nHKEY_CURRENT_USER\\X\r\n    " + name + "    REG_DWORD    0x" + value);
  }

  private static Optional<String> mask(String bytes) {
    return answer("\r\nHKEY_CURRENT_USER\\X\r\n    UserPreferencesMask    REG_BINARY    " + bytes);
  }

  @Test
  void windowsTellsWindowsTaskBarAndMotionApart() {
    assertEquals(
        new SystemTheme(false, true, true),
        SystemTheme.ofWindows(
            number("AppsUseLightTheme", 1),
            number("SystemUsesLightTheme", 0),
            mask("9012078010000000")));
    assertEquals(
        new SystemTheme(true, false, false),
        SystemTheme.ofWindows(
            number("AppsUseLightTheme", 0),
            number("SystemUsesLightTheme", 1),
            mask("9E1E078012000000")));
  }

  @Test
  void macOsSaysOneWordWhereItIsDark() {
    assertEquals(
        new SystemTheme(true, true, true), SystemTheme.ofMac(answer("Dark\n"), answer("1\n")));
    assertEquals(PLAIN, SystemTheme.ofMac(Optional.empty(), answer("0\n")));
  }

  @Test
  void thePortalsWordCountsBeforeGnomes() {
    Optional<String> none = Optional.empty();
    assertEquals(
        new SystemTheme(true, true, false),
        SystemTheme.ofDesktop(answer("(<<uint32 1>>,)\n"), none, none, none, "KDE"));
    assertEquals(
        PLAIN,
        SystemTheme.ofDesktop(
            answer("(<<uint32 2>>,)\n"), none, answer("'prefer-dark'\n"), none, "XFCE"));
    assertEquals(
        new SystemTheme(true, true, true),
        SystemTheme.ofDesktop(none, none, answer("'prefer-dark'\n"), answer("false\n"), "XFCE"));
    assertEquals(
        new SystemTheme(false, true, true),
        SystemTheme.ofDesktop(none, answer("(<<uint32 1>>,)"), none, none, "ubuntu:GNOME"));
  }

  @Test
  void whatIsNotSaidIsLightAndMoves() {
    Optional<String> none = Optional.empty();
    assertEquals(PLAIN, SystemTheme.ofWindows(none, answer("ERROR"), mask("90")));
    assertEquals(PLAIN, SystemTheme.ofMac(none, none));
    assertEquals(PLAIN, SystemTheme.ofDesktop(none, none, none, none, ""));
    assertNotNull(SystemTheme.now());
  }
}
