package dev.nightjar.cli;

import dev.nightjar.app.App;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code nightjar settings path}: where the settings are. */
@Command(name = "path")
final class SettingsPathCommand extends Action {
  SettingsPathCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) {
    String path = app.home().settingsFile().toString();
    console.answer(path);
    console.object(Map.of("path", path));
    return ExitCode.DONE;
  }
}
