package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.BackupFinder;
import dev.nightjar.app.verdict.JobBackups;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.cli.Completes.With;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options that choose the backups of a command: those of the settings, or of folders that no
 * setting names.
 */
final class PlaceOptions {
  @Option(names = "--in", paramLabel = "DIR")
  @Completes(With.FOLDERS)
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--job", paramLabel = "NAME")
  private @Nullable String name;

  BackupFinder backups(App app) throws FailureException {
    return folders.isEmpty() ? ofTheSettings(app) : inTheFolders(app);
  }

  /** Finds the backup that {@code id} names, and says if {@code latest} may not be the newest. */
  static BackupFinder.Found find(BackupFinder backups, String id, Console console)
      throws FailureException {
    BackupFinder.Found found = backups.find(id);
    console.mayBeNewer(backups.mayBeNewer(id, found));
    return found;
  }

  private BackupFinder inTheFolders(App app) throws FailureException {
    Survey survey =
        Survey.read(
            folders.stream()
                .map(path -> app.jobs().reading(path.toAbsolutePath().normalize()))
                .toList());
    BackupFinder all = new BackupFinder(survey, JobBackups.allIn(survey));
    return name == null ? all : all.of(name);
  }

  private BackupFinder ofTheSettings(App app) throws FailureException {
    Settings settings = app.settings().load();
    List<Job> jobs = name == null ? settings.jobs() : List.of(settings.job(name));
    if (jobs.isEmpty()) {
      throw new FailureException(Reason.NO_JOBS, app.home().settingsFile());
    }
    Map<Target, JobIdentity> owners = new LinkedHashMap<>();
    for (Job job : jobs) {
      app.jobs().targets(job).forEach(target -> owners.put(target, App.identity(job)));
    }
    Survey survey = Survey.read(owners);
    return new BackupFinder(
        survey,
        jobs.stream().map(App::identity).map(owner -> JobBackups.of(owner, survey)).toList());
  }
}
