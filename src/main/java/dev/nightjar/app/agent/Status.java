package dev.nightjar.app.agent;

import dev.nightjar.app.verdict.BackupDays;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All that a face shows, at one instant.
 *
 * @param settings as they are in force
 * @param surveys the backups of each job of the verdict, in the verdict's order
 * @param days the days on which each of them has backups, in the same order
 * @param checks the copies of each job that were read again, as far as any were
 * @param runs the runs there were, newest first, those of the last 60 days
 */
public record Status(
    Verdict verdict,
    Optional<RunInProgress> running,
    Settings settings,
    List<Survey> surveys,
    List<BackupDays> days,
    Map<UUID, Checks> checks,
    List<BackupRun> runs) {
  /** Nothing is known yet. */
  public static final Status NOTHING =
      new Status(
          Verdict.NOTHING,
          Optional.empty(),
          Settings.empty(),
          List.of(),
          List.of(),
          Map.of(),
          List.of());

  public Status {
    surveys = List.copyOf(surveys);
    days = List.copyOf(days);
    checks = Map.copyOf(checks);
    runs = List.copyOf(runs);
  }

  /** Returns how the copies of a job were when they were last read again. */
  public Checks checks(UUID job) {
    return checks.getOrDefault(job, Checks.NONE);
  }

  /** Returns the backups of a job; empty if there is no such job, or it isn't read yet. */
  public Optional<Survey> survey(UUID job) {
    int at = verdict.jobs().stream().map(JobVerdict::job).toList().indexOf(job);
    return at >= 0 && at < surveys.size() ? Optional.of(surveys.get(at)) : Optional.empty();
  }
}
