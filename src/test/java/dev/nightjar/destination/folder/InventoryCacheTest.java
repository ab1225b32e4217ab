package dev.nightjar.destination.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.DestinationContract;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.KnownInventory;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.destination.Marker;
import dev.nightjar.io.Progress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups once read are taken from the cache, and never believed against the place itself. */
class InventoryCacheTest {
  private static final Instant NOW = Instant.parse("2026-03-02T16:00:00Z");

  @TempDir Path parent;
  private Path folder;
  private Marker marker;
  private Instant now = NOW;

  @BeforeEach
  void aPlaceWithOneBackup() throws Exception {
    folder = parent.resolve("backups");
    marker = FolderDestination.create(folder, "NAS", Backups.OWNER, clock());
    DestinationContract.store(destination(), parent);
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private FolderDestination destination() {
    return destination(marker.id());
  }

  private FolderDestination destination(UUID marker) {
    return new FolderDestination(
        folder,
        "NAS",
        FolderDestination.Reach.REMOTE,
        Optional.of(marker),
        clock(),
        InventoryCache.in(parent.resolve("cache")),
        Leases.brief(clock()));
  }

  private Path manifest() {
    return folder.resolve("manifest/backup-" + Backups.ID + ".json");
  }

  private Path cacheFile() throws Exception {
    try (var files = Files.list(parent.resolve("cache"))) {
      return files.findFirst().orElseThrow();
    }
  }

  /** Gives the backup another number so that the system shows no difference in a listing. */
  private void changeUnseen() throws Exception {
    changeUnseen(8);
  }

  private void changeUnseen(long sequence) throws Exception {
    FileTime time = Files.getLastModifiedTime(manifest());
    Manifest old = ManifestFormat.read(manifest(), Backups.ID);
    byte[] changed =
        ManifestFormat.toBytes(
            Backups.manifest(Backups.ID, sequence, old.snapshotAt().toString(), old.files()));
    assertEquals(Files.size(manifest()), changed.length);
    Files.write(manifest(), changed);
    Files.setLastModifiedTime(manifest(), time);
  }

  @Test
  void aManifestIsReadOnceAsLongAsItIsListedWithTheSameSizeAndTime() throws Exception {
    Inventory first = destination().inventory();
    assertEquals(List.of(DestinationContract.SUMMARY), first.backups());
    changeUnseen();
    assertEquals(first, destination().inventory());
    Files.setLastModifiedTime(manifest(), FileTime.from(NOW));
    assertEquals(8, destination().inventory().backups().get(0).sequence());
  }

  /** Without them the earlier computers' backups would be a stranger's again. */
  @Test
  void aMarkerThatIsWrittenAgainNamesTheJobsThatItsOwnerTookOver() throws Exception {
    UUID earlier = new UUID(7, 7);
    MarkerFile.write(folder, marker.id(), "NAS", Backups.OWNER, List.of(earlier), clock());
    destination().inventory();
    Files.delete(folder.resolve(MarkerFile.NAME));
    destination().inventory();
    assertEquals(true, destination().prepare(Backups.OWNER).markerHealed());
    assertEquals(List.of(earlier), MarkerFile.read(folder).orElseThrow().continues());
  }

  @Test
  void aManifestThatWasWrittenJustBeforeItWasReadIsReadAgain() throws Exception {
    for (int seconds : List.of(-2, 0, 2)) {
      changeUnseen(7);
      Files.setLastModifiedTime(manifest(), FileTime.from(NOW.plusSeconds(seconds)));
      now = NOW;
      FolderDestination sameRun = destination();
      assertEquals(7, sequence(sameRun));
      assertEquals(7, sequenceLastKnown());
      changeUnseen(8);
      assertEquals(8, sequence(sameRun));
      now = NOW.plusSeconds(60);
      assertEquals(8, sequence(destination()));
      changeUnseen(9);
      assertEquals(9, sequence(destination())); // A few aren't worth it that all are written.
    }
  }

  /** Adds a backup with this number, which the cache doesn't have. */
  private Path addAnother(long sequence) throws Exception {
    String id = Backups.ID + "-" + sequence;
    Path file = manifest().resolveSibling("backup-" + id + ".json");
    Manifest like = ManifestFormat.read(manifest(), Backups.ID);
    Files.write(
        file,
        ManifestFormat.toBytes(
            Backups.manifest(id, sequence, like.snapshotAt().toString(), like.files())));
    for (BackupFile kind : like.files().keySet()) {
      Files.copy(folder.resolve(kind.pathFor(Backups.ID)), folder.resolve(kind.pathFor(id)));
    }
    return file;
  }

  private long newest() throws Exception {
    return destination().newest(Backups.OWNER.job()).orElseThrow().sequence();
  }

  @Test
  void theNewestIsTheOneThatIsThereWhateverTheCacheHas() throws Exception {
    assertEquals(7, newest());
    Path second = addAnother(9);
    assertEquals(9, newest()); // One that the cache doesn't have.
    Path third = addAnother(8);
    assertEquals(9, newest());
    assertEquals(3, destination().inventory().backups().size());
    assertEquals(9, newest());
    Files.delete(second);
    assertEquals(8, newest());
    Files.writeString(third, "no manifest");
    assertEquals(7, newest());
    assertEquals(Optional.empty(), destination().newest(UUID.randomUUID()));
  }

  @Test
  void whatToldWhoseAFolderIsIsNotReadAgain() throws Exception {
    assertEquals(7, sequence(destination()));
    FolderDestination asked = destination();
    assertEquals(7, asked.newest(Backups.OWNER.job()).orElseThrow().sequence());
    Files.delete(cacheFile());
    changeUnseen();
    Optional<UUID> marker = MarkerFile.read(folder).map(Marker::id);
    assertEquals(7, sequence(asked.as("NAS", FolderDestination.Reach.REMOTE, marker)));
    Files.delete(cacheFile());
    assertEquals(8, sequence(destination()));
  }

  @Test
  void jobsAndPathsAreWrittenWhereOneFollowsAnother() throws Exception {
    BackupSummary first = destination().inventory().backups().get(0);
    JobIdentity another = new JobIdentity(UUID.randomUUID(), "another", "elsewhere");
    List<BackupSummary> mixed =
        List.of(
            first.sharing(another, "/one.db"),
            first.sharing(first.job(), "/two.db"),
            first.sharing(another, "/two.db"),
            first.sharing(another, "/one.db"));
    InventoryCache.Contents contents =
        new InventoryCache.Contents(
            Optional.empty(), mixed.stream().map(CachedManifest::unread).toList());
    assertEquals(contents, CacheFormat.parse(CacheFormat.toBytes("here", contents), "here"));
  }

  @Test
  void manyManifestsThatWereWrittenJustBeforeAreReadOnceMoreOnly() throws Exception {
    for (int number = 2; number <= 10; number++) {
      String id = Backups.ID + "-" + number;
      Path file = manifest().resolveSibling("backup-" + id + ".json");
      Manifest like = ManifestFormat.read(manifest(), Backups.ID);
      Files.write(file, ManifestFormat.toBytes(like.withId(id)));
      Files.setLastModifiedTime(file, FileTime.from(NOW));
      for (BackupFile kind : like.files().keySet()) {
        Files.copy(folder.resolve(kind.pathFor(Backups.ID)), folder.resolve(kind.pathFor(id)));
      }
    }
    changeUnseen(7);
    Files.setLastModifiedTime(manifest(), FileTime.from(NOW));
    now = NOW;
    assertEquals(7, sequenceOf(destination()));
    now = NOW.plusSeconds(60);
    assertEquals(7, sequenceOf(destination()));
    changeUnseen(8);
    assertEquals(7, sequenceOf(destination()));
  }

  private static long sequenceOf(FolderDestination place) throws Exception {
    return place.inventory().find(Backups.ID).orElseThrow().sequence();
  }

  private static long sequence(FolderDestination place) throws Exception {
    return place.inventory().backups().get(0).sequence();
  }

  private long sequenceLastKnown() {
    return destination().lastKnown().orElseThrow().inventory().backups().get(0).sequence();
  }

  @Test
  void anotherMarkerIsAnotherPlace() throws Exception {
    destination().inventory();
    changeUnseen();
    Files.delete(folder.resolve(MarkerFile.NAME));
    Marker other = FolderDestination.create(folder, "NAS", Backups.OWNER, clock());
    assertEquals(Optional.empty(), destination(other.id()).lastKnown());
    assertEquals(8, destination(other.id()).inventory().backups().get(0).sequence());
  }

  @Test
  void aDamagedCacheCountsAsEmpty() throws Exception {
    Inventory first = destination().inventory();
    byte[] good = Files.readAllBytes(cacheFile());
    for (int at = 0; at < good.length - 1; at += 7) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(cacheFile(), bad);
      assertEquals(Optional.empty(), destination().lastKnown(), "byte " + at);
      Files.write(cacheFile(), Arrays.copyOf(good, at));
      assertEquals(Optional.empty(), destination().lastKnown(), "cut at " + at);
    }
    assertEquals(first, destination().inventory());
  }

