package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which places a command reads: those of the settings, or a folder that no setting names. */
final class PlaceOptions {
  @Option(names = "--in", paramLabel = "DIR")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--job", paramLabel = "NAME")
  private List<String> jobs = new ArrayList<>();

  Survey survey(App app) throws FailureException {
    return Survey.read(targets(app));
  }

  private List<Target> targets(App app) throws FailureException {
    if (!folders.isEmpty()) {
      return folders.stream().map(path -> app.jobs().reading(path.toAbsolutePath())).toList();
    }
    Settings settings = app.settings().load();
    List<Job> chosen = new ArrayList<>();
    for (String name : jobs) {
      chosen.add(settings.job(name));
    }
    List<Job> read = jobs.isEmpty() ? settings.jobs() : chosen;
    if (read.isEmpty()) {
      throw new FailureException(Reason.NO_JOBS, app.home().settingsFile());
    }
    return read.stream().flatMap(job -> app.jobs().targets(job).stream()).toList();
  }
}
