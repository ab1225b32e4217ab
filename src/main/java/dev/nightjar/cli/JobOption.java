package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --job NAME}: needed if the settings have more than one. */
final class JobOption {
  @Option(names = "--job", paramLabel = "NAME")
  private @Nullable String name;

  boolean isGiven() {
    return name != null;
  }

  /**
   * The job that is named, or the only one.
   *
   * @throws FailureException {@code NO_JOBS}, {@code JOB_UNKNOWN}, {@code JOB_NOT_CHOSEN}
   */
  Job chosen(App app, Settings settings) throws FailureException {
    if (settings.jobs().isEmpty()) {
      throw new FailureException(Reason.NO_JOBS, app.home().settingsFile());
    }
    if (name != null) {
      return settings.job(name);
    }
    if (settings.jobs().size() > 1) {
      throw new FailureException(
          Reason.JOB_NOT_CHOSEN,
          settings.jobs().stream().map(Job::name).collect(Collectors.joining(", ")));
    }
    return settings.jobs().get(0);
  }
}
