package dev.nightjar.cli;

import dev.nightjar.failure.Failure;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.text.FailureTexts;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Words on standard output, errors on standard error, progress only on a terminal. */
final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean signs;
  private final boolean terminal;
  private final boolean json;
  private boolean progressShown;

  Console(boolean plain, boolean json) {
    this.terminal = isTerminal() && !json;
    this.json = json;
    boolean unicode = Charset.defaultCharset().equals(StandardCharsets.UTF_8);
    this.signs = unicode && !plain;
    Charset charset = unicode ? StandardCharsets.UTF_8 : Charset.defaultCharset();
    this.out = new PrintStream(System.out, true, charset);
    this.err = new PrintStream(System.err, true, charset);
  }

  /** Since JDK 22 there is always a console, and it says itself whether it is a terminal. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // Before JDK 22 there is a console only where there is a terminal.
    }
  }

  boolean json() {
    return json;
  }

  /** Words; nothing where JSON was asked for. */
  synchronized void say(String line) {
    clearProgress();
    if (!json) {
      out.println(line);
    }
  }

  void done(String indent, String line) {
    say(indent + (signs ? "✓ " : "OK: ") + line);
  }

  void warn(String indent, String line) {
    say(indent + (signs ? "⚠ " : "NOTE: ") + line);
  }

  /** A failure of a step, in its place among the words. */
  void failed(String indent, Failure failure) {
    bad(indent, FailureTexts.of(failure));
  }

  synchronized void bad(String indent, String line) {
    clearProgress();
    if (!json) {
      err.println(indent + (signs ? "✗ " : "FAILED: ") + line);
    }
  }

  /** The one object of {@code --json}; nothing where words were asked for. */
  synchronized void object(String command, Map<String, Object> content) {
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("format", "nightjar-" + command + "/1");
      object.putAll(content);
      out.print(new String(JsonRecords.toBytes(object), StandardCharsets.UTF_8));
      out.flush();
    }
  }

  /** A command that ends in a failure. */
  void error(String command, Failure failure) {
    failed("", failure);
    object(command, Map.of("error", failure(failure)));
  }

  static Map<String, Object> failure(Failure failure) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("reason", failure.reason().code());
    object.put("text", FailureTexts.of(failure));
    object.put("arguments", failure.arguments());
    object.put("detail", failure.detail());
    return object;
  }

  /** Replaces the line of progress; only on a terminal. */
  synchronized void progress(String line) {
    if (terminal) {
      err.print("\r\u001b[K" + line);
      err.flush();
      progressShown = true;
    }
  }

  private void clearProgress() {
    if (progressShown) {
      err.print("\r\u001b[K");
      err.flush();
      progressShown = false;
    }
  }
}
