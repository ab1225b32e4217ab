package dev.nightjar.app.verdict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * What the program remembers from start to start; harmless to lose.
 *
 * @param pausedUntil no due date is kept before it
 * @param windowClosedTold whether it was said once that closing the window ends nothing
 */
public record AppState(
    String format, List<OfJob> jobs, Optional<Instant> pausedUntil, boolean windowClosedTold) {
  private static final String FORMAT = "nightjar-state/1";

  /** Nothing yet. */
  public static final AppState EMPTY = new AppState(FORMAT, List.of(), Optional.empty(), false);

  public AppState {
    format = format == null ? FORMAT : format;
    jobs = jobs == null ? List.of() : List.copyOf(jobs);
    pausedUntil = pausedUntil == null ? Optional.empty() : pausedUntil;
  }

  /**
   * What it remembers of one job.
   *
   * @param dueDone the newest due date that was begun, or let go on purpose
   * @param acknowledgedAt the user said that the data is as it should be
   * @param windowShownAt when the window last came up by itself
   * @param seen what was read at each place when it last answered
   * @param told the concerns there were, which were told when they came
   */
  public record OfJob(
      UUID job,
      Optional<Instant> dueDone,
      Optional<Instant> acknowledgedAt,
      Optional<Instant> windowShownAt,
      List<Seen> seen,
      List<String> told) {
    public OfJob {
      Objects.requireNonNull(job);
      dueDone = dueDone == null ? Optional.empty() : dueDone;
      acknowledgedAt = acknowledgedAt == null ? Optional.empty() : acknowledgedAt;
      windowShownAt = windowShownAt == null ? Optional.empty() : windowShownAt;
      seen = seen == null ? List.of() : List.copyOf(seen);
      told = told == null ? List.of() : List.copyOf(told);
    }

    static OfJob of(UUID job) {
      return new OfJob(
          job, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    /** The time of the newest proved backup that was read at {@code location}. */
    Optional<Instant> seenAt(String location) {
      return seen.stream()
          .filter(one -> one.location().equals(location))
          .map(Seen::newestAt)
          .findFirst();
    }

    public OfJob withSeen(List<Seen> now) {
      return new OfJob(job, dueDone, acknowledgedAt, windowShownAt, now, told);
    }

    public OfJob withTold(List<String> concerns) {
      return new OfJob(job, dueDone, acknowledgedAt, windowShownAt, seen, concerns);
    }

    public OfJob withDueDone(Instant due) {
      return new OfJob(job, Optional.of(due), acknowledgedAt, windowShownAt, seen, told);
    }

    public OfJob withAcknowledged(Instant now) {
      return new OfJob(job, dueDone, Optional.of(now), windowShownAt, seen, told);
    }

    public OfJob withWindowShown(Instant now) {
      return new OfJob(job, dueDone, acknowledgedAt, Optional.of(now), seen, told);
    }
  }

  /** The newest proved backup of a place, by the time of its snapshot. */
  public record Seen(String location, Instant newestAt) {
    public Seen {
      Objects.requireNonNull(location);
      Objects.requireNonNull(newestAt);
    }
  }

  /** What is remembered of a job, which may be nothing. */
  public OfJob of(UUID job) {
    return jobs.stream().filter(one -> one.job().equals(job)).findFirst().orElse(OfJob.of(job));
  }

  public AppState with(UUID job, UnaryOperator<OfJob> change) {
    List<OfJob> all = new ArrayList<>(jobs);
    all.removeIf(one -> one.job().equals(job));
    all.add(change.apply(of(job)));
    return new AppState(format, all, pausedUntil, windowClosedTold);
  }

  public AppState withPausedUntil(Optional<Instant> until) {
    return new AppState(format, jobs, until, windowClosedTold);
  }

  public AppState withWindowClosedTold() {
    return new AppState(format, jobs, pausedUntil, true);
  }
}
