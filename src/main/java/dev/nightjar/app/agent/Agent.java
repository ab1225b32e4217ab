package dev.nightjar.app.agent;

import dev.nightjar.app.App;
import dev.nightjar.app.agent.Engine.RunEnd;
import dev.nightjar.app.agent.Engine.Task;
import dev.nightjar.app.agent.RunQueue.Prepared;
import dev.nightjar.app.agent.RunQueue.Request;
import dev.nightjar.app.agent.RunQueue.Trigger;
import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.CheckStore;
import dev.nightjar.app.verdict.Checks.Checked;
import dev.nightjar.app.verdict.DueDates;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.JobFacts;
import dev.nightjar.app.verdict.LiveReport;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.app.verdict.StateFile;
import dev.nightjar.app.verdict.StateStore;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.backup.Outcome;
import dev.nightjar.backup.StepResult;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The program while it stays: what a face may ask of it. Due, owed and safe are derived from the
 * disk each time that it wakes; one thread, the timeline's, owns all that it knows. Every method
 * returns at once, on any thread.
 *
 * <p>It is long because it is the one door to all of these parts: what wakes it, and what a face
 * may ask.
 */
public final class Agent implements AutoCloseable {
  /** So long nothing is decided while nothing changes and no date comes. */
  private static final Duration QUIET = Duration.ofMinutes(30);

  /** Settings or a state that can't be read are tried again this often. */
  private static final Duration WHILE_STOPPED = Duration.ofMinutes(1);

  private static final Duration SOONEST = Duration.ofMillis(10);

  private final Engine engine;
  private final Timeline timeline;
  private final Notifier notifier;
  private final StateStore state;
  private final CheckStore checks;
  private final Observer observer;
  private final RunQueue queue;
  private final DueKeeper due = new DueKeeper();
  private final CatchUpKeeper catchUp;
  private final CheckKeeper checking;
  private final Reporter reporter;
  private final SleepMonitor sleep = new SleepMonitor();
  private final RunResults results;
  private final StatusBoard board;
  private Settings settings = Settings.empty();
  private boolean settingsRead;
  private Optional<Failure> stopped = Optional.empty();
  private Duration decideAt = Duration.ZERO;
  private boolean deciding;
  private int userReads;
  private Optional<String> signature = Optional.empty();

  /**
   * Starts nothing yet.
   *
   * @param stateFile the user's answers and the reports made
   * @param checks the copies that were read again
   * @param rhythm how often they are
   * @param listener told of every change, on the timeline's thread
   */
  public Agent(
      Engine engine,
      Timeline timeline,
      StateFile stateFile,
      CheckStore checks,
      CheckRhythm rhythm,
      Notifier notifier,
      Consumer<Status> listener) {
    this.engine = engine;
    this.timeline = timeline;
    this.notifier = notifier;
    this.state = new StateStore(stateFile);
    this.checks = checks;
    this.observer = new Observer(engine, timeline, checks, new Observations());
    this.queue = new RunQueue(engine, timeline, this::prepare, new Runs());
    this.catchUp = new CatchUpKeeper(engine, timeline, this::polled);
    this.checking = new CheckKeeper(engine, timeline, checks, new Rereading(rhythm), this::wake);
    this.reporter = new Reporter(state, notifier);
    this.results = new RunResults(timeline, observer, due, catchUp, state, checks);
    this.board =
        new StatusBoard(
            engine, timeline, observer, queue, results, reporter, sleep, state, checks, notifier,
            listener);
  }

  /** The agent of this computer, with its real time and disks. */
  public static Agent of(App app, Notifier notifier, Consumer<Status> listener) {
    return new Agent(
        new AppEngine(app),
        new ThreadTimeline(app.clock()),
        StateFile.at(app.home().stateFile()),
        app.checks(),
        CheckRhythm.USUAL,
        notifier,
        listener);
  }

  /** From now on due dates are kept. */
  public void start() {
    timeline.start(this::wakeInTime);
  }

  /** How everything stands, as it was last published. */
  public Status status() {
    return board.status();
  }

  // Wake-ups.

  /** Most wakes are for an inspection or a poll only, which decide nothing by themselves. */
  private void wakeInTime() {
    observer.noticeRuns();
    Duration elapsed = timeline.elapsed();
    if (elapsed.compareTo(decideAt) >= 0
        || !sleep.isSteady(timeline.now(), elapsed)
        || !settingsAreTheSame()
        || !observer.areChecksTheSame()) {
      wake();
      return;
    }
    observer.inspect(this::isLiveFileWatched);
    catchUp.poll();
    rest();
  }

