package dev.nightjar.settings;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * All that the user chose.
 *
 * @param format what the file is, and its version
 * @param patienceSeconds how long to wait for a database that others keep locked
 */
public record Settings(String format, List<Job> jobs, Integer patienceSeconds) {
  public static final String FORMAT = "nightjar-settings/1";

  private static final int MAX_PATIENCE = 3600;

  public Settings {
    Objects.requireNonNull(format);
    jobs = jobs == null ? List.of() : List.copyOf(jobs);
    patienceSeconds = patienceSeconds == null ? 30 : patienceSeconds;
    if (!format.equals(FORMAT)) {
      throw new InvalidSettingException("format", "must be " + FORMAT, format);
    }
    if (patienceSeconds < 0 || patienceSeconds > MAX_PATIENCE) {
      throw new InvalidSettingException(
          "patienceSeconds", "must be 0 to " + MAX_PATIENCE, patienceSeconds);
    }
    Set<UUID> ids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (Job job : jobs) {
      if (!ids.add(job.id())) {
        throw new InvalidSettingException("id", "must be one job's only", job.id());
      }
      if (!names.add(job.name().toLowerCase(Locale.ROOT))) {
        throw new InvalidSettingException("Name", "must be one job's only", job.name());
      }
    }
  }

  /** Nothing chosen yet. */
  public static Settings empty() {
    return new Settings(FORMAT, List.of(), 30);
  }

  public Settings withJobs(List<Job> newJobs) {
    return new Settings(format, newJobs, patienceSeconds);
  }

  /**
   * The job of that name (in any case) or id, which may be shortened while unique.
   *
   * @throws FailureException {@code JOB_UNKNOWN}, {@code JOB_AMBIGUOUS}
   */
  public Job job(String nameOrId) throws FailureException {
    String wanted = nameOrId.strip().toLowerCase(Locale.ROOT);
    for (Job job : jobs) {
      if (job.name().toLowerCase(Locale.ROOT).equals(wanted)) {
        return job;
      }
    }
    List<Job> found =
        jobs.stream()
            .filter(job -> !wanted.isEmpty() && job.id().toString().startsWith(wanted))
            .toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new FailureException(
        found.isEmpty() ? Reason.JOB_UNKNOWN : Reason.JOB_AMBIGUOUS, nameOrId);
  }
}
