package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.failure.FailureException;
import dev.nightjar.settings.ExportedJob;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.SettingsStore;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nightjar settings import}: goes on with a job on a new computer, or by a template. */
@Command(name = "import")
final class SettingsImportCommand extends Action {
  @Parameters(paramLabel = "FILE", descriptionKey = "import-file")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Mixin private ClaimOptions claims = new ClaimOptions();

  SettingsImportCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    ExportedJob exported = SettingsStore.parseExport(file.toAbsolutePath());
    Job job = app.jobSetup().add(JobDraft.of(exported, claims.given()), exported.id());
    console.done("", Words.of("settings.imported", job.name(), job.database()));
    console.object(Map.of("job", job.name(), "id", job.id()));
    return ExitCode.DONE;
  }
}
