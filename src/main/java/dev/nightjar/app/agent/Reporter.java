package dev.nightjar.app.agent;

import dev.nightjar.app.agent.Notification.CaughtUp;
import dev.nightjar.app.agent.Notification.Found;
import dev.nightjar.app.agent.Notification.Over;
import dev.nightjar.app.agent.Notification.RunEnded;
import dev.nightjar.app.agent.Notification.RunRefused;
import dev.nightjar.app.agent.Notification.StepsEnded;
import dev.nightjar.app.agent.Report.Because;
import dev.nightjar.app.agent.Report.Count;
import dev.nightjar.app.agent.Report.Detail;
import dev.nightjar.app.agent.Report.Part;
import dev.nightjar.app.agent.Report.Place;
import dev.nightjar.app.agent.Report.Question;
import dev.nightjar.app.agent.Report.Subject;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.StateStore;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.VerdictRules;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Outcome;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepResult;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings.Notifications;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Reports each trouble once when it comes and once when it is gone, at whichever start of the
 * program, and a failure again each day. Steps that end close together share one notice, a failure
 * among them, since the next notice takes its place. Used on the agent's thread.
 *
 * <p>A trouble is known by its subject (the database, a place) and a detail (a reason): another
 * reason is reported anew, the end once for the subject.
 *
 * <p>It is long because whether one thing is new depends on what was said of all the others.
 */
final class Reporter {
  /** Steps that end within it share a notice. */
  static final Duration FOLDED = Duration.ofSeconds(3);

  private static final Duration NOT_AGAIN_WITHIN = Duration.ofDays(14);

  /** A place that answers is caught up within this. */
  private static final Duration CATCHES_UP_WITHIN = Duration.ofMinutes(15);

  private final Reports reports;
  private final Notifier notifier;
  private final List<StepResult> waiting = new ArrayList<>();
  private final Map<SubjectOfJob, Duration> behindSince = new HashMap<>();
  private final List<Runnable> remembering = new ArrayList<>();
  private String waitingFor = "";
  private Duration waitingSince = Duration.ZERO;

  private record SubjectOfJob(UUID job, Subject subject) {}

  Reporter(StateStore state, Notifier notifier) {
    this.reports = new Reports(state);
    this.notifier = notifier;
  }

  // Events of a run.

  /**
   * A step ended.
   *
   * @param asked whether the user has asked for the run: then that the database fails is the
   *     answer, and is told though it was reported
   */
  void stepEnded(
      Job job,
      boolean asked,
      StepResult result,
      Notifications choice,
      Instant now,
      Duration elapsed) {
    Subject subject = Subject.of(result);
    Optional<Failure> failure = result.failure();
    if (failure.isPresent()) {
      Reason reason = failure.get().reason();
      if (result.step() == Step.CAUGHT_UP && reason == Reason.BACKUP_DAMAGED) {
        return; // A copy at another place is damaged: reported as that, once.
      }
      Detail detail = Detail.of(failure.get());
      boolean toTell =
          (asked && subject == Part.DATABASE) || !reports.isReported(job.id(), subject, detail);
      if (toTell && reason != Reason.CANCELLED && !waits(job, result)) {
        fold(job, result, elapsed);
        remembering.add(() -> reports.renew(job.id(), new Report(subject, detail, now)));
      }
      return;
    }
    if (result.step() == Step.PRUNED) {
      reports.forget(job.id(), subject);
      return; // As the settings say: the window's list and the log have it.
    }
    if (result.step() == Step.CAUGHT_UP) {
      flush();
      boolean wasReported = reports.forget(job.id(), subject);
      if (wasReported || choice != Notifications.PROBLEMS_ONLY) {
        notifier.show(new CaughtUp(job.name(), result.place(), result.delivered()));
      }
      return;
    }
    // While the database is known to be in trouble, a new try would say nothing but this.
    boolean isAlone =
        result.step() == Step.PLACE_READY && !asked && reports.isReported(job.id(), Part.DATABASE);
    if (choice == Notifications.EVERY_STEP && result.step() != Step.CHECKPOINT && !isAlone) {
      fold(job, result, elapsed);
    }
    switch (result.step()) {
      case DATABASE, JSON, DATABASE_SAVED -> over(job, subject);
      default -> {
        // Nothing ends by it.
      }
    }
  }

  private void fold(Job job, StepResult result, Duration elapsed) {
    if (!waiting.isEmpty()
        && (!waitingFor.equals(job.name()) || elapsed.minus(waitingSince).compareTo(FOLDED) > 0)) {
      flush();
    }
    if (waiting.isEmpty()) {
      waitingSince = elapsed;
      waitingFor = job.name();
    }
    waiting.add(result);
  }

  /** Shows steps that have waited long enough for others to share their notice. */
  void flushIfDue(Duration elapsed) {
    if (!waiting.isEmpty() && elapsed.minus(waitingSince).compareTo(FOLDED) >= 0) {
      flush();
    }
  }

