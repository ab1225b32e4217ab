package dev.nightjar.app.setup;

import dev.nightjar.app.setup.JobDraft.ChosenFolder;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.folder.PlacedBackup;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Host;
import dev.nightjar.settings.InvalidSettingException;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.Settings;
import dev.nightjar.settings.SettingsStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;

/**
 * Saves a job as the user wants it: its folders are marked, then the settings changed. Either all
 * of that is done, or nothing is.
 */
public final class JobSetup {
  private final SettingsStore store;
  private final Jobs jobs;
  private final Deadline deadline = new Deadline(Duration.ofSeconds(10));

  public JobSetup(SettingsStore store, Jobs jobs) {
    this.store = store;
    this.jobs = jobs;
  }

  /**
   * Adds a new job, whatever jobs its folders have had.
   *
   * @param id the one that it has on another computer, too; empty for one that nobody has
   */
  public Job add(JobDraft draft, Optional<UUID> id) throws FailureException {
    Settings settings = store.load();
    UUID given = id.orElseGet(UUID::randomUUID);
    requireNew(settings, draft, given);
    return save(draft, given, settings);
  }

  /**
   * Refuses what {@link #add} would refuse whatever is on disk.
   *
   * @throws FailureException {@code SETTING_INVALID}, {@code JOB_EXISTS}, {@code JOB_NAME_TAKEN},
   *     or why the settings can't be read
   */
  public void requireNew(JobDraft draft, UUID id) throws FailureException {
    requireNew(store.load(), draft, id);
  }

  private static void requireNew(Settings settings, JobDraft wanted, UUID id)
      throws FailureException {
    Objects.requireNonNull(unmarked(wanted, id)); // Fails if a value is none.
    Optional<Job> same =
        settings
            .find(id)
            .or(() -> settings.jobs().stream().filter(job -> isSame(job, wanted)).findFirst());
    if (same.isPresent()) {
      throw new FailureException(Reason.JOB_EXISTS, same.get().name(), same.get().database());
    }
    requireOwnName(settings, wanted, id);
  }

  /** Whether that one is set up already, as far as its name and its database say. */
  private static boolean isSame(Job job, JobDraft wanted) {
    return job.name().equalsIgnoreCase(wanted.name())
        && job.database().normalize().equals(wanted.database().normalize());
  }

  private static void requireOwnName(Settings settings, JobDraft wanted, UUID id)
      throws FailureException {
    for (Job job : settings.jobs()) {
      if (job.name().equalsIgnoreCase(wanted.name()) && !job.id().equals(id)) {
        throw new FailureException(Reason.JOB_NAME_TAKEN, job.name(), job.database());
      }
    }
  }

  /**
   * Marks the folders that are new, and saves the job. A folder that stays the job's is left alone,
   * so that a NAS that is off keeps nobody from changing the time of day.
   *
   * @throws FailureException {@code DATABASE_…}, {@code PLACE_…}, {@code SETTING…}; nothing is
   *     changed then
   */
  public Job save(JobDraft draft) throws FailureException {
    Settings settings = store.load();
    return save(draft, id(draft, settings), settings);
  }

  private Job save(JobDraft draft, UUID id, Settings settings) throws FailureException {
    Optional<Job> before = before(settings, draft);
    if (before.map(Job::database).filter(draft.database()::equals).isEmpty()) {
      inspect(draft.database(), settings);
    }
    requireValid(draft, id, settings);
    Map<Path, List<Path>> apart = apart(draft, id, before, settings);
    requireApart(apart, FolderTwins::inspect);
    requireBeside(draft, apart);
    Owners.requireNoneHere(draft, id, settings);
    JobIdentity owner = new JobIdentity(id, draft.name(), Host.name());
    List<Claim> claims = new ArrayList<>();
    boolean saved = false;
    try {
      // The one that is more likely to refuse comes first.
      Optional<PlaceSettings> there = Optional.empty();
      if (draft.nas().isPresent()) {
        there = Optional.of(place(draft.nas().get(), JobPlace.NAS, owner, before, claims));
      }
      PlaceSettings here = place(draft.local(), JobPlace.HERE, owner, before, claims);
      requireApart(apart, FolderTwins::test); // Now that both are there.
      requireBeside(draft, apart);
      Job job = job(draft, id, here, there);
      store.update(now -> with(now, job, before.isPresent()));
      saved = true;
      return job;
    } finally {
      if (!saved) {
        claims.forEach(Claim::undo);
      }
    }
  }

  /**
   * Reads the live file as a run would, as long as the settings say.
   *
   * @throws FailureException {@code DATABASE_…}, {@code NOT_A_DATABASE}
   */
  public void inspect(Path file, Settings settings) throws FailureException {
    PlacedBackup.refuse(file);
    jobs.live(file, Duration.ofSeconds(settings.patienceSeconds())).inspect();
  }

  private static Optional<Job> before(Settings settings, JobDraft draft) throws FailureException {
    return draft.id().isPresent()
        ? Optional.of(settings.job(draft.id().get().toString()))
        : Optional.empty();
  }

