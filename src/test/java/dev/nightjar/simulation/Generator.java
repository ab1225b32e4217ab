package dev.nightjar.simulation;

import dev.nightjar.simulation.History.JobPlan;
import dev.nightjar.simulation.History.Shop;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws histories. How often each thing happens varies from history to history: in some nearly all
 * fails, in some nearly nothing does, since faults that come together hide each other.
 */
final class Generator {
  private static final long DAY = 86_400;
  private static final long EPOCH_DAYS = LocalDate.of(2026, 1, 1).toEpochDay();

  private SplittableRandom random;
  private final long seed;
  private final List<Event> events = new ArrayList<>();
  private final ZoneId zone;
  private final int zoneNumber;
  private final LocalDate firstDay;
  private final Instant start;
  private final int days;
  private final List<JobPlan> jobs = new ArrayList<>();

  private Generator(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.zoneNumber = chance(3) ? Zones.indexOf("Europe/Berlin") : random.nextInt(Zones.count());
    this.zone = Zones.of(zoneNumber);
    this.firstDay = firstDay();
    this.start = firstDay.atStartOfDay(zone).toInstant();
    this.days = 3 + random.nextInt(random.nextInt(1, 38));
  }

  static History draw(long seed) {
    return new Generator(seed).draw();
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  /** Often a few days before the clocks change. */
  private LocalDate firstDay() {
    LocalDate day = LocalDate.ofEpochDay(EPOCH_DAYS + random.nextInt(365));
    ZoneOffsetTransition change =
        zone.getRules().nextTransition(day.atStartOfDay(zone).toInstant());
    return chance(3) && change != null
        ? change.getDateTimeBefore().toLocalDate().minusDays(1 + random.nextInt(4))
        : day;
  }

  private History draw() {
    jobs.add(plan(chance(2) ? LocalTime.of(17, 0) : anyTime()));
    boolean two = chance(3);
    if (two) {
      jobs.add(plan(chance(3) ? jobs.get(0).at() : anyTime()));
    }
    Shop shop =
        new Shop(
            start,
            zoneNumber,
            chance(2),
            !chance(3),
            random.nextInt(3),
            !chance(8),
            two && chance(2) ? 2 : 1);
    computer();
    app();
    faults();
    laterFaults();
    long quietAt = days * DAY;
    events.removeIf(event -> event.at() >= quietAt || event.at() < 0);
    boolean allDays = jobs.stream().allMatch(job -> job.days().isEmpty());
    events.add(Event.of(quietAt, What.ALL_WELL));
    long quiet = (allDays ? 1 : 7) * DAY + 4 * 3600;
    return new History(seed, shop, jobs, List.of(), quietAt, quietAt + quiet).withEvents(events);
  }

  private LocalTime anyTime() {
    return chance(3)
        ? LocalTime.of(random.nextInt(4), random.nextInt(12) * 5)
        : LocalTime.of(random.nextInt(24), random.nextInt(60));
  }

  private JobPlan plan(LocalTime at) {
    List<DayOfWeek> onDays = new ArrayList<>();
    if (chance(4)) {
      for (DayOfWeek day : DayOfWeek.values()) {
        if (day.getValue() < 6 || chance(4)) {
          onDays.add(day);
        }
      }
    }
    return new JobPlan(at, onDays, !chance(4), !chance(8), chance(6) ? 1 + random.nextInt(6) : 0);
  }

  private long at(int day, long secondOfDay) {
    return firstDay.plusDays(day).atStartOfDay(zone).toEpochSecond()
        - start.getEpochSecond()
        + secondOfDay;
  }

  private void add(long at, What what, int job, int place, long amount) {
    events.add(new Event(at, what, job, place, amount));
  }

  private void add(long at, What what) {
    events.add(Event.of(at, what));
  }

  // Days as they are.

  private void computer() {
    int habit = random.nextInt(6);
    boolean weekends = chance(2);
    boolean sleeps = chance(2);
    int sloppy = 1 + random.nextInt(60);
    for (int day = 0; day < days; day++) {
      boolean closed = weekends && firstDay.plusDays(day).getDayOfWeek().getValue() > 5;
      if (habit < 2) {
        continue; // Always on.
      }
      long opens = 7 * 3600 + random.nextInt(2 * 3600);
      long due = jobs.get(0).at().toSecondOfDay();
      long closes =
          habit == 2
              ? Math.max(opens + 600, due - 300 + random.nextInt(sloppy * 20))
              : 17 * 3600 + random.nextInt(3 * 3600);
      if (!closed) {
        add(at(day, opens), sleeps ? What.COMPUTER_WAKES : What.COMPUTER_ON);
        add(at(day, closes), sleeps ? What.COMPUTER_SLEEPS : What.COMPUTER_OFF);
      }
    }
  }

  private void app() {
    int idle = 1 + random.nextInt(20);
    int job = 0;
    for (int day = 0; day < days; day++) {
      if (chance(idle)) {
        day += random.nextInt(7); // Holidays: nothing is written.
      }
      for (int i = random.nextInt(4); i >= 0; i--) {
        add(at(day, 8 * 3600 + random.nextInt(36_000)), What.APP_WRITES, job, 0, 0);
        job = 1 - job;
      }
    }
  }

  // Faults.

  private void faults() {
    double hard = random.nextDouble() * random.nextDouble() * 3;
    swarm(hard, What.DATABASE_MISSING, What.DATABASE_FINE);
    swarm(hard, What.DATABASE_LOCKED, What.DATABASE_FINE);
    swarm(hard, What.DATABASE_EMPTY, What.DATABASE_FINE);
    swarm(hard, What.DATABASE_DAMAGED, What.DATABASE_FINE);
    swarm(hard, What.JSON_FAILS, What.JSON_FINE);
    swarm(hard, What.ROWS_COLLAPSE, What.ANSWER);
    for (What how :
        List.of(
            What.PLACE_OFF,
            What.PLACE_OFF,
            What.PLACE_SLOW,
            What.PLACE_FROZEN,
            What.PLACE_FULL,
            What.PLACE_READ_ONLY,
            What.PLACE_FOREIGN,
            What.PLACE_UNMOUNTED)) {
      swarm(hard, how, What.PLACE_FINE);
    }
    swarm(hard / 3, What.PLACE_EMPTIED, What.WINDOW_OPENED);
    swarm(hard / 3, What.MARKER_GONE, What.WINDOW_OPENED);
    swarm(hard / 3, What.FILES_CUT, What.WINDOW_OPENED);
    swarm(hard / 3, What.COPY_ROTS, What.CHECK);
    swarm(hard / 3, What.STATE_LOST, What.PROGRAM_STARTED);
    swarm(hard / 3, What.STATE_TORN, What.PROGRAM_STARTED);
    swarm(hard / 3, What.STATE_STALE, What.PROGRAM_STARTED);
    swarm(hard / 3, What.STATE_UNWRITABLE, What.STATE_WRITABLE);
    swarm(hard, What.PROGRAM_KILLED, What.PROGRAM_STARTED);
    swarm(hard, What.KILLED_AT_STEP, What.PROGRAM_STARTED);
    swarm(hard, What.OFF_AT_STEP, What.COMPUTER_ON);
    swarm(hard, What.PROGRAM_QUIT, What.PROGRAM_STARTED);
    swarm(hard, What.SUSPENDED, What.CONTINUED);
    swarm(hard, What.COMPUTER_OFF, What.COMPUTER_ON);
    swarm(hard, What.COMPUTER_SLEEPS, What.COMPUTER_WAKES);
    swarm(hard / 2, What.CLOCK_SET, What.CLOCK_SET);
    swarm(hard / 4, What.ZONE_SET, What.ZONE_SET);
    swarm(hard, What.BACK_UP_NOW, What.BACK_UP_NOW);
    swarm(hard / 2, What.CANCEL_AT_STEP, What.BACK_UP_NOW);
    swarm(hard / 2, What.CANCEL, What.CANCEL);
    swarm(hard / 3, What.PAUSE, What.RESUME);
    swarm(hard, What.ANSWER, What.ANSWER);
    swarm(hard / 3, What.MOVE_TIME, What.WINDOW_OPENED);
    swarm(hard / 3, What.ADD_JOB, What.REMOVE_JOB);
    swarm(hard / 2, What.WINDOW_OPENED, What.CHECK);
    // A program that has ended comes back some day.
    for (int day = 0; day < days; day += 1 + random.nextInt(4)) {
      add(at(day, random.nextInt(86_400)), What.PROGRAM_STARTED);
    }
  }

  /** Drawn apart, so that the histories in which they don't occur stay the ones they were. */
  private void laterFaults() {
    random = new SplittableRandom(seed * 31 + 7);
    if (chance(5)) {
      swarm(random.nextDouble(), What.SETTINGS_TORN, What.SETTINGS_MENDED);
    }
  }

  /** That trouble and its end, as often as this history has it. */
  private void swarm(double perDay, What trouble, What end) {
    if (chance(2)) {
      return;
    }
    double rate = perDay * random.nextDouble() * random.nextDouble();
    for (int day = 0; day < days; day++) {
      if (random.nextDouble() < rate) {
        int job = random.nextInt(2);
        int place = chance(3) ? 0 : 1;
        long when = chance(2) ? nearDue(day, job) : at(day, random.nextInt(86_400));
        add(when, trouble, job, place, amount(trouble));
        add(when + lasts(), end, job, place, end == trouble ? back(end) : 0);
      }
    }
  }

  /** Around 17:00, when it hurts. */
  private long nearDue(int day, int job) {
    long due = jobs.get(Math.min(job, jobs.size() - 1)).at().toSecondOfDay();
    int within = chance(2) ? 60 : 1800;
    return at(day, due - within / 2 + random.nextInt(within * 2));
  }

  /** From seconds to days, evenly over the scales. */
  private long lasts() {
    return (long) Math.exp(Math.log(20) + random.nextDouble() * Math.log(4 * DAY / 20.0));
  }

  private long amount(What what) {
    return switch (what) {
      case CLOCK_SET -> wrong();
      case ZONE_SET -> random.nextInt(Zones.count());
      case KILLED_AT_STEP, OFF_AT_STEP, CANCEL_AT_STEP -> random.nextInt(14);
      case PAUSE -> 3600L * (1 + random.nextInt(24 * 8));
      case MOVE_TIME -> random.nextInt(24 * 60);
      case FILES_CUT -> 1 + random.nextInt(4);
      default -> random.nextInt(1000);
    };
  }

  private long wrong() {
    long size = (long) Math.exp(random.nextDouble() * Math.log(3.0 * 365 * DAY));
    return chance(2) ? size : -size;
  }

  private long back(What what) {
    return switch (what) {
      case CLOCK_SET -> 0;
      case ZONE_SET -> zoneNumber;
      default -> random.nextInt(1000);
    };
  }
}
