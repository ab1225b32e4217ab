package dev.nightjar.app.agent;

import dev.nightjar.app.verdict.Finding;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.StepResult;
import dev.nightjar.failure.Failure;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** Something to report to the user, without words: these are the face's. */
public sealed interface Notification {
  /** The job that it is about; empty if it is about the program. */
  String jobName();

  /** Steps that ended, one or, if they were quick, several at once. */
  record StepsEnded(String jobName, List<StepResult> steps) implements Notification {
    public StepsEnded {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A run ended; reported if its steps are not.
   *
   * @param missedDue the due date that it makes up for
   */
  record RunEnded(String jobName, BackupRun run, Optional<ZonedDateTime> missedDue)
      implements Notification {}

  /** A run couldn't begin, or the settings can't be read. */
  record RunRefused(String jobName, Failure failure) implements Notification {}

  /** A place has again all that was owed to it. */
  record CaughtUp(String jobName, String place, long backups) implements Notification {}

  /** Something is not as it should be, or wants an answer. */
  record Found(String jobName, Finding finding) implements Notification {}

  /**
   * A trouble that was reported is over.
   *
   * @param place the one that it was about; empty if it was about none
   */
  record Over(String jobName, Trouble trouble, String place) implements Notification {}

  /** Due dates were missed again and again: the window comes up by itself. */
  record OpenWindow(String jobName) implements Notification {}

  /** The subject of a trouble. */
  enum Trouble {
    /** The live database can be read again. */
    DATABASE,
    /** The JSON could be made again. */
    JSON,
    /** A place has the newest backup again. */
    PLACE,
    /** A backup was made again. */
    DUE,
    /** Damaged copies were healed. */
    COPIES,
    /** Runs can begin again. */
    RUN,
    /** The settings can be read again. */
    SETTINGS
  }
}
