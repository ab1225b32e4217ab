package dev.nightjar.simulation;

import dev.nightjar.settings.ScheduleSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The oracle's own account of what was so since when, in true milliseconds. It learns everything
 * from the world and nothing from the agent.
 */
final class Ledger {
  static final long MINUTE = 60_000;

  /** A promised reading of a place has ended by then. */
  private static final long READ_WITHIN = 2 * MINUTE;

  /** A program that wakes every 5 minutes, and is 2 late at times, cannot know that it stood. */
  private static final long NOTICED_FROM = 7 * MINUTE;

  /** Settings that can't be read, or can again, are noticed by the next wake. */
  private static final long NOTICED_WITHIN = 6 * MINUTE;

  final World world;
  private final List<OfJob> jobs = new ArrayList<>();
  private final OfPlace[] places;

  /** Since when the program runs, the computer is awake, and no clock was touched. */
  long steadySince;

  /** Since when no clock or zone was touched. */
  long clockSince;

  /** Since when this start of the program runs without a break that it can notice. */
  long aliveSince = Long.MAX_VALUE;

  /** Whether a table has lost most of its rows. */
  boolean collapsed;

  /** When the user last answered a question. */
  long answeredAt = Long.MIN_VALUE;

  private Optional<Process> process = Optional.empty();
  private long stoodSince;
  private boolean awake;
  private boolean alive;
  private long awakeSince;
  private boolean torn;
  private long tornOrMendedAt;
  private boolean settled = true;
  private long wrongBy;
  private ZoneId zone;

  /** A pause, in wall milliseconds. */
  record Pause(long from, long until, long madeAt) {}

  final List<Pause> pauses = new ArrayList<>();

  /** The same as they were asked for, whenever they were ended. */
  final List<Pause> pausesAskedFor = new ArrayList<>();

  /** One job's account. */
  static final class OfJob {
    long possibleSince = Long.MAX_VALUE;
    long changedAt;
    long runEndedAt;
    long cancelledAt = Long.MIN_VALUE;
    long waivedUpTo = Long.MIN_VALUE;
    long noticedDue = Long.MIN_VALUE;

    /** The last due date that may have been noticed, even if the clock was set at once. */
    long perhapsNoticedDue = Long.MIN_VALUE;

    long databaseSince;
    long setUpSince = Long.MAX_VALUE;
    long scheduleSince;
    private boolean possible;
    private SimDatabase.State database = SimDatabase.State.FINE;
    private ScheduleSettings schedule;
    private long dueFrom = Long.MAX_VALUE;
    private long dueUntil = Long.MIN_VALUE;
    private Optional<Instant> due = Optional.empty();

    OfJob(ScheduleSettings schedule) {
      this.schedule = schedule;
    }
  }

  /** One place's account. */
  static final class OfPlace {
    long stateSince;
    long readAt = Long.MIN_VALUE;
    long slowUntil = Long.MIN_VALUE;
    long promisedAt = Long.MIN_VALUE;
    private SimPlace.State state = SimPlace.State.FINE;
    private boolean answers = true;
  }

  Ledger(World world) {
    this.world = world;
    this.zone = world.zone;
    this.steadySince = world.now();
    this.places = new OfPlace[2 * world.jobs.size()];
    for (SimJob job : world.jobs) {
      OfJob of = new OfJob(job.schedule);
      of.changedAt = world.now();
      jobs.add(of);
      for (SimPlace place : job.places) {
        OfPlace account = new OfPlace();
        account.stateSince = world.now();
        places[place.number] = account;
      }
    }
  }

  /** The moment since which the computer was awake for so long, less a sleep that it just had. */
  long awakeFor(long time) {
    long now = world.now();
    return (now - awakeSince < time ? Math.min(stoodSince, now) : now) - time;
  }

  OfJob of(SimJob job) {
    return jobs.get(job.index);
  }

  OfPlace of(SimPlace place) {
    return places[place.number];
  }

