package dev.nightjar.cli;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Printable;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.io.Progress;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Words on standard output, errors on standard error, progress only on a terminal. */
final class Console {
  private static final int CHARACTERS_AT_ONCE = 1 << 15;

  private final PrintStream out;
  private final PrintStream err;
  private final Style style;
  private final String format;
  private final boolean signs;
  private final boolean terminal;

  /** How many characters of the line of progress are on the screen. */
  private final Set<Failure> mayBeNewer = new LinkedHashSet<>();

  private int progressShown;

  /**
   * How to print.
   *
   * @param json one object instead of words
   * @param plain words instead of signs
   * @param quiet problems and what was asked for, but no success and no remark
   */
  record Style(boolean json, boolean plain, boolean quiet) {
    /** Reads the output options out of arguments that could not be parsed. */
    static Style of(List<String> arguments) {
      return new Style(
          arguments.contains("--json"),
          arguments.contains("--plain"),
          arguments.contains("--quiet") || arguments.contains("-q"));
    }
  }

  /**
   * For one command.
   *
   * @param format its name in the answer's format, such as {@code settings-add}
   */
  Console(Style style, String format) {
    boolean onTerminal = isTerminal();
    ConsoleCharset written = charset("stdout", onTerminal);
    ConsoleCharset reported = charset("stderr", onTerminal);
    this.style = style;
    this.format = format;
    this.terminal = onTerminal && !style.json() && !style.quiet();
    this.signs = written.signs() && reported.signs() && !style.plain();
    // JSON is UTF-8, whatever reads it.
    this.out =
        new PrintStream(
            System.out, true, style.json() ? StandardCharsets.UTF_8 : written.charset());
    this.err = new PrintStream(System.err, true, reported.charset());
  }

  /** For one command whose words go to {@code both} instead, which is no terminal. */
  Console(Style style, String format, PrintStream both) {
    this.style = style;
    this.format = format;
    this.terminal = false;
    this.signs = !style.plain();
    this.out = both;
    this.err = both;
  }

  private static ConsoleCharset charset(String stream, boolean onTerminal) {
    return ConsoleCharset.of(stream, onTerminal, name -> System.getProperty(name, ""));
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
      return true; // Before JDK 22 there is a console only if there is a terminal.
    }
  }

  /** Prints the answer that was asked for: it comes with {@code --quiet}, too. */
  synchronized void answer(String line) {
    clearProgress();
    if (!style.json()) {
      out.println(Printable.lines(line));
    }
  }

  /** The same for many lines, which go out together. */
  synchronized void answer(List<String> lines) {
    clearProgress();
    if (style.json()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(Printable.lines(line)).append(System.lineSeparator());
      if (text.length() > CHARACTERS_AT_ONCE) {
        out.print(text);
        text.setLength(0);
      }
    }
    out.print(text);
    out.flush();
  }

  /** Prints progress. */
  void say(String line) {
    if (!style.quiet()) {
      answer(line);
    }
  }

  void done(String indent, String line) {
    say(indent + good(line));
  }

  /** A remark that asks for nothing. */
  void note(String indent, String line) {
    say(indent + attention(line));
  }

  /** Something that the user should see to. */
  void warn(String indent, String line) {
    answer(indent + attention(line));
  }

  /** A line of an answer, with the sign for good. */
  String good(String line) {
    return (signs ? "✓ " : "OK: ") + line;
  }

  private String attention(String line) {
    return (signs ? "⚠ " : "NOTE: ") + line;
  }

  /** A failure of a step, in its place among the words. */
  void failed(String indent, Failure failure) {
    bad(indent, Words.of(failure));
  }

  synchronized void bad(String indent, String line) {
    clearProgress();
    if (!style.json()) {
      err.println(indent + (signs ? "✗ " : "FAILED: ") + Printable.lines(line));
    }
  }

  boolean isJson() {
    return style.json();
  }

  /** The name of the answer's format. */
  String format() {
    return "nightjar-" + format + "/1";
  }

  /** Standard output for bytes of our own making; closing it only flushes. */
  OutputStream stream() {
    clearProgress();
    return new OutputBytes(out);
  }

  /** The same for JSON in UTF-8, in which nothing moves a terminal's cursor. */
  OutputStream jsonStream() {
    return new PrintableJson(stream());
  }

  /** Whether nobody takes what is printed any more. */
  synchronized boolean isLost() {
    return out.checkError();
  }

  /** The one object of {@code --json}; nothing if words were asked for. */
  synchronized void object(Map<String, ?> content) {
    if (style.json()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("format", format());
      object.putAll(content);
      if (!mayBeNewer.isEmpty()) {
        object.put("mayBeNewer", doubts());
      }
      out.print(Printable.json(new String(JsonRecords.toBytes(object), StandardCharsets.UTF_8)));
      out.flush();
    }
  }

  /** Says why the newest backup that was found may not be the newest there is. */
  synchronized void mayBeNewer(List<Failure> reasons) {
    for (Failure reason : reasons) {
      if (mayBeNewer.add(reason)) {
        bad("", Words.of("latest.may-be-newer", Words.of(reason)));
      }
    }
  }

  private List<Object> doubts() {
    return mayBeNewer.stream().<Object>map(Console::failure).toList();
  }

  /** The same, in ASCII, as a member of an object that is written in pieces; it may be empty. */
  synchronized String mayBeNewer() {
    if (mayBeNewer.isEmpty()) {
      return "";
    }
    String text = new String(JsonRecords.toBytes(doubts()), StandardCharsets.UTF_8).strip();
    return text.chars()
        .mapToObj(each -> each < 0x80 ? Character.toString(each) : "\\u%04x".formatted(each))
        .collect(Collectors.joining("", ",\n \"mayBeNewer\": ", ""));
  }

  /** The end of a command that failed. */
  void error(Failure failure) {
    failed("", failure);
    object(Map.of("error", failure(failure)));
  }

  /** A line behind the end of a command that failed. */
  synchronized void advise(String line) {
    if (!style.json()) {
      err.println("  " + Printable.lines(line));
    }
  }

  static Map<String, Object> failure(Failure failure) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("reason", failure.reason().code());
    object.put("text", Words.of(failure));
    object.put("arguments", failure.arguments());
    object.put("detail", failure.detail());
    return object;
  }

  /** Replaces the line of progress; only on a terminal. By blanks: not each knows escapes. */
  synchronized void progress(String line) {
    if (terminal) {
      String shown = Printable.of(line);
      err.print("\r" + shown + " ".repeat(Math.max(0, progressShown - shown.length())));
      err.flush();
      progressShown = shown.length();
    }
  }

  /** Shows each percent of a piece of work; {@code words} has its number as the last argument. */
  Progress percent(String words, Object... arguments) {
    Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
    return Progress.inPercent(
        percent -> {
          all[arguments.length] = percent;
          progress(Words.of(words, all));
        });
  }

  /** Asks the user; empty if nobody is there to answer, or words weren't asked for. */
  @SuppressWarnings("SystemConsoleNull") // Before JDK 22 it can be.
  synchronized Optional<String> ask(String question) {
    java.io.Console console = System.console();
    if (!terminal || console == null) {
      return Optional.empty();
    }
    clearProgress();
    String answer = console.readLine("%s ", Printable.of(question));
    return Optional.of(answer == null ? "" : answer);
  }

  private void clearProgress() {
    if (progressShown > 0) {
      err.print("\r" + " ".repeat(progressShown) + "\r");
      err.flush();
      progressShown = 0;
    }
  }
}
