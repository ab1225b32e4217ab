package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.failure.FailureException;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.util.LinkedHashMap;
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
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("jobs", settings.jobs());
    all.put("notifications", settings.notifications());
    all.put("appearance", settings.appearance());
    all.put("language", settings.language());
    all.put("patienceSeconds", settings.patienceSeconds());
    all.put("placePatienceSeconds", settings.placePatienceSeconds());
    console.object(all);
    return ExitCode.DONE;
  }

  private static void print(Console console, String indent, String key, String value) {
    console.answer(indent + key + "=" + value);
  }
}