  /** A run waits for the live file, or the user was told of it, and is to be told of its end. */
  private boolean isLiveFileWatched(UUID job) {
    return due.isWaiting(job) || reporter.isDatabaseReported(job);
  }

  /** Asks to be woken for what comes next. */
  private void rest() {
    Duration elapsed = timeline.elapsed();
    Duration next = WHILE_STOPPED; // Nothing overdue can be done before.
    if (stopped.isEmpty()) {
      next = Observer.shorter(decideAt.minus(elapsed), observer.nextInspection());
      next = catchUp.nextPoll(next);
    }
    next = next.compareTo(SOONEST) < 0 ? SOONEST : next;
    sleep.asks(elapsed, next);
    timeline.wakeWithin(next);
  }

  private boolean settingsAreTheSame() {
    try {
      return stopped.isEmpty() && engine.settings().equals(settings);
    } catch (FailureException e) {
      return false; // Reported by the full wake.
    }
  }

  private void wake() {
    ZonedDateTime now = timeline.now();
    Duration elapsed = timeline.elapsed();
    state.read();
    noticeSleep(now.toInstant(), elapsed);
    readSettings(now.toInstant());
    settings.jobs().forEach(job -> noticeDue(job, now));
    forgetWhatAWrongClockWaived(now.toInstant());
    sleep.woke(now);
    deciding = true;
    if (stopped.isEmpty()) {
      observer.inspect(this::isLiveFileWatched);
      observer.readWhatStayedOut();
      settings.jobs().forEach(job -> keep(job, now, elapsed));
      catchUp.poll();
      check(now.toInstant());
    } else {
      checking.giveWay();
    }
    deciding = false;
    reporter.flushIfDue(elapsed);
    board.publish(settings, stopped);
    decideAt = elapsed.plus(nextDecision(now, elapsed));
    rest();
  }

  /** Only while nothing else is to be done. */
  private void check(Instant now) {
    if (userReads > 0 || state.get().pausedUntil(now).isPresent()) {
      checking.giveWay();
    } else if (queue.isIdle() && !results.areAwaited()) {
      settings.jobs().stream()
          .filter(job -> observer.isKnown(job.id()))
          .flatMap(job -> observer.facts(job.id()).stream())
          .forEach(checking::keep);
    }
  }

  private void keep(Job job, ZonedDateTime now, Duration elapsed) {
    if (!observer.isKnown(job.id())) {
      return;
    }
    Optional<JobFacts> known = observer.facts(job.id());
    if (known.isEmpty()) {
      return;
    }
    JobFacts facts = known.get();
    results.learn(facts, now);
    if (!queue.makesBackupOf(job.id())) {
      due.toRun(facts, state.get(), now, elapsed)
          .ifPresent(date -> queue.ask(new Request(job.id(), Trigger.DUE, missed(job, date))));
    }
    Set<String> ready = catchUp.keep(facts, due.isWaiting(job.id()));
    if (!ready.isEmpty() && !queue.isBusyWith(job.id())) {
      queue.ask(new Request(job.id(), Trigger.CATCH_UP, Optional.empty()));
    }
  }

  private void polled(UUID job, String place, PlaceReport.Sign sign) {
    decideOrRest(observer.polled(job, place, sign));
  }

  private void decideOrRest(boolean changed) {
    if (changed) {
      wake();
    } else {
      rest();
    }
  }

  private final class Observations implements Observer.Listener {
    @Override
    public void changed() {
      wake();
    }

    @Override
    public void inspected(UUID job, boolean changed) {
      boolean sooner =
          due.databaseInspected(
              job, observer.live(job), observer.inspections(job), timeline.elapsed());
      decideOrRest(changed || sooner);
    }

    @Override
    public void placeAnswers(UUID job) {
      due.placeAnswers(job, timeline.elapsed());
      catchUp.placeAnswers(job);
    }
  }

  /** Only a due date that passed while nobody watched was missed; a retry makes up for nothing. */
  private Optional<ZonedDateTime> missed(Job job, ZonedDateTime date) {
    boolean noticed =
        state.get().of(job.id()).noticed().filter(date.toInstant()::equals).isPresent();
    return noticed || due.isWaiting(job.id()) ? Optional.empty() : Optional.of(date);
  }

  private void noticeSleep(Instant now, Duration elapsed) {
    Duration before = sleep.lastWokeAfter();
    SleepMonitor.Slept slept = sleep.notice(now, elapsed);
    if (slept != SleepMonitor.Slept.NOT) {
      state.update(all -> all.withAwakeSince(now));
    }
    if (slept == SleepMonitor.Slept.LONG) {
      due.awake(elapsed);
      catchUp.awake();
      results.slept(before);
    }
  }

