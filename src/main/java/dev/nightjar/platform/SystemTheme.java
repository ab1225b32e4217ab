package dev.nightjar.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user's choices of looks in the system. Without an answer from the system it is light, and
 * moves.
 *
 * @param darkWindows whether windows are dark
 * @param darkTaskBar whether the bar that the tray icon is in is dark
 * @param reducedMotion whether nothing is to move that need not
 */
public record SystemTheme(boolean darkWindows, boolean darkTaskBar, boolean reducedMotion) {
  private static final String PERSONALIZE =
      "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize";
  private static final Pattern NUMBER = Pattern.compile("REG_DWORD\\s+0x([0-9a-fA-F]{1,8})");
  private static final Pattern BYTES = Pattern.compile("REG_BINARY\\s+([0-9a-fA-F]+)");
  private static final Pattern VARIANT = Pattern.compile("uint32 (\\d)");

  /** Asks the system, which takes up to some seconds: not for the event thread. */
  public static SystemTheme now() {
    OperatingSystem system = OperatingSystem.current();
    if (system == OperatingSystem.WINDOWS) {
      return ofWindows(
          registry(PERSONALIZE, "AppsUseLightTheme"),
          registry(PERSONALIZE, "SystemUsesLightTheme"),
          registry("HKCU\\Control Panel\\Desktop", "UserPreferencesMask"));
    }
    if (system == OperatingSystem.MAC) {
      return ofMac(
          ChildProcess.answer("/usr/bin/defaults", "read", "-g", "AppleInterfaceStyle"),
          ChildProcess.answer(
              "/usr/bin/defaults", "read", "com.apple.universalaccess", "reduceMotion"));
    }
    Map<String, String> environment = System.getenv();
    return ofDesktop(
        portal(environment, "color-scheme"),
        portal(environment, "reduced-motion"),
        gnome("color-scheme"),
        gnome("enable-animations"),
        environment.getOrDefault("XDG_CURRENT_DESKTOP", ""));
  }

  static SystemTheme ofWindows(
      Optional<String> apps, Optional<String> taskBar, Optional<String> preferences) {
    return new SystemTheme(isZero(apps), isZero(taskBar), animationsAreOff(preferences));
  }

  static SystemTheme ofMac(Optional<String> style, Optional<String> reduceMotion) {
    boolean dark = style.filter(answer -> answer.strip().equals("Dark")).isPresent();
    boolean still = reduceMotion.filter(answer -> answer.strip().equals("1")).isPresent();
    return new SystemTheme(dark, dark, still);
  }

  /** The portal's word counts before GNOME's own: KDE and others answer it, too. */
  static SystemTheme ofDesktop(
      Optional<String> portalScheme,
      Optional<String> portalMotion,
      Optional<String> gnomeScheme,
      Optional<String> gnomeAnimations,
      String desktop) {
    boolean dark =
        variant(portalScheme)
            .map(scheme -> scheme == 1)
            .orElse(gnomeScheme.filter(answer -> answer.contains("prefer-dark")).isPresent());
    boolean still =
        variant(portalMotion)
            .map(motion -> motion == 1)
            .orElse(gnomeAnimations.filter(answer -> answer.strip().equals("false")).isPresent());
    // GNOME's own bar is dark, whatever the windows are.
    boolean gnomeBar = desktop.toUpperCase(Locale.ROOT).contains("GNOME");
    return new SystemTheme(dark, dark || gnomeBar, still);
  }

  private static boolean isZero(Optional<String> answer) {
    return answer
        .map(NUMBER::matcher)
        .filter(Matcher::find)
        .filter(found -> Long.parseLong(found.group(1), 16) == 0)
        .isPresent();
  }

  /** SystemParametersInfo's SPI_GETCLIENTAREAANIMATION: bit 1 of the fifth byte. */
  private static boolean animationsAreOff(Optional<String> preferences) {
    return preferences
        .map(BYTES::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .filter(hex -> hex.length() >= 10)
        .filter(hex -> (Integer.parseInt(hex.substring(8, 10), 16) & 2) == 0)
        .isPresent();
  }

  private static Optional<Integer> variant(Optional<String> answer) {
    return answer
        .map(VARIANT::matcher)
        .filter(Matcher::find)
        .map(found -> Integer.parseInt(found.group(1)));
  }

  private static Optional<String> registry(String key, String value) {
    return ChildProcess.answer(ChildProcess.ofWindows("reg"), "query", key, "/v", value);
  }

  private static Optional<String> gnome(String key) {
    return ChildProcess.answer("gsettings", "get", "org.gnome.desktop.interface", key);
  }

  private static Optional<String> portal(Map<String, String> environment, String key) {
    // With no bus of the session's, gdbus would start one.
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!environment.containsKey("DBUS_SESSION_BUS_ADDRESS")
        && (runtime.isEmpty() || !Files.exists(Path.of(runtime, "bus")))) {
      return Optional.empty();
    }
    return ChildProcess.answer(
        "gdbus",
        "call",
        "--session",
        "--timeout",
        "2",
        "--dest",
        "org.freedesktop.portal.Desktop",
        "--object-path",
        "/org/freedesktop/portal/desktop",
        "--method",
        "org.freedesktop.portal.Settings.Read",
        "org.freedesktop.appearance",
        key);
  }
}
