package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.LogFiles;
import dev.nightjar.platform.Home;
import dev.nightjar.text.Version;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes. */
final class CommonOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Keep settings, history and logs in DIR (or NIGHTJAR_HOME).")
  private @Nullable Path home;

  @Option(names = "--json", description = "Print one JSON object instead of words.")
  private boolean json;

  @Option(names = "--plain", description = "Words instead of signs.")
  private boolean plain;

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  Console console() {
    return new Console(plain, json);
  }

  App app() {
    Home own = home();
    LogFiles.logInto(own.logFolder());
    return new App(own, Clock.system(ZoneId.systemDefault()), Version.current());
  }

  private Home home() {
    Optional<Path> chosen =
        Optional.ofNullable(home)
            .or(
                () ->
                    Optional.ofNullable(System.getenv("NIGHTJAR_HOME"))
                        .filter(value -> !value.isBlank())
                        .map(Path::of));
    return chosen.map(path -> Home.at(path.toAbsolutePath())).orElseGet(Home::conventional);
  }
}