  private void noticeDue(Job job, ZonedDateTime now) {
    DueKeeper.dates(job, state.get(), now)
        .noticed(sleep.lastWokeAt(), now.toInstant())
        .ifPresent(date -> remember(job.id(), of -> of.withNoticed(date)));
  }

  /** A date that is still to come was waived by a clock that was ahead, and is to be kept. */
  private void forgetWhatAWrongClockWaived(Instant now) {
    Instant limit = now.plus(DueDates.CLOCK_STEP);
    for (Job job : settings.jobs()) {
      if (state.get().of(job.id()).waived().filter(limit::isBefore).isPresent()) {
        remember(job.id(), AppState.OfJob::withoutWaived);
      }
    }
  }

  private void readSettings(Instant now) {
    try {
      Settings read = engine.settings();
      stopped = Optional.empty();
      reporter.settingsRead();
      boolean isFirst = !settingsRead;
      settingsRead = true;
      if (isFirst || !read.equals(settings)) {
        forgetLateness(read, now);
        settings = read;
        List<UUID> ids = read.jobs().stream().map(Job::id).toList();
        results.forgetAllBut(ids);
        due.forgetAllBut(ids);
        catchUp.forgetAllBut(read.jobs());
        checking.forgetAllBut(ids);
        observer.watch(read.jobs(), isFirst ? Duration.ZERO : timeline.elapsed());
      }
    } catch (FailureException e) {
      stopped = Optional.of(e.failure());
      reporter.settingsFailed(e.failure(), now);
    }
  }

  /** By another schedule the backups there are would all seem late. */
  private void forgetLateness(Settings read, Instant now) {
    for (Job job : read.jobs()) {
      boolean moved =
          settings.jobs().stream()
              .anyMatch(one -> one.id().equals(job.id()) && !one.schedule().equals(job.schedule()));
      if (moved) {
        LocalTime at = job.schedule().at();
        remember(job.id(), of -> of.withAnswer(new Finding.OftenOff(at, at), now));
        boolean failed =
            board.status().verdict().jobs().stream()
                .anyMatch(one -> one.job().equals(job.id()) && one.state() == Verdict.State.FAILED);
        if (!failed) {
          observer.rescheduled(job.id());
          remember(job.id(), of -> of.withRescheduled(now));
        }
      }
    }
  }

  /** In how long something is to be decided even if nothing changes. */
  private Duration nextDecision(ZonedDateTime now, Duration elapsed) {
    Duration next = observer.nextReading(state.known().isPresent() ? QUIET : WHILE_STOPPED);
    next = catchUp.nextAttempt(next);
    next = due.nextWake(elapsed, next);
    next = reporter.nextWake(elapsed, next);
    Instant instant = now.toInstant();
    for (Job job : settings.jobs()) {
      Optional<Instant> following =
          job.schedule().schedule().nextAfter(instant, now.getZone()).map(ZonedDateTime::toInstant);
      next = until(following, instant, next);
      Optional<Instant> late =
          job.schedule()
              .schedule()
              .lastAtOrBefore(instant, now.getZone())
              .map(date -> date.toInstant().plus(DueDates.GRACE));
      next = until(late, instant, next);
      Optional<Instant> grace = board.onSince(job.id()).map(at -> at.plus(DueDates.GRACE));
      next = until(grace, instant, next);
    }
    // A date called "today" is yesterday's from then on.
    Instant midnight = now.toLocalDate().plusDays(1).atStartOfDay(now.getZone()).toInstant();
    next = until(Optional.of(midnight), instant, next);
    return until(state.get().pausedUntil(instant), instant, next);
  }

  private static Duration until(Optional<Instant> moment, Instant now, Duration atMost) {
    return moment
        .filter(at -> at.isAfter(now))
        .map(at -> Observer.shorter(atMost, Duration.between(now, at)))
        .orElse(atMost);
  }

  // Runs.

