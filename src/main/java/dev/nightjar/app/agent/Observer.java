package dev.nightjar.app.agent;

import dev.nightjar.app.verdict.CheckStore;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.JobFacts;
import dev.nightjar.app.verdict.LiveReport;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.app.verdict.TableDrop;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Runs;
import dev.nightjar.failure.Failure;
import dev.nightjar.settings.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Watches the disk: the places when the program starts and after each run, the live databases every
 * few minutes. Used on the agent's thread.
 *
 * <p>It is long because a reading, an inspection and a poll of one job change what the others know
 * of it.
 */
final class Observer {
  /** An engine answers well before; after a sleep an answer may be lost. */
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(90);

  private static final Duration BETWEEN_INSPECTIONS = Duration.ofMinutes(5);
  private static final Duration BETWEEN_INSPECTIONS_IN_TROUBLE = Duration.ofMinutes(1);
  private static final Duration A_SHORT_WHILE = Duration.ofMinutes(30);
  private static final Duration A_MOMENT = Duration.ofMinutes(1);
  private static final Duration RUNS_SHOWN = Duration.ofDays(60);

  private final Engine engine;
  private final Timeline timeline;
  private final CheckStore checks;
  private final Listener listener;
  private final Map<UUID, Watched> jobs = new LinkedHashMap<>();
  private List<BackupRun> runs = List.of();
  private String runsSignature = "";

  /** Told of what is new. */
  interface Listener {
    /** Something new is known of the places or of the log. */
    void changed();

    /** A live database was inspected. */
    void inspected(UUID job, boolean changed);

    /** A place that didn't answer when it was last read does again. */
    void placeAnswers(UUID job);
  }

  /** One job, and what is known of it. */
  private static final class Watched {
    private Job job;
    private final Map<String, PlaceReport> reports = new LinkedHashMap<>();
    private final Set<String> awaited = new HashSet<>();
    private int reading;
    private Duration readingSince = Duration.ZERO;
    private Optional<LiveReport> live = Optional.empty();
    private Optional<LiveReport> unconfirmed = Optional.empty();
    private boolean inspecting;
    private int inspections;
    private Duration inspectAt = Duration.ZERO;
    private Optional<BackupRun> lastRun = Optional.empty();
    private boolean lastRunKnown;
    private Optional<List<TableDrop>> drops = Optional.empty();
    private boolean dropsAwaited;
    private boolean dropsKnown;
    private Duration since;
    private @Nullable Survey survey;
    private @Nullable JobFacts facts;
    private @Nullable LocalDate factsOf;
    private Checks factsFor = Checks.NONE;

    Watched(Job job, Duration since) {
      this.job = job;
      this.since = since;
    }
  }

  /** Observes nothing yet. */
  Observer(Engine engine, Timeline timeline, CheckStore checks, Listener listener) {
    this.engine = engine;
    this.timeline = timeline;
    this.checks = checks;
    this.listener = listener;
  }

  /**
   * From now on these; those that are new or changed are read at once.
   *
   * @param since since when the new ones are known; zero if since the program's start
   */
  void watch(List<Job> wanted, Duration since) {
    jobs.keySet().retainAll(wanted.stream().map(Job::id).toList());
    for (Job job : wanted) {
      Watched watched = jobs.get(job.id());
      if (watched == null) {
        watched = new Watched(job, since);
        jobs.put(job.id(), watched);
        read(job.id());
      } else if (!watched.job.equals(job)) {
        boolean elsewhere = !placesOf(watched.job).equals(placesOf(job));
        boolean otherFile = !watched.job.database().equals(job.database());
        watched.job = job;
        watched.facts = null;
        if (otherFile) {
          watched.live = Optional.empty();
          watched.unconfirmed = Optional.empty();
          watched.inspectAt = Duration.ZERO;
        }
        if (elsewhere) {
          watched.reports.clear();
          watched.survey = null;
          watched.drops = Optional.empty();
          read(job.id());
        }
      }
    }
  }