  @Test
  void aPlaceThatIsAwayIsKnownByWhatItLastHeldAndSinceWhen() throws Exception {
    assertEquals(Optional.empty(), destination().lastKnown());
    Files.delete(folder.resolve("json/backup-" + Backups.ID + ".json"));
    String other = "2025-12-13T17-00-00";
    Manifest second =
        Backups.manifest(
            other,
            8,
            "2025-12-13T17:00:00+08:00",
            Map.of(BackupFile.DATABASE, Backups.hash(DestinationContract.DATABASE)));
    try (Delivery delivery = destination().deliver(other, Backups.OWNER)) {
      DestinationContract.add(delivery, BackupFile.DATABASE, DestinationContract.DATABASE, parent);
      delivery.commit(second);
    }
    Inventory held = destination().inventory();
    now = NOW.plus(Duration.ofHours(1));
    assertEquals(held, destination().inventory(Progress.NONE));
    Files.move(folder, parent.resolve("away"));
    now = NOW.plus(Duration.ofHours(5));
    KnownInventory known = destination().lastKnown().orElseThrow();
    assertEquals(new KnownInventory(held, NOW.plus(Duration.ofHours(1))), known);
    assertEquals(List.of(second.summary()), known.inventory().backups());
    assertEquals(Set.of(BackupFile.JSON), known.inventory().lost().get(0).missing());
  }

