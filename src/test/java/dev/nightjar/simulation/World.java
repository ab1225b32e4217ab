package dev.nightjar.simulation;

import dev.nightjar.app.agent.CheckRhythm;
import dev.nightjar.app.verdict.CheckStore;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.platform.Uptime;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.UUID;

/** A shop's computer, NAS, clock and data, in values and in virtual time. */
final class World {
  private static final long SETTLES_WITHIN = 50 * 60_000;
  private static final long BEFORE_IT_HAPPENS = 10 * 60_000;

  final History history;
  static final CheckRhythm OFTEN =
      new CheckRhythm(Duration.ofHours(8), Duration.ofHours(12), 2, Duration.ofHours(4));

  final SimStateFile stateFile = new SimStateFile();
  final CheckStore checks = CheckStore.inMemory();

  /** As usual, or so often that a history of some weeks shows all of it. */
  final CheckRhythm rhythm;

  final List<BackupRun> runs = new ArrayList<>();
  final List<Backup> book = new ArrayList<>();
  final List<SimJob> jobs = new ArrayList<>();
  final Watcher watcher;
  final Diary diary;
  Settings settings = Settings.empty();
  Optional<Process> process = Optional.empty();
  ZoneId zone;

  /** When the user last asked for a backup. */
  long askedAt = Long.MIN_VALUE;

  boolean on = true;
  boolean asleep;

  /** Whether settings.json can't be read. */
  boolean settingsTorn;

  private final PriorityQueue<Entry> queue = new PriorityQueue<>();
  private final SplittableRandom random;
  private final Happenings happenings;
  private long order;
  private long now;
  private long wrongBy;
  private ZonedDateTime wall = Instant.EPOCH.atZone(ZoneOffset.UTC);
  private long bootedAtMillis;
  private long sleptSinceBoot;
  private long played;
  private long happenedAt;
  private long skippedUntil = Long.MIN_VALUE;
  private final Deque<Long> eventTimes = new ArrayDeque<>();

