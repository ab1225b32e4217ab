package dev.nightjar.settings;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One job as {@code nightjar-settings.json} has it: without secrets, and without markers, since
 * these belong to the folders of one computer.
 *
 * @param id empty in a template for other computers
 * @param localKeep the rule chosen for the folder on this computer
 * @param nasKeep the rule chosen for the second place
 */
public record ExportedJob(
    String format,
    Optional<UUID> id,
    String name,
    Path database,
    Path local,
    Optional<Path> nas,
    ScheduleSettings schedule,
    Optional<Keep> localKeep,
    Optional<Keep> nasKeep,
    Optional<LastRun> lastRun) {
  static final String FORMAT = "nightjar-job/1";

  private static final Pattern FULL_ELSEWHERE = Pattern.compile("(?:[A-Za-z]:)?[/\\\\].*");
  private static final UUID UNKNOWN = new UUID(0, 0);

  public ExportedJob {
    Objects.requireNonNull(format);
    schedule = schedule == null ? ScheduleSettings.standard() : schedule;
    localKeep = localKeep == null ? Optional.empty() : localKeep;
    nasKeep = nasKeep == null ? Optional.empty() : nasKeep;
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException("format: must be " + FORMAT + " (got " + format + ")");
    }
  }

  static ExportedJob of(Job job, Optional<UUID> id, Optional<LastRun> lastRun) {
    return new ExportedJob(
        FORMAT,
        id,
        job.name(),
        job.database(),
        job.local().folder(),
        job.nas().map(PlaceSettings::folder),
        job.schedule(),
        job.local().keep(),
        job.nas().flatMap(PlaceSettings::keep),
        lastRun);
  }

  /** The job as its own computer has it, to be judged here: its markers aren't known. */
  public Job asSavedElsewhere() {
    return new Job(
        id.orElse(UNKNOWN),
        name,
        full(database),
        new PlaceSettings(full(local), UNKNOWN, localKeep),
        nas.map(folder -> new PlaceSettings(full(folder), UNKNOWN, nasKeep)),
        schedule);
  }

  /** A full path of another system is none here; it only names what isn't here anyway. */
  private static Path full(Path path) {
    return !path.isAbsolute() && FULL_ELSEWHERE.matcher(path.toString()).matches()
        ? Path.of("/").toAbsolutePath().resolve(path)
        : path;
  }
}
