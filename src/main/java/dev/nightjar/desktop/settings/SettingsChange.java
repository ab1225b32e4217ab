package dev.nightjar.desktop.settings;

import dev.nightjar.failure.FailureException;
import dev.nightjar.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The change that the user wants to be in force. A folder that is new to a job has a marker that
 * stands for the one that is found or made there.
 *
 * @param startWhenSigningIn only where the user changed it
 * @param removed jobs to forget; their backups stay
 * @param create folders in which the user's word makes a marker
 * @param takeOver folders that the user's word takes from another owner
 */
public record SettingsChange(
    Settings settings,
    Optional<Boolean> startWhenSigningIn,
    Set<UUID> removed,
    Set<Path> create,
    Set<Path> takeOver) {
  public SettingsChange {
    removed = Set.copyOf(removed);
    create = Set.copyOf(create);
    takeOver = Set.copyOf(takeOver);
  }

  /** Makes a wish come true; off the event thread. */
  @FunctionalInterface
  public interface Saver {
    void save(SettingsChange wish) throws FailureException;
  }
}