  private static List<Object> placesOf(Job job) {
    return List.copyOf(job.places().values());
  }

  /** Reads all places of a job, and the log. */
  void read(UUID id) {
    Watched watched = jobs.get(id);
    if (watched == null) {
      return;
    }
    int reading = ++watched.reading;
    watched.readingSince = timeline.elapsed();
    watched.dropsAwaited = true;
    watched.awaited.clear();
    watched.awaited.addAll(watched.job.places().keySet());
    if (watched.reports.keySet().retainAll(watched.awaited)) {
      watched.survey = null;
    }
    for (String place : watched.job.places().keySet()) {
      engine.read(
          watched.job,
          place,
          report -> timeline.execute(() -> answered(watched, reading, place, report)));
    }
    readRuns(Optional.of(id));
  }

  /** Reads the places again that were not read within a minute: one that hangs is asked once. */
  void readWhatIsOld() {
    Duration now = timeline.elapsed();
    for (Watched watched : jobs.values()) {
      if (now.minus(watched.readingSince).compareTo(A_MOMENT) >= 0) {
        read(watched.job.id());
      }
    }
  }

  /** Reads the places again of a database that another process has backed up. */
  void noticeRuns() {
    if (!engine.runsSignature().equals(runsSignature)) {
      readRuns(Optional.empty());
    }
  }

  private void readRuns(Optional<UUID> read) {
    runsSignature = engine.runsSignature();
    engine.runs(
        timeline.now().toInstant().minus(RUNS_SHOWN),
        found -> timeline.execute(() -> answered(found, read)));
  }

  /**
   * Notes the runs there were.
   *
   * @param read the job whose places are read already
   */
  private void answered(List<BackupRun> found, Optional<UUID> read) {
    for (Watched watched : jobs.values()) {
      Optional<BackupRun> newest = newest(found, watched.job.id());
      // By a clock that is wrong there are none for a while, and then the same ones again.
      boolean isAnother = newest.isPresent() && !newest.equals(watched.lastRun);
      if (isAnother
          && watched.lastRunKnown
          && !isReading(watched)
          && !read.equals(Optional.of(watched.job.id()))) {
        read(watched.job.id());
      }
      watched.lastRun = isAnother ? newest : watched.lastRun;
      watched.lastRunKnown = true;
    }
    if (found.equals(runs)) {
      return;
    }
    runs = List.copyOf(found);
    jobs.values().forEach(one -> one.facts = null);
    if (jobs.values().stream().noneMatch(Observer::isReading)) {
      listener.changed();
    }
  }

  private static Optional<BackupRun> newest(List<BackupRun> newestFirst, UUID job) {
    return newestFirst.stream().filter(run -> run.job().equals(job)).findFirst();
  }

  /** Nothing is decided, and nothing else shown, before all of it is known. */
  private void answered(Watched watched, int reading, String place, PlaceReport report) {
    if (jobs.get(watched.job.id()) != watched || watched.reading != reading) {
      return; // Read again since, or not wanted any more.
    }
    PlaceReport before = watched.reports.put(place, report);
    watched.awaited.remove(place);
    watched.survey = null;
    watched.facts = null;
    if (before != null && !before.sign().answers() && report.sign().answers()) {
      listener.placeAnswers(watched.job.id());
    }
    if (watched.awaited.isEmpty()) {
      engine.drops(
          watched.job,
          survey(watched),
          drops ->
              timeline.execute(
                  () -> {
                    if (watched.reading == reading) {
                      watched.dropsKnown =
                          drops.isPresent() && survey(watched).isCompared(watched.job);
                      // Otherwise it stays as it was when the newest backup could be read.
                      watched.drops =
                          drops.or(() -> watched.drops).or(() -> Optional.of(List.of()));
                      watched.dropsAwaited = false;
                      watched.facts = null;
                      listener.changed();
                    }
                  }));
    }
  }

