package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.failure.FailureException;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nightjar settings}: what was chosen; adds a job, shows, checks and removes. */
@Command(
    name = "settings",
    description = "What to back up, where to, when.",
    subcommands = {
      SettingsAddCommand.class,
      SettingsImportCommand.class,
      SettingsExportCommand.class
    })
final class SettingsCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: add, show, check, remove, import, export or path");
  }

  @Command(name = "path", description = "Print where the settings are.")
  int path(@Mixin CommonOptions options) {
    try (App app = options.app()) {
      options.console().say(app.home().settingsFile().toString());
      options
          .console()
          .object("settings-path", Map.of("path", app.home().settingsFile().toString()));
      return ExitCode.DONE;
    }
  }

  @Command(name = "show", description = "Show the jobs.")
  int show(@Mixin CommonOptions options) throws FailureException {
    Console console = options.console();
    try (App app = options.app()) {
      Settings settings = app.settings().load();
      if (settings.jobs().isEmpty()) {
        console.say("Nothing is set up yet.");
      }
      for (Job job : settings.jobs()) {
        console.say(job.name() + " (" + job.id() + ")");
        console.say("  Database          " + job.database());
        console.say("  On this computer  " + job.local().folder());
        job.nas().ifPresent(nas -> console.say("  On the NAS        " + nas.folder()));
        console.say("  When              " + job.schedule().schedule().inWords());
      }
      console.object("settings", Map.of("jobs", settings.jobs()));
      return ExitCode.DONE;
    }
  }

  @Command(name = "check", description = "Check the settings, the databases and the folders.")
  int check(@Mixin CommonOptions options) throws FailureException {
    Console console = options.console();
    try (App app = options.app()) {
      Settings settings = app.settings().load();
      List<Object> problems = new ArrayList<>();
      for (Job job : settings.jobs()) {
        try {
          app.jobSetup().database(job.database(), settings).look();
          console.done("", job.name() + ": the database can be read");
        } catch (FailureException e) {
          console.failed("", e.failure());
          problems.add(Console.failure(e.failure()));
        }
        for (var target : app.jobs().targets(job)) {
          try {
            target.destination().inventory();
            console.done("", job.name() + ": " + target.label() + " can be read");
          } catch (FailureException e) {
            console.failed("", e.failure());
            problems.add(Console.failure(e.failure()));
          }
        }
      }
      console.object("settings-check", Map.of("problems", problems));
      return problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  @Command(name = "remove", description = "Forget a job; its backups stay where they are.")
  int remove(
      @Mixin CommonOptions options,
      @Parameters(paramLabel = "JOB", description = "Its name or id.") String name)
      throws FailureException {
    try (App app = options.app()) {
      Job job = app.settings().load().job(name);
      app.settings()
          .update(
              settings ->
                  settings.withJobs(
                      settings.jobs().stream()
                          .filter(other -> !other.id().equals(job.id()))
                          .toList()));
      options.console().done("", "Removed " + job.name() + "; its backups stay where they are");
      options.console().object("settings-remove", Map.of("job", job.name()));
      return ExitCode.DONE;
    }
  }
}
