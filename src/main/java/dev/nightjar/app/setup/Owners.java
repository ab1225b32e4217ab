package dev.nightjar.app.setup;

import dev.nightjar.app.setup.JobDraft.ChosenFolder;
import dev.nightjar.destination.Marker;
import dev.nightjar.destination.folder.MarkerFile;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** The jobs that folders belong to. */
final class Owners {
  private Owners() {}

  /**
   * Fails with {@code PLACE_OF_JOB_HERE} if a folder that is new to the job, or is to be taken
   * over, is another job's of these settings, as after folders were swapped: two databases would be
   * mixed, and no consent helps.
   */
  static void requireNoneHere(JobDraft draft, UUID id, Settings settings) throws FailureException {
    refuse(draft.local(), id, settings);
    if (draft.nas().isPresent()) {
      refuse(draft.nas().get(), id, settings);
    }
  }

  /** Whether it stays the job's, as it is: then it isn't asked, since it may be off. */
  private static boolean stays(ChosenFolder chosen, UUID id, Settings settings) {
    return chosen.consent() != Consent.TAKE_OVER
        && settings
            .find(id)
            .filter(job -> JobSetup.folders(job).contains(chosen.folder()))
            .isPresent();
  }

  private static void refuse(ChosenFolder chosen, UUID id, Settings settings)
      throws FailureException {
    if (stays(chosen, id, settings)) {
      return;
    }
    Optional<Job> owner =
        marked(chosen.folder())
            .flatMap(marker -> settings.find(marker.owner().job()))
            .filter(job -> !job.id().equals(id));
    if (owner.isPresent()) {
      throw new FailureException(Reason.PLACE_OF_JOB_HERE, chosen.folder(), owner.get().name());
    }
  }

  /** Its marker; none if it is damaged, which a take-over mends. */
  static Optional<Marker> marked(Path folder) throws FailureException {
    return Files.isDirectory(folder) ? MarkerFile.readUnlessDamaged(folder) : Optional.empty();
  }
}
