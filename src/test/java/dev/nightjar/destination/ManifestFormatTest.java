package dev.nightjar.destination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Seed;
import dev.nightjar.io.TrueOrLacks;
import dev.nightjar.sqlite.CheckReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFormatTest {
  private static final String TEXT =
      new String(ManifestFormat.toBytes(DestinationContract.MANIFEST), UTF_8);

  @TempDir Path folder;

  private Manifest read(byte[] text) throws Exception {
    return ManifestFormat.read(Files.write(folder.resolve("manifest.json"), text), Backups.ID);
  }

  private void assertRefused(Reason reason, String from, String to) {
    assertTrue(TEXT.contains(from), from);
    FailureException thrown =
        assertThrows(
            FailureException.class, () -> read(TEXT.replace(from, to).getBytes(UTF_8)), to);
    assertEquals(reason, thrown.reason());
  }

  @Test
  void aManifestComesBackAsItWent() throws Exception {
    assertEquals(DestinationContract.MANIFEST, read(TEXT.getBytes(UTF_8)));
    assertTrue(TEXT.startsWith("{\n  \"format\": \"nightjar-manifest/1\","), TEXT);
    assertTrue(TEXT.contains("\"kind\": \"before-restore\""), TEXT);
    assertTrue(TEXT.contains("\"startedAt\": \"2025-12-12T17:00:00.000+08:00\""), TEXT);
    assertTrue(TEXT.contains("\"path\": \"database/backup-2025-12-12T17-00-00.db\""), TEXT);
    assertTrue(TEXT.contains("\"id\": \"00000000-0000-0000-0000-000000000001\""), TEXT);
  }

  @Test
  void whatARebuildWouldLackIsTrueOrAList() throws Exception {
    assertEquals(Optional.empty(), read(TEXT.getBytes(UTF_8)).checks().jsonRebuilds());
    for (List<String> lacks : List.of(List.<String>of(), List.of("index i: why", "table t: why"))) {
      String list = lacks.isEmpty() ? "true" : "[\"" + String.join("\", \"", lacks) + "\"]";
      String text = TEXT.replace("\"checks\": {", "\"checks\": {\"jsonRebuilds\": " + list + ",");
      Manifest manifest = read(text.getBytes(UTF_8));
      assertEquals(Optional.of(new TrueOrLacks(lacks)), manifest.checks().jsonRebuilds());
      assertEquals(manifest, read(ManifestFormat.toBytes(manifest)));
    }
    assertRefused(
        Reason.MANIFEST_DAMAGED, "\"checks\": {", "\"checks\": {\"jsonRebuilds\": \"yes\",");
  }

  @Test
  void aManifestWithoutAGradeIsOfAWholeCopyAndOneOfADamagedCopyIsNone() throws Exception {
    assertTrue(TEXT.contains("\"grade\": \"whole\""), TEXT);
    String older =
        TEXT.replaceAll(",\\s*\"grade\": \"whole\"", "").replaceAll(",\\s*\"findings\": \\[]", "");
    assertTrue(!older.contains("grade") && !older.contains("findings"), older);
    assertEquals(DestinationContract.MANIFEST, read(older.getBytes(UTF_8)));
    String rebuildable =
        TEXT.replace("\"whole\"", "\"rebuildable\"")
            .replace("\"findings\": []", "\"findings\": [\"Table t: …\"]");
    Manifest read = read(rebuildable.getBytes(UTF_8));
    assertEquals(CheckReport.Grade.REBUILDABLE, read.summary().grade());
    assertEquals(List.of("Table t: …"), read.checks().findings());
    assertRefused(Reason.MANIFEST_DAMAGED, "\"whole\"", "\"damaged\"");
    assertRefused(
        Reason.MANIFEST_DAMAGED,
        "\"findings\": []",
        "\"findings\": [" + "\"x\",".repeat(100) + "\"x\"]");
  }

  @Test
  void whatANewerMinorVersionAddsIsPassedOver() throws Exception {
    String newer = TEXT.replaceFirst("\\{", "{\"colour\": {\"a\": [1]},");
    assertEquals(DestinationContract.MANIFEST, read(newer.getBytes(UTF_8)));
  }

  @Test
  void aNewerMajorVersionIsTooNewAndAnythingElseDamaged() {
    assertRefused(Reason.MANIFEST_TOO_NEW, "manifest/1", "manifest/2");
    assertRefused(Reason.MANIFEST_DAMAGED, "nightjar-manifest/1", "other/1");
    assertRefused(Reason.MANIFEST_DAMAGED, "database/backup", "../database/backup");
    assertRefused(Reason.MANIFEST_DAMAGED, "\"sequence\": 7,", "");
    assertRefused(Reason.MANIFEST_DAMAGED, "\"sequence\": 7,", "\"sequence\": -7,");
    assertRefused(Reason.MANIFEST_DAMAGED, "\"sequence\": 7,", "\"sequence\": 9007199254740992,");
    assertRefused(
        Reason.MANIFEST_DAMAGED, "\"sequence\": 7,", "\"sequence\": 9223372036854775807,");
    assertRefused(Reason.MANIFEST_DAMAGED, "\"id\": \"2025", "\"id\": \"2024");
    assertRefused(Reason.MANIFEST_DAMAGED, "before-restore", "whatever");
    assertRefused(Reason.MANIFEST_DAMAGED, "\"products\"", "null");
    assertRefused(Reason.MANIFEST_DAMAGED, "\"bytes\": 10", "\"bytes\": -1");
  }

  @Test
  void mutatedManifestsAreReadOrRefused() throws Exception {
    mutate(200);
  }

  @Test
  @Tag("proof")
  void manyMutatedManifestsAreReadOrRefused() throws Exception {
    mutate(2000);
  }

  private void mutate(int times) throws Exception {
    long seed = Seed.of(ManifestFormatTest.class);
    Random random = new Random(seed);
    for (int i = 0; i < times; i++) {
      byte[] text = TEXT.getBytes(UTF_8);
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        byte[] from = "{}[]\",:0-9eE.\\nulltrue\u0000".getBytes(UTF_8);
        text[random.nextInt(text.length)] = from[random.nextInt(from.length)];
      }
      try {
        assertEquals(Backups.ID, read(text).id());
      } catch (FailureException e) {
        assertTrue(
            e.reason() == Reason.MANIFEST_DAMAGED || e.reason() == Reason.MANIFEST_TOO_NEW,
            () -> "seed " + seed + ": " + e);
      }
    }
  }
}
