package dev.nightjar.desktop;

import dev.nightjar.platform.OperatingSystem;
import dev.nightjar.text.Messages;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Opens folders and files with the program that the user's system has for them. On Linux that is
 * asked of a process of its own: AWT would load GTK into this one, and with the one that the file
 * chooser loads there would be two, which hang each other (JDK-8185261).
 */
final class SystemOpener {
  /** A desktop's opener ends at once; some stay for as long as what they opened. */
  private static final int SECONDS = 5;

  /** Of two letters at least: one is a drive of Windows. */
  private static final Pattern URI_SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+://");

  private final List<List<String>> commands;

  /**
   * @param commands to be tried in turn, each without the path; none for AWT's own way
   */
  SystemOpener(List<List<String>> commands) {
    this.commands = List.copyOf(commands);
  }

  static SystemOpener here() {
    return new SystemOpener(
        isLinux() ? List.of(List.of("xdg-open"), List.of("gio", "open")) : List.of());
  }

  /**
   * Has AWT and FlatLaf load the same GTK, if they load one at all. Has to come before AWT's first
   * class.
   */
  static void useOneGtk() {
    if (isLinux() && System.getProperty("jdk.gtk.version") == null) {
      System.setProperty("jdk.gtk.version", "3");
    }
  }

  private static boolean isLinux() {
    OperatingSystem system = OperatingSystem.current();
    return system != OperatingSystem.WINDOWS && system != OperatingSystem.MAC;
  }

  /**
   * Opens it, or fails; may take seconds, so not on the event thread.
   *
   * @param address a path, or a URI with two slashes
   */
  void open(String address) throws IOException {
    boolean path = !URI_SCHEME.matcher(address).lookingAt();
    if (path && !Files.exists(Path.of(address))) {
      throw new NoSuchFileException(address);
    }
    if (commands.isEmpty()) {
      openByAwt(address, path);
      return;
    }
    String word = path ? Path.of(address).toAbsolutePath().toString() : address;
    IOException last = new IOException("nothing opens " + address);
    for (List<String> command : commands) {
      try {
        if (opens(command, word)) {
          return;
        }
      } catch (IOException e) {
        last = e; // Not installed: the next one.
      }
    }
    throw last;
  }

  /** A failure for the user: the path is gone, or it's there and nothing opens it. */
  static String sentence(String address, Exception failure) {
    return Messages.current()
        .of(failure instanceof NoSuchFileException ? "open.missing" : "open.failed", address);
  }

  private static void openByAwt(String address, boolean path) throws IOException {
    java.awt.Desktop desktop = java.awt.Desktop.getDesktop();
    if (path) {
      desktop.open(new File(address));
    } else {
      desktop.browse(URI.create(address));
    }
  }

  private static boolean opens(List<String> command, String address) throws IOException {
    List<String> words = new ArrayList<>(command);
    words.add(address);
    Process process =
        new ProcessBuilder(words)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return !process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while opening " + address, e);
    }
  }
}
