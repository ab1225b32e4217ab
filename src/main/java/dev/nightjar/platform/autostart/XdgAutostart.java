package dev.nightjar.platform.autostart;

import dev.nightjar.failure.FailureException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Linux and other free desktops: {@code autostart/nightjar.desktop} (autostart-spec 0.5). */
final class XdgAutostart implements Autostart {
  private final Path file;
  private final Optional<List<String>> command;

  XdgAutostart(Path configFolder, Optional<List<String>> command) {
    this.file = configFolder.resolve("autostart").resolve("nightjar.desktop");
    this.command = command;
  }

  @Override
  public State state() {
    Optional<String> text = AutostartFile.read(file);
    if (text.isEmpty()) {
      return command.isPresent() ? State.OFF : State.UNSUPPORTED;
    }
    // Desktops' own settings write one or the other of these.
    if (value(text.get(), "Hidden").equals("true")
        || value(text.get(), "X-GNOME-Autostart-enabled").equals("false")) {
      return State.SWITCHED_OFF_BY_SYSTEM;
    }
    String program = unescaped(value(text.get(), "TryExec"));
    return program.isEmpty() || exists(program) ? State.ON : State.OFF;
  }

  @Override
  public void set(boolean on) throws FailureException {
    if (on) {
      AutostartFile.write(file, entry(AutostartFile.required(command, file)));
    } else {
      AutostartFile.delete(file);
    }
  }

  /** The file's content. */
  static String entry(List<String> command) {
    return """
    [Desktop Entry]
    Type=Application
    Version=1.0
    Name=Nightjar
    Comment=Backs up a database that is in use
    TryExec=%s
    Exec=%s
    Terminal=false
    X-GNOME-Autostart-enabled=true
    """
        .formatted(
            escaped(command.get(0)),
            command.stream()
                .map(XdgAutostart::argument)
                .map(XdgAutostart::escaped)
                .collect(Collectors.joining(" ")));
  }

  /** As "The Exec key" has it: quoted, with what a shell would take for its own after a \. */
  private static String argument(String word) {
    String percents = word.replace("%", "%%");
    return percents.matches("[A-Za-z0-9_./:@,+=%-]+")
        ? percents
        : "\"" + percents.replaceAll("([\"`$\\\\])", "\\\\$1") + "\"";
  }

  /** Any value of the file: \ is its escape. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String unescaped(String value) {
    return Pattern.compile("\\\\(.)")
        .matcher(value)
        .replaceAll(
            found -> Matcher.quoteReplacement(found.group(1).equals("n") ? "\n" : found.group(1)));
  }

  /** A key of the one group; later groups are actions. */
  private static String value(String text, String key) {
    boolean inEntry = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith("[")) {
        inEntry = line.strip().equals("[Desktop Entry]");
      } else if (inEntry && line.matches(key + "\\s*=.*")) {
        return line.substring(line.indexOf('=') + 1).strip();
      }
    }
    return "";
  }

  private static boolean exists(String program) {
    try {
      return Files.isExecutable(Path.of(program));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
