package dev.nightjar.settings;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

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
        database,
        new PlaceSettings(local, UNKNOWN, localKeep),
        nas.map(folder -> new PlaceSettings(folder, UNKNOWN, nasKeep)),
        schedule);
  }
}
