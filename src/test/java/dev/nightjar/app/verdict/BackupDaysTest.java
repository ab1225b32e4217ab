package dev.nightjar.app.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.io.FileHash;
import dev.nightjar.sqlite.CheckReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BackupDaysTest {
  private static final ZonedDateTime NOW =
      ZonedDateTime.of(2026, 3, 2, 18, 0, 0, 0, ZoneId.of("Asia/Singapore"));

  private static KeptBackup kept(String at, String... labels) {
    OffsetDateTime time = OffsetDateTime.parse(at);
    BackupSummary summary =
        new BackupSummary(
            "2026-03-02T16-00-00",
            1,
            Manifest.Kind.SCHEDULED,
            new JobIdentity(new UUID(0, 1), "Shop", "PC"),
            time.toInstant(),
            time.toInstant(),
            time.getOffset(),
            Map.of(BackupFile.DATABASE, new FileHash(1, "a".repeat(64))),
            "shop.db",
            0,
            1,
            1,
            false,
            true,
            CheckReport.Grade.WHOLE);
    return new KeptBackup(
        Stream.of(labels)
            .map(
                label ->
                    new KeptBackup.Copy(
                        label,
                        new FolderDestination(
                            Path.of(label),
                            label,
                            FolderDestination.Reach.LOCAL,
                            Optional.empty(),
                            Clock.systemUTC()),
                        summary))
            .toList());
  }

  @Test
  void aDayIsTheOneOnThisComputersClockAndNamesAllItsPlaces() {
    BackupDays days =
        BackupDays.of(
            List.of(
                kept("2026-03-01T15:59:00Z", "here"),
                kept("2026-03-01T16:00:00Z", "here"),
                kept("2026-03-02T09:00:00Z", "NAS")),
            NOW);
    assertEquals(
        Map.of(
            LocalDate.of(2026, 3, 1), Set.of("here"),
            LocalDate.of(2026, 3, 2), Set.of("here", "NAS")),
        days.places());
  }

  @Test
  void theFirstDayIsRememberedHoweverLongAgoButNotItsPlaces() {
    BackupDays days =
        BackupDays.of(
            List.of(
                kept("2026-03-01T12:00:00+08:00", "here"),
                kept("2025-12-31T12:00:00+08:00", "here"),
                kept("2025-12-30T12:00:00+08:00", "here"),
                kept("2001-01-01T12:00:00+08:00", "here")),
            NOW);
    assertEquals(Optional.of(LocalDate.of(2001, 1, 1)), days.first());
    assertEquals(
        Set.of(LocalDate.of(2026, 3, 1), LocalDate.of(2025, 12, 31)), days.places().keySet());
  }

  @Test
  void withoutBackupsThereIsNoDay() {
    assertEquals(BackupDays.NONE, BackupDays.of(List.of(), NOW));
  }
}
