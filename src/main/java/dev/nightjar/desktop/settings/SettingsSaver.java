package dev.nightjar.desktop.settings;

import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.setup.JobSetup;
import dev.nightjar.failure.FailureException;
import dev.nightjar.platform.autostart.Autostart;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import dev.nightjar.settings.SettingsStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes one form's changes come true; trying again after a failure does nothing twice. */
public final class SettingsSaver implements SettingsChange.Saver {
  private final SettingsStore store;
  private final JobSetup setup;
  private final Autostart autostart;

  /** The ids of the new jobs that were saved, by their number in the form. */
  private final Map<Integer, UUID> saved = new HashMap<>();

  public SettingsSaver(SettingsStore store, JobSetup setup, Autostart autostart) {
    this.store = store;
    this.setup = setup;
    this.autostart = autostart;
  }

  @Override
  public void save(SettingsChange change) throws FailureException {
    if (change.startWhenSigningIn().isPresent()) {
      autostart.set(change.startWhenSigningIn().get());
    }
    Settings before = store.load();
    for (SettingsChange.Row row : change.jobs()) {
      Optional<UUID> id = Optional.ofNullable(saved.get(row.number())).or(row.draft()::id);
      Optional<Job> known = id.flatMap(before::find);
      JobDraft draft = row.draft().of(known.map(Job::id));
      if (known.isEmpty() || !draft.isAs(known.get())) {
        saved.put(row.number(), setup.save(draft).id());
      }
    }
    store.update(
        now ->
            now.withJobs(
                    now.jobs().stream()
                        .filter(job -> !change.removed().contains(job.id()))
                        .toList())
                .with(change.notifications(), change.appearance(), change.language()));
  }
}