  private void flush() {
    if (!waiting.isEmpty()) {
      notifier.show(new StepsEnded(waitingFor, waiting));
      waiting.clear();
      // Only now: a program that was killed before would never report them.
      remembering.forEach(Runnable::run);
      remembering.clear();
    }
  }

  /** In how long steps are to be shown, or a place that lacks something is to be reported. */
  Duration nextWake(Duration elapsed, Duration atMost) {
    Duration next =
        waiting.isEmpty()
            ? atMost
            : Observer.shorter(atMost, waitingSince.plus(FOLDED).minus(elapsed));
    for (Duration since : behindSince.values()) {
      Duration left = since.plus(CATCHES_UP_WITHIN).minus(elapsed);
      next = left.compareTo(Duration.ZERO) > 0 ? Observer.shorter(next, left) : next;
    }
    return next;
  }

  /** A run ended. */
  void runEnded(Job job, BackupRun run, Notifications choice, Optional<ZonedDateTime> missedDue) {
    flush();
    over(job, Part.RUN);
    boolean each = choice == Notifications.EACH_BACKUP && run.backup().isPresent();
    if (run.outcome() != Outcome.CANCELLED
        && (each || (missedDue.isPresent() && run.backup().isPresent()))) {
      notifier.show(new RunEnded(job.name(), run, missedDue));
    }
  }

  /** A run couldn't begin. */
  void runRefused(Job job, Failure failure, Instant now) {
    if (reports.add(job.id(), new Report(Part.RUN, Detail.of(failure), now))) {
      notifier.show(new RunRefused(job.name(), failure));
    }
  }

  // The program itself.

  void settingsFailed(Failure failure, Instant now) {
    if (reports.addOfProgram(new Report(Part.SETTINGS, Detail.of(failure), now))) {
      notifier.show(new RunRefused("", failure));
    }
  }

  void settingsRead() {
    if (reports.forgetOfProgram()) {
      showOver("", Part.SETTINGS);
    }
  }

  // Findings on disk.

  /**
   * The parts of a job that could be read.
   *
   * @param live whether the live database has been inspected since the start
   * @param drops whether the newest backups could all be read, so that it shows which tables shrank
   * @param places whether the places were read a short while ago, so that one is as it is known
   * @param checks whether it is known which copies checks have found damaged
   */
  record Seen(boolean live, boolean drops, boolean places, boolean checks) {}

  /**
   * Reports what is new in a verdict, and what is over.
   *
   * @param busy whether a run of this job is under way or about to begin, which may end it
   * @param seen the parts that could be read: only of them it shows that nothing is wrong any more
   * @return whether the places are to be read before the end of a trouble can be reported
   */
  boolean judged(JobVerdict job, boolean busy, Seen seen, Instant now, Duration elapsed) {
    Set<Subject> current = new HashSet<>();
    job.findings().forEach(finding -> current.add(Subject.of(finding)));
    behindSince
        .keySet()
        .removeIf(key -> key.job().equals(job.job()) && !current.contains(key.subject()));
    // A place that lacks nothing and still doesn't answer is not over.
    job.places().stream()
        .filter(place -> place.failure().isPresent())
        .forEach(place -> current.add(new Place(place.label())));
    boolean toRead = false;
    if (!busy) {
      toRead =
          endTroubles(job, seen, current, now); // First: what is left may have been reported by it.
    }
    for (Finding finding : job.findings()) {
      Subject subject = Subject.of(finding);
      if (finding instanceof Finding.DamagedCopies copies) {
        countAgain(job.job(), copies);
      }
      if (isToReport(job, finding, subject, busy, now, elapsed)
          && hasMore(job.job(), finding)
          && reports.add(job.job(), new Report(subject, Detail.of(finding), now))) {
        notifier.show(new Found(job.name(), finding));
      }
    }
    return toRead;
  }

  /** Damaged copies are reported once, and again only when there are more of them. */
  private boolean hasMore(UUID job, Finding finding) {
    if (!(finding instanceof Finding.DamagedCopies copies)) {
      return true;
    }
    Subject subject = Subject.of(copies);
    boolean more = copies.count() > reports.of(job, subject).map(Reporter::count).orElse(0);
    if (more) {
      reports.forget(job, subject);
    }
    return more;
  }

  /** Some of them were healed: that is the new measure. */
  private void countAgain(UUID job, Finding.DamagedCopies copies) {
    reports
        .of(job, Subject.of(copies))
        .filter(before -> copies.count() < count(before))
        .ifPresent(
            before ->
                reports.replace(
                    job, before, new Report(before.subject(), Detail.of(copies), before.at())));
  }

  private static int count(Report report) {
    return report.detail() instanceof Count count ? count.copies() : 0;
  }

