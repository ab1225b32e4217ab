package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.failure.FailureException;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;

/** {@code nightjar settings check}: whether databases and folders can be read. */
@Command(name = "check")
final class SettingsCheckCommand extends Action {
  SettingsCheckCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    Settings settings = app.settings().load();
    if (settings.jobs().isEmpty()) {
      console.say(Words.of("settings.none"));
    }
    List<Object> problems = new ArrayList<>();
    for (Job job : settings.jobs()) {
      try {
        app.jobSetup().inspect(job.database(), settings);
        console.done("", Words.of("check.database", job.name()));
      } catch (FailureException e) {
        console.failed("", e.failure());
        problems.add(problem(job, e));
      }
      for (Target target : app.jobs().targets(job)) {
        try {
          Objects.requireNonNull(PlaceReport.read(target, App.identity(job))); // Or it fails.
          console.done("", Words.of("check.place", job.name(), Words.place(target.label())));
        } catch (FailureException e) {
          console.failed("", e.failure());
          problems.add(problem(job, e));
        }
      }
    }
    console.object(Map.of("problems", problems));
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static Map<String, Object> problem(Job job, FailureException thrown) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("job", job.name());
    problem.putAll(Console.failure(thrown.failure()));
    return problem;
  }
}
