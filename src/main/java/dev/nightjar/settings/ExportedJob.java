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
 */
public record ExportedJob(
    String format,
    Optional<UUID> id,
    String name,
    Path database,
    Path local,
    Optional<Path> nas,
    ScheduleSettings schedule,
    Keep keep,
    Optional<LastRun> lastRun) {
  static final String FORMAT = "nightjar-job/1";

  private static final UUID UNKNOWN = new UUID(0, 0);

  public ExportedJob {
    Objects.requireNonNull(format);
    schedule = schedule == null ? ScheduleSettings.standard() : schedule;
    keep = keep == null ? Keep.thinning() : keep;
    if (!format.equals(FORMAT)) {
      throw new InvalidSettingException("format", "must be " + FORMAT, format);
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
        job.keep(),
        lastRun);
  }

  /** The job as its own computer has it, to be judged here: its markers aren't known. */
  public Job asSavedElsewhere() {
    return new Job(
        id.orElse(UNKNOWN),
        name,
        database,
        new PlaceSettings(local, UNKNOWN),
        nas.map(folder -> new PlaceSettings(folder, UNKNOWN)),
        schedule,
        keep);
  }
}
