package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import dev.nightjar.settings.SettingsStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar settings export}: a job in a file of its own, without secrets. */
@Command(name = "export", description = "Write a job's settings to a new file, without secrets.")
final class SettingsExportCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "FILE", description = "A new file.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(
      names = "--template",
      description = "For other computers: each import is a job of its own.")
  private boolean template;

  @Option(names = "--job", paramLabel = "JOB", description = "Which one, where there are several.")
  private @Nullable String name;

  @Override
  public Integer call() throws FailureException {
    Console console = common.console();
    Path target = file.toAbsolutePath().normalize();
    try (App app = common.app()) {
      Job job = chosen(app);
      byte[] content =
          template ? SettingsStore.template(job) : SettingsStore.export(job, Optional.empty());
      DurableFiles.createFlushed(target, content);
      console.done("", "Wrote the settings of " + job.name() + " to " + target);
      console.object("settings-export", Map.of("job", job.name(), "file", target.toString()));
      return ExitCode.DONE;
    } catch (FileAlreadyExistsException e) {
      throw FailureException.because(e, Reason.TARGET_EXISTS, target);
    } catch (IOException e) {
      throw FailureException.because(e, Reason.TARGET_IO, target);
    }
  }

  private Job chosen(App app) throws FailureException {
    Settings settings = app.settings().load();
    if (name != null) {
      return settings.job(name);
    }
    if (settings.jobs().isEmpty()) {
      throw new FailureException(Reason.NO_JOBS, app.home().settingsFile());
    }
    if (settings.jobs().size() > 1) {
      throw new FailureException(Reason.WRONG_USE, "say which job: --job NAME");
    }
    return settings.jobs().get(0);
  }
}
