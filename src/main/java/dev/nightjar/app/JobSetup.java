package dev.nightjar.app;

import dev.nightjar.destination.JobIdentity;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Host;
import dev.nightjar.platform.NetworkFolders;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.Settings;
import dev.nightjar.settings.SettingsStore;
import dev.nightjar.sqlite.LiveDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds a job to the settings: its database can be read, and its folders are its own. */
public final class JobSetup {
  private final SettingsStore store;
  private final Jobs jobs;
  private final Clock clock;

  JobSetup(SettingsStore store, Jobs jobs, Clock clock) {
    this.store = store;
    this.jobs = jobs;
    this.clock = clock;
  }

  /**
   * Makes or takes the folders that {@code wanted} names and saves the job. Makes no backup.
   *
   * @param create whether the user's word makes folders and markers where there are none
   * @param takeOver whether it takes folders from another owner
   * @return the job, with the markers of its folders
   */
  public Job add(Job wanted, boolean create, boolean takeOver) throws FailureException {
    Settings before = store.load();
    requireNew(before, wanted);
    database(wanted.database(), before).look();
    JobIdentity owner = new JobIdentity(wanted.id(), wanted.name(), Host.name());
    // The one that is more likely to refuse comes first, so that nothing is half done.
    Optional<PlaceSettings> nas = Optional.empty();
    if (wanted.nas().isPresent()) {
      Path folder = wanted.nas().get().folder();
      nas = Optional.of(jobs.claim(folder, false, owner, create, takeOver));
    }
    PlaceSettings local = jobs.claim(wanted.local().folder(), true, owner, create, takeOver);
    Job job =
        new Job(
            wanted.id(),
            wanted.name(),
            wanted.database(),
            local,
            nas,
            wanted.schedule(),
            wanted.keep());
    store.update(
        settings -> {
          List<Job> all = new ArrayList<>(settings.jobs());
          all.add(job);
          return settings.withJobs(all);
        });
    return job;
  }

  private static void requireNew(Settings settings, Job wanted) throws FailureException {
    for (Job job : settings.jobs()) {
      if (job.name().equalsIgnoreCase(wanted.name())) {
        throw new FailureException(Reason.SETTING_INVALID, "Name", "must be new", wanted.name());
      }
      if (job.id().equals(wanted.id())) {
        throw new FailureException(
            Reason.SETTING_INVALID, "Name", "is set up already as " + job.name(), wanted.name());
      }
    }
  }

  /** The live file, as the settings say how to wait for it. */
  public LiveDatabase database(Path file, Settings settings) {
    return new LiveDatabase(
        file,
        Duration.ofSeconds(settings.patienceSeconds()),
        NetworkFolders.isNetwork(file),
        clock);
  }
}
