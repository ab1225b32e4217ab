package dev.nightjar.simulation;

import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** Each event's effect on the world; one that makes no sense as things are does nothing. */
final class Happenings {
  private final World world;
  private int killIn = -1;
  private int offIn = -1;
  private int cancelIn = -1;
  private long stoodSince;

  Happenings(World world) {
    this.world = world;
  }

  /** False if nothing came of it. */
  boolean happen(Event event) {
    return switch (event.what()) {
      case ALL_WELL -> allWell();
      case CLOCK_SET -> clock(event.amount() * 1000);
      case ZONE_SET -> zone((int) event.amount());
      case PROGRAM_KILLED -> kill();
      case PROGRAM_QUIT -> quit();
      case PROGRAM_STARTED -> startProgram();
      case KILLED_AT_STEP -> arm(killIn = (int) event.amount());
      case OFF_AT_STEP -> arm(offIn = (int) event.amount());
      case CANCEL_AT_STEP -> arm(cancelIn = (int) event.amount());
      case SUSPENDED -> suspend();
      case CONTINUED -> resume();
      case COMPUTER_OFF -> off();
      case COMPUTER_ON -> on();
      case COMPUTER_SLEEPS -> sleep();
      case COMPUTER_WAKES -> wake();
      case SETTINGS_TORN, SETTINGS_MENDED -> settings(event);
      case STATE_LOST, STATE_TORN, STATE_STALE, STATE_UNWRITABLE, STATE_WRITABLE -> state(event);
      case BACK_UP_NOW,
          CANCEL,
          PAUSE,
          RESUME,
          ANSWER,
          MOVE_TIME,
          ADD_JOB,
          REMOVE_JOB,
          WINDOW_OPENED,
          CHECK ->
          user(event);
      default -> outside(event);
    };
  }

  private static boolean arm(int in) {
    return in >= 0;
  }

  // Program and computer.

  boolean startProgram() {
    if (!world.on || world.asleep || world.process.isPresent()) {
      return false;
    }
    Process process = new Process(world);
    world.process = Optional.of(process);
    process.start();
    return true;
  }

  boolean kill() {
    if (world.process.isEmpty()) {
      return false;
    }
    world.process.get().die();
    world.process = Optional.empty();
    return true;
  }

  /** It is given its time, and then it ends whatever it was doing. */
  private boolean quit() {
    if (world.process.isEmpty() || world.process.get().stands()) {
      return false;
    }
    world.process.get().agent.close();
    return kill();
  }

  private boolean suspend() {
    if (world.process.isEmpty() || world.process.get().stands()) {
      return false;
    }
    stoodSince = world.now();
    world.process.get().suspended = true;
    return true;
  }

  private boolean resume() {
    if (world.process.isEmpty() || !world.process.get().suspended) {
      return false;
    }
    world.process.get().suspended = false;
    world.process.get().wake(world.now() - stoodSince, false);
    return true;
  }

  private boolean off() {
    if (!world.on) {
      return false;
    }
    world.on = false;
    world.asleep = false;
    kill();
    return true;
  }

  private boolean on() {
    if (world.on) {
      return false;
    }
    world.on = true;
    world.booted();
    world.at(world.now() + 20_000 + world.dice(60_000), this::startProgram);
    return true;
  }

  private boolean sleep() {
    if (!world.on || world.asleep || world.process.filter(one -> one.suspended).isPresent()) {
      return false;
    }
    world.asleep = true;
    stoodSince = world.now();
    return true;
  }

  private boolean wake() {
    if (!world.asleep) {
      return false;
    }
    world.asleep = false;
    world.process.ifPresent(process -> process.wake(world.now() - stoodSince, true));
    return true;
  }

  /** Between two steps of a run. */
  void stepPassed() {
    if (killIn >= 0 && killIn-- == 0) {
      world.diary.write(world, "the program is killed");
      kill();
    }
    if (offIn >= 0 && offIn-- == 0) {
      world.diary.write(world, "the computer is switched off");
      off();
      world.watcher.happened(Event.of(0, What.COMPUTER_OFF));
    }
    if (cancelIn >= 0 && cancelIn-- == 0) {
      world.diary.write(world, "Cancel");
      cancel();
    }
  }

