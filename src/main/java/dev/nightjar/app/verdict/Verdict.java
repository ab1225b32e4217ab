package dev.nightjar.app.verdict;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.failure.Failure;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How everything stands, from what is proved on disk and not from the last attempt: what icon,
 * tooltip, menu, window and {@code status} tell.
 *
 * @param state the worst of the jobs', but paused and running before that
 */
public record Verdict(State state, List<JobVerdict> jobs, Optional<Instant> pausedUntil) {
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
   * @param newest the newest backup that is proved at any place
   * @param next the next due date; empty where the schedule never fires again
   */
  public record JobVerdict(
      UUID job,
      String name,
      State state,
      List<PlaceVerdict> places,
      Optional<BackupSummary> newest,
      Optional<ZonedDateTime> next,
      List<Concern> concerns) {
    public JobVerdict {
      places = List.copyOf(places);
      concerns = List.copyOf(concerns);
    }

    /** At how many places no due date is missed. */
    public long placesUpToDate() {
      return places.stream().filter(place -> !place.behind()).count();
    }
  }

  /**
   * One place of a job.
   *
   * @param folder where it is, if the system can show it
   * @param missed the due dates that passed, with the computer on, since its newest proved backup
   * @param behindSince the first of those
   * @param behind whether a due date is missed there, or nothing proved is there at all
   * @param lacks how many backups are at other places only
   * @param failure why it couldn't be read just now
   */
  public record PlaceVerdict(
      String label,
      String location,
      boolean local,
      Optional<Path> folder,
      Optional<BackupSummary> newest,
      int missed,
      Optional<Instant> behindSince,
      boolean behind,
      int lacks,
      Optional<Failure> failure) {}

  /** Something that is worth the user's answer, though backups are made. */
  public sealed interface Concern {
    /** Whether the data may not be what the user believes; else it is only advice. */
    default boolean isAboutTheData() {
      return true;
    }

    /** The same content for several scheduled days where it used to change. */
    record DataUnchanged(Instant since) implements Concern {}

    /** A table vanished, or lost more than half of its rows. */
    record Shrunk(String table, long rowsBefore, long rowsNow) implements Concern {}

    /** The computer is often off when a run is due. */
    record OftenOff(LocalTime due, LocalTime suggested) implements Concern {
      @Override
      public boolean isAboutTheData() {
        return false;
      }
    }
  }
}