  /** A place's marker was read alone; false if it shows nothing new. */
  boolean polled(UUID id, String place, PlaceReport.Sign sign) {
    Watched watched = jobs.get(id);
    PlaceReport before = watched == null ? null : watched.reports.get(place);
    if (watched == null || before == null || before.sign().equals(sign)) {
      return false;
    }
    if (!before.sign().answers() && sign.answers()) {
      read(id); // Its content is known only from now on.
    } else {
      Optional<Instant> from =
          sign.answers() || before.rememberedFrom().isPresent()
              ? before.rememberedFrom()
              : Optional.of(timeline.now().toInstant());
      watched.reports.put(place, new PlaceReport(before.target(), before.inventory(), sign, from));
      watched.survey = null;
      watched.facts = null;
    }
    return true;
  }

  /** Whether all places of a job were read since the last run: only then its facts are true. */
  boolean isKnown(UUID id) {
    Watched watched = jobs.get(id);
    return watched != null && !isReading(watched);
  }

  /** Whether the newest backups could all be read, so that it is known which tables shrank. */
  boolean knowsDrops(UUID id) {
    Watched watched = jobs.get(id);
    return watched != null && watched.dropsKnown;
  }

  /** Whether the places were read a short while ago. */
  boolean hasJustRead(UUID id) {
    Watched watched = jobs.get(id);
    return watched != null
        && timeline.elapsed().minus(watched.readingSince).compareTo(A_SHORT_WHILE) < 0;
  }

  private static boolean isReading(Watched watched) {
    return !watched.awaited.isEmpty() || watched.dropsAwaited;
  }

  /** Reads again what was never answered. */
  void readWhatStayedOut() {
    Duration now = timeline.elapsed();
    for (Watched watched : jobs.values()) {
      if (isReading(watched) && now.minus(watched.readingSince).compareTo(ANSWERS_WITHIN) >= 0) {
        read(watched.job.id());
      }
    }
  }

  /** Inspects those live databases for which it is time; {@code inTrouble} those more often. */
  void inspect(Predicate<UUID> inTrouble) {
    Duration now = timeline.elapsed();
    for (Watched watched : jobs.values()) {
      Duration apart =
          inTrouble.test(watched.job.id()) || isOdd(watched)
              ? BETWEEN_INSPECTIONS_IN_TROUBLE
              : BETWEEN_INSPECTIONS;
      Duration wait = watched.inspectAt.minus(now);
      boolean early = !wait.isNegative() && !wait.isZero() && wait.compareTo(apart) <= 0;
      if (watched.inspecting || early) {
        continue;
      }
      watched.inspecting = true;
      watched.inspectAt = now.plus(apart);
      Job job = watched.job;
      engine.inspect(job, report -> timeline.execute(() -> inspected(watched, job, report)));
    }
  }

  private static boolean isOdd(Watched watched) {
    return watched.unconfirmed.isPresent() || watched.live.flatMap(LiveReport::failure).isPresent();
  }

  /** A file that its app replaces is missing for a moment: trouble is believed the second time. */
  private void inspected(Watched watched, Job job, LiveReport report) {
    watched.inspecting = false;
    watched.inspections++;
    if (!watched.job.database().equals(job.database())) {
      return;
    }
    boolean sound = report.failure().isEmpty();
    if (watched.unconfirmed.isEmpty() && watched.live.equals(Optional.of(report))) {
      listener.inspected(job.id(), false); // Nothing new, as nearly always.
      return;
    }
    boolean again =
        watched.unconfirmed.flatMap(LiveReport::failure).isPresent()
            || watched.live.flatMap(LiveReport::failure).isPresent();
    boolean news = true;
    if (sound || again || watched.live.isEmpty()) {
      // That the app has written changes nothing that is judged.
      news = !watched.live.map(LiveReport::failure).equals(Optional.of(report.failure()));
      watched.live = Optional.of(report);
      watched.unconfirmed = Optional.empty();
      watched.facts = news ? null : watched.facts;
    } else {
      watched.unconfirmed = Optional.of(report);
    }
    if (!sound) {
      Duration soon = timeline.elapsed().plus(BETWEEN_INSPECTIONS_IN_TROUBLE);
      watched.inspectAt = shorter(watched.inspectAt, soon);
    }
    listener.inspected(job.id(), news);
  }

