package dev.nightjar.simulation;

import dev.nightjar.app.agent.Engine.CheckListener;
import dev.nightjar.app.agent.Engine.StoredCopy;
import java.util.List;

/** Copies that are read again, one after the other in virtual time, with nobody waiting for it. */
final class SimCheck {
  private static final int AT_A_STEP = 10;
  private static final int MILLIS = 900;

  private final Process process;
  private final SimJob job;
  private final List<StoredCopy> copies;
  private final CheckListener listener;
  private boolean cancelled;

  SimCheck(Process process, SimJob job, List<StoredCopy> copies, CheckListener listener) {
    this.process = process;
    this.job = job;
    this.copies = copies;
    this.listener = listener;
  }

  void begin() {
    process.world.watcher.checkBegun(job);
    process.post(MILLIS, () -> step(0));
  }

  void cancel() {
    cancelled = true;
  }

  private void step(int from) {
    if (cancelled || from >= copies.size()) {
      process.world.watcher.checkEnded();
      listener.ended();
      return;
    }
    process.world.watcher.checks();
    int to = Math.min(copies.size(), from + AT_A_STEP);
    copies.subList(from, to).forEach(this::read);
    process.post(MILLIS, () -> step(to));
  }

  private void read(StoredCopy one) {
    SimPlace place = job.place(one.place());
    if (!place.answers()) {
      return;
    }
    for (Copy copy : place.copies) {
      if (copy.isThere() && copy.summary.id().equals(one.backup().id())) {
        copy.found(process.world.now());
        listener.checked(one, copy.isSound());
      }
    }
  }
}
