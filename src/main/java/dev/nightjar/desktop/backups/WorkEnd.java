package dev.nightjar.desktop.backups;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.failure.Failure;
import java.nio.file.Path;
import java.util.Optional;

/** How the window's own work on backups ended. */
sealed interface WorkEnd {
  /**
   * Backups were read again.
   *
   * @param chosen the one that was chosen; empty if all were to be read
   */
  record Checked(Optional<KeptBackup> chosen, BackupsCheck.Result result) implements WorkEnd {}

  /**
   * A copy was saved.
   *
   * @param failure why there is none, if so
   */
  record Saved(Path target, Optional<Failure> failure) implements WorkEnd {}
}
