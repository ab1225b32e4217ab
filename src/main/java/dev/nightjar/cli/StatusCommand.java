package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.backup.Runs;
import dev.nightjar.cli.Completes.With;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.platform.instance.SingleInstance;
import dev.nightjar.settings.ExportedJob;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.SettingsStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nightjar status}: last proved, next, behind, failing; its exit code says the same. */
@Command(name = "status")
final class StatusCommand extends Action {
  @Option(names = "--in", paramLabel = "DIR")
  @Completes(With.FOLDERS)
  private List<Path> folders = new ArrayList<>();

  /** The app's file of each job, in the words of the computer that has it. */
  private final Map<UUID, String> databases = new HashMap<>();

  StatusCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    StatusAnswer answer = answer(app);
    new StatusWords(answer, console).print();
    console.object(StatusObject.of(answer));
    return answer.exitCode();
  }

  private StatusAnswer answer(App app) throws FailureException {
    boolean here = folders.isEmpty();
    AppState state = here ? app.state() : AppState.EMPTY;
    List<JobVerdict> verdicts = new ArrayList<>();
    List<String> running = new ArrayList<>();
    Map<Job, List<Target>> jobs = jobs(app);
    for (Map.Entry<Job, List<Target>> each : jobs.entrySet()) {
      Job job = each.getKey();
      verdicts.add(app.judge(job, each.getValue(), here));
      if (here && app.isUnderWay(job)) {
        running.add(job.name());
      }
    }
    return StatusAnswer.of(
        databases,
        verdicts,
        state,
        here ? Optional.of(trayRuns(app)) : Optional.empty(),
        running,
        here ? app.history() : Runs.of(List.of()),
        ZonedDateTime.now(app.clock()));
  }

  private static boolean trayRuns(App app) throws FailureException {
    try {
      return SingleInstance.isRunning(app.home());
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, app.home().locksFolder());
    }
  }

  private static ExportedJob savedIn(Path folder, Target place) throws FailureException {
    if (!Files.isDirectory(folder)) {
      throw Survey.read(List.of(place)).whyThereIsNone();
    }
    return SettingsStore.parseExport(folder);
  }

  /** Those of the settings, or those that left their settings in the folders to look at. */
  private Map<Job, List<Target>> jobs(App app) throws FailureException {
    Map<Job, List<Target>> jobs = new LinkedHashMap<>();
    for (Path folder : folders) {
      Path absolute = folder.toAbsolutePath().normalize();
      Target place = app.jobs().reading(absolute);
      ExportedJob saved = savedIn(absolute, place);
      Job job = saved.asSavedElsewhere();
      jobs.computeIfAbsent(job, key -> new ArrayList<>()).add(place);
      databases.put(job.id(), saved.database().toString());
    }
    if (!folders.isEmpty()) {
      return jobs;
    }
    for (Job job : app.settings().load().jobs()) {
      jobs.put(job, app.jobs().targets(job));
      databases.put(job.id(), job.database().toString());
    }
    if (jobs.isEmpty()) {
      throw new FailureException(Reason.NO_JOBS, app.home().settingsFile());
    }
    return jobs;
  }
}
