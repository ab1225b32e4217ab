package dev.nightjar.app;

import dev.nightjar.app.InPlaceRestore.Preview;
import dev.nightjar.app.InPlaceRestore.Request;
import dev.nightjar.app.InPlaceRestore.Stage;
import dev.nightjar.app.setup.Consent;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.setup.JobDraft.ChosenFolder;
import dev.nightjar.app.verdict.JobBackups;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Marker;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.platform.FileHolders;
import dev.nightjar.restore.InPlaceRestorer;
import dev.nightjar.settings.ExportedJob;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.settings.SettingsStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Goes on with a database if there is nothing but a folder of its backups. */
public final class NewComputer {
  private static final Logger LOG = Logger.getLogger(NewComputer.class.getName());

  private final App app;
  private final Path userHome;

  NewComputer(App app, Path userHome) {
    this.app = app;
    this.userHome = userHome;
  }

  /**
   * A database whose backups are in the folder.
   *
   * @param host the computer that it was backed up on
   * @param newest the one to get back
   * @param database the file to get it back into: the old location, for this user
   * @param isThere whether a file is there already; its data is saved first
   * @param unread why the settings beside the backups can't be taken: the usual ones are, then
   */
  public record Offer(
      Path folder,
      UUID job,
      String name,
      String host,
      int backups,
      KeptBackup newest,
      Path database,
      boolean isThere,
      Optional<Failure> unread) {
    /** The same, into another file. */
    public Offer into(Path file) {
      Path chosen = file.toAbsolutePath().normalize();
      return new Offer(
          folder, job, name, host, backups, newest, chosen, Files.exists(chosen), unread);
    }
  }

  /**
   * A job that goes on here.
   *
   * @param job as it is in the settings now
   * @param saved the backup of the data that was in the file before; empty if there was none
   * @param rawCopy the folder with a file from before that could not be backed up
   */
  public record GoneOn(Job job, Optional<BeforeRestore.Saved> saved, Optional<Path> rawCopy) {}

  /**
   * Finds out what a folder holds; changes nothing.
   *
   * @return one offer at least
   * @throws FailureException {@code PLACE_MISSING}, {@code PLACE_IS_FILE}, {@code
   *     PLACE_UNREACHABLE}, {@code NO_BACKUPS}, or why a manifest that is there can't be believed
   */
  public List<Offer> inspect(Path folder) throws FailureException {
    Path absolute = folder.toAbsolutePath().normalize();
    Survey survey = Survey.read(List.of(app.jobs().reading(absolute)));
    List<Offer> offers = new ArrayList<>();
    Optional<Failure> unread = whyUnread(absolute);
    for (JobBackups job : JobBackups.allIn(survey)) {
      job.latest().ifPresent(newest -> offers.add(offer(absolute, job, newest, unread)));
    }
    if (offers.isEmpty()) {
      throw survey.whyThereIsNone();
    }
    return offers;
  }

  /** Why the settings beside the backups can't be taken; empty, too, if there are none. */
  private static Optional<Failure> whyUnread(Path folder) {
    try {
      SettingsStore.parseExport(folder);
      return Optional.empty();
    } catch (FailureException e) {
      return Optional.of(e.failure()).filter(why -> why.reason() != Reason.IMPORT_MISSING);
    }
  }

  private Offer offer(Path folder, JobBackups job, KeptBackup newest, Optional<Failure> unread) {
    Path database = OldLocation.forUser(newest.summary().source(), userHome);
    return new Offer(
        folder,
        job.owner().job(),
        job.owner().name(),
        job.owner().host(),
        job.backups().size(),
        newest,
        database,
        Files.exists(database),
        unread);
  }

  /**
   * Gets the newest backup back, takes the folder over with its settings, and goes on with the job.
   * If that fails, nothing is set up, and a file that wasn't there isn't there again.
   *
   * @param progress of all that it takes; may cancel until the first byte goes into a file that was
   *     there
   * @throws FailureException {@code DATABASE_IN_USE}, {@code PLACE_OWNED_BY_OTHER}, {@code
   *     TARGET_…}, {@code SETTING_INVALID}, {@code SETTINGS_TOO_NEW}, …
   */
  public GoneOn goOn(Offer offer, Progress progress) throws FailureException {
    requireOwned(offer);
    JobDraft draft = draft(offer);
    app.jobSetup().requireNew(draft, offer.job());
    if (!offer.isThere()) {
      return intoNewFile(offer, draft, progress);
    }
    Preview now = app.inPlaceRestore().preview(request(offer, Optional.empty()));
    if (!now.users().isEmpty()) {
      throw InPlaceRestorer.inUse(offer.database(), now.users());
    }
    return now.trouble().isPresent()
        ? overNoDatabase(offer, draft, progress)
        : overData(offer, draft, progress);
  }