  private Optional<Prepared> prepare(Request request) {
    Optional<Job> job = settings.find(request.job());
    Optional<JobFacts> facts = observer.facts(request.job());
    boolean paused = state.get().pausedUntil(timeline.now().toInstant()).isPresent();
    if (job.isEmpty() || stopped.isPresent() || (paused && request.trigger() == Trigger.DUE)) {
      return Optional.empty();
    }
    if (request.trigger() == Trigger.DUE && facts.filter(this::isDue).isEmpty()) {
      return Optional.empty(); // It waited for another run, and a wrong clock was set right.
    }
    Map<String, Set<String>> damaged = facts.map(Agent::damaged).orElse(Map.of());
    if (request.makesBackup()) {
      Manifest.Kind kind = kind(request.trigger());
      boolean known =
          facts.isPresent()
              && observer.isKnown(request.job())
              && checks.of(request.job()).isComplete();
      signature = observer.live(request.job()).map(LiveReport::signature);
      return Optional.of(new Prepared(job.get(), settings, new Task.BackUp(kind, damaged, known)));
    }
    if (facts.isEmpty() || !observer.isKnown(request.job())) {
      return Optional.empty();
    }
    Set<String> places =
        facts.get().owed().entrySet().stream()
            .filter(owed -> !owed.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());
    catchUp.begun(facts.get(), places);
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(new Prepared(job.get(), settings, new Task.Deliver(places, damaged)));
  }

  private boolean isDue(JobFacts facts) {
    return DueKeeper.due(facts, state.get(), timeline.now()).isPresent();
  }

  private static Manifest.Kind kind(Trigger trigger) {
    return trigger == Trigger.USER ? Manifest.Kind.MANUAL : Manifest.Kind.SCHEDULED;
  }

  private static Map<String, Set<String>> damaged(JobFacts facts) {
    Map<String, Set<String>> all = new LinkedHashMap<>();
    facts
        .damaged()
        .forEach(
            (place, backups) ->
                all.put(
                    place, backups.stream().map(BackupSummary::id).collect(Collectors.toSet())));
    return all;
  }

  private final class Runs implements RunQueue.Listener {
    @Override
    public void asked() {
      checking.giveWay();
    }

    @Override
    public void progressed() {
      if (!deciding) { // Otherwise it is shown with what is decided.
        reporter.flushIfDue(timeline.elapsed());
        board.show(settings, stopped);
      }
    }

    @Override
    public void stepEnded(Request request, Job job, StepResult result) {
      Instant now = timeline.now().toInstant();
      boolean asked = request.trigger() == Trigger.USER;
      reporter.stepEnded(job, asked, result, settings.notifications(), now, timeline.elapsed());
      results.stepEnded(job, result, now);
    }

    /** The places are read again, which tells what it has brought. */
    @Override
    public void ended(Request request, Job job, RunEnd end, Optional<ZonedDateTime> endedByUserAt) {
      ZonedDateTime now = timeline.now();
      end.run()
          .ifPresent(
              run ->
                  reporter.runEnded(
                      job,
                      run,
                      settings.notifications(),
                      request.missedDue().filter(due -> !due.isAfter(now))));
      end.refused().ifPresent(failure -> refused(request, job, failure, now.toInstant()));
      boolean cancelled = end.run().filter(run -> run.outcome() == Outcome.CANCELLED).isPresent();
      if (cancelled && request.makesBackup()) {
        endedByUserAt.ifPresent(at -> results.waive(job, at));
      }
      end.run()
          .flatMap(run -> RunResults.live(run.results()))
          .ifPresent(why -> observer.believe(job.id(), why));
      if (settings.find(job.id()).isPresent()) {
        boolean byUser = endedByUserAt.isPresent() && cancelled;
        results.ended(request, end, byUser, now.toInstant(), signature);
      } // Otherwise it was removed in mid-run: its places are read no more.
      checking.ran(job.id());
      observer.read(job.id());
      wake();
    }
  }

  /** Another run of the same job is no trouble, unless the user waits for an answer. */
  private void refused(Request request, Job job, Failure failure, Instant now) {
    if (failure.reason() != Reason.RUN_IN_PROGRESS) {
      reporter.runRefused(job, failure, now);
    } else if (request.trigger() == Trigger.USER) {
      notifier.show(new Notification.RunRefused(job.name(), failure));
    }
  }

  // Questions of a face.

  /** Backs up now, one job or all; one that is being backed up already isn't twice. */
  public void backUpNow(Optional<UUID> which) {
    timeline.execute(
        () -> {
          readSettings(timeline.now().toInstant());
          settings.jobs().stream()
              .map(Job::id)
              .filter(id -> which.isEmpty() || which.get().equals(id))
              .forEach(id -> queue.ask(new Request(id, Trigger.USER, Optional.empty())));
        });
  }

  /** Ends the run that is under way; the due date that it was for is waived. */
  public void cancel() {
    timeline.execute(
        () -> {
          queue.cancel();
          board.show(settings, stopped);
        });
  }

