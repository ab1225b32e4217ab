package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.SettingsStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar settings export}: a job in a file of its own, without secrets. */
@Command(name = "export")
final class SettingsExportCommand extends Action {
  @Parameters(paramLabel = "FILE", descriptionKey = "new-file")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Mixin private JobOption jobOption = new JobOption();

  @Option(names = "--template")
  private boolean template;

  SettingsExportCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    Path target = file.toAbsolutePath().normalize();
    DiskFailures.requireNoSideFile(target);
    Job job = jobOption.chosen(app, app.settings().load());
    byte[] content =
        template ? SettingsStore.template(job) : SettingsStore.export(job, Optional.empty());
    try {
      DurableFiles.createFlushed(target, content);
    } catch (FileAlreadyExistsException e) {
      throw FailureException.because(e, Reason.TARGET_EXISTS, target);
    } catch (IOException e) {
      throw DiskFailures.ofTarget(e, target, content.length);
    }
    console.done("", Words.of("settings.exported", job.name(), target));
    console.object(InOrder.of("job", job.name(), "file", target.toString()));
    return ExitCode.DONE;
  }
}