  /** Whether the program runs and can do its work. */
  boolean alive() {
    return alive;
  }

  /** Whether it runs, whatever it can read. */
  boolean awake() {
    return awake;
  }

  /** Whether the settings can be read, and the program must know that. */
  boolean areSettingsSettled() {
    return settled;
  }

  /** Whether the settings can't be read, and the program must know that. */
  boolean areSettingsLost() {
    return torn && awake && world.now() - Math.max(tornOrMendedAt, awakeSince) > NOTICED_WITHIN;
  }

  boolean isPaused() {
    for (Pause pause : pauses) {
      if (isNow(pause)) {
        return true;
      }
    }
    return false;
  }

  /** A clock that was ahead may have seen a pause end, and a state file may have lost it. */
  boolean isSurelyPaused() {
    return !world.stateFile.tampered
        && pauses.stream()
            .anyMatch(
                pause ->
                    pause.madeAt() > clockSince
                        && pause.madeAt() < world.now() - 1000
                        && isNow(pause));
  }

  private boolean isNow(Pause pause) {
    return pause.from() <= world.wallMillis() && world.wallMillis() < pause.until();
  }

  /** Compares the world with what it was. */
  void observe() {
    long now = world.now();
    boolean lives =
        world.on
            && world.process.isPresent()
            && world.process.get().isAlive()
            && !world.process.get().stands();
    if (lives != awake || !sameProcess()) {
      boolean stood = awake && !lives && sameProcess();
      stoodSince = stood ? now : stoodSince;
      boolean briefly = lives && sameProcess() && now - stoodSince < NOTICED_FROM;
      awake = lives;
      awakeSince = now;
      steadySince = now;
      if (!stood && !briefly) {
        aliveSince = lives ? now : Long.MAX_VALUE;
      }
      boolean started = lives && !sameProcess();
      process = world.process;
      for (SimJob job : world.jobs) {
        for (SimPlace place : job.places) {
          OfPlace account = of(place);
          account.promisedAt = started && world.isSetUp(job) ? now : Long.MIN_VALUE;
          if (started) {
            account.slowUntil = Long.MIN_VALUE;
          }
        }
      }
    }
    observeSettings(now);
    if (alive != (awake && settled)) {
      alive = awake && settled;
      steadySince = now;
    }
    if (world.wrongBy() != wrongBy || !world.zone.equals(zone)) {
      wrongBy = world.wrongBy();
      zone = world.zone;
      steadySince = now;
      clockSince = now;
      jobs.forEach(one -> one.dueUntil = Long.MIN_VALUE);
    }
    for (SimJob job : world.jobs) {
      observe(job, of(job), now);
    }
  }

  /** They are read at each start and each wake. */
  private void observeSettings(long now) {
    if (torn != world.settingsTorn) {
      torn = world.settingsTorn;
      tornOrMendedAt = now;
      settled = false;
    }
    if (!settled && !torn && awake) {
      settled =
          now - Math.max(tornOrMendedAt, awakeSince) > NOTICED_WITHIN
              || world.process.orElseThrow().startedAt >= tornOrMendedAt;
    }
  }

  private boolean sameProcess() {
    return process.isPresent() == world.process.isPresent()
        && (process.isEmpty() || process.get() == world.process.get());
  }

  private void observe(SimJob job, OfJob account, long now) {
    boolean setUp = world.isSetUp(job);
    if (setUp != (account.setUpSince != Long.MAX_VALUE)) {
      account.setUpSince = setUp ? now : Long.MAX_VALUE;
      account.changedAt = now;
      job.places.forEach(place -> of(place).promisedAt = setUp && alive ? now : Long.MIN_VALUE);
    }
    if (account.schedule != job.schedule && !account.schedule.equals(job.schedule)) {
      account.schedule = job.schedule;
      account.scheduleSince = now;
      account.changedAt = now;
      account.dueUntil = Long.MIN_VALUE;
    }
    if (account.database != job.database.state) {
      account.database = job.database.state;
      account.databaseSince = now;
      account.changedAt = now;
    }
    for (SimPlace place : job.places) {
      observe(place, of(place), account, now);
    }
    boolean possible =
        setUp && alive && job.database.state == SimDatabase.State.FINE && takes(job) && !isPaused();
    if (possible != account.possible) {
      account.possible = possible;
      account.possibleSince = possible ? now : Long.MAX_VALUE;
    }
    notice(job, account, now);
  }