  private record Entry(long at, long order, Runnable work) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int earlier = Long.compare(at, other.at);
      return earlier != 0 ? earlier : Long.compare(order, other.order);
    }
  }

  World(History history, Diary diary, java.util.function.Function<World, Watcher> watching) {
    this.history = history;
    this.rhythm = history.seed() % 2 == 0 ? OFTEN : CheckRhythm.USUAL;
    this.diary = diary;
    this.random = new SplittableRandom(history.seed() * 31 + 5);
    this.now = history.shop().startsAt().toEpochMilli();
    this.bootedAtMillis = now;
    this.zone = Zones.of(history.shop().zone());
    for (int i = 0; i < history.jobs().size(); i++) {
      jobs.add(new SimJob(i, history.jobs().get(i)));
    }
    settings =
        Settings.empty()
            .with(
                Settings.Notifications.values()[history.shop().notifications()],
                Settings.Appearance.SYSTEM,
                Settings.SpokenLanguage.SYSTEM);
    this.happenings = new Happenings(this);
    this.watcher = watching.apply(this);
    if (watcher.judgesDeletions()) {
      jobs.forEach(job -> job.moreOnNas = 3);
      if (history.seed() % 2 == 1) {
        jobs.forEach(job -> job.places.get(0).disk = Optional.of(this::diskBytes));
      }
    }
    put(history.shop().jobsAtFirst());
  }

  /** Plays the whole history; the watcher throws where something is wrong. */
  void play() {
    long start = now;
    for (Event event : history.events()) {
      at(start + event.at() * 1000, () -> happen(event));
      if (event.what() != What.APP_WRITES) {
        eventTimes.add(start + event.at() * 1000);
      }
    }
    long end = start + history.endsAt() * 1000;
    eventTimes.add(end);
    happenings.startProgram();
    while (!queue.isEmpty() && queue.peek().at <= end) {
      Entry entry = queue.poll();
      now = Math.max(now, entry.at);
      entry.work.run();
      played++;
      if (queue.isEmpty() || queue.peek().at > now) {
        watcher.judge();
      }
    }
  }

  private void happen(Event event) {
    if (event.what() != What.APP_WRITES) {
      happenedAt = now;
      eventTimes.pollFirst();
    }
    if (happenings.happen(event)) {
      diary.write(this, event.words(jobs.size() > 1));
    }
    watcher.happened(event);
  }

  /** Something goes on that the agent has to digest. */
  void settle() {
    happenedAt = now;
  }

  long played() {
    return played;
  }

  void at(long millis, Runnable work) {
    queue.add(new Entry(Math.max(millis, now), order++, work));
  }

  /** A number from 0 up to, but not including {@code bound}. */
  int dice(int bound) {
    return random.nextInt(bound);
  }

  // Time.

  long now() {
    return now;
  }

  ZonedDateTime wall() {
    if (wall.toInstant().toEpochMilli() != wallMillis() || wall.getZone() != zone) {
      wall = Instant.ofEpochMilli(wallMillis()).atZone(zone);
    }
    return wall;
  }

  long wallMillis() {
    return now + wrongBy;
  }

  long wrongBy() {
    return wrongBy;
  }

  void setClock(long wrongByMillis) {
    wrongBy = wrongByMillis;
  }

  Optional<Instant> bootedAt() {
    if (!history.shop().saysBoot()) {
      return Optional.empty();
    }
    // As systems derive it: from the wall clock and the time since the start.
    return Optional.of(Instant.ofEpochMilli(bootedAtMillis + wrongBy));
  }

  /** The clock that nobody can set: the system's, or that of the process. */
  Uptime.Reading uptime() {
    if (history.shop().saysBoot()) {
      String boot = "boot " + bootedAtMillis;
      return new Uptime.Reading(boot, true, Duration.ofMillis(now - bootedAtMillis));
    }
    Process mine = process.orElseThrow();
    return new Uptime.Reading("process " + mine.startedAt, false, mine.timeline.elapsed());
  }

  void booted() {
    bootedAtMillis = now;
  }

  /** Beside the backups there is more or less on the disk, each five days something else. */
  private long diskBytes(long at) {
    long days = at / 86_400_000;
    int backups = new SplittableRandom(history.seed() + days / 5).nextInt(2, 12);
    return DeletionOracle.FLOOR_BYTES + backups * 16_000_000L;
  }

  // The world as it is.

  SimJob job(UUID id) {
    for (SimJob job : jobs) {
      if (job.id.equals(id)) {
        return job;
      }
    }
    throw new NoSuchElementException(id.toString());
  }

  boolean isSetUp(SimJob job) {
    for (Job one : settings.jobs()) {
      if (one.id().equals(job.id)) {
        return true;
      }
    }
    return false;
  }

  /** The settings have the first so many jobs. */
  void put(int count) {
    settings =
        settings.withJobs(
            jobs.subList(0, Math.min(count, jobs.size())).stream().map(SimJob::settings).toList());
  }

  /** The user or the agent saved other settings. */
  void save(Settings changed) {
    settings = changed;
    for (var saved : changed.jobs()) {
      job(saved.id()).schedule = saved.schedule();
    }
  }

  /**
   * Nothing happens and nothing is due for hours, and the agent has shown for a while that all is
   * well: the wakes until then are not played.
   *
   * @param asked in how many milliseconds the agent wants to be woken
   */
  long idle(long asked) {
    if (!history.shop().skipsIdle()
        || process.isEmpty()
        || process.get().run.isPresent()
        || now - happenedAt < SETTLES_WITHIN
        || process.get().status.filter(shown -> isWell(shown.verdict())).isEmpty()) {
      return asked;
    }
    long until = eventTimes.isEmpty() ? now : eventTimes.peekFirst();
    for (SimJob job : jobs) {
      Instant next = Calendar.nextDue(job.schedule, zone, wall().toInstant());
      until = Math.min(until, next.toEpochMilli() - wrongBy);
    }
    long skipped = Math.max(asked, until - BEFORE_IT_HAPPENS - now);
    if (skipped > asked) {
      skippedUntil = now + skipped;
    }
    return skipped;
  }

  /** When the agent was last woken after wakes that were not played, which it takes for a sleep. */
  long skippedUntil() {
    return skippedUntil;
  }

  /** A place that has the newest backup may still lack an older one, which a wake is to bring. */
  private static boolean isWell(Verdict verdict) {
    return verdict.state() == State.OK
        && verdict.jobs().stream()
            .flatMap(job -> job.places().stream())
            .allMatch(place -> place.lacks() == 0);
  }

  long latency(SimPlace place) {
    return switch (place.state) {
      case SLOW -> 4_000 + dice(20_000);
      case OFF -> 500 + dice(3_000);
      case FROZEN -> 45_000;
      default -> place.local ? 5 + dice(50) : 20 + dice(1_500);
    };
  }

  long lastSequence(SimJob job) {
    // Noted before a place gets it, whether the run comes to an end or not.
    return book.stream()
        .filter(backup -> backup.job() == job.index)
        .mapToLong(Backup::sequence)
        .max()
        .orElse(0);
  }

  void write(SimJob job, SimPlace place, Backup backup, String id) {
    if (book.stream().noneMatch(backup::isSameAs)) {
      book.add(backup);
    }
    place.copies.add(
        watcher.judgesDeletions()
            ? Copy.ofManyKinds(backup, id, job.identity, job.database.path, now)
            : new Copy(backup, id, job.identity, job.database.path, now));
    place.changed();
  }

  void stepPassed() {
    happenings.stepPassed();
  }

  void said(String what, SimJob job) {
    diary.write(this, what + (jobs.size() > 1 ? " (" + job.name + ")" : ""));
  }
}
