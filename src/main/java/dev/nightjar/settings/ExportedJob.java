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
record ExportedJob(
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

  ExportedJob {
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

  /** With new markers, which the caller replaces by those of the folders it finds or makes. */
  Job toJob() {
    return new Job(
        id.orElseGet(UUID::randomUUID),
        name,
        database,
        new PlaceSettings(local, UUID.randomUUID()),
        nas.map(folder -> new PlaceSettings(folder, UUID.randomUUID())),
        schedule,
        keep);
  }
}
