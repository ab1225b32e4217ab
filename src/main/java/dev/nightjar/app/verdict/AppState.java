package dev.nightjar.app.verdict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The user's answers and the reports made, from start to start. Nothing in it decides whether a
 * backup is due or safe: each part is harmless to lose.
 *
 * @param pause the last interval over which no due date is kept
 * @param windowClosedTold whether it was said once that closing the window ends nothing
 * @param awakeSince when the computer last woke from a sleep that the program noticed
 * @param told the troubles of the program itself that were reported
 */
public record AppState(
    String format,
    List<OfJob> jobs,
    Optional<Pause> pause,
    boolean windowClosedTold,
    Optional<Instant> awakeSince,
    List<Reported> told) {
  private static final String FORMAT = "nightjar-state/1";

  /** Nothing yet. */
  public static final AppState EMPTY =
      new AppState(FORMAT, List.of(), Optional.empty(), false, Optional.empty(), List.of());

  public AppState {
    format = format == null ? FORMAT : format;
    jobs = jobs == null ? List.of() : List.copyOf(jobs);
    pause = pause == null ? Optional.empty() : pause;
    awakeSince = awakeSince == null ? Optional.empty() : awakeSince;
    told = told == null ? List.of() : List.copyOf(told);
  }

  /** An interval over which the user wants no backups: its due dates are waived. */
  public record Pause(Instant from, Instant until) {
    public Pause {
      Objects.requireNonNull(from);
      Objects.requireNonNull(until);
    }

    boolean covers(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }
  }

  /**
   * A trouble that was reported, as the file has it.
   *
   * @param key its subject and its detail; the agent reads and writes it
   * @param at when it was last reported
   */
  public record Reported(String key, Instant at) {
    public Reported {
      Objects.requireNonNull(key);
      Objects.requireNonNull(at);
    }
  }

  /** The user's answer to one question: what was found up to then is as it should be. */
  public record Answer(String code, String subject, Instant at) {
    public Answer {
      Objects.requireNonNull(code);
      Objects.requireNonNull(subject);
      Objects.requireNonNull(at);
    }
  }

  /**
   * The memory of one job.
   *
   * @param waived the newest due date that the user waived, by ending its run
   * @param noticed the newest due date that passed while the program ran
   * @param windowShownAt when the window last came up by itself
   * @param rescheduledAt when the program saw another schedule: its due dates before were nobody's
   */
  public record OfJob(
      UUID job,
      Optional<Instant> waived,
      Optional<Instant> noticed,
      Optional<Instant> windowShownAt,
      Optional<Instant> rescheduledAt,
      List<Answer> answers,
      List<Reported> told) {
    public OfJob {
      Objects.requireNonNull(job);
      waived = waived == null ? Optional.empty() : waived;
      noticed = noticed == null ? Optional.empty() : noticed;
      windowShownAt = windowShownAt == null ? Optional.empty() : windowShownAt;
      rescheduledAt = rescheduledAt == null ? Optional.empty() : rescheduledAt;
      answers = answers == null ? List.of() : List.copyOf(answers);
      told = told == null ? List.of() : List.copyOf(told);
    }

    /** Nothing yet. */
    public static OfJob of(UUID job) {
      return new OfJob(
          job,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of());
    }

    /** When a question of that kind about that subject was last answered. */
    Instant answeredAt(Finding.Kind kind, String subject) {
      return answers.stream()
          .filter(answer -> answer.code().equals(kind.code()) && answer.subject().equals(subject))
          .map(Answer::at)
          .max(Instant::compareTo)
          .orElse(Instant.MIN);
    }

    public OfJob withWaived(Instant due) {
      return new OfJob(job, Optional.of(due), noticed, windowShownAt, rescheduledAt, answers, told);
    }

    /** As if nothing had been waived. */
    public OfJob withoutWaived() {
      return new OfJob(job, Optional.empty(), noticed, windowShownAt, rescheduledAt, answers, told);
    }

    public OfJob withNoticed(Instant due) {
      return new OfJob(job, waived, Optional.of(due), windowShownAt, rescheduledAt, answers, told);
    }

    public OfJob withWindowShown(Instant now) {
      return new OfJob(job, waived, noticed, Optional.of(now), rescheduledAt, answers, told);
    }

    public OfJob withRescheduled(Instant now) {
      return new OfJob(job, waived, noticed, windowShownAt, Optional.of(now), answers, told);
    }

    public OfJob withReported(List<Reported> now) {
      return new OfJob(job, waived, noticed, windowShownAt, rescheduledAt, answers, now);
    }

    /** The user's answer to this finding, and to no other. */
    public OfJob withAnswer(Finding finding, Instant now) {
      List<Answer> all = new ArrayList<>(answers);
      for (String subject : finding.answered()) {
        all.removeIf(one -> one.code().equals(finding.code()) && one.subject().equals(subject));
        all.add(new Answer(finding.code(), subject, now));
      }
      return new OfJob(job, waived, noticed, windowShownAt, rescheduledAt, all, told);
    }
  }

  /** Returns the memory of a job, which may be empty. */
  public OfJob of(UUID job) {
    return jobs.stream().filter(one -> one.job().equals(job)).findFirst().orElse(OfJob.of(job));
  }

  /** Until when no due date is kept; empty if it isn't paused. */
  public Optional<Instant> pausedUntil(Instant now) {
    return pause.filter(one -> one.covers(now)).map(Pause::until);
  }

  public AppState with(UUID job, UnaryOperator<OfJob> change) {
    OfJob before = of(job);
    OfJob after = change.apply(before);
    if (after.equals(before)) {
      return this;
    }
    List<OfJob> all = new ArrayList<>(jobs);
    all.removeIf(one -> one.job().equals(job));
    all.add(after);
    return new AppState(format, all, pause, windowClosedTold, awakeSince, told);
  }

  public AppState withPause(Optional<Pause> now) {
    return new AppState(format, jobs, now, windowClosedTold, awakeSince, told);
  }

  public AppState withWindowClosedTold() {
    return new AppState(format, jobs, pause, true, awakeSince, told);
  }

  public AppState withAwakeSince(Instant at) {
    return new AppState(format, jobs, pause, windowClosedTold, Optional.of(at), told);
  }

  public AppState withReported(List<Reported> now) {
    return new AppState(format, jobs, pause, windowClosedTold, awakeSince, now);
  }
}