  private static boolean takes(SimJob job) {
    for (SimPlace place : job.places) {
      if (place.takes() && place.answers()) {
        return true;
      }
    }
    return false;
  }

  private void observe(SimPlace place, OfPlace account, OfJob job, long now) {
    boolean answers = place.answers();
    if (place.state != account.state || answers != account.answers) {
      if (account.state == SimPlace.State.READ_ONLY) {
        account.slowUntil = now + 65 * MINUTE;
      }
      account.state = place.state;
      account.answers = answers;
      account.stateSince = now;
      job.changedAt = now;
    }
    if (account.promisedAt != Long.MIN_VALUE && now - account.promisedAt >= READ_WITHIN) {
      if (alive && answers && account.stateSince <= account.promisedAt) {
        account.readAt = Math.max(account.readAt, account.promisedAt);
      }
      account.promisedAt = Long.MIN_VALUE;
    }
  }

  /** A due date that passed before the program's eyes. */
  private void notice(SimJob job, OfJob account, long now) {
    Optional<Instant> due = alive ? lastDue(job) : Optional.empty();
    if (due.isPresent()) {
      long trueDue = due.get().toEpochMilli() - wrongBy;
      long since = Math.max(steadySince, Math.max(account.scheduleSince, account.setUpSince));
      if (trueDue - since > MINUTE && now - trueDue > MINUTE) {
        account.noticedDue = due.get().toEpochMilli();
      }
      if (trueDue - since > -MINUTE && now >= trueDue) {
        account.perhapsNoticedDue = due.get().toEpochMilli();
      }
    }
  }

  /** The last due date by the wall clock of now. */
  Optional<Instant> lastDue(SimJob job) {
    return dates(job).due;
  }

  /** The next due date by the wall clock of now. */
  Instant nextDue(SimJob job) {
    return Instant.ofEpochMilli(dates(job).dueUntil);
  }

  private OfJob dates(SimJob job) {
    OfJob account = of(job);
    long wall = world.wallMillis();
    if (wall < account.dueFrom || wall >= account.dueUntil) {
      Instant at = Instant.ofEpochMilli(wall);
      account.due = Calendar.lastDue(job.schedule, world.zone, at);
      account.dueFrom = account.due.map(Instant::toEpochMilli).orElse(wall);
      account.dueUntil = Calendar.nextDue(job.schedule, world.zone, at).toEpochMilli();
    }
    return account;
  }

  /** A reading of all the job's places is promised from now. */
  void readingPromised(SimJob job) {
    if (alive && world.isSetUp(job)) {
      job.places.forEach(place -> of(place).promisedAt = world.now());
    }
  }

  /** Since when nothing has changed that bears upon the job, as far as a program can see. */
  long settledSince(SimJob job) {
    OfJob account = of(job);
    return Math.max(Math.max(steadySince, account.changedAt), account.runEndedAt);
  }

  // The agent's duties and knowledge.

  /** Whether that copy is there, or went so late that nobody has to know. */
  boolean mayBeBelieved(SimPlace place, Copy copy) {
    return copy.isThere() || copy.lostAt() > of(place).readAt;
  }

  /** Whether the copy is there, and a reading has shown it. */
  boolean mustBeKnown(SimPlace place, Copy copy) {
    return copy.isThere() && copy.writtenAt < of(place).readAt;
  }

