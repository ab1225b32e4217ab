package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.failure.FailureException;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.SettingsStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nightjar settings import}: goes on with a job on a new computer, or by a template. */
@Command(
    name = "import",
    description = {
      "Add the job that FILE describes: nightjar-settings.json from a backup folder,",
      "or what export wrote. Makes no backup."
    })
final class SettingsImportCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ClaimOptions claims = new ClaimOptions();

  @Parameters(paramLabel = "FILE", description = "What to import.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Override
  public Integer call() throws FailureException {
    Console console = common.console();
    try (App app = common.app()) {
      Job wanted = SettingsStore.parseExport(file.toAbsolutePath());
      Job job = app.jobSetup().add(wanted, claims.create(), claims.takeOver());
      console.done("", "Added " + job.name() + ": " + job.database());
      console.object("settings-import", Map.of("job", job.name(), "id", job.id()));
      return ExitCode.DONE;
    }
  }
}
