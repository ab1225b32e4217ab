package dev.nightjar.desktop.settings;

import dev.nightjar.app.setup.Consent;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.setup.JobDraft.ChosenFolder;
import dev.nightjar.app.setup.JobSetup;
import dev.nightjar.failure.FailureException;
import dev.nightjar.platform.Autostart;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import dev.nightjar.settings.SettingsStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes one form's wishes come true; trying again after a failure does nothing twice. */
public final class SettingsSaver implements SettingsChange.Saver {
  private final SettingsStore store;
  private final JobSetup setup;
  private final Autostart autostart;

  /** A new job gets its id when it is saved. */
  private final Map<UUID, UUID> saved = new HashMap<>();

  public SettingsSaver(SettingsStore store, JobSetup setup, Autostart autostart) {
    this.store = store;
    this.setup = setup;
    this.autostart = autostart;
  }

  @Override
  public void save(SettingsChange wish) throws FailureException {
    if (wish.startWhenSigningIn().isPresent()) {
      autostart.set(wish.startWhenSigningIn().get());
    }
    Settings before = store.load();
    for (Job wanted : wish.settings().jobs()) {
      UUID id = saved.getOrDefault(wanted.id(), wanted.id());
      Optional<Job> known = before.jobs().stream().filter(job -> job.id().equals(id)).findFirst();
      if (known.isEmpty() || !known.get().equals(wanted)) {
        Job job = setup.save(draft(wanted, known.map(Job::id), wish));
        saved.put(wanted.id(), job.id());
      }
    }
    store.update(
        now ->
            now.withJobs(
                    now.jobs().stream().filter(job -> !wish.removed().contains(job.id())).toList())
                .with(
                    wish.settings().notifications(),
                    wish.settings().appearance(),
                    wish.settings().language()));
  }

  private static JobDraft draft(Job wanted, Optional<UUID> id, SettingsChange wish) {
    return new JobDraft(
        id,
        wanted.name(),
        wanted.database(),
        chosen(wanted.local().folder(), wish),
        wanted.nas().map(nas -> chosen(nas.folder(), wish)),
        wanted.schedule(),
        wanted.keep());
  }

  private static ChosenFolder chosen(Path folder, SettingsChange wish) {
    Consent consent =
        wish.takeOver().contains(folder)
            ? Consent.TAKE_OVER
            : wish.create().contains(folder) ? Consent.CREATE : Consent.NONE;
    return new ChosenFolder(folder, consent);
  }
}