  private boolean isToReport(
      JobVerdict job,
      Finding finding,
      Subject subject,
      boolean busy,
      Instant now,
      Duration elapsed) {
    if (finding instanceof Finding.PlaceBehind behind && behind.failure().isEmpty()) {
      if (behind.lacks() == 0 && isFailed(job)) {
        // No place has what was due: that is reported, and is not this place's trouble.
        behindSince.remove(new SubjectOfJob(job.job(), subject));
        return false;
      }
      // It answers: it is about to be caught up, which is worth a word only if that lasts.
      Duration since =
          behindSince.computeIfAbsent(new SubjectOfJob(job.job(), subject), none -> elapsed);
      return !busy
          && !reports.isReported(job.job(), subject)
          && elapsed.minus(since).compareTo(CATCHES_UP_WITHIN) >= 0;
    }
    if (finding.severity() == Finding.Severity.FAILED) {
      return !busy && !reports.isAnyFailureReported(job.job(), dueOf(finding), now);
    }
    // A run that is about to heal copies doesn't make it unsaid that they were damaged.
    return !busy || finding.isQuestion() || finding instanceof Finding.DamagedCopies;
  }

  private static boolean isFailed(JobVerdict job) {
    return job.findings().stream()
        .anyMatch(finding -> finding.severity() == Finding.Severity.FAILED);
  }

  private boolean endTroubles(JobVerdict job, Seen seen, Set<Subject> current, Instant now) {
    boolean toRead = false;
    // While no place can be read nobody knows whether a question is still one.
    boolean blind =
        job.places().stream()
            .allMatch(place -> place.failure().filter(VerdictRules::isUnread).isPresent());
    for (Report report : reports.of(job.job())) {
      Subject subject = report.subject();
      boolean unknown =
          subject instanceof Question question
              ? blind || (!seen.drops() && question.kind() == Finding.Kind.SHRUNK)
              : (!seen.live() && subject == Part.DATABASE)
                  || (!seen.checks() && subject instanceof Report.Copies);
      boolean soon =
          subject instanceof Question question
              && question.comesAndGoes()
              && Reports.isWithin(NOT_AGAIN_WITHIN, report.at(), now);
      if (current.contains(subject) || unknown || soon || !isOnDisk(job.job(), subject)) {
        continue;
      }
      if (!seen.places() && subject instanceof Place) {
        toRead = true; // It was fine once; whether it still is nobody knows.
      } else if (reports.forget(job.job(), subject)) {
        showOver(job.name(), subject);
      }
    }
    return toRead;
  }

  private void over(Job job, Subject subject) {
    if (reports.forget(job.id(), subject)) {
      showOver(job.name(), subject);
    }
  }

  private void showOver(String jobName, Subject subject) {
    subject
        .trouble()
        .ifPresent(trouble -> notifier.show(new Over(jobName, trouble, subject.place())));
  }

  /**
   * Whether its end shows without a run; that of a damaged copy, a failed JSON, or a place that
   * can't be written to shows in a run.
   */
  private boolean isOnDisk(UUID job, Subject subject) {
    if (subject == Part.JSON || subject == Part.RUN || subject instanceof Report.Pruning) {
      return false;
    }
    Set<Reason> shown = subject instanceof Place ? SHOWN_BY_PLACE : LIVE;
    boolean needsLook = subject instanceof Place || subject == Part.DATABASE;
    return !needsLook
        || reports.of(job).stream()
            .filter(report -> report.subject().equals(subject))
            .allMatch(
                report ->
                    !(report.detail() instanceof Because because)
                        || shown.contains(because.reason()));
  }

  /** Reasons that a place shows whenever it is read. */
  private static final Set<Reason> SHOWN_BY_PLACE =
      Set.of(
          Reason.PLACE_UNREACHABLE,
          Reason.PLACE_IS_FILE,
          Reason.PLACE_NOT_MARKED,
          Reason.PLACE_NOT_CONNECTED,
          Reason.PLACE_NOT_CHOSEN,
          Reason.PLACE_OWNED_BY_OTHER,
          Reason.PLACE_UNREADABLE,
          Reason.PLACE_DISK_READ_ONLY,
          Reason.PLACE_MARKER_DAMAGED,
          Reason.PLACE_TOO_NEW);

  /** Findings that an inspection of the live file shows, too. */
  static final Set<Reason> LIVE =
      Set.of(
          Reason.DATABASE_MISSING,
          Reason.DATABASE_IS_FOLDER,
          Reason.DATABASE_EMPTY,
          Reason.NOT_A_DATABASE,
          Reason.DATABASE_ENCRYPTED,
          Reason.DATABASE_NO_PERMISSION,
          Reason.DATABASE_FOLDER_READ_ONLY,
          Reason.DATABASE_WAL_ON_NETWORK,
          Reason.DATABASE_LOCKED);

  // Reported findings.

  /** Whether trouble of the live file was reported, and not yet its end. */
  boolean isDatabaseReported(UUID job) {
    return reports.isReported(job, Part.DATABASE);
  }

  private static Instant dueOf(Finding finding) {
    return finding instanceof Finding.DueMissed missed ? missed.due() : Instant.MIN;
  }

  /** Whether the same trouble waits to be shown. */
  private boolean waits(Job job, StepResult result) {
    return waitingFor.equals(job.name())
        && waiting.stream()
            .anyMatch(
                one ->
                    Subject.of(one).equals(Subject.of(result))
                        && one.failure()
                            .map(Failure::reason)
                            .equals(result.failure().map(Failure::reason)));
  }
}
