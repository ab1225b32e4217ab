package dev.nightjar.app.setup;

import dev.nightjar.destination.folder.MarkerFile;
import dev.nightjar.failure.FailureException;
import dev.nightjar.settings.ExportedJob;
import dev.nightjar.settings.InvalidSettingException;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.ScheduleSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A job as the user wants it, before its folders are marked.
 *
 * @param id of the job that is changed; empty for a new one
 * @param nas the second place, if there is to be one
 */
public record JobDraft(
    Optional<UUID> id,
    String name,
    Path database,
    ChosenFolder local,
    Optional<ChosenFolder> nas,
    ScheduleSettings schedule) {
  /**
   * A folder.
   *
   * @param consent the steps allowed to make it this job's
   * @param keep the backups to keep there, if that is chosen
   */
  public record ChosenFolder(Path folder, Consent consent, Optional<Keep> keep) {
    public ChosenFolder {
      folder = folder.toAbsolutePath().normalize();
    }

    /** A folder in which nothing is to be deleted. */
    public ChosenFolder(Path folder, Consent consent) {
      this(folder, consent, Optional.empty());
    }

    /** A folder that is as the settings have it. */
    static ChosenFolder of(PlaceSettings place) {
      return new ChosenFolder(place.folder(), Consent.NONE, place.keep());
    }

    /** The same with that rule. */
    public ChosenFolder keeping(Optional<Keep> rule) {
      return new ChosenFolder(folder, consent, rule);
    }

    private ChosenFolder withoutConsent() {
      return new ChosenFolder(folder, Consent.NONE, keep);
    }

    /**
     * As the command line's options say it.
     *
     * @param given {@code CREATE} for folders that have no marker, {@code TAKE_OVER} for others
     */
    public static ChosenFolder of(Path folder, Set<Consent> given) {
      if (given.contains(Consent.TAKE_OVER) && Files.exists(folder.resolve(MarkerFile.NAME))) {
        return new ChosenFolder(folder, Consent.TAKE_OVER);
      }
      return new ChosenFolder(
          folder, given.contains(Consent.CREATE) ? Consent.CREATE : Consent.NONE);
    }
  }

  /** A job as it is, but for its database. */
  public static JobDraft of(Job job, Path database) {
    return new JobDraft(
        Optional.of(job.id()),
        job.name(),
        database,
        ChosenFolder.of(job.local()),
        job.nas().map(ChosenFolder::of),
        job.schedule());
  }

  /**
   * A job that left its settings beside its backups, or a pattern for jobs: always a new one here.
   *
   * @param given the user's consents, for both folders
   * @throws FailureException {@code SETTING_INVALID} if a path is none of this system
   */
  public static JobDraft of(ExportedJob exported, Set<Consent> given) throws FailureException {
    try {
      InvalidSettingException.requireFull("Folder", exported.local());
      InvalidSettingException.requireFull("Database", exported.database());
      exported.nas().ifPresent(nas -> InvalidSettingException.requireFull("Folder", nas));
    } catch (InvalidSettingException e) {
      throw e.reported();
    }
    return new JobDraft(
        Optional.empty(),
        exported.name(),
        exported.database(),
        ChosenFolder.of(exported.local(), given).keeping(exported.localKeep()),
        exported.nas().map(nas -> ChosenFolder.of(nas, given).keeping(exported.nasKeep())),
        exported.schedule());
  }

  /** The same as a change of that job; a new one if none is named. */
  public JobDraft of(Optional<UUID> job) {
    return new JobDraft(job, name, database, local, nas, schedule);
  }

  /** Whether it is {@code saved} already, but for what may be done to its folders. */
  public boolean isAs(Job saved) {
    return withoutConsent().equals(of(saved, saved.database()).of(id));
  }

  private JobDraft withoutConsent() {
    return new JobDraft(
        id,
        name,
        database,
        local.withoutConsent(),
        nas.map(ChosenFolder::withoutConsent),
        schedule);
  }

  public JobDraft {
    database = database.toAbsolutePath().normalize();
  }

  /** The folder proposed for a database's backups: not where services sync. */
  public static Path defaultFolder(Path userHome, String name) {
    String clean = name.replaceAll("[\\p{Cntrl}<>:\"/\\\\|?*]", " ").strip();
    String ended = clean.replaceAll("[. ]+$", "").replaceAll("^\\.+", "");
    boolean reserved = FolderNames.isReserved(ended);
    String safe = ended.isEmpty() ? "database" : reserved ? "database " + ended : ended;
    return userHome.resolve("Nightjar Backups").resolve(safe);
  }
}
