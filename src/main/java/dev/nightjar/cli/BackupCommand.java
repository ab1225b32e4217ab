package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.destination.Manifest;
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
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar backup}: all jobs, one, or a database that no setting names. */
@Command(name = "backup", description = "Back up now.")
final class BackupCommand implements Callable<Integer> {
  private static final int SECONDS_TO_CLEAN_UP = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(arity = "0..1", paramLabel = "JOB", description = "Only this job of the settings.")
  private @Nullable String jobName;

  @Option(names = "--wait", description = "Wait for another run to end.")
  private boolean wait;

  @Option(names = "--database", paramLabel = "FILE", description = "Back up FILE, this once.")
  private @Nullable Path database;

  @Option(names = "--local", paramLabel = "DIR", description = "The folder on this computer.")
  private @Nullable Path local;

  @Option(names = "--nas", paramLabel = "DIR", description = "The folder on the NAS.")
  private @Nullable Path nas;

  @Option(
      names = "--create",
      description = "Make the folders where there are none, and mark them as this database's.")
  private boolean create;

  @Override
  public Integer call() throws FailureException {
    Console console = common.console();
    try (App app = common.app()) {
      List<BackupJob> jobs = jobs(app);
      List<Map<String, Object>> runs = new ArrayList<>();
      int code = ExitCode.DONE;
      for (BackupJob job : jobs) {
        BackupRun run = run(app, job, wait, console);
        runs.add(RunPrinter.object(run));
        code = ExitCode.worse(code, ExitCode.of(run.outcome()));
      }
      if (runs.size() == 1) {
        console.object("backup", runs.get(0));
      } else {
        console.object("backup", Map.of("runs", runs));
      }
      return code;
    }
  }

  /** Runs one job while Ctrl-C cancels it: nothing stands under a final name then. */
  static BackupRun run(App app, BackupJob job, boolean wait, Console console)
      throws FailureException {
    AtomicBoolean cancelled = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              cancelled.set(true);
              try {
                ended.await(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "cancel");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      RunPrinter printer = new RunPrinter(console, cancelled);
      BackupRun run = app.backUp(job, Manifest.Kind.MANUAL, wait, printer);
      printer.finish(run);
      return run;
    } finally {
      ended.countDown();
      if (!cancelled.get()) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  private List<BackupJob> jobs(App app) throws FailureException {
    if (database != null) {
      if (local == null || jobName != null) {
        throw new FailureException(
            Reason.WRONG_USE, "--database FILE goes with --local DIR and without JOB");
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
      throw new FailureException(
          Reason.WRONG_USE, "--local, --nas and --create go with --database FILE");
    }
    Settings settings = app.settings().load();
    List<Job> chosen = jobName == null ? settings.jobs() : List.of(settings.job(jobName));
    if (chosen.isEmpty()) {
      throw new FailureException(Reason.NO_JOBS, app.home().settingsFile());
    }
    return chosen.stream()
        .map(job -> app.jobs().of(job, java.time.Duration.ofSeconds(settings.patienceSeconds())))
        .toList();
  }
}
