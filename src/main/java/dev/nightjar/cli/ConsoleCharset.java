package dev.nightjar.cli;

import dev.nightjar.platform.OperatingSystem;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.function.UnaryOperator;

/**
 * How a stream's characters are written. A Windows console reads its own code page (857 in Turkey),
 * which is neither the system's (1254) nor Java's default; into a pipe or a file goes UTF-8.
 */
record ConsoleCharset(Charset charset, boolean signs) {
  private static final String SIGNS = "✓⚠✗";

  /**
   * Of one of the two streams.
   *
   * @param stream {@code stdout} or {@code stderr}
   * @param terminal whether both ends of the program are known to be on a terminal
   * @param property a system property, or empty if there is none
   */
  static ConsoleCharset of(String stream, boolean terminal, UnaryOperator<String> property) {
    if (OperatingSystem.of(property.apply("os.name")) != OperatingSystem.WINDOWS) {
      boolean unicode = Charset.defaultCharset().equals(StandardCharsets.UTF_8);
      return new ConsoleCharset(Charset.defaultCharset(), unicode);
    }
    // Until Java 18 the first is there for a console only; since then it is the system's code page
    // if there is none.
    String before18 = property.apply("sun." + stream + ".encoding");
    String since18 = property.apply(stream + ".encoding");
    boolean isSystems = since18.equals(property.apply("native.encoding"));
    boolean consoles = !before18.isEmpty() || (!since18.isEmpty() && (terminal || !isSystems));
    if (!consoles) {
      // Programs that read a pipe often take it for their own code page: words come through.
      return new ConsoleCharset(StandardCharsets.UTF_8, false);
    }
    Charset charset = named(before18.isEmpty() ? since18 : before18);
    return new ConsoleCharset(charset, charset.newEncoder().canEncode(SIGNS));
  }

  private static Charset named(String name) {
    try {
      // Java 17 knows Windows' number of UTF-8 by no name.
      return name.equals("cp65001") ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.US_ASCII; // A runtime without that code page.
    }
  }
}
