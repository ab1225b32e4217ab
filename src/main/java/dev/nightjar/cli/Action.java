package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.InPlaceRestore;
import dev.nightjar.app.LogFiles;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.FormerState;
import dev.nightjar.platform.LocalClock;
import dev.nightjar.text.Version;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** A command that works on the user's settings and backups; its result is the exit code. */
abstract class Action implements Callable<Integer> {
  private final GlobalOptions globals;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  Action(GlobalOptions globals) {
    this.globals = globals;
  }

  @Override
  public final Integer call() throws FailureException {
    requireIds();
    Console console = new Console(globals.style(), Commands.formatOf(spec));
    try (App app = app(console)) {
      for (InPlaceRestore.Interrupted one : app.inPlaceRestore().finishInterrupted()) {
        tell(one, console);
      }
      return advised(app, console);
    }
  }

  /** An empty ID, as of an unset variable, would be the beginning of every backup's. */
  private void requireIds() throws FailureException {
    for (PositionalParamSpec each : spec.positionalParameters()) {
      if (each.paramLabel().equals("ID") && each.getValue() instanceof String id && id.isBlank()) {
        throw wrongUse("parse.value", each.paramLabel(), id);
      }
    }
  }

  private int advised(App app, Console console) throws FailureException {
    try {
      return run(app, console);
    } catch (FailureException e) {
      globals.setAdvice(advice(app, e.failure()));
      throw e;
    }
  }

  /** More that helps here than the failure itself says; stands behind it. */
  Optional<String> advice(App app, Failure failure) {
    return switch (failure.reason()) {
      case SETTINGS_DAMAGED, SETTINGS_LOST -> lastGood(app);
      case HOME_BLOCKED -> isOfTheFile(app, failure) ? lastGood(app) : Optional.empty();
      case SETTING_INVALID ->
          isOfTheFile(app, failure) ? Optional.of(whereItStands(app)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<String> lastGood(App app) {
    return app.settings()
        .lastGood()
        .map(good -> Words.of("settings.last-good", good.file(), app.home().settingsFile()));
  }

  /** Whether that is wrong with the settings in force, and not what the command was given. */
  private static boolean isOfTheFile(App app, Failure failure) {
    try {
      app.settings().load();
      return false;
    } catch (FailureException e) {
      return e.failure().equals(failure);
    }
  }

  private static String whereItStands(App app) {
    String file = Words.of("settings.invalid-in", app.home().settingsFile());
    return lastGood(app).map(good -> file + "\n  " + good).orElse(file);
  }

  private static void tell(InPlaceRestore.Interrupted one, Console console) {
    one.failure().ifPresent(failure -> console.warn("", Words.of(failure)));
    one.finished()
        .ifPresent(
            end ->
                console.warn(
                    "",
                    Words.of(
                        "restore.interrupted." + end.ending().code(),
                        end.backup(),
                        end.target(),
                        end.saved())));
  }

  private App app(Console console) throws FailureException {
    globals.requireHome(System.getenv(), Commands.helpOf(spec));
    var home = globals.home(System.getenv());
    FormerState.moveOver(home);
    LogFiles.logInto(home.logFolder(), lost -> console.warn("", Words.of(lost)));
    return new App(home, new LocalClock(), Version.current());
  }

  /** Does it, prints the answer, and returns the exit code. */
  abstract int run(App app, Console console) throws FailureException;

  /** The command that undoes what goes into {@code live}. */
  final UndoCommand undoIn(RestoreCommand.Live live) {
    return new UndoCommand(live, globals.givenHome());
  }

  /** The failure that ends the command with 2, in the words of the bundle. */
  final FailureException wrongUse(String key, Object... arguments) {
    return new FailureException(Reason.WRONG_USE, Words.of(key, arguments), Commands.helpOf(spec));
  }
}