  /** Whether a backup that counts for that due date may be believed to be there. */
  boolean mayBeKept(SimJob job, Instant due) {
    for (SimPlace place : job.places) {
      if (mayBeKept(place, due)) {
        return true;
      }
    }
    return false;
  }

  boolean mayBeKept(SimPlace place, Instant due) {
    for (int i = place.copies.size() - 1; i >= 0; i--) {
      Copy copy = place.copies.get(i);
      if (counts(copy, due, 2 * MINUTE) && mayBeBelieved(place, copy)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a backup that counts for that due date is there, sound, and must be known. One that was
   * truly made before it, by a clock that was ahead, leaves nobody safe; and of one that is dated
   * by another clock somebody thinks within half an hour of its date.
   */
  boolean isSurelyKept(SimPlace place, Instant due) {
    for (int i = place.copies.size() - 1; i >= 0; i--) {
      Copy copy = place.copies.get(i);
      if (counts(copy, due, 0)
          && copy.backup.trueAt() >= due.toEpochMilli() - world.wrongBy()
          && copy.isSound()
          && mustBeKnown(place, copy)
          && !hasJustBegunToCount(copy)
          && !isContradicted(copy)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasJustBegunToCount(Copy copy) {
    long made = copy.backup.snapshotMillis();
    boolean byThisClock = made - copy.backup.trueAt() == world.wrongBy();
    return !byThisClock && world.wallMillis() - made < 31 * MINUTE;
  }

  /** A later backup with an earlier date: one of the two was made by a wrong clock. */
  private boolean isContradicted(Copy copy) {
    for (Backup later : world.book) {
      if (later.job() == copy.backup.job()
          && later.sequence() > copy.backup.sequence()
          && later.snapshotMillis() < copy.backup.snapshotMillis()) {
        return true;
      }
    }
    return false;
  }

  private boolean counts(Copy copy, Instant due, long slack) {
    long made = copy.backup.snapshotMillis();
    return made >= due.toEpochMilli() && made <= world.wallMillis() + slack;
  }

  /** A pause that only an outdated state.json knows is kept, and shown while it lasts. */
  private boolean mayBePausedOnceMore(long due) {
    return world.stateFile.outdated
        && (pausesAskedFor.stream().anyMatch(pause -> pause.from() <= due && due < pause.until())
            || world
                .process
                .flatMap(process -> process.status)
                .flatMap(status -> status.verdict().pausedUntil())
                .isPresent());
  }

  /**
   * Nobody knows what a program noticed before it ended, if its memory was lost; and it remembers
   * one date: a later one, which a clock that was set back has yet to reach, is in its place.
   */
  private boolean isRemembered(OfJob account, long due) {
    boolean lost = world.stateFile.tampered && due - wrongBy < aliveSince;
    return account.noticedDue == due && account.perhapsNoticedDue <= due && !lost;
  }

  /**
   * A pause that is put an end to, be it over or not, waives the last date that it covers, and with
   * it every earlier one, whatever zone and schedule come later.
   */
  void waiveWithin(Pause pause, SimJob job) {
    long wall = world.wallMillis();
    if (wall < pause.from()) {
      return;
    }
    Instant end = Instant.ofEpochMilli(Math.min(pause.until() - 1, wall));
    Calendar.lastDue(job.schedule, world.zone, end)
        .map(Instant::toEpochMilli)
        .filter(due -> due >= pause.from())
        .ifPresent(due -> of(job).waivedUpTo = Math.max(of(job).waivedUpTo, due));
  }

  boolean mayBeWaived(SimJob job, Instant due) {
    OfJob account = of(job);
    long at = due.toEpochMilli();
    return account.waivedUpTo >= at
        || mayBePausedOnceMore(at)
        || pauses.stream().anyMatch(pause -> pause.from() <= at && at < pause.until())
        || (!job.schedule.makeUpMissed() && !isRemembered(account, at));
  }
}