  private GoneOn intoNewFile(Offer offer, JobDraft draft, Progress progress)
      throws FailureException {
    makeFolderOf(offer.database());
    new KeptSource(app, offer.newest(), BackupFile.DATABASE).restoreTo(offer.database(), progress);
    FreshFile made = new FreshFile(offer.database());
    try {
      Job job = app.jobSetup().add(draft, Optional.of(offer.job()));
      return new GoneOn(job, Optional.empty(), Optional.empty());
    } catch (FailureException e) {
      takeBack(made, e);
      throw e;
    }
  }

  /**
   * A file that is empty, damaged, or no database can't be set up, and no backup can be made of it:
   * it gets its data first, and is kept as it was for 30 days.
   */
  private GoneOn overNoDatabase(Offer offer, JobDraft draft, Progress progress)
      throws FailureException {
    InPlaceRestore.Done done =
        app.inPlaceRestore().restore(request(offer, Optional.empty()), listener(progress));
    Job job = app.jobSetup().add(draft, Optional.of(offer.job()));
    return new GoneOn(job, done.saved(), done.restored().rawCopy());
  }

  private static Request request(Offer offer, Optional<Job> job) {
    return new Request(offer.newest(), BackupFile.DATABASE, offer.database(), job, false);
  }

  private static InPlaceRestore.Listener listener(Progress progress) {
    return new InPlaceRestore.Listener() {
      private Stage stage = Stage.FETCHING;

      @Override
      public void begins(Stage begun) {
        stage = begun;
      }

      @Override
      public void advanced(long done, long total) throws FailureException {
        if (stage != Stage.WRITING) {
          progress.advanced(done, total);
        }
      }
    };
  }

  /** An app that was installed before has made a file: its data is saved first. */
  private GoneOn overData(Offer offer, JobDraft draft, Progress progress) throws FailureException {
    InPlaceRestore restore = app.inPlaceRestore();
    Job job = app.jobSetup().add(draft, Optional.of(offer.job()));
    boolean back = false;
    try {
      InPlaceRestore.Done done =
          restore.restore(request(offer, Optional.of(job)), listener(progress));
      back = true;
      return new GoneOn(job, done.saved(), done.restored().rawCopy());
    } finally {
      if (!back && !restore.isUnfinished(job.database())) {
        takeOut(job);
      }
    }
  }

  /** A file that was not put back is not to be backed up as the newest of that name. */
  private void takeOut(Job job) {
    try {
      app.settings()
          .update(
              now ->
                  now.withJobs(
                      now.jobs().stream().filter(one -> !one.id().equals(job.id())).toList()));
    } catch (FailureException e) {
      LOG.log(Level.WARNING, e, () -> job.name() + " stays set up, and wasn't put back");
    }
  }

  /** To take over what is another's would mix two databases. */
  private void requireOwned(Offer offer) throws FailureException {
    Optional<Marker> marker = app.jobs().reading(offer.folder()).destination().inventory().marker();
    if (marker.isPresent() && !marker.get().owner().job().equals(offer.job())) {
      throw new FailureException(
          Reason.PLACE_OWNED_BY_OTHER,
          offer.folder(),
          marker.get().owner().name(),
          marker.get().owner().host());
    }
  }

  private JobDraft draft(Offer offer) throws FailureException {
    Set<Consent> given = Set.of(Consent.CREATE, Consent.TAKE_OVER);
    Optional<ExportedJob> old = exported(offer);
    return new JobDraft(
        Optional.empty(),
        offer.name(),
        offer.database(),
        ChosenFolder.of(JobDraft.defaultFolder(userHome, offer.name()), given)
            .keeping(old.flatMap(ExportedJob::localKeep)),
        Optional.of(
            ChosenFolder.of(offer.folder(), given).keeping(old.flatMap(ExportedJob::nasKeep))),
        old.map(ExportedJob::schedule).orElseGet(ScheduleSettings::standard));
  }

  /**
   * The settings beside the backups, if they are this job's; without them, the usual ones.
   *
   * @throws FailureException {@code SETTINGS_TOO_NEW}: the usual ones would replace them unsaid
   */
  private static Optional<ExportedJob> exported(Offer offer) throws FailureException {
    try {
      return Optional.of(SettingsStore.parseExport(offer.folder()))
          .filter(old -> old.id().filter(offer.job()::equals).isPresent());
    } catch (FailureException e) {
      if (e.reason() == Reason.SETTINGS_TOO_NEW) {
        throw e;
      }
      LOG.log(Level.INFO, e, () -> "settings in " + offer.folder());
      return Optional.empty();
    }
  }

  private static void makeFolderOf(Path database) throws FailureException {
    try {
      Path folder = database.getParent();
      if (folder != null) {
        DurableFiles.makeFolders(folder);
      }
    } catch (IOException e) {
      throw DiskFailures.ofTarget(e, database, DiskTrouble.UNKNOWN);
    }
  }

  /** Removes a copy that was just made, which is still in the folder. */
  private void takeBack(FreshFile made, FailureException because) {
    try {
      if (!made.takeBack(FileHolders.current())) {
        LOG.log(Level.WARNING, because, () -> "an app uses what was got back: it stays");
      }
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
