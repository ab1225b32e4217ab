package dev.nightjar.app.agent;

import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.StepResult;
import dev.nightjar.failure.Failure;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** Something to tell the user once, without words: these are the face's. */
public sealed interface Notification {
  /** Whose it is. */
  String jobName();

  /** Steps that ended, one or, where they were quick, several at once. */
  record StepsEnded(String jobName, List<StepResult> steps) implements Notification {
    public StepsEnded {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A run ended; told where not each step is.
   *
   * @param missedDue the due date that it makes up for
   */
  record RunEnded(String jobName, BackupRun run, Optional<ZonedDateTime> missedDue)
      implements Notification {}

  /** A run couldn't begin. */
  record RunRefused(String jobName, Failure failure) implements Notification {}

  /** A place has again all that was owed to it. */
  record CaughtUp(String jobName, String place, long backups) implements Notification {}

  /** Something that wants an answer. */
  record Worry(String jobName, Verdict.Concern concern) implements Notification {}
}