  @Test
  void aCacheIsWrittenOnlyWhereSomethingChanged() throws Exception {
    Inventory first = destination().inventory();
    Object written = writtenAs();
    assertEquals(first, destination().inventory());
    assertEquals(written, writtenAs());
    Files.delete(folder.resolve("json/backup-" + Backups.ID + ".json"));
    assertEquals(1, destination().inventory().lost().size());
    assertNotEquals(written, writtenAs());
    Object lost = writtenAs();
    assertEquals(1, destination().inventory().lost().size());
    assertEquals(lost, writtenAs());
  }

  /** Each replacement is another file, or has another content. */
  private Object writtenAs() throws Exception {
    return List.of(
        String.valueOf(Files.readAttributes(cacheFile(), BasicFileAttributes.class).fileKey()),
        new String(Files.readAllBytes(cacheFile()), StandardCharsets.ISO_8859_1));
  }

  @Test
  void aCacheOfAnotherPlaceIsNone() throws Exception {
    destination().inventory();
    Path own = cacheFile();
    byte[] others = Files.readAllBytes(own);
    Files.delete(own);
    folder = Files.move(folder, parent.resolve("moved"));
    destination().inventory();
    Files.write(cacheFile(), others);
    assertEquals(Optional.empty(), destination().lastKnown());
  }

  @Test
  void aCacheOfLiesWithARightChecksumNeverFails() throws Exception {
    Inventory first = destination().inventory();
    byte[] good = Files.readAllBytes(cacheFile());
    int end = good.length - Long.BYTES;
    for (int at = 0; at < end; at += 3) {
      byte[] bad = good.clone();
      bad[at] = (byte) (at % 2 == 0 ? 0x7f : 0xff);
      ByteBuffer.wrap(bad).putLong(end, CacheFormat.checksum(bad, end));
      Files.write(cacheFile(), bad);
      destination().lastKnown();
    }
    Files.write(cacheFile(), good);
    assertEquals(first, destination().inventory());
  }

  @Test
  void eachBackupComesBackFromTheCacheAsItWas() throws Exception {
    String other = "2025-12-14T17-00-00";
    Manifest second =
        Backups.manifest(
            other,
            9,
            "2025-12-14T17:00:00.123-03:30",
            Map.of(BackupFile.DATABASE, Backups.hash(DestinationContract.DATABASE)));
    try (Delivery delivery = destination().deliver(other, Backups.OWNER)) {
      DestinationContract.add(delivery, BackupFile.DATABASE, DestinationContract.DATABASE, parent);
      delivery.commit(second);
    }
    List<BackupSummary> read = destination().inventory().backups();
    assertEquals(List.of(second.summary(), DestinationContract.SUMMARY), read);
    changeUnseen();
    assertEquals(read, destination().inventory().backups());
  }
}
