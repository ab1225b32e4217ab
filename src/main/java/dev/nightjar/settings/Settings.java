package dev.nightjar.settings;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * All that the user chose.
 *
 * @param format the file's kind, and its version
 * @param patienceSeconds how long to wait for a database that others keep locked
 * @param placePatienceSeconds how long the tray program waits for a place that doesn't answer
 */
public record Settings(
    String format,
    List<Job> jobs,
    Integer patienceSeconds,
    Integer placePatienceSeconds,
    Notifications notifications,
    Appearance appearance,
    SpokenLanguage language) {
  public static final String FORMAT = "nightjar-settings/1";

  private static final int MAX_PATIENCE = 3600;

  public Settings {
    Objects.requireNonNull(format);
    jobs = jobs == null ? List.of() : List.copyOf(jobs);
    patienceSeconds = patienceSeconds == null ? 30 : patienceSeconds;
    placePatienceSeconds = placePatienceSeconds == null ? 120 : placePatienceSeconds;
    notifications = notifications == null ? Notifications.EVERY_STEP : notifications;
    appearance = appearance == null ? Appearance.SYSTEM : appearance;
    language = language == null ? SpokenLanguage.SYSTEM : language;
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException("format: must be " + FORMAT + " (got " + format + ")");
    }
    requirePatience("patienceSeconds", patienceSeconds);
    requirePatience("placePatienceSeconds", placePatienceSeconds);
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

  private static void requirePatience(String field, int seconds) {
    if (seconds < 0 || seconds > MAX_PATIENCE) {
      throw new InvalidSettingException(field, "must be 0 to " + MAX_PATIENCE, seconds);
    }
  }

  /** The successes to report; problems always are. */
  public enum Notifications {
    EVERY_STEP,
    EACH_BACKUP,
    PROBLEMS_ONLY
  }

  /** The windows' colours. */
  public enum Appearance {
    SYSTEM,
    LIGHT,
    DARK
  }

  /** The language of windows, notifications and the command line: the system's, or one by code. */
  public enum SpokenLanguage {
    SYSTEM,
    EN,
    DE,
    TR;

    /** Returns the one that was chosen; empty for the system's. */
    public Optional<Locale> locale() {
      return this == SYSTEM
          ? Optional.empty()
          : Optional.of(Locale.forLanguageTag(name().toLowerCase(Locale.ROOT)));
    }
  }

  /** Nothing chosen yet. */
  public static Settings empty() {
    return new Settings(
        FORMAT,
        List.of(),
        30,
        120,
        Notifications.EVERY_STEP,
        Appearance.SYSTEM,
        SpokenLanguage.SYSTEM);
  }

  public Settings withJobs(List<Job> newJobs) {
    return new Settings(
        format,
        newJobs,
        patienceSeconds,
        placePatienceSeconds,
        notifications,
        appearance,
        language);
  }

  /** With the choices that all jobs share and that the settings dialog shows. */
  public Settings with(
      Notifications newNotifications, Appearance newAppearance, SpokenLanguage newLanguage) {
    return new Settings(
        format,
        jobs,
        patienceSeconds,
        placePatienceSeconds,
        newNotifications,
        newAppearance,
        newLanguage);
  }

  /** Returns the job of that id; empty if it is none of these, or none any more. */
  public Optional<Job> find(UUID id) {
    return jobs.stream().filter(job -> job.id().equals(id)).findFirst();
  }

  /**
   * The job of that name (in any case) or id, which may be shortened while unique.
   *
   * @throws FailureException {@code JOB_UNKNOWN}, {@code JOB_AMBIGUOUS}
   */
  public Job job(String nameOrId) throws FailureException {
    String wanted = nameOrId.strip().toLowerCase(Locale.ROOT);
    for (Job job : jobs) {
      if (job.name().strip().toLowerCase(Locale.ROOT).equals(wanted)) {
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

  public Settings withPlacePatienceSeconds(int seconds) {
    return new Settings(
        format, jobs, patienceSeconds, seconds, notifications, appearance, language);
  }
}
