package dev.nightjar.app.agent;

import dev.nightjar.app.agent.Notification.CaughtUp;
import dev.nightjar.app.agent.Notification.Found;
import dev.nightjar.app.agent.Notification.Over;
import dev.nightjar.app.agent.Notification.RunEnded;
import dev.nightjar.app.agent.Notification.RunRefused;
import dev.nightjar.app.agent.Notification.StepsEnded;
import dev.nightjar.app.agent.Notification.Trouble;
import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.AppState.Told;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.StateStore;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
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

  /** To delete old backups is a matter of its own: the place may take new ones all the same. */
  private static final String PRUNING = "pruning/";

  private static final Duration AGAIN = Duration.ofDays(1);
  private static final Duration NOT_AGAIN_WITHIN = Duration.ofDays(14);

  /** A place that answers is caught up within this. */
  private static final Duration CATCHES_UP_WITHIN = Duration.ofMinutes(15);

  private final StateStore state;
  private final Notifier notifier;
  private final List<StepResult> waiting = new ArrayList<>();
  private final Map<String, Duration> behindSince = new HashMap<>();
  private final List<Runnable> remembering = new ArrayList<>();
  private String waitingFor = "";
  private Duration waitingSince = Duration.ZERO;

  Reporter(StateStore state, Notifier notifier) {
    this.state = state;
    this.notifier = notifier;
  }

  // Events of a run.

  /** A step ended. */
  void stepEnded(Job job, StepResult result, Notifications choice, Instant now, Duration elapsed) {
    String subject = subject(result);
    Optional<Failure> failure = result.failure();
    if (failure.isPresent()) {
      Reason reason = failure.get().reason();
      if (result.step() == Step.CAUGHT_UP && reason == Reason.BACKUP_DAMAGED) {
        return; // A copy at another place is damaged: reported as that, once.
      }
      boolean toTell = reason != Reason.CANCELLED && !isTold(job.id(), subject, reason.code());
      if (toTell && !waits(job, result)) {
        fold(job, result, elapsed);
        remembering.add(() -> tell(job.id(), subject, reason.code(), now));
      }
      return;
    }
    if (result.step() == Step.PRUNED) {
      forget(job.id(), subject);
      return; // As the settings say: the window's list and the log have it.
    }
    if (result.step() == Step.CAUGHT_UP) {
      flush();
      boolean wasTold = forget(job.id(), subject);
      if (wasTold || choice != Notifications.PROBLEMS_ONLY) {
        notifier.show(new CaughtUp(job.name(), result.place(), result.delivered()));
      }
      return;
    }
    if (choice == Notifications.EVERY_STEP && result.step() != Step.CHECKPOINT) {
      fold(job, result, elapsed);
    }
    if (result.step() == Step.DATABASE) {
      over(job, subject, Trouble.DATABASE, "");
    } else if (result.step() == Step.JSON) {
      over(job, subject, Trouble.JSON, "");
    } else if (result.step() == Step.DATABASE_SAVED) {
      over(job, subject, Trouble.PLACE, result.place());
    }
  }

  private static String subject(StepResult result) {
    return switch (result.step()) {
      case CHECKPOINT, DATABASE -> "database";
      case JSON -> "json";
      case PRUNED -> PRUNING + result.place();
      default -> place(result.place());
    };
  }

  private static String place(String label) {
    return "place/" + label;
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
    over(job, "run", Trouble.RUN, "");
    boolean each = choice == Notifications.EACH_BACKUP && run.backup().isPresent();
    if (run.outcome() != Outcome.CANCELLED
        && (each || (missedDue.isPresent() && run.backup().isPresent()))) {
      notifier.show(new RunEnded(job.name(), run, missedDue));
    }
  }

  /** A run couldn't begin. */
  void runRefused(Job job, Failure failure, Instant now) {
    if (tell(job.id(), "run", failure.reason().code(), now)) {
      notifier.show(new RunRefused(job.name(), failure));
    }
  }

  // The program itself.

  void settingsFailed(Failure failure, Instant now) {
    String key = "settings:" + failure.reason().code();
    List<Told> told = new ArrayList<>(state.get().told());
    if (told.stream().noneMatch(one -> one.key().equals(key))) {
      told.add(new Told(key, now));
      notifier.show(new RunRefused("", failure));
      state.update(before -> before.withTold(told));
    }
  }

  void settingsRead() {
    if (!state.get().told().isEmpty()) {
      notifier.show(new Over("", Trouble.SETTINGS, ""));
      state.update(before -> before.withTold(List.of()));
    }
  }

  // Findings on disk.

  /**
   * The parts of a job that could be read.
   *
   * @param live whether the live database has been inspected since the start
   * @param drops whether the newest backups could all be read, so that it shows which tables shrank
   * @param places whether the places were read a short while ago, so that one is as it is known
   */
  record Seen(boolean live, boolean drops, boolean places) {}

  /**
   * Reports what is new in a verdict, and what is over.
   *
   * @param busy whether a run of this job is under way or about to begin, which may end it
   * @param seen the parts that could be read: only of them it shows that nothing is wrong any more
   * @return whether the places are to be read before the end of a trouble can be reported
   */
  boolean judged(JobVerdict job, boolean busy, Seen seen, Instant now, Duration elapsed) {
    Set<String> current = new HashSet<>();
    job.findings().forEach(finding -> current.add(subject(finding)));
    behindSince.keySet().removeIf(key -> isGone(job.job() + "/", key, current));
    // A place that lacks nothing and still doesn't answer is not over.
    job.places().stream()
        .filter(place -> place.failure().isPresent())
        .forEach(place -> current.add(place(place.label())));
    boolean toRead = false;
    if (!busy) {
      toRead =
          endTroubles(job, seen, current, now); // First: what is left may have been reported by it.
    }
    for (Finding finding : job.findings()) {
      String subject = subject(finding);
      if (finding instanceof Finding.DamagedCopies copies) {
        countAgain(job.job(), copies);
      }
      if (isToReport(job, finding, subject, busy, now, elapsed)
          && hasMore(job.job(), finding)
          && tell(job.job(), subject, detail(finding), now)) {
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
    boolean more = copies.ids().size() > toldOf(job, copies).map(Reporter::count).orElse(0);
    if (more) {
      forget(job, subject(copies));
    }
    return more;
  }

  /** Some of them were healed: that is the new measure. */
  private void countAgain(UUID job, Finding.DamagedCopies copies) {
    Optional<Told> before = toldOf(job, copies);
    if (before.filter(told -> copies.ids().size() < count(told)).isPresent()) {
      List<Told> told = new ArrayList<>(state.get().of(job).told());
      told.remove(before.get());
      told.add(new Told(subject(copies) + ":" + detail(copies), before.get().at()));
      remember(job, told);
    }
  }

  private Optional<Told> toldOf(UUID job, Finding finding) {
    return state.get().of(job).told().stream()
        .filter(one -> one.key().startsWith(subject(finding) + ":"))
        .findFirst();
  }

  private static int count(Told told) {
    String digits = told.key().substring(told.key().lastIndexOf('/') + 1);
    return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
  }

  private static boolean isGone(String job, String key, Set<String> current) {
    return key.startsWith(job) && !current.contains(key.substring(job.length()));
  }

  private boolean isToReport(
      JobVerdict job,
      Finding finding,
      String subject,
      boolean busy,
      Instant now,
      Duration elapsed) {
    if (finding instanceof Finding.PlaceBehind behind && behind.failure().isEmpty()) {
      if (behind.lacks() == 0 && isFailed(job)) {
        // No place has what was due: that is reported, and is not this place's trouble.
        behindSince.remove(job.job() + "/" + subject);
        return false;
      }
      // It answers: it is about to be caught up, which is worth a word only if that lasts.
      Duration since = behindSince.computeIfAbsent(job.job() + "/" + subject, none -> elapsed);
      return !busy
          && !isTold(job.job(), subject)
          && elapsed.minus(since).compareTo(CATCHES_UP_WITHIN) >= 0;
    }
    if (finding.severity() == Finding.Severity.FAILED) {
      return !busy && !wasToldSince(job.job(), dueOf(finding), now);
    }
    // A run that is about to heal copies doesn't make it unsaid that they were damaged.
    return !busy || finding.isQuestion() || finding instanceof Finding.DamagedCopies;
  }

  private static boolean isFailed(JobVerdict job) {
    return job.findings().stream()
        .anyMatch(finding -> finding.severity() == Finding.Severity.FAILED);
  }

  private boolean endTroubles(JobVerdict job, Seen seen, Set<String> current, Instant now) {
    boolean toRead = false;
    // While no place can be read nobody knows whether a question is still one.
    boolean blind = job.places().stream().noneMatch(place -> place.failure().isEmpty());
    for (Told told : state.get().of(job.job()).told()) {
      String subject = told.key().substring(0, told.key().indexOf(':'));
      boolean unknown =
          (blind && subject.startsWith("question/"))
              || (!seen.live() && subject.equals("database"))
              || (!seen.drops() && subject.startsWith("question/shrunk/"));
      boolean soon = comesAndGoes(told) && within(NOT_AGAIN_WITHIN, told.at(), now);
      if (current.contains(subject) || unknown || soon || !isOnDisk(job.job(), subject)) {
        continue;
      }
      if (!seen.places() && subject.startsWith("place/")) {
        toRead = true; // It was fine once; whether it still is nobody knows.
      } else if (forget(job.job(), subject)) {
        ending(subject).ifPresent(trouble -> showOver(job, trouble, subject));
      }
    }
    return toRead;
  }

  /** A question that comes and goes with single days, or with a damaged copy, is asked once. */
  private static boolean comesAndGoes(Told told) {
    return told.key().startsWith("question/often-off/")
        || told.key().startsWith("question/unchanged/");
  }

  private static boolean within(Duration time, Instant at, Instant now) {
    return Duration.between(at, now).abs().compareTo(time) < 0;
  }

  private void showOver(JobVerdict job, Trouble trouble, String subject) {
    String place =
        trouble == Trouble.PLACE || trouble == Trouble.COPIES
            ? subject.substring(subject.indexOf('/') + 1)
            : "";
    notifier.show(new Over(job.name(), trouble, place));
  }

  /**
   * Whether its end shows without a run; that of a damaged copy, a failed JSON, or a place that
   * can't be written to shows in a run.
   */
  private boolean isOnDisk(UUID job, String subject) {
    if (subject.equals("json") || subject.equals("run") || subject.startsWith(PRUNING)) {
      return false;
    }
    List<String> codes =
        state.get().of(job).told().stream()
            .map(Told::key)
            .filter(key -> key.startsWith(subject + ":"))
            .map(key -> key.substring(key.indexOf(':') + 1))
            .toList();
    if (subject.startsWith("place/")) {
      return SHOWN_BY_PLACE.containsAll(codes);
    }
    return !subject.equals("database") || codes.stream().allMatch(Reporter::isOfTheLiveFile);
  }

  /** Reports the findings that a place shows whenever it is read. */
  private static final Set<String> SHOWN_BY_PLACE =
      Set.of(
          Reason.PLACE_UNREACHABLE.code(),
          Reason.PLACE_NOT_MARKED.code(),
          Reason.PLACE_NOT_CONNECTED.code(),
          Reason.PLACE_NOT_CHOSEN.code(),
          Reason.PLACE_OWNED_BY_OTHER.code(),
          Reason.PLACE_MARKER_DAMAGED.code(),
          "behind");

  private static boolean isOfTheLiveFile(String code) {
    return LIVE.stream().anyMatch(reason -> reason.code().equals(code));
  }

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

  /** Questions end without a word: the user has answered them, or they have answered themselves. */
  private static Optional<Trouble> ending(String subject) {
    if (subject.equals("database")) {
      return Optional.of(Trouble.DATABASE);
    }
    if (subject.equals("due")) {
      return Optional.of(Trouble.DUE);
    }
    if (subject.startsWith("place/")) {
      return Optional.of(Trouble.PLACE);
    }
    return subject.startsWith("copies/") ? Optional.of(Trouble.COPIES) : Optional.empty();
  }

  private static String subject(Finding finding) {
    if (finding instanceof Finding.DatabaseTrouble) {
      return "database";
    }
    if (finding instanceof Finding.PlaceBehind || finding instanceof Finding.PlaceTrouble) {
      return place(finding.subject());
    }
    if (finding instanceof Finding.DamagedCopies) {
      return "copies/" + finding.subject();
    }
    if (finding instanceof Finding.JsonMissing) {
      return "json";
    }
    return finding.severity() == Finding.Severity.FAILED ? "due" : "question/" + finding.key();
  }

  private static String detail(Finding finding) {
    if (finding instanceof Finding.DatabaseTrouble trouble) {
      return trouble.failure().reason().code();
    }
    if (finding instanceof Finding.PlaceTrouble trouble) {
      return trouble.failure().reason().code();
    }
    if (finding instanceof Finding.PlaceBehind behind) {
      return behind.failure().map(failure -> failure.reason().code()).orElse("behind");
    }
    if (finding instanceof Finding.DamagedCopies copies) {
      return copies.code() + "/" + copies.ids().size();
    }
    return finding.code();
  }

  // Reported findings.

  /** Whether trouble of the live file was reported, and not yet its end. */
  boolean isDatabaseTold(UUID job) {
    return isTold(job, "database");
  }

  private boolean isTold(UUID job, String subject) {
    return state.get().of(job).told().stream().anyMatch(one -> one.key().startsWith(subject + ":"));
  }

  private static Instant dueOf(Finding finding) {
    return finding instanceof Finding.DueMissed missed ? missed.due() : Instant.MIN;
  }

  /** A failure that was reported within the day, and after the date was due, says the same. */
  private boolean wasToldSince(UUID job, Instant due, Instant now) {
    return state.get().of(job).told().stream()
        .filter(one -> !one.key().startsWith("question/"))
        .map(Told::at)
        .anyMatch(
            at ->
                !at.isAfter(now)
                    && !at.isBefore(due)
                    && Duration.between(at, now).compareTo(AGAIN) < 0);
  }

  private boolean isTold(UUID job, String subject, String detail) {
    String key = subject + ":" + detail;
    return state.get().of(job).told().stream().anyMatch(one -> one.key().equals(key));
  }

  /** Whether the same trouble waits to be shown. */
  private boolean waits(Job job, StepResult result) {
    return waitingFor.equals(job.name())
        && waiting.stream()
            .anyMatch(
                one ->
                    subject(one).equals(subject(result))
                        && one.failure()
                            .map(Failure::reason)
                            .equals(result.failure().map(Failure::reason)));
  }

  /** Remembers a report; false if it was made before, and need not be repeated yet. */
  private boolean tell(UUID job, String subject, String detail, Instant now) {
    String key = subject + ":" + detail;
    List<Told> told = new ArrayList<>(state.get().of(job).told());
    Optional<Told> before = told.stream().filter(one -> one.key().equals(key)).findFirst();
    boolean repeats = subject.equals("due");
    if (before.isPresent() && (!repeats || within(AGAIN, before.get().at(), now))) {
      return false;
    }
    told.removeIf(one -> one.key().equals(key));
    told.add(new Told(key, now));
    remember(job, told);
    return true;
  }

  private boolean forget(UUID job, String subject) {
    List<Told> told = new ArrayList<>(state.get().of(job).told());
    boolean was = told.removeIf(one -> one.key().startsWith(subject + ":"));
    if (was) {
      remember(job, told);
    }
    return was;
  }

  private void over(Job job, String subject, Trouble trouble, String place) {
    if (forget(job.id(), subject)) {
      notifier.show(new Over(job.name(), trouble, place));
    }
  }

  private void remember(UUID job, List<Told> told) {
    state.update(before -> before.with(job, (AppState.OfJob of) -> of.withTold(told)));
  }
}
