package dev.nightjar.desktop.backups;

import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.AppState.Checked;
import dev.nightjar.desktop.Samples;
import java.util.UUID;

/** Remembers checks as the state file does, without a file. */
public final class FakeMemory implements BackupTasks.Memory {
  private AppState state = AppState.EMPTY;

  @Override
  public AppState.OfJob of(UUID job) {
    return state.of(job);
  }

  @Override
  public void checked(UUID job, String location, String id, boolean whole) {
    state =
        state.with(
            job, of -> of.withChecked(new Checked(location, id, Samples.CLOCK.instant(), whole)));
  }
}
