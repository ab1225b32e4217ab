package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.JobStatus;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nightjar status}: last proved, next, behind, failing; its exit code says the same. */
@Command(name = "status", description = "Tell what is proved, where, and what is behind.")
final class StatusCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws FailureException {
    Console console = common.console();
    try (App app = common.app()) {
      Settings settings = app.settings().load();
      if (settings.jobs().isEmpty()) {
        throw new FailureException(Reason.NO_JOBS, app.home().settingsFile());
      }
      int code = ExitCode.DONE;
      List<Object> objects = new ArrayList<>();
      for (Job job : settings.jobs()) {
        JobStatus status = JobStatus.of(job, app.jobs().targets(job), app.clock());
        words(console, job, status);
        objects.add(object(job, status));
        code = ExitCode.worse(code, code(status));
      }
      console.object("status", Map.of("jobs", objects));
      return code;
    }
  }

  private static int code(JobStatus status) {
    long behind = status.places().stream().filter(JobStatus.PlaceStatus::behind).count();
    if (behind == 0) {
      return ExitCode.DONE;
    }
    return behind == status.places().size() ? ExitCode.FAILED : ExitCode.PARTIAL;
  }

  private static void words(Console console, Job job, JobStatus status) {
    console.say(job.name() + ": " + job.database());
    for (JobStatus.PlaceStatus place : status.places()) {
      String last =
          place
              .newest()
              .map(manifest -> "last proved backup " + manifest.id())
              .orElse("no backup yet");
      String line = place.label() + ": " + last;
      if (place.behind()) {
        console.warn("  ", line + ", behind");
      } else {
        console.done("  ", line);
      }
      place.failure().ifPresent(failure -> console.failed("    ", failure));
    }
    status.nextDue().ifPresent(next -> console.say("  Next due: " + next.toLocalDateTime()));
  }

  private static Map<String, Object> object(Job job, JobStatus status) {
    List<Object> places = new ArrayList<>();
    for (JobStatus.PlaceStatus place : status.places()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("place", place.label());
      one.put("location", place.location());
      one.put("behind", place.behind());
      place.newest().ifPresent(manifest -> one.put("newest", manifest.id()));
      place.failure().ifPresent(failure -> one.put("error", Console.failure(failure)));
      places.add(one);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("job", job.name());
    object.put("places", places);
    status.nextDue().ifPresent(next -> object.put("nextDue", next.toOffsetDateTime()));
    return object;
  }
}