  /** A run found the live database so, which counts until the next inspection. */
  void believe(UUID id, Failure failure) {
    Watched watched = jobs.get(id);
    if (watched != null) {
      watched.live = Optional.of(new LiveReport("", Optional.of(failure)));
      watched.unconfirmed = Optional.empty();
      watched.inspectAt = timeline.elapsed().plus(BETWEEN_INSPECTIONS_IN_TROUBLE);
      watched.facts = null;
    }
  }

  Optional<LiveReport> live(UUID id) {
    return Optional.ofNullable(jobs.get(id)).flatMap(watched -> watched.live);
  }

  /** How often the live database was inspected. */
  int inspections(UUID id) {
    Watched watched = jobs.get(id);
    return watched == null ? 0 : watched.inspections;
  }

  /** Returns the facts of a job; empty until each of its places was read once. */
  Optional<JobFacts> facts(UUID id) {
    Watched watched = jobs.get(id);
    if (watched == null
        || watched.drops.isEmpty()
        || !watched.reports.keySet().containsAll(watched.job.places().keySet())) {
      return Optional.empty();
    }
    ZonedDateTime now = timeline.now();
    Checks found = checks.of(id);
    if (watched.facts == null
        || !now.toLocalDate().equals(watched.factsOf)
        || !watched.factsFor.agreesWith(found)) {
      watched.facts =
          JobFacts.of(
              watched.job,
              survey(watched),
              watched.live,
              watched.drops.get(),
              Runs.of(runs),
              found,
              now.toInstant(),
              now.getZone());
      watched.factsOf = now.toLocalDate();
      watched.factsFor = found;
    }
    return Optional.of(Objects.requireNonNull(watched.facts));
  }

  /** Whether no other process has found or healed a damaged copy since the facts were derived. */
  boolean areChecksTheSame() {
    return jobs.values().stream()
        .allMatch(one -> one.facts == null || one.factsFor.agreesWith(checks.of(one.job.id())));
  }

  private static Survey survey(Watched watched) {
    if (watched.survey == null) {
      watched.survey = surveyOf(watched);
    }
    return Objects.requireNonNull(watched.survey);
  }

  private static Survey surveyOf(Watched watched) {
    List<PlaceReport> inOrder = new ArrayList<>();
    for (String label : watched.job.places().keySet()) {
      PlaceReport report = watched.reports.get(label);
      if (report != null) {
        inOrder.add(report);
      }
    }
    return Survey.of(inOrder);
  }

  /** A job's schedule has changed: the new one's past due dates were nobody's. */
  void rescheduled(UUID id) {
    Watched watched = jobs.get(id);
    if (watched != null) {
      watched.since = timeline.elapsed();
    }
  }

  /** Since when the program has known that job, with its schedule; zero if since its start. */
  Duration since(UUID id) {
    Watched watched = jobs.get(id);
    return watched == null ? timeline.elapsed() : watched.since;
  }

  /** The runs there were, newest first. */
  List<BackupRun> runs() {
    return runs;
  }

  /** In how long a reading is to be given up. */
  Duration nextReading(Duration atMost) {
    Duration now = timeline.elapsed();
    Duration next = atMost;
    for (Watched watched : jobs.values()) {
      if (isReading(watched)) {
        Duration left = watched.readingSince.plus(ANSWERS_WITHIN).minus(now);
        next = left.isNegative() || left.isZero() ? next : shorter(next, left);
      }
    }
    return next;
  }

  /** In how long a live database is to be inspected, for which nothing else is to be decided. */
  Duration nextInspection() {
    Duration now = timeline.elapsed();
    Duration next = BETWEEN_INSPECTIONS;
    for (Watched watched : jobs.values()) {
      Duration left = watched.inspectAt.minus(now);
      if (!watched.inspecting || left.compareTo(Duration.ZERO) > 0) {
        next = shorter(next, left);
      }
    }
    return next;
  }

  static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