  /** Going on with a folder's backups is going on with their job, unless it is here already. */
  private static UUID id(JobDraft draft, Settings settings) throws FailureException {
    if (draft.id().isPresent()) {
      return draft.id().get();
    }
    List<ChosenFolder> folders = new ArrayList<>(List.of(draft.local()));
    draft.nas().ifPresent(folders::add);
    for (ChosenFolder chosen : folders) {
      if (chosen.consent() == Consent.TAKE_OVER) {
        Optional<UUID> found = Owners.marked(chosen.folder()).map(place -> place.owner().job());
        if (found.isPresent() && settings.find(found.get()).isEmpty()) {
          return found.get();
        }
      }
    }
    return UUID.randomUUID();
  }

  /** All that can be said before a folder is touched. */
  private static void requireValid(JobDraft draft, UUID id, Settings settings)
      throws FailureException {
    Job job = unmarked(draft, id);
    requireOwnName(settings, draft, id);
    try {
      Objects.requireNonNull(with(settings, job, draft.id().isPresent()));
    } catch (InvalidSettingException e) {
      throw e.reported();
    }
  }

  /** The job with the draft's values, which is checked, and thrown away before it has markers. */
  private static Job unmarked(JobDraft draft, UUID id) throws FailureException {
    try {
      PlaceSettings here = new PlaceSettings(draft.local().folder(), id, draft.local().keep());
      Optional<PlaceSettings> there =
          draft.nas().map(nas -> new PlaceSettings(nas.folder(), id, nas.keep()));
      return job(draft, id, here, there);
    } catch (InvalidSettingException e) {
      throw e.reported();
    }
  }

  /**
   * The folders that are new to the job, each with those that it must not be: the job's other one,
   * and other jobs' ones.
   */
  private static Map<Path, List<Path>> apart(
      JobDraft draft, UUID id, Optional<Job> before, Settings settings) {
    List<Path> mine = new ArrayList<>(List.of(draft.local().folder()));
    draft.nas().ifPresent(nas -> mine.add(nas.folder()));
    List<Path> others =
        settings.jobs().stream()
            .filter(job -> !job.id().equals(id))
            .flatMap(job -> folders(job).stream())
            .toList();
    List<Path> known = before.map(JobSetup::folders).orElse(List.of());
    Map<Path, List<Path>> apart = new LinkedHashMap<>();
    for (Path folder : mine) {
      if (!known.contains(folder)) {
        List<Path> all = new ArrayList<>(mine);
        all.remove(folder);
        all.addAll(others);
        apart.put(folder, all);
      }
    }
    return apart;
  }

  static List<Path> folders(Job job) {
    return job.places().values().stream().map(PlaceSettings::folder).toList();
  }

  /** One folder under two names would count as two places. */
  private void requireApart(Map<Path, List<Path>> apart, BiPredicate<Path, Path> same)
      throws FailureException {
    for (Map.Entry<Path, List<Path>> folder : apart.entrySet()) {
      for (Path other : folder.getValue()) {
        // Another job's NAS may be off, and is no reason to wait for long.
        if (deadline.call(other, () -> same.test(folder.getKey(), other)).orElse(false)) {
          throw new FailureException(Reason.PLACE_SAME, folder.getKey(), other);
        }
      }
    }
  }

  /** Only if one of them is new: a job that is set up so already can still be changed. */
  private void requireBeside(JobDraft draft, Map<Path, List<Path>> fresh) throws FailureException {
    if (draft.nas().isPresent() && !fresh.isEmpty()) {
      Path here = draft.local().folder();
      Path there = draft.nas().get().folder();
      deadline.call(
          there,
          () -> {
            FolderTwins.requireBeside(there, here);
            return true;
          });
    }
  }

  private PlaceSettings place(
      ChosenFolder chosen,
      JobPlace which,
      JobIdentity owner,
      Optional<Job> before,
      List<Claim> claims)
      throws FailureException {
    Path folder = chosen.folder();
    Optional<PlaceSettings> same =
        before.flatMap(job -> job.place(which)).filter(place -> place.folder().equals(folder));
    if (chosen.consent() == Consent.NONE && same.isPresent()) {
      return same.get().keeping(chosen.keep());
    }
    Objects.requireNonNull(FolderGround.of(folder)); // Fails if no folder can be.
    PlaceSettings claimed =
        Claim.of(folder, claims)
            .mark(() -> jobs.claim(folder, which, owner, chosen.consent()))
            .keeping(chosen.keep());
    jobs.learn(claimed, which);
    return claimed;
  }

  private static Job job(
      JobDraft draft, UUID id, PlaceSettings here, Optional<PlaceSettings> there) {
    return new Job(id, draft.name(), draft.database(), here, there, draft.schedule());
  }

  /** The settings with {@code job} in its place, or at the end if it is new. */
  private static Settings with(Settings settings, Job job, boolean changed) {
    List<Job> all = new ArrayList<>(settings.jobs());
    int at = all.stream().map(Job::id).toList().indexOf(job.id());
    if (changed && at < 0) {
      // Somebody removed it while the form was open; to add it again would be a surprise.
      throw new InvalidSettingException("Name", "must still be in the settings", job.name());
    }
    if (at < 0) {
      all.add(job);
    } else {
      all.set(at, job);
    }
    return settings.withJobs(all);
  }
}
