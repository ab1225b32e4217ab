package dev.nightjar.app.verdict;

import dev.nightjar.destination.Address;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.failure.Failure;
import dev.nightjar.settings.JobPlace;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How everything stands, from what is proved on disk and not from the last attempt: what icon,
 * tooltip, menu, window and {@code status} show.
 *
 * @param state the worst of the jobs'; running before that, paused if all is well otherwise
 * @param jobs the worst first, otherwise as in the settings
 * @param pausedUntil empty if it isn't paused
 * @param stopped why nothing is backed up at all: the settings can't be read
 */
public record Verdict(
    State state, List<JobVerdict> jobs, Optional<Instant> pausedUntil, Optional<Failure> stopped) {
  /** Nothing is set up, or nothing is known yet. */
  public static final Verdict NOTHING =
      new Verdict(State.NOT_SET_UP, List.of(), Optional.empty(), Optional.empty());

  public Verdict {
    jobs = List.copyOf(jobs);
  }

  /** The icon's states. */
  public enum State {
    NOT_SET_UP,
    OK,
    RUNNING,
    ATTENTION,
    FAILED,
    PAUSED
  }

  /**
   * One job.
   *
   * @param state the worst of the findings'
   * @param newest the newest backup that is proved at any place
   * @param next the next due date that no pause waives; empty if the schedule never fires again
   * @param findings the worst first
   */
  public record JobVerdict(
      UUID job,
      String name,
      State state,
      List<PlaceVerdict> places,
      Optional<BackupSummary> newest,
      Optional<ZonedDateTime> next,
      List<Finding> findings) {
    public JobVerdict {
      places = List.copyOf(places);
      findings = List.copyOf(findings);
    }
  }

  /**
   * One place of a job.
   *
   * @param address where the system's file manager shows it, if it can
   * @param newest the newest proved backup that this place has
   * @param missed the due dates that passed, with the computer on, since its newest proved backup
   * @param behindSince the first of those
   * @param behind whether it lacks the newest proved backup, or a due date is missed there
   * @param lacks how many backups it is owed
   * @param unread how many backups there have a description that this program can't read: it is
   *     damaged, or a newer Nightjar's, and no copy of theirs is known elsewhere
   * @param failure why it couldn't be used when it was last asked
   * @param shortage the space that it has too little of, if its backups can make room
   */
  public record PlaceVerdict(
      String label,
      String location,
      boolean local,
      Optional<Address> address,
      Optional<BackupSummary> newest,
      int missed,
      Optional<Instant> behindSince,
      boolean behind,
      int lacks,
      int unread,
      Optional<Failure> failure,
      Optional<Shortage> shortage) {
    /** Returns the one of its job's places that it is. */
    public JobPlace which() {
      return local ? JobPlace.HERE : JobPlace.NAS;
    }
  }
}
