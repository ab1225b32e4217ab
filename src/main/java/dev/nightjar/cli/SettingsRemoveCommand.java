package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.failure.FailureException;
import dev.nightjar.settings.Job;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nightjar settings remove}: forgets a job, not its backups. */
@Command(name = "remove")
final class SettingsRemoveCommand extends Action {
  @Parameters(paramLabel = "JOB", descriptionKey = "job")
  private String name = "";

  SettingsRemoveCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    Job job = app.settings().load().job(name);
    app.settings()
        .update(
            settings ->
                settings.withJobs(
                    settings.jobs().stream()
                        .filter(other -> !other.id().equals(job.id()))
                        .toList()));
    console.done("", Words.of("settings.removed", job.name()));
    console.object(Map.of("job", job.name()));
    return ExitCode.DONE;
  }
}
