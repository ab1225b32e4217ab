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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar settings add}: a database to back up from now on. */
@Command(name = "add")
final class SettingsAddCommand extends Action {
  @Mixin private ClaimOptions claims = new ClaimOptions();

  @Option(names = "--database", required = true, paramLabel = "FILE")
  @SuppressWarnings("NullAway.Init")
  private Path database;

  @Option(names = "--local", required = true, paramLabel = "DIR")
  @SuppressWarnings("NullAway.Init")
  private Path local;

  @Option(names = "--nas", paramLabel = "DIR")
  private @Nullable Path nas;

  @Option(names = "--at", paramLabel = "HH:MM")
  private String at = "17:00";

  @Option(names = "--name", paramLabel = "NAME")
  private @Nullable String name;

  SettingsAddCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    Job job = app.jobSetup().add(wanted(), claims.given());
    console.done("", Words.of("settings.added", job.name()));
    console.object(Map.of("job", job.name(), "id", job.id()));
    return ExitCode.DONE;
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
          ScheduleSettings.daily(SettingValues.time("--at", at)),
          Keep.thinning());
    } catch (InvalidSettingException e) {
      throw FailureException.because(e, Reason.SETTING_INVALID, e.field(), e.rule(), e.value());
    }
  }

  /** Its marker is the one that is found or made there. */
  private static PlaceSettings place(Path folder) {
    return new PlaceSettings(folder.toAbsolutePath().normalize(), UUID.randomUUID());
  }
}
