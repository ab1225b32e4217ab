package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.setup.DatabaseName;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.setup.JobDraft.ChosenFolder;
import dev.nightjar.cli.Completes.With;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.InvalidSettingException;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.ScheduleSettings;
import java.nio.file.Path;
import java.util.Optional;
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
  @Completes(With.FOLDERS)
  @SuppressWarnings("NullAway.Init")
  private Path local;

  @Option(names = "--nas", paramLabel = "DIR")
  @Completes(With.FOLDERS)
  private @Nullable Path nas;

  @Option(names = "--at", paramLabel = "HH:MM")
  private String at = "17:00";

  @Option(names = "--keep", paramLabel = "RULE")
  private @Nullable String keep;

  @Option(names = "--name", paramLabel = "NAME")
  private @Nullable String name;

  SettingsAddCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    Job job = app.jobSetup().add(wanted(), Optional.empty());
    console.done("", Words.of("settings.added", job.name()));
    console.object(InOrder.of("job", job.name(), "id", job.id()));
    return ExitCode.DONE;
  }

  @Override
  Optional<String> advice(App app, Failure failure) {
    return failure.reason() == Reason.JOB_NAME_TAKEN && name == null
        ? Optional.of(Words.of("settings.add.name"))
        : super.advice(app, failure);
  }

  private JobDraft wanted() throws FailureException {
    try {
      Optional<Keep> rule =
          Optional.ofNullable(keep).map(text -> SettingValues.keep("--keep", text));
      return new JobDraft(
          Optional.empty(),
          name == null ? DatabaseName.of(database.toAbsolutePath().normalize()) : name,
          database,
          ChosenFolder.of(local, claims.given()).keeping(rule),
          Optional.ofNullable(nas)
              .map(folder -> ChosenFolder.of(folder, claims.given()).keeping(rule)),
          ScheduleSettings.daily(SettingValues.time("--at", at)));
    } catch (InvalidSettingException e) {
      throw e.reported();
    }
  }
}
