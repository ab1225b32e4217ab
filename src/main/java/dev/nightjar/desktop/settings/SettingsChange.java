package dev.nightjar.desktop.settings;

import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.failure.FailureException;
import dev.nightjar.settings.Settings.Appearance;
import dev.nightjar.settings.Settings.Notifications;
import dev.nightjar.settings.Settings.SpokenLanguage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The change that the user wants to be in force.
 *
 * @param jobs all that there are to be, changed or not
 * @param removed jobs to forget; their backups stay
 * @param startWhenSigningIn only if the user changed it
 */
public record SettingsChange(
    List<Row> jobs,
    Set<UUID> removed,
    Notifications notifications,
    Appearance appearance,
    SpokenLanguage language,
    Optional<Boolean> startWhenSigningIn) {
  public SettingsChange {
    jobs = List.copyOf(jobs);
    removed = Set.copyOf(removed);
  }

  /**
   * A job in the form.
   *
   * @param number the same for as long as the form is open, so that a job that was saved before
   *     another failed isn't added twice
   */
  public record Row(int number, JobDraft draft) {}

  /** Makes a change come true; off the event thread. */
  @FunctionalInterface
  public interface Saver {
    void save(SettingsChange change) throws FailureException;
  }
}