  // Clock.

  private boolean clock(long wrongBy) {
    if (world.wrongBy() == wrongBy) {
      return false;
    }
    world.setClock(wrongBy);
    world.process.ifPresent(process -> process.timeline.wakeUnasked());
    return true;
  }

  private boolean zone(int number) {
    if (world.zone.equals(Zones.of(number))) {
      return false;
    }
    world.zone = Zones.of(number);
    world.process.ifPresent(process -> process.timeline.wakeUnasked());
    return true;
  }

  // The program's folder.

  private boolean state(Event event) {
    SimStateFile file = world.stateFile;
    switch (event.what()) {
      case STATE_LOST -> file.lose();
      case STATE_TORN -> file.tear();
      case STATE_STALE -> file.goBack((int) event.amount());
      case STATE_UNWRITABLE -> file.unwritable = true;
      default -> file.unwritable = false;
    }
    return true;
  }

  /** The window that mends them tells the agent; an editor doesn't. */
  private boolean settings(Event event) {
    boolean torn = event.what() == What.SETTINGS_TORN;
    if (world.settingsTorn == torn) {
      return false;
    }
    world.settingsTorn = torn;
    if (!torn && event.job() == 0) {
      world
          .process
          .filter(process -> !process.stands())
          .ifPresent(process -> process.agent.settingsChanged());
    }
    return true;
  }

  // The user.

  private boolean user(Event event) {
    Optional<Process> awake = world.process.filter(process -> !process.stands());
    if (awake.isEmpty()) {
      return false;
    }
    Process process = awake.get();
    switch (event.what()) {
      case BACK_UP_NOW -> {
        world.askedAt = world.now();
        process.agent.backUpNow(
            event.job() < 0 || event.job() >= world.jobs.size()
                ? Optional.empty()
                : Optional.of(world.jobs.get(event.job()).id));
      }
      case CANCEL -> cancel();
      case PAUSE ->
          process.agent.pauseUntil(
              world.wall().toInstant().plus(Duration.ofSeconds(event.amount())));
      case RESUME -> process.agent.resume();
      case ANSWER -> {
        return answer(process, (int) event.amount());
      }
      case MOVE_TIME -> {
        SimJob job = world.jobs.get(Math.min(event.job(), world.jobs.size() - 1));
        if (!world.isSetUp(job) || world.settingsTorn) {
          return false;
        }
        process.agent.moveTo(job.id, LocalTime.ofSecondOfDay(event.amount() * 60));
      }
      case ADD_JOB -> {
        return jobs(process, 2);
      }
      case REMOVE_JOB -> {
        return jobs(process, 1);
      }
      case CHECK -> {
        return check(process, event);
      }
      default -> process.agent.refresh();
    }
    return true;
  }

  private void cancel() {
    world.process.ifPresent(
        process -> {
          world.watcher.happened(Event.of(0, What.CANCEL));
          process.agent.cancel();
        });
  }

  private boolean jobs(Process process, int count) {
    if (world.settingsTorn || world.settings.jobs().size() == count || world.jobs.size() < count) {
      return false;
    }
    world.put(count);
    process.agent.settingsChanged();
    return true;
  }

  /** The questions that are shown. */
  private boolean answer(Process process, int number) {
    if (process.status.isEmpty()) {
      return false;
    }
    for (JobVerdict job : process.status.get().verdict().jobs()) {
      List<Finding> questions = job.findings().stream().filter(Finding::isQuestion).toList();
      if (!questions.isEmpty()) {
        Finding chosen = questions.get(Math.floorMod(number, questions.size()));
        world.diary.write(world, "answered: " + Words.of(chosen));
        world.watcher.happened(Event.of(0, What.ANSWER));
        process.agent.answer(job.job(), chosen);
        return true;
      }
    }
    return false;
  }

