package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.Jobs;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Host;
import dev.nightjar.platform.NetworkFolders;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.settings.Settings;
import dev.nightjar.sqlite.LiveDatabase;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nightjar settings}: what was chosen; adds a job, shows, checks and removes. */
@Command(name = "settings", description = "What to back up, where to, when.")
final class SettingsCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: add, path, show, check or remove");
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
          database(job.database(), settings, app).look();
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

  private static LiveDatabase database(Path file, Settings settings, App app) {
    return new LiveDatabase(
        file,
        Duration.ofSeconds(settings.patienceSeconds()),
        NetworkFolders.isNetwork(file),
        app.clock());
  }

  @Command(name = "remove", description = "Forget a job; its backups stay where they are.")
  int remove(@Mixin CommonOptions options, @Parameters(paramLabel = "JOB") String name)
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

  @Command(name = "add", description = "Add a database; makes no backup.")
  int add(
      @Mixin CommonOptions options,
      @Option(names = "--database", required = true, paramLabel = "FILE") Path database,
      @Option(names = "--local", required = true, paramLabel = "DIR") Path local,
      @Option(names = "--nas", paramLabel = "DIR") @Nullable Path nas,
      @Option(names = "--at", paramLabel = "HH:MM", defaultValue = "17:00") String at,
      @Option(names = "--name", paramLabel = "NAME") @Nullable String name,
      @Option(names = "--create", description = "Make the NAS folder and mark it.") boolean create,
      @Option(names = "--take-over", description = "Take folders over from another owner.")
          boolean takeOver)
      throws FailureException {
    Console console = options.console();
    try (App app = options.app()) {
      Settings before = app.settings().load();
      Path file = database.toAbsolutePath().normalize();
      database(file, before, app).look();
      String chosen = name == null ? Jobs.nameFor(file) : name;
      if (before.jobs().stream().anyMatch(job -> job.name().equalsIgnoreCase(chosen))) {
        throw new FailureException(Reason.SETTING_INVALID, "Name", "must be new", chosen);
      }
      if (nas != null && !create && !takeOver) {
        throw new FailureException(
            Reason.WRONG_USE, "the NAS folder is marked on your word only: add --create");
      }
      JobIdentity owner = new JobIdentity(UUID.randomUUID(), chosen, Host.name());
      PlaceSettings here =
          app.jobs().claim(local.toAbsolutePath().normalize(), true, owner, takeOver);
      Optional<PlaceSettings> there = Optional.empty();
      if (nas != null) {
        there =
            Optional.of(app.jobs().claim(nas.toAbsolutePath().normalize(), false, owner, takeOver));
      }
      Job job =
          new Job(
              owner.job(),
              chosen,
              file,
              here,
              there,
              ScheduleSettings.daily(time(at)),
              Keep.thinning());
      app.settings()
          .update(
              settings -> {
                List<Job> jobs = new ArrayList<>(settings.jobs());
                jobs.add(job);
                return settings.withJobs(jobs);
              });
      console.done("", "Added " + chosen + ". Back it up now: nightjar backup \"" + chosen + "\"");
      console.object("settings-add", Map.of("job", chosen, "id", owner.job().toString()));
      return ExitCode.DONE;
    }
  }

  private static LocalTime time(String at) throws FailureException {
    try {
      return LocalTime.parse(at);
    } catch (DateTimeException e) {
      throw new FailureException(Reason.SETTING_INVALID, "--at", "must be a time like 17:00", at);
    }
  }
}
