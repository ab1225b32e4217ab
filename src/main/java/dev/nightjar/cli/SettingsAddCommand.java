package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.setup.Jobs;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.InvalidSettingException;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.ScheduleSettings;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar settings add}: a database to back up from now on. */
@Command(name = "add", description = "Add a database; makes no backup.")
final class SettingsAddCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ClaimOptions claims = new ClaimOptions();

  @Option(names = "--database", required = true, paramLabel = "FILE", description = "The app's.")
  @SuppressWarnings("NullAway.Init")
  private Path database;

  @Option(
      names = "--local",
      required = true,
      paramLabel = "DIR",
      description = "The folder on this computer.")
  @SuppressWarnings("NullAway.Init")
  private Path local;

  @Option(names = "--nas", paramLabel = "DIR", description = "The folder on the NAS.")
  private @Nullable Path nas;

  @Option(
      names = "--at",
      paramLabel = "HH:MM",
      defaultValue = "17:00",
      description = "When, every day; 17:00 where nothing is said.")
  private String at = "17:00";

  @Option(names = "--name", paramLabel = "NAME", description = "What you call it.")
  private @Nullable String name;

  @Override
  public Integer call() throws FailureException {
    Console console = common.console();
    try (App app = common.app()) {
      Job job = app.jobSetup().add(wanted(), claims.create(), claims.takeOver());
      console.done(
          "", "Added " + job.name() + ". Back it up now: nightjar backup \"" + job.name() + "\"");
      console.object("settings-add", Map.of("job", job.name(), "id", job.id()));
      return ExitCode.DONE;
    }
  }

  private Job wanted() throws FailureException {
    Path file = database.toAbsolutePath().normalize();
    try {
      return new Job(
          UUID.randomUUID(),
          name == null ? Jobs.nameFor(file) : name,
          file,
          place(local),
          Optional.ofNullable(nas).map(SettingsAddCommand::place),
          ScheduleSettings.daily(LocalTime.parse(at)),
          Keep.thinning());
    } catch (InvalidSettingException e) {
      throw FailureException.because(e, Reason.SETTING_INVALID, e.field(), e.rule(), e.value());
    } catch (DateTimeException e) {
      throw FailureException.because(
          e, Reason.SETTING_INVALID, "--at", "must be a time like 17:00", at);
    }
  }

  /** Its marker is the one that is found or made there. */
  private static PlaceSettings place(Path folder) {
    return new PlaceSettings(folder.toAbsolutePath().normalize(), UUID.randomUUID());
  }
}
