package dev.nightjar.simulation;

import dev.nightjar.app.agent.Notification;
import dev.nightjar.app.agent.Notification.CaughtUp;
import dev.nightjar.app.agent.Notification.Found;
import dev.nightjar.app.agent.Notification.Over;
import dev.nightjar.app.agent.Notification.RunEnded;
import dev.nightjar.app.agent.Notification.RunRefused;
import dev.nightjar.app.agent.Notification.StepsEnded;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.backup.StepResult;
import java.util.stream.Collectors;

/** Describes the display, in a few words for a story. */
final class Words {
  private Words() {}

  static String of(Status status) {
    return status.verdict().state()
        + status.verdict().jobs().stream()
            .map(JobVerdict::findings)
            .map(found -> found.stream().map(Words::of).collect(Collectors.joining(" ", " ", "")))
            .collect(Collectors.joining(" |"));
  }

  /** The same for the same trouble, however it grows. */
  static String of(Finding finding) {
    return finding.code() + "/" + finding.subject();
  }

  static String of(Notification notice) {
    String kind = notice.getClass().getSimpleName() + " ";
    if (notice instanceof StepsEnded steps) {
      return kind + steps.steps().stream().map(Words::of).collect(Collectors.joining(", "));
    } else if (notice instanceof Found found) {
      return kind + found.finding();
    } else if (notice instanceof Over over) {
      return kind + over.trouble() + " " + over.place();
    } else if (notice instanceof CaughtUp caught) {
      return kind + caught.place() + " " + caught.backups();
    } else if (notice instanceof RunEnded ended) {
      return kind + ended.run().outcome() + " " + ended.missedDue();
    } else if (notice instanceof RunRefused refused) {
      return kind + refused.failure();
    }
    return kind;
  }

  private static String of(StepResult step) {
    return step.step() + " " + step.place() + step.failure().map(f -> " " + f.reason()).orElse("");
  }
}
