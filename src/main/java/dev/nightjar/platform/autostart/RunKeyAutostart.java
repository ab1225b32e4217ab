package dev.nightjar.platform.autostart;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.platform.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Windows: a value of the user's {@code Run} key, and beside it what the task manager made of it.
 * Written by {@code reg import}, since no quoting on a command line stands in its way.
 */
final class RunKeyAutostart implements Autostart {
  private static final String WINDOWS = "Software\\Microsoft\\Windows\\CurrentVersion\\";
  private static final String RUN = WINDOWS + "Run";
  private static final String APPROVED = WINDOWS + "Explorer\\StartupApproved\\Run";
  private static final String NAME = "Nightjar";

  /** A longer one may be ignored at sign-in (Microsoft: Run and RunOnce registry keys). */
  private static final int MAX_LENGTH = 260;

  private static final Pattern BYTES = Pattern.compile("REG_BINARY\\s+([0-9a-fA-F]{2})");

  private final Optional<List<String>> command;

  RunKeyAutostart(Optional<List<String>> command) {
    this.command = command;
  }

  @Override
  public State state() {
    if (query(RUN).isEmpty()) {
      return command.isPresent() ? State.OFF : State.UNSUPPORTED;
    }
    return query(APPROVED).filter(RunKeyAutostart::isSwitchedOff).isPresent()
        ? State.SWITCHED_OFF_BY_SYSTEM
        : State.ON;
  }

  private static Optional<String> query(String key) {
    return ChildProcess.answer(ChildProcess.ofWindows("reg"), "query", "HKCU\\" + key, "/v", NAME);
  }

  /** The first byte is even (2, 6) if it may start, and odd (3, 7) if it may not. */
  static boolean isSwitchedOff(String answer) {
    Matcher matcher = BYTES.matcher(answer);
    return matcher.find() && Integer.parseInt(matcher.group(1), 16) % 2 != 0;
  }

  @Override
  public void set(boolean on) throws FailureException {
    String content = turningOff();
    if (on) {
      String line = line(AutostartFile.required(command, "HKCU\\" + RUN));
      if (line.length() > MAX_LENGTH) {
        throw new FailureException(Reason.AUTOSTART_TOO_LONG, line, MAX_LENGTH);
      }
      content = turningOn(line);
    }
    Path file =
        Path.of(System.getProperty("java.io.tmpdir"), "nightjar" + DurableFiles.newTag() + ".reg");
    try {
      DurableFiles.createFlushed(file, encoded(content));
      if (ChildProcess.answer(ChildProcess.ofWindows("reg"), "import", file.toString()).isEmpty()) {
        throw new FailureException(Reason.AUTOSTART_FAILED, "HKCU\\" + RUN);
      }
    } catch (IOException e) {
      throw FailureException.because(e, Reason.AUTOSTART_FAILED, "HKCU\\" + RUN);
    } finally {
      delete(file);
    }
  }

  /** With the task manager's word taken back: this one of the user's is the later. */
  static String turningOn(String line) {
    return file(RUN, "\"" + line.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
        + section(APPROVED, "-");
  }

  static String turningOff() {
    return file(RUN, "-") + section(APPROVED, "-");
  }

  static String line(List<String> command) {
    return command.stream().map(RunKeyAutostart::quoted).collect(Collectors.joining(" "));
  }

  /** One argument as CommandLineToArgvW takes it apart; no path has a quote in it. */
  private static String quoted(String word) {
    // A \ before the closing quote would escape it.
    return "\"" + word + (word.endsWith("\\") ? "\\" : "") + "\"";
  }

  private static String file(String key, String value) {
    return "Windows Registry Editor Version 5.00\r\n" + section(key, value);
  }

  private static String section(String key, String value) {
    return "\r\n[HKEY_CURRENT_USER\\" + key + "]\r\n\"" + NAME + "\"=" + value + "\r\n";
  }

  /** UTF-16 with its mark, as the registry's editor writes it: any path fits. */
  static byte[] encoded(String content) {
    return ("\ufeff" + content).getBytes(StandardCharsets.UTF_16LE);
  }

  private static void delete(Path file) {
    try {
      DurableFiles.deleteIfExists(file);
    } catch (IOException e) {
      return; // In the folder for what may go.
    }
  }
}
