package dev.nightjar.desktop.about;

import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.StepResult;
import dev.nightjar.failure.Failure;
import dev.nightjar.settings.Job;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;

/**
 * Text for the clipboard, for a helper: versions, system, jobs, and how they stand. No secrets; the
 * user's own folder is {@code ~}.
 */
public final class Diagnostics {
  private static final int RUNS = 10;

  private Diagnostics() {}

  /**
   * The text, in English whatever the user reads.
   *
   * @param systemProperty such as {@link System#getProperty(String)}
   */
  public static String of(
      Status standing, String version, Path userHome, UnaryOperator<String> systemProperty) {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add("Nightjar " + version);
    lines.add("Java " + systemProperty.apply("java.version"));
    lines.add(
        "System "
            + systemProperty.apply("os.name")
            + " "
            + systemProperty.apply("os.version")
            + " "
            + systemProperty.apply("os.arch"));
    lines.add("State " + standing.verdict().state());
    standing.settings().jobs().forEach(job -> describe(job, lines));
    standing.verdict().jobs().forEach(job -> describe(job, lines));
    standing.runs().stream().limit(RUNS).forEach(run -> describe(run, lines));
    String home = userHome.toString();
    return home.length() > 1 ? lines.toString().replace(home, "~") : lines.toString();
  }

  private static void describe(Job job, StringJoiner lines) {
    lines.add("");
    lines.add("Database " + job.name() + ": " + job.database());
    lines.add("  here " + job.local().folder());
    job.nas().ifPresent(nas -> lines.add("  NAS " + nas.folder()));
    lines.add("  when " + job.schedule());
  }

  private static void describe(JobVerdict job, StringJoiner lines) {
    lines.add("");
    lines.add(job.name() + ": " + job.state() + ", findings " + job.findings());
    for (PlaceVerdict place : job.places()) {
      lines.add(
          "  "
              + place.label()
              + ": newest "
              + place.newest().map(newest -> newest.id()).orElse("none")
              + ", missed "
              + place.missed()
              + ", lacks "
              + place.lacks()
              + place.failure().map(Diagnostics::text).orElse(""));
    }
  }

  private static void describe(BackupRun run, StringJoiner lines) {
    lines.add("");
    lines.add("Run " + run.startedAt() + " " + run.kind() + ": " + run.outcome());
    run.results().stream()
        .map(StepResult::failure)
        .flatMap(Optional::stream)
        .forEach(failure -> lines.add("  " + text(failure)));
  }

  private static String text(Failure failure) {
    return " " + failure.reason().code() + " " + failure.arguments() + " " + failure.detail();
  }
}
