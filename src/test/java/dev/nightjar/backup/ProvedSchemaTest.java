package dev.nightjar.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.Manifest;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.Checkpoint;
import dev.nightjar.sqlite.Snapshot;
import dev.nightjar.sqlite.TableRows;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SQLite's own check is asked again after a week and after each change; manifests say when. */
final class ProvedSchemaTest {
  private static final OffsetDateTime PASSED = OffsetDateTime.parse("2026-03-02T17:00:00+08:00");
  private static final Instant A_DAY_LATER = Instant.parse("2026-03-03T09:00:00Z");
  private static final String SQLITE = "3.54.0";
  private static final long PAGES = ProvedSchema.MIN_BYTES / 4096;

  private static Manifest manifest(
      CheckReport.Grade grade, Optional<OffsetDateTime> passed, Optional<String> schema) {
    Manifest plain =
        Backups.manifest(
            "2026-03-02T17-00-00",
            1,
            "2026-03-02T17:00:00+08:00",
            Map.of(BackupFile.DATABASE, Backups.hash(new byte[1])));
    return new Manifest(
        "1.2",
        plain.id(),
        1,
        Manifest.Kind.SCHEDULED,
        plain.job(),
        plain.startedAt(),
        plain.snapshotAt(),
        new Manifest.Database("shop.db", 4096, 2, "wal", 0, SQLITE),
        plain.files(),
        List.of(new TableRows("products", 1), new TableRows("sales", 1)),
        new Manifest.Checks(
            "ok",
            Optional.of("pages"),
            passed,
            List.of(),
            0,
            0,
            true,
            List.of(),
            Optional.empty(),
            schema,
            Optional.empty(),
            grade,
            List.of()));
  }

  private static Manifest whole() {
    return manifest(CheckReport.Grade.WHOLE, Optional.of(PASSED), Optional.of("schema"));
  }

  private static Snapshot snapshot(Instant at, String sqliteVersion, long pages) {
    return snapshot(at, sqliteVersion, 4096, pages);
  }

  private static Snapshot snapshot(Instant at, String sqliteVersion, int pageSize, long pages) {
    Checkpoint none = new Checkpoint(Checkpoint.Result.NOT_NEEDED, 0, 0);
    return new Snapshot(Path.of("c.db"), at, pageSize, pages, "wal", 0, sqliteVersion, none, false);
  }

  private static Optional<ProvedSchema> of(Manifest last, Instant now) {
    return ProvedSchema.of(Optional.of(last), snapshot(now, SQLITE, PAGES), "1.2");
  }

  @Test
  void aSchemaIsProvedForAWeek() {
    ProvedSchema proved = new ProvedSchema("schema", PASSED);
    Instant passed = PASSED.toInstant();
    assertEquals(Optional.of(proved), of(whole(), A_DAY_LATER));
    assertEquals(Optional.of(proved), of(whole(), passed));
    Instant aWeekLater = passed.plus(ProvedSchema.VALID_FOR);
    assertEquals(Optional.of(proved), of(whole(), aWeekLater.minusMillis(1)));
    assertEquals(Optional.empty(), of(whole(), aWeekLater));
  }

  @Test
  void aCheckThatIsDatedAfterNowProvesNothing() {
    assertEquals(Optional.empty(), of(whole(), PASSED.toInstant().minusMillis(1)));
  }

  @Test
  void anotherVersionOfNightjarOrOfSqliteBeginsAnew() {
    Optional<Manifest> last = Optional.of(whole());
    Snapshot same = snapshot(A_DAY_LATER, SQLITE, PAGES);
    Snapshot newer = snapshot(A_DAY_LATER, "3.55.0", PAGES);
    assertEquals(Optional.empty(), ProvedSchema.of(last, same, "1.3"));
    assertEquals(Optional.empty(), ProvedSchema.of(last, newer, "1.2"));
    assertEquals(Optional.empty(), ProvedSchema.of(Optional.empty(), same, "1.2"));
  }

  @Test
  void aSmallFileAndOneOfManyTablesAreSoonCheckedBySqlite() {
    Optional<Manifest> last = Optional.of(whole());
    assertTrue(ProvedSchema.of(last, snapshot(A_DAY_LATER, SQLITE, PAGES), "1.2").isPresent());
    assertEquals(
        Optional.empty(), ProvedSchema.of(last, snapshot(A_DAY_LATER, SQLITE, PAGES - 1), "1.2"));
    long enough = 2 * ProvedSchema.MIN_PAGES_A_TABLE;
    Snapshot many = snapshot(A_DAY_LATER, SQLITE, 1 << 20, enough);
    Snapshot few = snapshot(A_DAY_LATER, SQLITE, 1 << 20, enough - 1);
    assertTrue(ProvedSchema.of(last, many, "1.2").isPresent());
    assertEquals(Optional.empty(), ProvedSchema.of(last, few, "1.2"));
  }

  @Test
  void aBackupThatDoesNotSayAllProvesNothing() {
    Optional<OffsetDateTime> passed = Optional.of(PASSED);
    Optional<String> schema = Optional.of("schema");
    CheckReport.Grade whole = CheckReport.Grade.WHOLE;
    assertEquals(
        Optional.empty(), of(manifest(CheckReport.Grade.REBUILDABLE, passed, schema), A_DAY_LATER));
    assertEquals(Optional.empty(), of(manifest(whole, Optional.empty(), schema), A_DAY_LATER));
    assertEquals(Optional.empty(), of(manifest(whole, passed, Optional.empty()), A_DAY_LATER));
  }
}
