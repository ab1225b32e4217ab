package dev.nightjar.app.agent;

import dev.nightjar.app.agent.Notification.CaughtUp;
import dev.nightjar.app.agent.Notification.RunEnded;
import dev.nightjar.app.agent.Notification.StepsEnded;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Outcome;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepResult;
import dev.nightjar.settings.Settings.Notifications;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is told of a run, and when: steps that end close together share one notice, a failure among
 * them, since the next notice takes its place; nothing is told twice, whatever the number of
 * attempts. Any thread may ask.
 */
final class NotificationPolicy {
  /** Steps that end within it share a notice. */
  static final Duration FOLDED = Duration.ofSeconds(3);

  private final Set<String> told = new HashSet<>();
  private final List<StepResult> waiting = new ArrayList<>();
  private Instant waitingSince = Instant.EPOCH;

  /** A step ended: what is to be told now. */
  synchronized List<Notification> ended(
      String job, StepResult result, Notifications choice, Instant now) {
    List<Notification> notices = new ArrayList<>();
    String about = job + "/" + result.step() + "/" + result.place();
    if (result.failure().isPresent()) {
      if (told.add(about + "/" + result.failure().get().reason())) {
        wait(job, result, now, notices);
      }
      return notices;
    }
    told.removeIf(one -> one.startsWith(about + "/"));
    if (result.step() == Step.CAUGHT_UP) {
      notices.addAll(flush(job));
      if (choice != Notifications.PROBLEMS_ONLY) {
        notices.add(new CaughtUp(job, result.place(), result.number("delivered")));
      }
    } else if (choice == Notifications.EVERY_STEP && result.step() != Step.CHECKPOINT) {
      wait(job, result, now, notices);
    }
    return notices;
  }

  private void wait(String job, StepResult result, Instant now, List<Notification> notices) {
    if (!waiting.isEmpty() && Duration.between(waitingSince, now).compareTo(FOLDED) > 0) {
      notices.addAll(flush(job));
    }
    if (waiting.isEmpty()) {
      waitingSince = now;
    }
    waiting.add(result);
  }

  /** Steps that have waited long enough for others to share their notice. */
  synchronized List<Notification> due(String job, Instant now) {
    return Duration.between(waitingSince, now).compareTo(FOLDED) >= 0 ? flush(job) : List.of();
  }

  /** A run ended. */
  List<Notification> ended(BackupRun run, Notifications choice, Optional<ZonedDateTime> missedDue) {
    List<Notification> notices = new ArrayList<>(flush(run.jobName()));
    boolean each = choice == Notifications.EACH_BACKUP && run.backup().isPresent();
    if (run.outcome() != Outcome.CANCELLED && (each || missedDue.isPresent())) {
      notices.add(new RunEnded(run.jobName(), run, missedDue));
    }
    return notices;
  }

  private List<Notification> flush(String job) {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Notification> notice = List.of(new StepsEnded(job, waiting));
    waiting.clear();
    return notice;
  }

  /** True the first time that something is told, until {@link #forget}. */
  synchronized boolean isNew(String about) {
    return told.add(about);
  }

  synchronized void forget(String about) {
    told.remove(about);
  }
}
