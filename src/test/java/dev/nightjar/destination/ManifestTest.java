package dev.nightjar.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.io.FileHash;
import dev.nightjar.sqlite.TableRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A manifest and its summary: which backup it is, how large, and that nobody can change them. */
final class ManifestTest {
  private static final String AT = "2025-12-12T17:00:00+08:00";
  private static final FileHash ONE = new FileHash(10, "1".repeat(64));
  private static final FileHash TWO = new FileHash(20, "2".repeat(64));

  private static Manifest manifest(Map<BackupFile, FileHash> files) {
    return Backups.manifest(Backups.ID, 7, AT, files);
  }

  private static Manifest withRows(long... rows) {
    Manifest like = manifest(Map.of(BackupFile.DATABASE, ONE));
    List<TableRows> tables = new ArrayList<>();
    for (long each : rows) {
      tables.add(new TableRows("t" + tables.size(), each));
    }
    return new Manifest(
        like.nightjarVersion(),
        like.id(),
        like.sequence(),
        like.kind(),
        like.job(),
        like.startedAt(),
        like.snapshotAt(),
        like.database(),
        like.files(),
        tables,
        like.checks());
  }

  @Test
  void aBackupWithoutItsDatabaseIsNone() {
    for (Map<BackupFile, FileHash> files :
        List.of(Map.<BackupFile, FileHash>of(), Map.of(BackupFile.JSON, ONE))) {
      assertThrows(IllegalArgumentException.class, () -> manifest(files));
    }
  }

  @Test
  void theJsonMayBeMissing() {
    Manifest alone = manifest(Map.of(BackupFile.DATABASE, ONE));
    assertEquals(ONE, alone.databaseFile());
    assertEquals(Optional.empty(), alone.jsonFile());
    assertEquals(Optional.empty(), alone.summary().jsonFile());
    Manifest both = manifest(Map.of(BackupFile.DATABASE, ONE, BackupFile.JSON, TWO));
    assertEquals(Optional.of(TWO), both.jsonFile());
    assertEquals(Optional.of(TWO), both.summary().jsonFile());
  }

  @Test
  void theFilesStandInTheirOwnOrderAndCantBeChanged() {
    Map<BackupFile, FileHash> files = new LinkedHashMap<>();
    files.put(BackupFile.JSON, TWO);
    files.put(BackupFile.DATABASE, ONE);
    Manifest manifest = manifest(files);
    files.clear();
    for (Map<BackupFile, FileHash> kept : List.of(manifest.files(), manifest.summary().files())) {
      assertEquals(List.of(BackupFile.DATABASE, BackupFile.JSON), List.copyOf(kept.keySet()));
      assertThrows(UnsupportedOperationException.class, kept::clear);
    }
  }

  @Test
  void rowsAreCountedUpToTheLargestNumberThereIs() {
    assertEquals(0, withRows().rows());
    assertEquals(12, withRows(5, 0, 7).rows());
    assertEquals(Long.MAX_VALUE, withRows(Long.MAX_VALUE, 1).rows());
    assertEquals(
        Long.MAX_VALUE, withRows(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE).summary().rows());
  }

  @Test
  void bytesAreCountedUpToTheLargestNumberThereIs() {
    assertEquals(
        30, manifest(Map.of(BackupFile.DATABASE, ONE, BackupFile.JSON, TWO)).summary().bytes());
    FileHash huge = new FileHash(Long.MAX_VALUE, ONE.sha256());
    assertEquals(
        Long.MAX_VALUE,
        manifest(Map.of(BackupFile.DATABASE, huge, BackupFile.JSON, huge)).summary().bytes());
  }

  @Test
  void theSummarySaysWhatTheManifestSays() {
    Manifest manifest = withRows(5, 7);
    BackupSummary summary = manifest.summary();
    assertEquals(manifest.id(), summary.id());
    assertEquals(manifest.database().source(), summary.source());
    assertEquals(manifest.database().userVersion(), summary.userVersion());
    assertEquals(2, summary.tables());
    assertTrue(summary.jsonProved());
    assertFalse(summary.jsonLacks());
  }

  @Test
  void aBackupIsTheSameUnderAnotherIdButNotWithOtherContentNumberOrJob() {
    BackupSummary one = manifest(Map.of(BackupFile.DATABASE, ONE, BackupFile.JSON, TWO)).summary();
    BackupSummary moved = one.withId("2025-12-12T17-00-00-2");
    assertTrue(one.sameBackupAs(moved));
    assertEquals("2025-12-12T17-00-00-2", moved.id());
    assertEquals(one, moved.withId(one.id()));
    // A JSON can be made again from the database: it is no part of the identity.
    assertTrue(one.sameBackupAs(manifest(Map.of(BackupFile.DATABASE, ONE)).summary()));
    assertFalse(one.sameBackupAs(manifest(Map.of(BackupFile.DATABASE, TWO)).summary()));
    assertFalse(one.sameBackupAs(Backups.manifest(one.id(), 8, AT, one.files()).summary()));
    BackupSummary others = one.sharing(Backups.OTHER, one.source());
    assertFalse(one.sameBackupAs(others));
    assertTrue(one.sameBackupAs(one.sharing(renamed(), one.source())), "a job may be renamed");
  }

  private static JobIdentity renamed() {
    return new JobIdentity(Backups.OWNER.job(), "Stock", "NEW-PC");
  }

  @Test
  void aManifestForAnotherNameDiffersInItsIdAlone() {
    Manifest manifest = manifest(Map.of(BackupFile.DATABASE, ONE));
    Manifest moved = manifest.withId("2025-12-12T17-00-00-2");
    assertNotEquals(manifest, moved);
    assertEquals(manifest, moved.withId(manifest.id()));
  }

  @Test
  void aBackupFromBeforeARestoreKeepsNoDueDate() {
    assertEquals(
        List.of(Manifest.Kind.SCHEDULED, Manifest.Kind.MANUAL),
        Stream.of(Manifest.Kind.values()).filter(Manifest.Kind::keepsDueDates).toList());
  }

  @Test
  void theFilesOfABackupAreNamedByItsId() {
    assertEquals("database/backup-x.db", BackupFile.DATABASE.pathFor("x"));
    assertEquals("json/backup-x.json", BackupFile.JSON.pathFor("x"));
  }

  @Test
  void aSummaryMustHaveWhatIdentifiesIt() {
    BackupSummary good = Backups.summary(1, AT);
    assertThrows(NullPointerException.class, () -> good.withId(null));
    assertThrows(NullPointerException.class, () -> good.sharing(null, good.source()));
    assertThrows(NullPointerException.class, () -> good.sharing(good.job(), null));
    assertThrows(NullPointerException.class, () -> new JobIdentity(new UUID(0, 1), "a", null));
  }
}
