package dev.nightjar.simulation;

import dev.nightjar.app.agent.Engine.Task;
import dev.nightjar.app.agent.Notification;
import dev.nightjar.app.agent.Status;
import dev.nightjar.backup.BackupRun;
import java.util.List;
import java.util.Optional;

/** Is told of all that the agent shows and asks for, and of all that happens. */
interface Watcher {
  void happened(Event event);

  void notified(Notification notification);

  void published(Status status);

  void runAsked(SimJob job, Task task, Optional<SimRun> running);

  void runEnded(SimRun run, BackupRun result);

  void touched(SimJob job, SimPlace place);

  /** Copies of the job are to be read again. */
  void checkBegun(SimJob job);

  /** Some of them are. */
  void checks();

  void checkEnded();

  /**
   * Whether it judges deletions alone: then runs delete as the real ones do, and backups are of
   * more kinds.
   */
  default boolean judgesDeletions() {
    return false;
  }

  /** Called before these copies go at a place that has the run's backup; also if none goes. */
  default void deleting(SimJob job, SimPlace place, List<Copy> gone) {}

  /** Called again and again, and after everything that happened. */
  void judge();
}
