package dev.nightjar.app;

import dev.nightjar.app.setup.JobSetup;
import dev.nightjar.app.setup.Jobs;
import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.CheckFiles;
import dev.nightjar.app.verdict.CheckStore;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.Checks.Checked;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.JobFacts;
import dev.nightjar.app.verdict.LiveReport;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.app.verdict.ShrunkTables;
import dev.nightjar.app.verdict.StateFile;
import dev.nightjar.app.verdict.StateStore;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.app.verdict.TableDrop;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.VerdictRules;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.BackupRunner;
import dev.nightjar.backup.Holdings;
import dev.nightjar.backup.PruneGuard;
import dev.nightjar.backup.RunListener;
import dev.nightjar.backup.StepResult;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.PatientDestination.LeftBehind;
import dev.nightjar.destination.PlaceReadme;
import dev.nightjar.destination.folder.Leases;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.history.History;
import dev.nightjar.io.HeldLock;
import dev.nightjar.platform.Beside;
import dev.nightjar.platform.DaemonThreads;
import dev.nightjar.platform.FileHolders;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.Host;
import dev.nightjar.platform.NetworkFolders;
import dev.nightjar.platform.Uptime;
import dev.nightjar.retention.Pruning;
import dev.nightjar.retention.RetentionPolicy;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.LastRun;
import dev.nightjar.settings.SettingsStore;
import dev.nightjar.sqlite.LiveFileInspector;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * The use cases, for whichever face asks. Makes the threads and holds the locks.
 *
 * <p>It is long because every use case has its door here.
 */
