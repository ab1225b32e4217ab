package dev.nightjar.cli;

import dev.nightjar.cli.Completes.With;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.TypedPath;
import dev.nightjar.platform.Home;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command, which may stand before its name or after it. */
final class GlobalOptions {
  @Option(names = "--home", paramLabel = "DIR", scope = ScopeType.INHERIT)
  @Completes(With.FOLDERS)
  private @Nullable Path home;

  @Option(names = "--json", scope = ScopeType.INHERIT)
  private boolean json;

  @Option(names = "--plain", scope = ScopeType.INHERIT)
  private boolean plain;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT)
  private boolean quiet;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT)
  private boolean help;

  private Optional<String> advice = Optional.empty();

  /** Keeps what is to be said behind the failure that ends the command. */
  void setAdvice(Optional<String> sentence) {
    advice = sentence;
  }

  Optional<String> advice() {
    return advice;
  }

  Console.Style style() {
    return new Console.Style(json, plain, quiet);
  }

  /**
   * Fails if {@code --home} or {@code NIGHTJAR_HOME} names no folder: the user's own must not be
   * used in its place.
   *
   * @throws FailureException {@code WRONG_USE}
   */
  void requireHome(Map<String, String> environment, String help) throws FailureException {
    if (home != null && home.toString().isBlank()) {
      throw new FailureException(Reason.WRONG_USE, Words.of("parse.home"), help);
    }
    try {
      home(environment);
    } catch (InvalidPathException e) {
      throw FailureException.because(
          e, Reason.WRONG_USE, Words.of("parse.home-variable", e.getInput()), help);
    }
  }

  /** The folder that {@code --home} names, if it is given. */
  Optional<Path> givenHome() {
    return Optional.ofNullable(home);
  }

  /** The folder given here, or by {@code NIGHTJAR_HOME}, or the system's convention. */
  Home home(Map<String, String> environment) {
    return home(givenHome(), environment);
  }

  /** Reads {@code --home} out of arguments that aren't parsed yet. */
  static Optional<Path> homeIn(List<String> arguments) {
    for (int at = 0; at < arguments.size(); at++) {
      String word = arguments.get(at);
      String value = "";
      if (word.equals("--home") && at + 1 < arguments.size()) {
        value = arguments.get(at + 1);
      } else if (word.startsWith("--home=")) {
        value = word.substring("--home=".length());
      }
      if (!value.isBlank()) {
        return Optional.of(TypedPath.of(value));
      }
    }
    return Optional.empty();
  }

  static Home home(Optional<Path> given, Map<String, String> environment) {
    return given
        .or(
            () ->
                Optional.ofNullable(environment.get("NIGHTJAR_HOME"))
                    .filter(value -> !value.isBlank())
                    .map(TypedPath::of))
        .map(path -> Home.at(path.toAbsolutePath()))
        .orElseGet(Home::conventional);
  }
}
