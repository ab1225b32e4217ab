package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.ReadableCopy;
import dev.nightjar.app.verdict.BackupFinder;
import dev.nightjar.app.verdict.JobBackups;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.settings.Job;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that choose databases to read: backups, or the live one as it is now. */
final class ReadableOptions {
  /** The word that stands for the live database. */
  static final String NOW = "now";

  @Mixin private PlaceOptions places = new PlaceOptions();

  @Option(names = "--database", paramLabel = "FILE")
  private @Nullable Path database;

  private @Nullable BackupFinder finder;

  /** An opened database, and its name. */
  record Opened(String id, ReadableCopy copy) implements AutoCloseable {
    @Override
    public void close() {
      copy.close();
    }
  }

  /** Opens the database that {@code id} names. */
  Opened open(App app, String id, Console console, Progress progress) throws FailureException {
    if (id.equals(NOW)) {
      Path live = database == null ? live(app) : database.toAbsolutePath().normalize();
      return new Opened(NOW, ReadableCopy.now(app, live, progress));
    }
    BackupFinder backups = finder(app);
    Optional<Path> unverified = backups.survey().remains().unverified(id);
    if (unverified.isPresent()) {
      return new Opened(id, ReadableCopy.unverified(app, unverified.get(), progress));
    }
    var kept = PlaceOptions.find(backups, id, console).kept();
    return new Opened(kept.summary().id(), ReadableCopy.of(app, kept, progress));
  }

  private BackupFinder finder(App app) throws FailureException {
    BackupFinder found = finder;
    if (found == null) {
      found = places.backups(app);
      finder = found;
    }
    return found;
  }

  /** The live database of the one job whose backups are meant. */
  private Path live(App app) throws FailureException {
    BackupFinder backups = finder(app);
    List<UUID> owners =
        backups.jobs().stream().map(JobBackups::owner).map(owner -> owner.job()).toList();
    List<Job> jobs =
        app.settings().load().jobs().stream().filter(job -> owners.contains(job.id())).toList();
    if (jobs.isEmpty()) {
      throw new FailureException(Reason.NO_JOBS, app.home().settingsFile());
    }
    if (jobs.size() > 1) {
      throw new FailureException(
          Reason.JOB_NOT_CHOSEN, jobs.stream().map(Job::name).collect(Collectors.joining(", ")));
    }
    return jobs.get(0).database();
  }
}