  /** Keeps no due date from now until then. */
  public void pauseUntil(Instant until) {
    timeline.execute(
        () -> {
          Instant now = timeline.now().toInstant();
          endPause(now);
          state.update(before -> before.withPause(Optional.of(new AppState.Pause(now, until))));
          wake();
        });
  }

  /** Keeps due dates again, from now on. */
  public void resume() {
    timeline.execute(
        () -> {
          endPause(timeline.now().toInstant());
          wake();
        });
  }

  /** The due dates within the pause that was stay waived when another one takes its place. */
  private void endPause(Instant now) {
    Optional<AppState.Pause> before = state.get().pause();
    if (before.isEmpty() || before.get().from().isAfter(now)) {
      return;
    }
    Instant until = before.get().until().isBefore(now) ? before.get().until() : now;
    ZonedDateTime end = until.atZone(timeline.now().getZone());
    for (Job job : settings.jobs()) {
      job.schedule()
          .schedule()
          .lastAtOrBefore(until.minusMillis(1), end.getZone())
          .map(ZonedDateTime::toInstant)
          .filter(date -> !date.isBefore(before.get().from()))
          .ifPresent(date -> remember(job.id(), of -> of.withWaived(later(of.waived(), date))));
    }
    state.update(all -> all.withPause(Optional.empty()));
  }

  private static Instant later(Optional<Instant> one, Instant other) {
    return one.filter(at -> at.isAfter(other)).orElse(other);
  }

  /** The user's answer to a question: it is as it should be. */
  public void answer(UUID job, Finding finding) {
    timeline.execute(
        () -> {
          Instant now = timeline.now().toInstant();
          remember(job, of -> of.withAnswer(finding, now));
          wake();
        });
  }

  /** Backs up at another time of day from now on. */
  public void moveTo(UUID which, LocalTime at) {
    timeline.execute(
        () -> {
          try {
            engine.changeSettings(before -> before.withJobs(moved(before.jobs(), which, at)));
          } catch (FailureException e) {
            notifier.show(new Notification.RunRefused("", e.failure()));
          }
          wake();
        });
  }

  private static List<Job> moved(List<Job> jobs, UUID which, LocalTime at) {
    List<Job> all = new ArrayList<>();
    for (Job job : jobs) {
      ScheduleSettings old = job.schedule();
      ScheduleSettings changed =
          new ScheduleSettings(at, old.days(), Optional.empty(), old.makeUpMissed());
      all.add(job.id().equals(which) ? job.withSchedule(changed) : job);
    }
    return all;
  }

  /** The settings were saved: they are in force at once. */
  public void settingsChanged() {
    timeline.execute(this::wake);
  }

  /** Something was changed: every place is read again. */
  public void refresh() {
    timeline.execute(
        () -> {
          settings.jobs().forEach(job -> observer.read(job.id()));
          wake();
        });
  }

  /** Somebody looks: the places are read again of those that weren't a moment ago. */
  public void userLooks() {
    timeline.execute(
        () -> {
          observer.readWhatIsOld();
          wake();
        });
  }

  /**
   * A copy was read again; one that is damaged is healed from another place that has it whole.
   *
   * @param location the place's
   * @param id the backup's, at that place
   */
  public void checked(UUID job, String location, String id, boolean whole) {
    timeline.execute(
        () -> {
          Instant now = timeline.now().toInstant();
          checks.add(job, List.of(new Checked(location, id, now, whole)));
          wake();
        });
  }

  /**
   * The user has copies read, by {@code reading}, on this thread: what is read in the background
   * gives way, so that no disk serves two readers, and goes on afterwards.
   */
  public void whileUserReads(Runnable reading) {
    timeline.execute(
        () -> {
          userReads++;
          checking.giveWay();
        });
    try {
      reading.run();
    } finally {
      timeline.execute(
          () -> {
            userReads--;
            wake();
          });
    }
  }

  /** The state kept from start to start; as of the last change. */
  public AppState state() {
    return state.get();
  }

  /** It was said once that closing the window ends nothing. */
  public void rememberWindowClosedTold() {
    timeline.execute(() -> state.update(AppState::withWindowClosedTold));
  }

  private void remember(UUID job, UnaryOperator<AppState.OfJob> change) {
    state.update(before -> before.with(job, change));
  }

  /** Cancels what runs, and waits a little for it to clean up. */
  @Override
  public void close() {
    timeline.execute(queue::close);
    timeline.execute(checking::giveWay);
    engine.close();
    timeline.close();
  }
}
