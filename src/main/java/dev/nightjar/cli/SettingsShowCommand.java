package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.failure.FailureException;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code nightjar settings show}: each setting with the name by which {@code set} changes it. */
@Command(name = "show")
final class SettingsShowCommand extends Action {
  SettingsShowCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    Settings settings = app.settings().load();
    if (settings.jobs().isEmpty()) {
      console.answer(Words.of("settings.none"));
    }
    for (Job job : settings.jobs()) {
      console.answer(Words.of("settings.job", job.name(), job.id()));
      Map<String, String> values = SettingValues.of(job);
      if (values.containsKey("keep")) {
        values.keySet().removeAll(List.of("keep-local", "keep-nas")); // It says the same.
      }
      values.forEach((key, value) -> print(console, "  ", key, value));
      console.answer(Words.of("settings.job.when", Words.of(job.schedule())));
    }
    console.answer(Words.of("settings.all-jobs"));
    SettingValues.of(settings).forEach((key, value) -> print(console, "  ", key, value));
    console.object(
        Map.of(
            "jobs",
            settings.jobs(),
            "notifications",
            settings.notifications(),
            "appearance",
            settings.appearance(),
            "language",
            settings.language(),
            "patienceSeconds",
            settings.patienceSeconds(),
            "placePatienceSeconds",
            settings.placePatienceSeconds()));
    return ExitCode.DONE;
  }

  private static void print(Console console, String indent, String key, String value) {
    console.answer(indent + key + "=" + value);
  }
}
