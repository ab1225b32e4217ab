package dev.nightjar.desktop.backups;

import dev.nightjar.app.verdict.CheckStore;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.Checks.Checked;
import dev.nightjar.desktop.Samples;
import java.util.List;
import java.util.UUID;

/** Remembers checks as the state file does, without a file. */
public class FakeMemory implements BackupTasks.Memory {
  private final CheckStore checks = CheckStore.inMemory();

  @Override
  public Checks of(UUID job) {
    return checks.of(job);
  }

  @Override
  public void checked(UUID job, String location, String id, boolean whole) {
    checks.add(job, List.of(new Checked(location, id, Samples.CLOCK.instant(), whole)));
  }
}
