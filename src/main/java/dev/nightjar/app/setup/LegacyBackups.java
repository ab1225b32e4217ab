package dev.nightjar.app.setup;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fresh backups in a folder that no Nightjar made: the app's own backup, inside it, still runs. Two
 * backups at the same minute freeze the app, so the user is told, and another minute proposed.
 *
 * @param newestAt when the newest of them was begun, on this computer's clock
 * @param times how many were begun in the last seven days
 */
public record LegacyBackups(LocalDateTime newestAt, int times) {
  private static final Duration RECENT = Duration.ofDays(7);

  /** Clocks of two computers differ, and so do their time zones. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private static final Duration APART = Duration.ofMinutes(5);
  private static final Pattern NAME =
      Pattern.compile("backup-(\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d)\\.(?:db|json)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss");
  private static final List<String> FOLDERS = List.of("", "database", "json");

  /**
   * Looks into {@code folder} and where the old backup put its files in it. Reads names alone; a
   * dead network hangs it.
   */
  public static Optional<LegacyBackups> in(Path folder, Clock clock) {
    LocalDateTime now = LocalDateTime.now(clock);
    TreeSet<LocalDateTime> found = new TreeSet<>();
    for (String name : FOLDERS) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(folder.resolve(name), "backup-*.{db,json}")) {
        for (Path file : files) {
          startedAt(file)
              .filter(at -> at.isAfter(now.minus(RECENT)) && at.isBefore(now.plus(AHEAD)))
              .filter(at -> !isOurs(folder, at))
              .ifPresent(found::add);
        }
      } catch (IOException | DirectoryIteratorException e) {
        // Not there, or not readable: told by the look at the folder itself.
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(new LegacyBackups(found.last(), found.size()));
  }

  /** A time of day at which the old backup is over. */
  public LocalTime proposedTime() {
    return newestAt.toLocalTime().withSecond(0).plus(APART);
  }

  private static Optional<LocalDateTime> startedAt(Path file) {
    Matcher matcher = NAME.matcher(file.getFileName().toString());
    try {
      return matcher.matches()
          ? Optional.of(LocalDateTime.parse(matcher.group(1), TIME))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isOurs(Path folder, LocalDateTime at) {
    return Files.exists(folder.resolve("manifest").resolve("backup-" + TIME.format(at) + ".json"));
  }
}
