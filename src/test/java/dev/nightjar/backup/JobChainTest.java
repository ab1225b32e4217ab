package dev.nightjar.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.Copies;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A job delivers and deletes its own backups, whatever else a folder holds. */
final class JobChainTest {
  private static BackupSummary of(JobIdentity job, int day) {
    String at = "2026-03-0" + day + "T17:00:00+01:00";
    return Backups.summary(job, Manifest.Kind.SCHEDULED, day, at, 12, 1);
  }

  @Test
  void anotherJobsBackupsAreNeitherWholeNorBad() {
    BackupSummary whole = of(Backups.OWNER, 1);
    BackupSummary rotten = of(Backups.OWNER, 2);
    BackupSummary lost = of(Backups.OWNER, 3);
    BackupSummary foreign = of(Backups.OTHER, 4);
    BackupSummary foreignRotten = of(Backups.OTHER, 5);
    BackupSummary foreignLost = of(Backups.OTHER, 6);
    Inventory place =
        new Inventory(
            List.of(foreignRotten, foreign, rotten, whole),
            List.of(gone(foreignLost), gone(lost)),
            List.of(),
            List.of());
    Copies copies =
        new JobChain(Backups.OWNER, List.of(place))
            .at(place, Set.of(rotten.id(), foreignRotten.id()));
    assertEquals(List.of(whole), copies.whole());
    assertEquals(List.of(rotten, lost), copies.notWhole());
  }

  private static Inventory.Lost gone(BackupSummary backup) {
    return new Inventory.Lost(backup, Set.of(BackupFile.DATABASE), Set.of());
  }
}