  private boolean check(Process process, Event event) {
    SimPlace place = place(event);
    SimJob job = world.jobs.get(Math.min(event.job(), world.jobs.size() - 1));
    if (!place.answers()) {
      return false;
    }
    for (Copy copy : place.there()) {
      if (!copy.isSound() || world.dice(10) == 0) {
        copy.found(world.now());
        process.agent.checked(job.id, place.location, copy.summary.id(), copy.isSound());
      }
    }
    return true;
  }

  // Data and places.

  private SimPlace place(Event event) {
    List<SimPlace> places = world.jobs.get(Math.min(event.job(), world.jobs.size() - 1)).places;
    return places.get(Math.min(event.place(), places.size() - 1));
  }

  private boolean outside(Event event) {
    SimDatabase database =
        world.jobs.get(Math.max(0, Math.min(event.job(), world.jobs.size() - 1))).database;
    SimPlace place = place(event.job() < 0 ? event.at(0) : event);
    switch (event.what()) {
      case APP_WRITES -> {
        if (!world.on || world.asleep || database.state != SimDatabase.State.FINE) {
          return false;
        }
        database.write();
        return false; // Too common for a story.
      }
      case ROWS_COLLAPSE -> {
        database.rows.put(event.amount() % 2 == 0 ? "products" : "orders", event.amount() % 5);
        database.version++;
      }
      case DATABASE_MISSING -> database.be(SimDatabase.State.MISSING);
      case DATABASE_LOCKED -> database.be(SimDatabase.State.LOCKED);
      case DATABASE_EMPTY -> database.be(SimDatabase.State.EMPTY);
      case DATABASE_DAMAGED -> database.be(SimDatabase.State.DAMAGED);
      case DATABASE_FINE -> database.be(SimDatabase.State.FINE);
      case JSON_FAILS -> database.jsonFails = true;
      case JSON_FINE -> database.jsonFails = false;
      case MARKER_GONE -> place.markerGone = true;
      case PLACE_EMPTIED -> lose(place, 1, true);
      case FILES_CUT -> lose(place, (int) event.amount(), false);
      case COPY_ROTS -> {
        List<Copy> sound = place.there().stream().filter(Copy::isSound).toList();
        if (sound.isEmpty()) {
          return false;
        }
        sound.get(Math.floorMod((int) event.amount(), sound.size())).rottenAt = world.now();
      }
      default -> {
        String name = event.what().name();
        place.state = SimPlace.State.valueOf(name.substring("PLACE_".length()));
      }
    }
    return true;
  }

  /** Every {@code each}-th copy goes, wholly or without its manifest. */
  private void lose(SimPlace place, int each, boolean wholly) {
    int number = 0;
    for (Copy copy : place.there()) {
      if (number++ % Math.max(1, each) == 0) {
        if (wholly) {
          copy.goneAt = world.now();
        } else {
          copy.cutAt = world.now();
        }
      }
    }
    place.changed();
  }

  /** Everything is mended, and the user is diligent from here on. */
  private boolean allWell() {
    killIn = -1;
    offIn = -1;
    cancelIn = -1;
    zone(world.history.shop().zone());
    clock(0);
    for (SimJob job : world.jobs) {
      job.database.be(SimDatabase.State.FINE);
      job.database.jsonFails = false;
      for (SimPlace place : job.places) {
        place.state = SimPlace.State.FINE;
        place.markerGone = false;
      }
    }
    world.stateFile.unwritable = false;
    world.settingsTorn = false;
    on();
    wake();
    resume();
    startProgram();
    world.at(world.now() + 120_000, this::beDiligent);
    return true;
  }

  private void beDiligent() {
    world.process.ifPresent(
        process -> {
          if (process.status.filter(s -> s.verdict().pausedUntil().isPresent()).isPresent()) {
            process.agent.resume();
            world.watcher.happened(Event.of(0, What.RESUME));
          }
          answer(process, 0);
        });
    world.jobs.forEach(job -> job.database.write());
    world.at(world.now() + 3_600_000, this::beDiligent);
  }
}
