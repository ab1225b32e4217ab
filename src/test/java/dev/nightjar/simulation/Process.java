package dev.nightjar.simulation;

import dev.nightjar.app.agent.Agent;
import dev.nightjar.app.agent.Notification;
import dev.nightjar.app.agent.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One start of the program: what it does ends with it, and stands while the computer sleeps. */
final class Process {
  final World world;
  final long startedAt;
  final SimTimeline timeline;
  final SimEngine engine;
  final Agent agent;
  private final List<Runnable> parked = new ArrayList<>();
  private long sleptFor;
  private boolean dead;
  boolean suspended;
  Optional<Status> status = Optional.empty();
  Optional<SimRun> run = Optional.empty();

  Process(World world) {
    this.world = world;
    this.startedAt = world.now();
    this.timeline = new SimTimeline(this);
    this.engine = new SimEngine(this);
    this.agent =
        new Agent(
            engine,
            timeline,
            world.stateFile,
            world.checks,
            world.rhythm,
            this::show,
            shown -> status(shown));
  }

  private void show(Notification notification) {
    if (!dead) {
      world.watcher.notified(notification);
    }
  }

  private void status(Status shown) {
    if (!dead) {
      status = Optional.of(shown);
      world.watcher.published(shown);
    }
  }

  void start() {
    agent.start();
  }

  /** Does it later, unless the program has ended by then; later still if the computer sleeps. */
  void post(long afterMillis, Runnable work) {
    world.at(world.now() + afterMillis, () -> play(work));
  }

  private void play(Runnable work) {
    if (dead) {
      return;
    }
    if (stands()) {
      parked.add(work);
    } else {
      work.run();
    }
  }

  boolean stands() {
    return suspended || world.asleep;
  }

  boolean isAlive() {
    return !dead;
  }

  /** How long it has been running, by a clock that may stand while the computer sleeps. */
  long elapsedMillis() {
    return world.now() - startedAt - sleptFor;
  }

  /** Goes on after it stood. */
  void wake(long stoodFor, boolean computerSlept) {
    if (computerSlept && world.history.shop().clockStopsInSleep()) {
      sleptFor += stoodFor;
    }
    List<Runnable> waiting = List.copyOf(parked);
    parked.clear();
    for (Runnable work : waiting) {
      post(1, work);
    }
    if (computerSlept) {
      timeline.wakeUnasked();
    }
  }

  void die() {
    dead = true;
    parked.clear();
    run = Optional.empty();
  }
}
