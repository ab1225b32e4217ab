package dev.nightjar.simulation;

import dev.nightjar.app.agent.Notification;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.backup.BackupRun;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the situations reached: a world in which something never happens proves nothing about it.
 */
final class Coverage {
  private final Map<String, Long> counts = new ConcurrentHashMap<>();

  void event(What what) {
    count("event " + what);
  }

  void verdict(Verdict verdict) {
    count("state " + verdict.state());
    for (Verdict.JobVerdict job : verdict.jobs()) {
      for (Finding finding : job.findings()) {
        count("finding " + finding.getClass().getSimpleName());
      }
    }
  }

  void notice(Notification notice) {
    count("notice " + notice.getClass().getSimpleName());
    if (notice instanceof Notification.Over over) {
      count("over " + over.trouble());
    } else if (notice instanceof Notification.Found found) {
      count("found " + found.finding().getClass().getSimpleName());
    }
  }

  void run(SimRun run, BackupRun result) {
    count((run.makesBackup() ? "backup " : "catch-up ") + result.outcome());
    result
        .results()
        .forEach(
            step ->
                step.failure()
                    .ifPresent(why -> count("failure " + step.step() + " " + why.reason())));
  }

  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  boolean reached(String what) {
    return counts.containsKey(what);
  }
}
