package dev.nightjar.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.destination.BackupSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No two backups have one name, so that a user can tell them apart. */
final class BackupNamesTest {
  private static KeptBackup backup(String id, int seconds) {
    KeptBackup.Copy copy = SampleBackups.kept(1, 1).get(0).copies().get(0);
    BackupSummary one = copy.summary();
    BackupSummary other =
        new BackupSummary(
            id,
            one.sequence(),
            one.kind(),
            one.job(),
            one.startedAt(),
            one.snapshotAt().plusSeconds(seconds),
            one.offset(),
            one.files(),
            one.source(),
            one.userVersion(),
            one.tables(),
            one.rows(),
            one.jsonLacks(),
            one.jsonProved(),
            one.grade());
    return new KeptBackup(List.of(new KeptBackup.Copy(copy.label(), copy.destination(), other)));
  }

  @Test
  void backupsOfOneMinuteAreToldApartByTheirSecondsAndThoseOfOneSecondByTheirIds() {
    assertEquals(
        List.of(
            "Today 17:01",
            "Today 17:00 (17:00:09)",
            "Today 17:00 (2026-03-05T17-00-00-2)",
            "Today 17:00 (2026-03-05T17-00-00)"),
        BackupNames.of(
            List.of(
                backup("2026-03-05T17-01-00", 60),
                backup("2026-03-05T17-00-09", 9),
                backup("2026-03-05T17-00-00-2", 0),
                backup("2026-03-05T17-00-00", 0)),
            Samples.NOW));
  }
}
