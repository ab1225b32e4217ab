package dev.nightjar.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.Manifest;
import dev.nightjar.retention.RetentionPlan.Because;
import dev.nightjar.sqlite.CheckReport;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionPolicyTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static RetentionPlan plan(
      RetentionPolicy policy, String now, List<BackupSummary> backups) {
    return policy.plan(backups, Instant.parse(now), BERLIN);
  }

  private static List<Long> kept(RetentionPlan plan) {
    return plan.kept().stream().map(one -> one.backup().sequence()).toList();
  }

  private static List<BackupSummary> every(int hours, int count, ZonedDateTime last) {
    List<BackupSummary> backups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ZonedDateTime at = last.minusHours((long) hours * i);
      backups.add(Backups.summary(count - i, at.toOffsetDateTime().withNano(1).toString()));
    }
    return backups;
  }

  private static BackupSummary graded(long sequence, CheckReport.Grade grade) {
    Manifest plain =
        Backups.manifest(
            "2026-03-0" + sequence + "T17-00-00",
            sequence,
            "2026-03-0" + sequence + "T17:00:00Z",
            Map.of(BackupFile.DATABASE, Backups.hash(new byte[] {(byte) sequence})));
    Manifest.Checks checks =
        new Manifest.Checks(
            "",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            0,
            0,
            true,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            grade,
            List.of());
    return new Manifest(
            "1",
            plain.id(),
            sequence,
            Manifest.Kind.SCHEDULED,
            plain.job(),
            plain.startedAt(),
            plain.snapshotAt(),
            plain.database(),
            plain.files(),
            plain.tables(),
            checks)
        .summary();
  }

  @Test
  void theLastWholeBackupStaysHoweverManyRebuildableOnesAreNewer() {
    List<BackupSummary> backups =
        List.of(
            graded(1, CheckReport.Grade.WHOLE),
            graded(2, CheckReport.Grade.WHOLE),
            graded(3, CheckReport.Grade.REBUILDABLE),
            graded(4, CheckReport.Grade.REBUILDABLE),
            graded(5, CheckReport.Grade.REBUILDABLE));
    RetentionPlan plan =
        new RetentionPolicy.Last(2)
            .plan(backups, Instant.parse("2026-03-06T17:00:00Z"), ZoneId.of("UTC"));
    assertEquals(
        List.of(5L, 4L, 2L), plan.kept().stream().map(kept -> kept.backup().sequence()).toList());
    assertEquals(RetentionPlan.Because.NEWEST_WHOLE, plan.kept().get(2).because());
  }

  @Test
  void theLastOnesStayAndTheOldestGoesFirst() {
    RetentionPlan plan =
        plan(
            new RetentionPolicy.Last(1),
            "2026-01-01T00:00:00Z",
            List.of(
                Backups.summary(1, "2025-12-01T10:00:00+01:00"),
                Backups.summary(3, "2025-12-03T10:00:00+01:00"),
                Backups.summary(2, "2025-12-02T10:00:00+01:00")));
    assertEquals(List.of(3L), kept(plan));
    assertEquals(
        List.of(1L, 2L), plan.expendable().stream().map(one -> one.backup().sequence()).toList());
  }

  @Test
  void theNewestStaysHoweverOldItIs() {
    RetentionPlan plan =
        plan(
            RetentionPolicy.Thinning.USUAL,
            "2040-01-01T00:00:00Z",
            List.of(
                Backups.summary(1, "2025-12-01T10:00:00+01:00"),
                Backups.summary(2, "2025-12-02T10:00:00+01:00")));
    assertEquals(Because.NEWEST, plan.kept().get(0).because());
    assertEquals(List.of(2L), kept(plan));
  }

  @Test
  void aDateInTheFutureCountsAsNowAndTheHighestNumberStaysToo() {
    RetentionPlan plan =
        plan(
            new RetentionPolicy.Last(1),
            "2026-01-01T00:00:00Z",
            List.of(
                Backups.summary(1, "2031-01-01T10:00:00+01:00"),
                Backups.summary(2, "2025-12-02T10:00:00+01:00")));
    assertEquals(List.of(2L, 1L), kept(plan));
  }

  @Test
  void theLastOnesAreThoseMadeLastWhateverTheClockSaid() {
    RetentionPlan plan =
        plan(
            new RetentionPolicy.Last(2),
            "2026-01-01T00:00:00Z",
            List.of(
                Backups.summary(1, "2025-12-30T10:00:00Z"),
                Backups.summary(2, "2025-12-31T10:00:00Z"),
                Backups.summary(3, "2020-01-01T10:00:00Z"),
                Backups.summary(4, "2020-01-02T10:00:00Z")));
    // The third by its number, and the one of the newest date.
    assertEquals(List.of(4L, 3L, 2L), kept(plan));
  }

  @Test
  void twoYearsOfHourlyBackupsBecomeDaysWeeksAndMonths() {
    ZonedDateTime now = ZonedDateTime.of(2026, 6, 17, 12, 0, 0, 1, BERLIN);
    List<BackupSummary> backups = every(1, 24 * 800, now);
    RetentionPlan plan = RetentionPolicy.Thinning.USUAL.plan(backups, now.toInstant(), BERLIN);
    long recent = count(plan, Because.RECENT) + count(plan, Because.NEWEST);
    assertEquals(49, recent);
    // 30 days, of which today and the two before have their newest among the recent ones.
    assertEquals(27, count(plan, Because.DAILY));
    assertTrue(plan.kept().size() < 49 + 30 + 12 + 24, () -> "" + plan.kept().size());
    assertEquals(backups.size(), plan.kept().size() + plan.expendable().size());
  }

  @Test
  void thinningDayByDayKeepsTheSameAsThinningOnce() {
    ZonedDateTime now = ZonedDateTime.of(2026, 6, 17, 12, 0, 0, 1, BERLIN);
    List<BackupSummary> all = every(8, 3 * 400, now);
    List<BackupSummary> left = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      left.add(all.get(i));
      Instant then = all.get(i).snapshotAt();
      left.removeAll(
          RetentionPolicy.Thinning.USUAL.plan(left, then, BERLIN).expendable().stream()
              .map(RetentionPlan.Expendable::backup)
              .toList());
    }
    assertEquals(
        kept(RetentionPolicy.Thinning.USUAL.plan(all, now.toInstant(), BERLIN)),
        kept(RetentionPolicy.Thinning.USUAL.plan(left, now.toInstant(), BERLIN)));
  }

  @Test
  void theDayOfTheRepeatedHourIsOneDay() {
    RetentionPlan plan =
        plan(
            new RetentionPolicy.Thinning(0, 30, 0, 0),
            "2026-10-27T12:00:00Z",
            List.of(
                Backups.summary(1, "2026-10-25T02:30:00+02:00"),
                Backups.summary(2, "2026-10-25T02:30:00+01:00"),
                Backups.summary(3, "2026-10-25T23:59:59+01:00"),
                Backups.summary(4, "2026-10-26T00:00:00+01:00")));
    assertEquals(List.of(4L, 3L), kept(plan));
  }

  @Test
  void theLastTwoDaysAreCalendarDaysOverTheSkippedHour() {
    RetentionPlan plan =
        plan(
            new RetentionPolicy.Thinning(2, 0, 0, 0),
            "2026-03-30T10:00:00Z", // 12:00 in Berlin; two days ago is 47 hours ago.
            List.of(
                Backups.summary(1, "2026-03-28T11:59:59+01:00"),
                Backups.summary(2, "2026-03-28T12:00:00+01:00"),
                Backups.summary(3, "2026-03-30T12:00:00+02:00")));
    assertEquals(List.of(3L, 2L), kept(plan));
  }

  @Test
  void numbersThatKeepNothingAreRefused() {
    assertEquals(
        "Keep, last: must be 1 or more (got 0)",
        assertThrows(IllegalArgumentException.class, () -> new RetentionPolicy.Last(0))
            .getMessage());
  }

  private static long count(RetentionPlan plan, Because because) {
    return plan.kept().stream().filter(one -> one.because() == because).count();
  }
}
