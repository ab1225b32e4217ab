package dev.nightjar.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Since when this computer has been on, for this user. */
public final class Uptime {
  private static final Pattern LINUX = Pattern.compile("btime (\\d{1,12})");
  private static final Pattern MAC = Pattern.compile("sec = (\\d{1,12})");
  private static final Path STATISTICS = Path.of("/proc/stat");
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path UP = Path.of("/proc/uptime");

  /** Of this process, if the system tells nothing of the kind. */
  private static final String PROCESS = UUID.randomUUID().toString();

  private Uptime() {}

  /**
   * The time by a clock that nobody can set.
   *
   * @param session within which readings can be compared
   * @param sinceBoot whether it began when the computer was started, and counts while it sleeps;
   *     else it began with this process
   */
  public record Reading(String session, boolean sinceBoot, Duration up) {}

  /** Reads the clock that nobody can set. */
  public static Reading read() {
    if (OperatingSystem.current() == OperatingSystem.LINUX) {
      try {
        String seconds = Files.readString(UP, StandardCharsets.US_ASCII).split(" ", 2)[0];
        String boot = Files.readString(BOOT, StandardCharsets.US_ASCII).strip();
        Duration up = Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1_000));
        return new Reading(boot, true, up);
      } catch (IOException | RuntimeException e) {
        // The process has one, too.
      }
    }
    return new Reading(PROCESS, false, Duration.ofNanos(System.nanoTime()));
  }

  /** To the second; empty if the system doesn't say. */
  public static Optional<Instant> bootedAt() {
    OperatingSystem system = OperatingSystem.current();
    if (system == OperatingSystem.LINUX) {
      return fromStatistics(STATISTICS);
    }
    if (system == OperatingSystem.MAC) {
      return ChildProcess.answer("/usr/sbin/sysctl", "-n", "kern.boottime")
          .flatMap(Uptime::fromMac);
    }
    if (system == OperatingSystem.WINDOWS) {
      Optional<String> user = ProcessHandle.current().info().user();
      return fromProcesses(ProcessHandle.allProcesses().map(ProcessHandle::info), user);
    }
    return Optional.empty();
  }

  /**
   * Windows tells only administrators when it was started, and after a fast start that was days
   * ago: this user's first process began at the sign-in, before which nothing runs for them.
   */
  static Optional<Instant> fromProcesses(
      Stream<ProcessHandle.Info> processes, Optional<String> user) {
    return processes
        .filter(each -> user.isPresent() && each.user().equals(user))
        .flatMap(each -> each.startInstant().stream())
        .min(Comparator.naturalOrder());
  }

  static Optional<Instant> fromStatistics(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      return reader.lines().flatMap(line -> seconds(LINUX, line).stream()).findFirst();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  static Optional<Instant> fromMac(String answer) {
    return seconds(MAC, answer);
  }

  private static Optional<Instant> seconds(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }
}
