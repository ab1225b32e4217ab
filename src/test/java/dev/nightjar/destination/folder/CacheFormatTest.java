package dev.nightjar.destination.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.PlaceLayout.Entry;
import dev.nightjar.io.FileHash;
import dev.nightjar.sqlite.CheckReport;
import java.lang.management.ManagementFactory;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A remembered manifest comes back the same, whatever names and numbers it has. */
final class CacheFormatTest {
  private static final Instant AT = Instant.parse("2025-12-12T09:00:00.123456789Z");
  private static final FileHash ONE = new FileHash(Long.MAX_VALUE, "1".repeat(64));
  private static final FileHash TWO = new FileHash(0, "2".repeat(64));

  private static CachedManifest cached(
      String name, Map<BackupFile, FileHash> files, Set<BackupFile> missing, Set<BackupFile> cut) {
    Manifest.Kind kind = Manifest.Kind.BEFORE_RESTORE;
    BackupSummary backup = backup(name, kind, files, CheckReport.Grade.REBUILDABLE);
    return new CachedManifest(Backups.ID, 17, AT, backup, missing, cut);
  }

  private static CachedManifest cached(Manifest.Kind kind, CheckReport.Grade grade) {
    BackupSummary backup = backup("Inventory", kind, Map.of(BackupFile.DATABASE, ONE), grade);
    return new CachedManifest(Backups.ID, 17, AT, backup, Set.of(), Set.of());
  }

  private static BackupSummary backup(
      String name, Manifest.Kind kind, Map<BackupFile, FileHash> files, CheckReport.Grade grade) {
    return new BackupSummary(
        Backups.ID,
        Manifest.MAX_SEQUENCE,
        kind,
        new JobIdentity(new UUID(-1, 1), name, name),
        Instant.parse("2025-12-12T17:00:00.000000001Z"),
        Instant.parse("1969-12-31T23:59:59.5Z"),
        ZoneOffset.ofHoursMinutes(-12, -30),
        files,
        name,
        Integer.MIN_VALUE,
        0,
        Long.MAX_VALUE,
        true,
        false,
        grade);
  }

  private static CachedManifest cached() {
    return cached("Inventory", Map.of(BackupFile.DATABASE, ONE), Set.of(), Set.of());
  }

  private static byte[] bytes(CachedManifest... manifests) throws Exception {
    return CacheFormat.toBytes(
        "place", new InventoryCache.Contents(Optional.empty(), List.of(manifests)));
  }

  private static List<CachedManifest> back(CachedManifest... manifests) throws Exception {
    return CacheFormat.parse(bytes(manifests), "place").manifests();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Inventory",
        "",
        "a\tb",
        "a\nb\r\n",
        "C:\\temp\\new\\report",
        "\\",
        "\\\\t",
        "ends with \\",
        "\u2028 \u0085 ğ \uD83D\uDCBE",
        "DATABASE JSON ."
      })
  void anyNameComesBack(String name) throws Exception {
    CachedManifest cached =
        cached(name, Map.of(BackupFile.DATABASE, ONE, BackupFile.JSON, TWO), Set.of(), Set.of());
    assertEquals(List.of(cached, cached()), back(cached, cached()));
    InventoryCache.Contents of = new InventoryCache.Contents(Optional.empty(), List.of(cached));
    byte[] bytes = CacheFormat.toBytes(name, of);
    assertEquals(of, CacheFormat.parse(bytes, name));
    assertEquals(InventoryCache.Contents.NONE, CacheFormat.parse(bytes, name + "x"));
  }

  @Test
  void eachSetOfLostFilesComesBack() throws Exception {
    Set<BackupFile> all = Set.of(BackupFile.values());
    Set<BackupFile> json = Set.of(BackupFile.JSON);
    Map<BackupFile, FileHash> files = Map.of(BackupFile.DATABASE, TWO, BackupFile.JSON, ONE);
    for (CachedManifest cached :
        new CachedManifest[] {
          cached("a", files, all, Set.of()),
          cached("a", files, Set.of(), json),
          cached("a", files, json, Set.of(BackupFile.DATABASE)),
          cached()
        }) {
      CachedManifest back = back(cached).get(0);
      assertEquals(cached, back);
      assertEquals(cached.isLost(), back.isLost());
    }
  }

  @Test
  void aManifestIsTheSameAsLongAsItsFileIsListedTheSame() {
    CachedManifest cached = cached();
    assertTrue(cached.isOf(new Entry(true, 17, FileTime.from(AT))));
    assertFalse(cached.isOf(new Entry(false, 17, FileTime.from(AT))), "a link");
    assertFalse(cached.isOf(new Entry(true, 18, FileTime.from(AT))));
    assertFalse(cached.isOf(new Entry(true, 17, FileTime.from(AT.plusNanos(1)))));
  }

  @Test
  void itIsOfTheBackupThatItSays() {
    BackupSummary backup = cached().backup();
    assertThrows(
        IllegalArgumentException.class,
        () -> new CachedManifest(Backups.ID + "-2", 17, AT, backup, Set.of(), Set.of()));
  }

  @Test
  void backupsOfOneJobShareItsNames() throws Exception {
    List<CachedManifest> back = back(cached(), cached());
    BackupSummary one = back.get(0).backup();
    BackupSummary other = back.get(1).backup();
    assertEquals(one, other);
    assertTrue(one.job() == other.job() && one.source() == other.source());
    Interned interned = new Interned();
    BackupSummary read = interned.of(back(cached()).get(0).backup());
    BackupSummary again = interned.of(back(cached()).get(0).backup());
    assertEquals(read, again);
    assertTrue(read.job() == again.job() && read.source() == again.source());
  }

  /** Thousands are read by a command that runs for a second: what each makes would be counted. */
  @Test
  void aBackupIsReadWithFewObjects() throws Exception {
    CachedManifest one =
        cached("a", Map.of(BackupFile.DATABASE, ONE, BackupFile.JSON, TWO), Set.of(), Set.of());
    long few = bytesToRead(bytes(Collections.nCopies(1_000, one).toArray(CachedManifest[]::new)));
    long many = bytesToRead(bytes(Collections.nCopies(4_000, one).toArray(CachedManifest[]::new)));
    assertTrue(many - few < 3_000 * 600, (many - few) / 3_000 + " bytes for each backup");
  }

  private static long bytesToRead(byte[] cache) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertTrue(CacheFormat.parse(cache, "place").manifests().size() >= 1_000);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void eachKindAndGradeComesBack() throws Exception {
    for (Manifest.Kind kind : Manifest.Kind.values()) {
      for (CheckReport.Grade grade : CheckReport.Grade.values()) {
        CachedManifest cached = cached(kind, grade);
        assertEquals(List.of(cached), back(cached));
      }
    }
  }
}
