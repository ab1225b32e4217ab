package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.cli.Completes.With;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar backup}: all jobs, one, or a database that no setting names. */
@Command(name = "backup")
final class BackupCommand extends Action {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Parameters(arity = "0..1", paramLabel = "JOB", descriptionKey = "job")
  private @Nullable String jobName;

  @Option(names = "--wait")
  private boolean wait;

  @Option(names = "--database", paramLabel = "FILE")
  private @Nullable Path database;

  @Option(names = "--local", paramLabel = "DIR")
  @Completes(With.FOLDERS)
  private @Nullable Path local;

  @Option(names = "--nas", paramLabel = "DIR")
  @Completes(With.FOLDERS)
  private @Nullable Path nas;

  @Option(names = "--create")
  private boolean create;

  BackupCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    List<BackupJob> jobs = jobs(app);
    List<Map<String, Object>> runs = new ArrayList<>();
    int code = ExitCode.DONE;
    try (Cancellation cancellation = Cancellation.onControlC()) {
      for (BackupJob job : jobs) {
        if (jobs.size() > 1) {
          console.say(Words.of("backup.job", job.identity().name()));
        }
        code = ExitCode.worse(code, run(app, job, console, cancellation, runs));
        if (cancellation.isRequested()) {
          break;
        }
      }
      console.object(Map.of("runs", runs));
    }
    return code;
  }

  /** One job; that it can't even begin keeps no other from being backed up. */
  private int run(
      App app,
      BackupJob job,
      Console console,
      Cancellation cancellation,
      List<Map<String, Object>> runs) {
    try {
      RunPrinter printer = new RunPrinter(console, job, cancellation);
      BackupRun run = app.backUp(job, Manifest.Kind.MANUAL, wait, printer);
      printer.finish(run);
      if (foundNoRoom(run)) {
        sayHowToMakeRoom(app, job, console);
      }
      runs.add(RunPrinter.object(run));
      return ExitCode.of(run.outcome());
    } catch (FailureException e) {
      Failure failure = e.failure();
      console.failed("", failure);
      runs.add(InOrder.of("job", job.identity().name(), "error", Console.failure(failure)));
      return ExitCode.of(failure.reason());
    }
  }

  private static boolean foundNoRoom(BackupRun run) {
    return run.results().stream()
        .flatMap(result -> result.failure().stream())
        .anyMatch(failure -> failure.reason() == Reason.PLACE_FULL);
  }

  /** A job of one command has no rule that could be changed. */
  private static void sayHowToMakeRoom(App app, BackupJob job, Console console)
      throws FailureException {
    for (Job one : app.settings().load().jobs()) {
      if (one.id().equals(job.identity().job())) {
        KeepFewerHint.print(console, app.judge(one, job.targets(), true));
      }
    }
  }

  private List<BackupJob> jobs(App app) throws FailureException {
    if (database != null) {
      if (local == null) {
        throw wrongUse("backup.no-local");
      }
      if (jobName != null) {
        throw wrongUse("backup.job-and-database", jobName);
      }
      return List.of(
          app.jobs()
              .once(
                  database.toAbsolutePath().normalize(),
                  local.toAbsolutePath().normalize(),
                  Optional.ofNullable(nas).map(path -> path.toAbsolutePath().normalize()),
                  create,
                  PATIENCE));
    }
    if (local != null || nas != null || create) {
      throw wrongUse("backup.no-database");
    }
    Settings settings = app.settings().load();
    List<Job> chosen = jobName == null ? settings.jobs() : List.of(settings.job(jobName));
    if (chosen.isEmpty()) {
      throw new FailureException(Reason.NO_JOBS, app.home().settingsFile());
    }
    Duration patience = Duration.ofSeconds(settings.patienceSeconds());
    return chosen.stream().map(job -> app.jobs().of(job, patience)).toList();
  }
}
