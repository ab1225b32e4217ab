package dev.nightjar.platform;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The processes of a running program on Windows, which hold its files until they are gone.
 * jpackage's launcher is two: it starts itself again and waits (JDK-8301247).
 */
public final class RunningProcesses {
  private static final Pattern HOLDER = Pattern.compile("process (\\d{1,18})");

  private RunningProcesses() {}

  /**
   * Returns those of the lock's holder; none on other systems, where files can be replaced at any
   * time.
   */
  public static List<ProcessHandle> of(String holder) {
    boolean windows = OperatingSystem.current() == OperatingSystem.WINDOWS;
    Matcher matcher = HOLDER.matcher(holder);
    if (!windows || !matcher.matches()) {
      return List.of();
    }
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(matcher.group(1)));
    Optional<ProcessHandle> launcher =
        process
            .flatMap(ProcessHandle::parent)
            .filter(RunningProcesses::isLauncher)
            .filter(
                parent ->
                    command(parent).equals(process.map(RunningProcesses::command).orElse("")));
    return Stream.concat(process.stream(), launcher.stream())
        .filter(each -> !each.equals(ProcessHandle.current()))
        .toList();
  }

  /** Java itself starts other programs, too. */
  private static boolean isLauncher(ProcessHandle process) {
    String command = command(process);
    return !command.isEmpty() && !command.toLowerCase(Locale.ROOT).matches(".*\\\\javaw?\\.exe");
  }

  private static String command(ProcessHandle process) {
    return process.info().command().orElse("");
  }
}
