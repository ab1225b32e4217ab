package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Printable;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.SettingsStore;
import dev.nightjar.text.Figures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nightjar status}: last proved, next, behind, failing; its exit code says the same. */
@Command(name = "status")
final class StatusCommand extends Action {
  @Option(names = "--in", paramLabel = "DIR")
  private List<Path> folders = new ArrayList<>();

  StatusCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    int code = ExitCode.DONE;
    List<Object> objects = new ArrayList<>();
    for (Map.Entry<Job, List<Target>> each : jobs(app).entrySet()) {
      Job job = each.getKey();
      JobVerdict status = app.judge(job, each.getValue(), folders.isEmpty());
      words(console, job, status);
      objects.add(object(job, status));
      code = ExitCode.worse(code, code(status));
    }
    console.object(Map.of("jobs", objects));
    return code;
  }

  /** Those of the settings, or those that left their settings in the folders to look at. */
  private Map<Job, List<Target>> jobs(App app) throws FailureException {
    Map<Job, List<Target>> jobs = new LinkedHashMap<>();
    for (Path folder : folders) {
      Path absolute = folder.toAbsolutePath().normalize();
      Job job = SettingsStore.parseExport(absolute.resolve(SettingsStore.EXPORT_FILE));
      jobs.computeIfAbsent(job, key -> new ArrayList<>()).add(app.jobs().reading(absolute));
    }
    if (!folders.isEmpty()) {
      return jobs;
    }
    for (Job job : app.settings().load().jobs()) {
      jobs.put(job, app.jobs().targets(job));
    }
    if (jobs.isEmpty()) {
      throw new FailureException(Reason.NO_JOBS, app.home().settingsFile());
    }
    return jobs;
  }

  private static int code(JobVerdict status) {
    long behind = status.places().stream().filter(PlaceVerdict::behind).count();
    if (behind == 0) {
      return ExitCode.DONE;
    }
    return behind == status.places().size() ? ExitCode.FAILED : ExitCode.PARTIAL;
  }

  private static void words(Console console, Job job, JobVerdict status) {
    console.say(Printable.of(job.name()) + ": " + Printable.of(job.database().toString()));
    for (PlaceVerdict place : status.places()) {
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
    for (Finding finding : status.findings()) {
      if (finding instanceof Finding.Shrunk shrunk) {
        String rows =
            Figures.count(shrunk.rowsBefore()) + " rows to " + Figures.count(shrunk.rowsNow());
        console.warn("  ", "\"" + shrunk.table() + "\" fell from " + rows);
      } else if (finding instanceof Finding.DataUnchanged unchanged) {
        console.warn("  ", "the data has not changed since " + unchanged.since());
      } else if (finding instanceof Finding.DatabaseTrouble trouble) {
        console.failed("  ", trouble.failure());
      }
    }
    status.next().ifPresent(next -> console.say("  Next due: " + next.toLocalDateTime()));
  }

  private static Map<String, Object> object(Job job, JobVerdict status) {
    List<Object> places = new ArrayList<>();
    for (PlaceVerdict place : status.places()) {
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
    status.next().ifPresent(next -> object.put("nextDue", next.toOffsetDateTime()));
    return object;
  }
}
