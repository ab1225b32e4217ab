package dev.nightjar.destination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.faults.Seed;
import dev.nightjar.io.TrueOrLacks;
import dev.nightjar.sqlite.CheckReport;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFormatTest {
  private static final byte[] SEALED = ManifestFormat.toBytes(DestinationContract.MANIFEST);

  /** As earlier versions wrote it. */
  private static final String TEXT =
      new String(SEALED, UTF_8).replaceFirst(",\n  \"sha256\": \"[0-9a-f]{64}\"\n}\n$", "\n}\n");

  @TempDir(factory = FastFolder.class)
  Path folder;

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
  void aManifestEndsWithTheHashOfWhatStandsBeforeIt() throws Exception {
    int content = TEXT.length() - "\n}\n".length();
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(SEALED, 0, content);
    String seal = HexFormat.of().formatHex(digest.digest());
    assertEquals(
        TEXT.substring(0, content) + ",\n  \"sha256\": \"" + seal + "\"\n}\n",
        new String(SEALED, UTF_8));
    assertEquals(DestinationContract.MANIFEST, read(SEALED));
  }

  @Test
  void aFlippedBitAnywhereInAManifestIsDamage() throws Exception {
    flip(Seed.of(ManifestFormatTest.class), 97);
  }

  @Test
  @Tag("proof")
  void eachFlippedBitInAManifestIsDamage() throws Exception {
    flip(0, 1);
  }

  /** Flips each {@code step}-th bit, and all in the seal's line. */
  private void flip(long first, int step) throws Exception {
    int seal = TEXT.length() - "\n}\n".length();
    for (int bit = 0; bit < 8 * SEALED.length; bit++) {
      if (Math.floorMod(first + bit, step) == 0 || bit >= 8 * seal && bit % 3 == 0) {
        byte[] flipped = SEALED.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        int at = bit;
        FailureException thrown =
            assertThrows(FailureException.class, () -> read(flipped), () -> "bit " + at);
        assertEquals(Reason.MANIFEST_DAMAGED, thrown.reason(), () -> "bit " + at);
      }
    }
  }

  @Test
  void aNewerMajorVersionNeedsNoSealOfOurs() {
    String newer = TEXT.replace("manifest/1", "manifest/2").replaceFirst("}\\s*$", ", \"x\": 1}");
    FailureException thrown =
        assertThrows(FailureException.class, () -> read(newer.getBytes(UTF_8)));
    assertEquals(Reason.MANIFEST_TOO_NEW, thrown.reason());
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
  void aCheckSaysWhoJudgedAndWhenSqliteDidLast() throws Exception {
    assertEquals(Optional.empty(), read(TEXT.getBytes(UTF_8)).checks().judge());
    assertEquals(Optional.empty(), read(TEXT.getBytes(UTF_8)).checks().integrityCheckAt());
    String said =
        "\"checks\": {\"judge\": \"pages\", \"integrityCheckAt\": \"2025-12-10T17:00:00+08:00\",";
    Manifest manifest = read(TEXT.replace("\"checks\": {", said).getBytes(UTF_8));
    Manifest again = read(ManifestFormat.toBytes(manifest));
    assertEquals(Optional.of("pages"), again.checks().judge());
    assertEquals(
        Optional.of(OffsetDateTime.parse("2025-12-10T17:00:00+08:00")),
        again.checks().integrityCheckAt());
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
  void anIdIsALocalTimeWithANumberWhereThatWasTaken() {
    for (String id :
        List.of("2025-12-12T17-00-00", "2025-12-12T17-00-00-2", "2025-12-12T17-00-00-123456789")) {
      assertTrue(ManifestFormat.isId(id), id);
    }
    for (String id :
        List.of(
            "",
            "2025-12-12",
            "2025-12-12T17:00:00",
            "2025-12-12T17-00-00-",
            "2025-12-12T17-00-00-1234567890",
            "2025-12-12T17-00-00/..",
            "2025-12-12T17-00-00\n",
            " 2025-12-12T17-00-00",
            "\u0662\u0660\u0662\u0665-12-12T17-00-00")) {
      assertFalse(ManifestFormat.isId(id), id);
    }
  }

  @Test
  void aFileThatIsNamedForNoBackupIsNotEvenRead() throws Exception {
    Path file = Files.writeString(folder.resolve("manifest.json"), TEXT);
    FailureException thrown =
        assertThrows(FailureException.class, () -> ManifestFormat.read(file, "latest"));
    assertEquals(
        List.of(file.toString(), "its name is no backup's (latest)"), thrown.failure().arguments());
  }

  @Test
  void aMissingManifestIsMissingAndALinkIsDamaged() throws Exception {
    Path none = folder.resolve("none.json");
    assertThrows(NoSuchFileException.class, () -> ManifestFormat.read(none, Backups.ID));
    Path file = Files.writeString(folder.resolve("manifest.json"), TEXT);
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
    FailureException thrown =
        assertThrows(FailureException.class, () -> ManifestFormat.read(link, Backups.ID));
    assertEquals(Reason.MANIFEST_DAMAGED, thrown.reason());
  }

  @Test
  void aFileStandsOnceAndTheDatabaseMust() {
    String json = "\"path\": \"json/backup-2025-12-12T17-00-00.json\"";
    String database = "\"path\": \"database/backup-2025-12-12T17-00-00.db\"";
    assertRefused(Reason.MANIFEST_DAMAGED, json, database);
    assertRefused(Reason.MANIFEST_DAMAGED, database, json);
    assertRefused(Reason.MANIFEST_DAMAGED, "\"files\": [", "\"files\": [null,");
    assertRefused(
        Reason.MANIFEST_DAMAGED, json, "\"path\": \"json/backup-2025-12-13T17-00-00.json\"");
    assertRefused(Reason.MANIFEST_DAMAGED, json, "\"path\": \"other/x\"");
  }

  @Test
  void eachPartThatIsMissingOrImpossibleIsDamage() {
    for (String field :
        List.of("source", "journalMode", "sqliteVersion", "integrityCheck", "kind", "startedAt")) {
      assertRefused(Reason.MANIFEST_DAMAGED, "\"" + field + "\":", "\"renamed\":");
    }
    assertRefused(Reason.MANIFEST_DAMAGED, "\"pages\": 2", "\"pages\": -2");
    assertRefused(Reason.MANIFEST_DAMAGED, "\"rows\": 1204", "\"rows\": -1");
    assertRefused(Reason.MANIFEST_DAMAGED, "\"tables\": [", "\"tables\": [null,");
    assertRefused(Reason.MANIFEST_DAMAGED, "\"sha256\": \"", "\"sha256\": \"x");
    assertRefused(Reason.MANIFEST_DAMAGED, "00000000-0000-0000-0000-000000000001", "no number");
  }

  @Test
  void aNewerVersionIsToldFromDamageWhateverElseItChanged() {
    String newer = "{\"format\": \"nightjar-manifest/3.1\", \"files\": 7}";
    assertEquals(Reason.MANIFEST_TOO_NEW, refusal(newer));
    assertEquals(Reason.MANIFEST_DAMAGED, refusal(newer.replace("/3.1", "/1.1")));
    for (String format : List.of("/0", "/", "/1x", "/9999999999", "/-2", "/2.x")) {
      assertEquals(Reason.MANIFEST_DAMAGED, refusal(newer.replace("/3.1", format)), format);
    }
    assertEquals(Reason.MANIFEST_DAMAGED, refusal("{}"));
    assertEquals(Reason.MANIFEST_DAMAGED, refusal("[]"));
    assertEquals(Reason.MANIFEST_DAMAGED, refusal(""));
  }

  private Reason refusal(String text) {
    return assertThrows(FailureException.class, () -> read(text.getBytes(UTF_8))).reason();
  }

  @Test
  void aMinorVersionIsRead() throws Exception {
    String minor = TEXT.replace("nightjar-manifest/1", "nightjar-manifest/1.7");
    assertEquals(DestinationContract.MANIFEST, read(minor.getBytes(UTF_8)));
  }

  @Test
  void aManifestOfTooManyBytesIsNotTakenIn() throws Exception {
    Path file = folder.resolve("manifest.json");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(ManifestFormat.MAX_BYTES + 1);
    }
    FailureException thrown =
        assertThrows(FailureException.class, () -> ManifestFormat.read(file, Backups.ID));
    assertTrue(String.valueOf(thrown.failure().arguments().get(1)).startsWith("larger than"));
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
      byte[] text = i % 2 == 0 ? TEXT.getBytes(UTF_8) : SEALED.clone();
      byte[] before = text.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        byte[] from = "{}[]\",:0-9eE.\\nulltrue\u0000".getBytes(UTF_8);
        text[random.nextInt(text.length)] = from[random.nextInt(from.length)];
      }
      try {
        assertEquals(Backups.ID, read(text).id());
        assertTrue(i % 2 == 0 || Arrays.equals(before, text), () -> "seed " + seed);
      } catch (FailureException e) {
        assertTrue(
            e.reason() == Reason.MANIFEST_DAMAGED || e.reason() == Reason.MANIFEST_TOO_NEW,
            () -> "seed " + seed + ": " + e);
      }
    }
  }
}