public final class App implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(App.class.getName());

  /** More than there are processors take turns, and what a backup waits for longest ends later. */
  private static final int WORKERS =
      Math.max(2, Math.min(Runtime.getRuntime().availableProcessors(), 4));

  private final Home home;
  private final Clock clock;
  private final Supplier<Uptime.Reading> uptime;
  private final String version;
  private final ExecutorService workers;
  private final LeftBehind leftBehind = new LeftBehind();
  private final ExecutorService errands =
      Executors.newSingleThreadExecutor(DaemonThreads.named("errand"));
  private final Leases leases;
  private final JobLocks locks;
  private final CheckStore checks;

  public App(Home home, Clock clock, String version) {
    this(home, clock, Uptime::read, version);
  }

  App(Home home, Clock clock, Supplier<Uptime.Reading> uptime, String version) {
    this.home = home;
    this.clock = clock;
    this.uptime = uptime;
    this.version = version;
    this.leases = new Leases(Leases.Writer.ofThisProcess(Host.name()), new LeaseHeartbeat(), clock);
    this.locks = new JobLocks(home, clock);
    this.checks = new CheckFiles(home.checksFolder());
    this.workers = Executors.newFixedThreadPool(WORKERS, DaemonThreads.named("backup worker"));
  }

  public Home home() {
    return home;
  }

  public Clock clock() {
    return clock;
  }

  public SettingsStore settings() {
    return new SettingsStore(home.settingsFile());
  }

  public History history() {
    return new History(home.historyFile());
  }

  /** The errands of a face: one at a time, none on the thread that runs backups. */
  public Executor errands() {
    return errands;
  }

  /** The state that the tray program keeps. */
  public AppState state() {
    return stateStore().get();
  }

  private StateStore stateStore() {
    return new StateStore(StateFile.at(home.stateFile()));
  }

  /** The results of copies that were read again, whoever asked for it. */
  public CheckStore checks() {
    return checks;
  }

  /**
   * The verdict on one job, by the rules of the tray program, from what is on disk now.
   *
   * @param places where its backups are
   * @param here whether it is this computer's, so that its live file is inspected, too
   */
  public JobVerdict judge(Job job, List<Target> places, boolean here) {
    ZonedDateTime now = ZonedDateTime.now(clock);
    AppState remembered = here ? state() : AppState.EMPTY;
    // SQLite is loaded while thousands of backups are read.
    Optional<Beside<LiveReport>> live =
        here
            ? Optional.of(Beside.start("live file", () -> inspect(job.database())))
            : Optional.empty();
    Survey survey = here ? Survey.readOrRecall(places, identity(job)) : Survey.readOrRecall(places);
    JobFacts facts =
        JobFacts.of(
            job,
            survey,
            live.map(Beside::get),
            (here ? drops(job, survey) : survey.drops(job)).orElse(List.of()),
            history(),
            here ? checks.of(job.id()) : Checks.NONE,
            now.toInstant(),
            now.getZone());
    VerdictRules rules = new VerdictRules(now.toInstant(), now.getZone(), remembered);
    return rules.of(facts, rules.onSince(Uptime.bootedAt(), facts));
  }

  /** The owner of a job's places, on this computer. */
  public static JobIdentity identity(Job job) {
    return new JobIdentity(job.id(), job.name(), Host.name());
  }

  private static LiveReport inspect(Path file) {
    return new LiveReport(
        "",
        LiveFileInspector.inspect(file, NetworkFolders.isNetwork(file), Optional.empty())
            .failure());
  }

  /**
   * Lets what is read in the background, in whichever process, give way within a second, until it
   * is closed; empty if it does already.
   */
  public Optional<HeldLock> readFirst() {
    return locks.readFirst();
  }

  /** Reads copies of a job again until it is cancelled, or some process is to go first. */
  public GentleReader gentleReader(Job job, BooleanSupplier cancelled) {
    return new GentleReader(locks, job, cancelled);
  }

  /** Whether a run of that job is under way, in whichever process. */
  public boolean isUnderWay(Job job) throws FailureException {
    return locks.isHeld(job.id());
  }

  JobLocks locks() {
    return locks;
  }

  public Jobs jobs() {
    return new Jobs(home, clock, history(), leftBehind, leases);
  }

  /** Puts backups back into live files. */
  public InPlaceRestore inPlaceRestore() {
    return new InPlaceRestore(
        this, new BackupRunner(clock, workers, version), FileHolders.current());
  }

  /** Gets rows of backups back into live databases. */
  public RowsRestore rowsRestore() {
    return new RowsRestore(this, new BackupRunner(clock, workers, version));
  }

  /**
   * Goes on with databases of another computer.
   *
   * @param userHome this user's own folder
   */
  public NewComputer newComputer(Path userHome) {
    return new NewComputer(this, userHome);
  }

  public JobSetup jobSetup() {
    return new JobSetup(settings(), jobs());
  }

  /**
   * Does a job under two locks: one by job in the program's own folder, and one in the folder on
   * this computer if that is there. Then delivers what is owed.
   *
   * @param wait whether to wait for another run to end
   * @throws FailureException {@code RUN_IN_PROGRESS}, its holder named
   */
  public BackupRun backUp(BackupJob job, Manifest.Kind kind, boolean wait, RunListener listener)
      throws FailureException {
    BackupRun run =
        backUp(
            job,
            wait,
            () -> damaged(job),
            (runner, damaged) -> runner.runAndDeliverOwed(job, kind, damaged, listener),
            listener);
    learnt(job, run);
    return run;
  }

  /** Remembers what a run has shown of copies. */
  private void learnt(BackupJob job, BackupRun run) {
    Map<String, String> locations = new HashMap<>();
    job.targets().forEach(target -> locations.put(target.label(), target.destination().location()));
    List<Checked> shown =
        run.results().stream()
            .flatMap(
                result ->
                    Checks.shownBy(
                        result, place -> Optional.ofNullable(locations.get(place)), clock.instant())
                        .stream())
            .toList();
    if (!shown.isEmpty()) {
      checks.add(run.job(), shown);
    }
  }

  /**
   * The same for a job that waits for no other run, and delivers nothing older.
   *
   * @param damaged the ids of the copies that a check found damaged, by the place's label; empty if
   *     that isn't known: then nothing is deleted
   */
  public BackupRun backUpOnly(
      BackupJob job,
      Manifest.Kind kind,
      Optional<Map<String, Set<String>>> damaged,
      RunListener listener)
      throws FailureException {
    return backUp(
        job,
        false,
        () -> damaged,
        (runner, found) -> runner.run(job, kind, found, listener),
        listener);
  }

  private BackupRun backUp(
      BackupJob job,
      boolean wait,
      Supplier<Optional<Map<String, Set<String>>>> damaged,
      BiFunction<BackupRunner, Map<String, Set<String>>, BackupRun> work,
      RunListener listener)
      throws FailureException {
    return locks.under(
        job,
        wait,
        () -> {
          Optional<Map<String, Set<String>>> found = damaged.get();
          BackupRunner plain = new BackupRunner(clock, workers, version);
          BackupRunner runner =
              found.flatMap(known -> guard(job)).map(plain::pruning).orElse(plain);
          BackupRun run = work.apply(runner, found.orElse(Map.of()));
          remember(run, listener);
          leaveNotes(job, run);
          return run;
        });
  }

  /**
   * Returns the guard of unattended deletion; empty for a job in which nothing is to be deleted:
   * one of a single command, or one whose owner chose no rule.
   */
  private Optional<PruneGuard> guard(BackupJob job) {
    if (job.targets().stream().noneMatch(Target::deletes)) {
      return Optional.empty();
    }
    try {
      return settings()
          .load()
          .find(job.identity().job())
          .map(
              one ->
                  new UnattendedPruning(
                      one,
                      job.targets(),
                      () -> stateStore().known().map(all -> all.of(one.id())),
                      pruningRecord(one.id()),
                      clock));
    } catch (FailureException e) {
      return Optional.empty(); // Settings that are damaged are told wherever they are used.
    }
  }

  private PruningRecord pruningRecord(UUID job) {
    return new PruningRecord(home.pruningFolder().resolve(job + ".json"), clock, uptime);
  }

  /**
   * The tables of the job that shrank, for the question and for the hold alike: as the newest
   * backups show it, or as a run saw it that was to delete, however long ago.
   *
   * @return empty if the newest backup or the record of earlier runs can't be read: nobody knows
   */
  public Optional<List<TableDrop>> drops(Job job, Survey survey) {
    Optional<List<TableDrop>> found = survey.drops(job);
    Optional<Map<String, Long>> rows = survey.newestRows(job);
    if (found.isEmpty() || rows.isEmpty()) {
      return found;
    }
    try {
      List<TableDrop> earlier = pruningRecord(job.id()).shrunk(rows.get());
      return Optional.of(TableDrop.merged(found.get(), earlier));
    } catch (FailureException e) {
      LOG.log(Level.WARNING, e, () -> "drops");
      return Optional.empty();
    }
  }

  /**
   * Whether a table of the job's newest backup shrank, or may have, and the user hasn't said that
   * this is right.
   */
  public boolean isShrunk(Job job) {
    return isShrunk(job, Survey.readOrRecall(jobs().targets(job)));
  }

  private boolean isShrunk(Job job, Survey survey) {
    return shrunk(job, survey).filter(List::isEmpty).isEmpty();
  }

  private Optional<List<Finding.Shrunk>> shrunk(Job job, Survey survey) {
    return drops(job, survey)
        .map(drops -> ShrunkTables.unanswered(drops, state().of(job.id()), clock.instant()));
  }

  /**
   * Remembers the user's answer that the tables which shrank are right as they are. The tray
   * program must not run: it keeps the answers, and would write over this one.
   *
   * @return the tables; none if there was nothing to answer; empty if the newest backup can't be
   *     read, so that nobody knows
   * @throws FailureException {@code SETTINGS_IO} if the answers can't be read or written
   */
  public Optional<List<Finding.Shrunk>> acceptShrunk(Job job) throws FailureException {
    Optional<List<Finding.Shrunk>> asked = shrunk(job, Survey.readOrRecall(jobs().targets(job)));
    StateStore store = stateStore();
    if (store.known().isEmpty()) {
      throw new FailureException(Reason.SETTINGS_IO, home.stateFile());
    }
    for (Finding.Shrunk table : asked.orElse(List.of())) {
      store.update(all -> all.with(job.id(), of -> of.withAnswer(table, clock.instant())));
    }
    if (!state().equals(store.get())) {
      throw new FailureException(Reason.SETTINGS_IO, home.stateFile()); // It couldn't be written.
    }
    return asked;
  }

  /** Reads what each place of a job has, to plan deletions; deletes nothing. */
  public Holdings holdings(BackupJob job) {
    return Holdings.read(job, damaged(job).orElse(Map.of()));
  }

  /**
   * The facts from which a pruning by hand is planned: each place is read once.
   *
   * @param shrunk as {@link #isShrunk} has it
   */
  public record PruningFacts(Holdings holdings, boolean shrunk) {}

  /**
   * Reads them; deletes nothing.
   *
   * @throws FailureException {@code CHECKS_UNREADABLE}: it isn't known which copies are damaged
   */
  public PruningFacts pruningFacts(Job job, BackupJob wanted) throws FailureException {
    Map<String, Set<String>> damaged = requireDamaged(wanted);
    Survey survey = Survey.readOrRecall(wanted.targets());
    Map<String, Inventory> inventories = new LinkedHashMap<>();
    Map<String, FailureException> silent = new LinkedHashMap<>();
    for (PlaceReport place : survey.places()) {
      inventories.put(place.label(), place.inventory());
      place.failure().ifPresent(why -> silent.put(place.label(), new FailureException(why)));
    }
    return new PruningFacts(
        Holdings.of(wanted, inventories, silent, damaged), isShrunk(job, survey));
  }

  /** Returns what a rule would mean at one of a job's places; deletes nothing. */
  public KeepPreview preview(Job job, JobPlace which, RetentionPolicy rule) {
    Holdings holdings = holdings(jobs().of(job, Duration.ZERO));
    String place = which.label();
    Pruning pruning =
        holdings.plan(place, rule, Pruning.Limits.NONE, clock.instant(), clock.getZone());
    List<BackupSummary> there = holdings.at(place);
    return new KeepPreview(
        there.size(), bytes(there), pruning.plan().kept().size(), pruning.bytesInTheEnd());
  }

  private static long bytes(List<BackupSummary> backups) {
    return backups.stream().mapToLong(BackupSummary::bytes).sum();
  }

  /**
   * Deletes what places of a job needn't keep, on the user's word; under the same locks.
   *
   * @param places their labels
   */
  public BackupRun prune(Job job, Set<String> places, RunListener listener)
      throws FailureException {
    BackupJob wanted = jobs().of(job, Duration.ZERO);
    return locks.under(
        wanted,
        false,
        () -> {
          BackupRun run =
              new BackupRunner(clock, workers, version)
                  .prune(wanted, places, isShrunk(job), requireDamaged(wanted), listener);
          if (!run.results().isEmpty()) {
            remember(run, listener);
          }
          if (run.results().stream().anyMatch(StepResult::succeeded)) {
            pruningRecord(job.id()).setShrunk(Map.of()); // Somebody has deleted, knowingly.
          }
          return run;
        });
  }

  /** The copies that a check has found damaged, by place and id; empty if that isn't known. */
  private Optional<Map<String, Set<String>>> damaged(BackupJob job) {
    Checks found = checks.of(job.identity().job());
    return found.isComplete()
        ? Optional.of(
            job.targets().stream()
                .collect(
                    Collectors.toMap(
                        BackupJob.Target::label,
                        target -> found.damagedAt(target.destination().location()))))
        : Optional.empty();
  }

  private Map<String, Set<String>> requireDamaged(BackupJob job) throws FailureException {
    return damaged(job)
        .orElseThrow(() -> new FailureException(Reason.CHECKS_UNREADABLE, home.checksFolder()));
  }

  /**
   * Makes no backup, but copies to places of the job what they lack; under the same locks.
   *
   * @param places the labels of those to deliver to
   * @param damaged the ids of the copies that a check found damaged, by the place's label
   */
  public BackupRun deliverOwed(
      BackupJob job, Set<String> places, Map<String, Set<String>> damaged, RunListener listener)
      throws FailureException {
    return locks.under(
        job,
        false,
        () -> {
          BackupRun run =
              new BackupRunner(clock, workers, version).deliverOwed(job, places, damaged, listener);
          if (run.results().stream().anyMatch(result -> result.delivered() > 0)) {
            remember(run, listener);
          }
          return run;
        });
  }

  /** A log only: that it can't be written takes nothing from what the run has made. */
  void remember(BackupRun run, RunListener listener) {
    try {
      history().append(run);
    } catch (FailureException e) {
      LOG.log(Level.WARNING, e, () -> "history");
      listener.forgotten(e.failure());
    }
  }

  /** Leaves the way back by hand, and the job's settings for a new computer. Best effort. */
  private void leaveNotes(BackupJob job, BackupRun run) {
    byte[] readme = PlaceReadme.text(job.identity(), job.database().file().toString());
    Optional<byte[]> exported = exported(job, run);
    for (BackupJob.Target target : job.targets()) {
      if (run.lacks(target.label())) {
        continue; // Reported by its step.
      }
      try {
        target.destination().leave(PlaceReadme.FILE, readme);
        if (exported.isPresent()) {
          target.destination().leave(SettingsStore.EXPORT_FILE, exported.get());
        }
      } catch (FailureException e) {
        LOG.log(Level.WARNING, e, () -> "notes at " + target.label());
      }
    }
  }

  /** The job's settings and this run's end; a job of one command has no settings. */
  private Optional<byte[]> exported(BackupJob job, BackupRun run) {
    try {
      String outcome = run.outcome().name().toLowerCase(Locale.ROOT);
      LastRun last = new LastRun(run.startedAt(), outcome, run.backup());
      return settings()
          .load()
          .find(job.identity().job())
          .map(one -> SettingsStore.export(one, Optional.of(last)));
    } catch (FailureException e) {
      return Optional.empty(); // Settings that are damaged are told wherever they are used.
    }
  }

  @Override
  public void close() {
    workers.shutdown();
    errands.shutdownNow();
  }
}
