package dev.nightjar.desktop.kit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs what it is given one after the other, on threads of another executor. */
public final class InTurn implements Executor {
  private static final Logger LOG = Logger.getLogger(InTurn.class.getName());

  private final Executor work;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean busy;

  public InTurn(Executor work) {
    this.work = work;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (waiting) {
      waiting.add(task);
      if (busy) {
        return;
      }
      busy = true;
    }
    work.execute(this::run);
  }

  private void run() {
    for (Runnable next = next(); next != null; next = next()) {
      try {
        next.run();
      } catch (RuntimeException | Error e) {
        LOG.log(Level.SEVERE, "the others in the queue still have their turn", e);
      }
    }
  }

  private @Nullable Runnable next() {
    synchronized (waiting) {
      Runnable next = waiting.poll();
      busy = next != null;
      return next;
    }
  }
}
