package dev.nightjar.simulation;

import dev.nightjar.app.agent.Timeline;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Deque;

/** The agent's thread and clocks in virtual time. */
final class SimTimeline implements Timeline {
  private static final int UNASKED_WITHIN_MILLIS = 30_000;

  private final Process process;
  private Runnable wake = () -> {};
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int asked;
  private boolean closed;

  SimTimeline(Process process) {
    this.process = process;
  }

  @Override
  public ZonedDateTime now() {
    return process.world.wall();
  }

  @Override
  public Duration elapsed() {
    return Duration.ofMillis(process.elapsedMillis());
  }

  @Override
  public void execute(Runnable work) {
    waiting.add(work);
    process.post(0, this::next);
  }

  private void next() {
    Runnable work = waiting.poll();
    if (work != null) {
      run(work);
    }
  }

  private void run(Runnable work) {
    if (!closed) {
      work.run();
    }
  }

  /** Does what waits, as the thread does while the program waits for its end. */
  void drain() {
    while (!waiting.isEmpty()) {
      next();
    }
  }

  @Override
  public void start(Runnable toWake) {
    wake = toWake;
    execute(toWake);
  }

  @Override
  public void wakeWithin(Duration time) {
    int mine = ++asked;
    process.post(
        Math.max(1, process.world.idle(time.toMillis())),
        () -> {
          if (mine == asked) {
            run(wake);
          }
        });
  }

  /** The clock was set, the zone has changed, or the computer has slept. */
  void wakeUnasked() {
    process.post(process.world.dice(UNASKED_WITHIN_MILLIS), () -> run(wake));
  }

  @Override
  public void close() {
    closed = true;
  }
}
