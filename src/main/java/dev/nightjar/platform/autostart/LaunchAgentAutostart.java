package dev.nightjar.platform.autostart;

import dev.nightjar.failure.FailureException;
import dev.nightjar.platform.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** macOS: a launch agent of the user's, which launchd reads at sign-in (launchd.plist(5)). */
final class LaunchAgentAutostart implements Autostart {
  private static final String LABEL = "dev.nightjar";
  private static final String LAUNCHCTL = "/bin/launchctl";
  private static final Pattern SWITCHED =
      Pattern.compile("\"" + Pattern.quote(LABEL) + "\"\\s*=>\\s*(\\w+)");

  private final Path file;
  private final Optional<List<String>> command;

  LaunchAgentAutostart(Path userHome, Optional<List<String>> command) {
    this.file = userHome.resolve("Library").resolve("LaunchAgents").resolve(LABEL + ".plist");
    this.command = command;
  }

  @Override
  public State state() {
    if (AutostartFile.read(file).isEmpty()) {
      return command.isPresent() ? State.OFF : State.UNSUPPORTED;
    }
    return domain()
            .flatMap(domain -> ChildProcess.answer(LAUNCHCTL, "print-disabled", domain))
            .filter(LaunchAgentAutostart::isDisabled)
            .isPresent()
        ? State.SWITCHED_OFF_BY_SYSTEM
        : State.ON;
  }

  @Override
  public void set(boolean on) throws FailureException {
    if (on) {
      AutostartFile.write(file, agent(AutostartFile.required(command, file)));
      // Does nothing if the system's settings hadn't switched it off.
      domain().ifPresent(domain -> ChildProcess.answer(LAUNCHCTL, "enable", domain + "/" + LABEL));
    } else {
      AutostartFile.delete(file);
    }
  }

  /**
   * Reads the output of {@code launchctl print-disabled}: true or disabled, as the version has it.
   */
  static boolean isDisabled(String answer) {
    Matcher matcher = SWITCHED.matcher(answer);
    return matcher.find()
        && (matcher.group(1).equals("true") || matcher.group(1).equals("disabled"));
  }

  /** The file's content. */
  static String agent(List<String> command) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
    <plist version="1.0">
    <dict>
      <key>Label</key>
      <string>%s</string>
      <key>ProgramArguments</key>
      <array>
    %s
      </array>
      <key>RunAtLoad</key>
      <true/>
      <key>LimitLoadToSessionType</key>
      <string>Aqua</string>
      <key>ProcessType</key>
      <string>Interactive</string>
    </dict>
    </plist>
    """
        .formatted(
            LABEL,
            command.stream()
                .map(word -> "    <string>" + escaped(word) + "</string>")
                .collect(Collectors.joining("\n")));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static Optional<String> domain() {
    return ChildProcess.answer("/usr/bin/id", "-u").map(id -> "gui/" + id.strip());
  }
}
