package dev.nightjar.destination.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.PlaceLayout.Entry;
import dev.nightjar.io.FileHash;
import dev.nightjar.sqlite.CheckReport;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A remembered manifest is one line, whatever names and numbers it has, and comes back the same.
 */
final class CachedLineTest {
  private static final Instant AT = Instant.parse("2025-12-12T09:00:00.123456789Z");
  private static final FileHash ONE = new FileHash(Long.MAX_VALUE, "1".repeat(64));
  private static final FileHash TWO = new FileHash(0, "2".repeat(64));

  private static CachedManifest cached(
      String name, Map<BackupFile, FileHash> files, Set<BackupFile> missing, Set<BackupFile> cut) {
    BackupSummary backup =
        new BackupSummary(
            Backups.ID,
            Manifest.MAX_SEQUENCE,
            Manifest.Kind.BEFORE_RESTORE,
            new JobIdentity(new UUID(-1, 1), name, name),
            OffsetDateTime.parse("2025-12-12T17:00:00.000000001+08:00"),
            OffsetDateTime.parse("1969-12-31T23:59:59.5-12:30"),
            files,
            name,
            Integer.MIN_VALUE,
            0,
            Long.MAX_VALUE,
            true,
            false,
            CheckReport.Grade.REBUILDABLE);
    return new CachedManifest(Backups.ID, 17, AT, backup, missing, cut);
  }

  private static CachedManifest cached() {
    return cached("Inventory", Map.of(BackupFile.DATABASE, ONE), Set.of(), Set.of());
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
  void anyNameComesBackFromOneLine(String name) {
    CachedManifest cached =
        cached(name, Map.of(BackupFile.DATABASE, ONE, BackupFile.JSON, TWO), Set.of(), Set.of());
    String line = CachedLine.of(cached);
    assertFalse(line.contains("\n") || line.contains("\r"), line);
    assertEquals(cached, CachedLine.parse(line));
    assertEquals(name, CachedLine.unescaped(CachedLine.escaped(name)));
  }

  @Test
  void eachSetOfLostFilesComesBack() {
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
      CachedManifest back = CachedLine.parse(CachedLine.of(cached));
      assertEquals(cached, back);
      assertEquals(cached.isLost(), back.isLost());
    }
  }

  @Test
  void aLineThatIsCutOrOfAnotherVersionIsRefused() {
    String line = CachedLine.of(cached());
    String[] fields = line.split("\t", -1);
    assertThrows(RuntimeException.class, () -> CachedLine.parse(""));
    for (int count = 1; count < fields.length - 1; count++) {
      String cut = String.join("\t", List.of(fields).subList(0, count));
      assertThrows(RuntimeException.class, () -> CachedLine.parse(cut), cut);
    }
    for (int at : new int[] {1, 2, 5, 6, 7, 10, 11, 13, 18}) {
      String[] bad = fields.clone();
      bad[at] = "x";
      assertThrows(
          RuntimeException.class, () -> CachedLine.parse(String.join("\t", bad)), "field " + at);
    }
  }

  @Test
  void aManifestIsTheSameAsLongAsItsFileIsListedTheSame() {
    CachedManifest cached = cached();
    assertTrue(cached.isOf(new Entry(true, 17, AT)));
    assertFalse(cached.isOf(new Entry(false, 17, AT)), "a link");
    assertFalse(cached.isOf(new Entry(true, 18, AT)));
    assertFalse(cached.isOf(new Entry(true, 17, AT.plusNanos(1))));
  }

  @Test
  void itIsOfTheBackupThatItSays() {
    BackupSummary backup = cached().backup();
    assertThrows(
        IllegalArgumentException.class,
        () -> new CachedManifest(Backups.ID + "-2", 17, AT, backup, Set.of(), Set.of()));
  }

  @Test
  void backupsOfOneJobShareItsNames() {
    Interned interned = new Interned();
    BackupSummary one = interned.of(CachedLine.parse(CachedLine.of(cached())).backup());
    BackupSummary other = interned.of(CachedLine.parse(CachedLine.of(cached())).backup());
    assertEquals(one, other);
    assertTrue(one.job() == other.job() && one.source() == other.source());
  }
}
