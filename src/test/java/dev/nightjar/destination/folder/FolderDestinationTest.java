package dev.nightjar.destination.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.DestinationContract;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.destination.Marker;
import dev.nightjar.destination.PlaceReadme;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderDestinationTest extends DestinationContract {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-12-12T09:00:00Z"), ZoneOffset.ofHours(8));
  private static final String HEX = ".0123abcd.partial";

  @TempDir Path parent;
  private Path folder;
  private Marker marker;

  @BeforeEach
  void makePlace() throws Exception {
    folder = parent.resolve("backups");
    marker = FolderDestination.create(folder, "NAS", Backups.OWNER, CLOCK);
  }

  @Override
  protected FolderDestination destination() {
    return expecting(marker.id());
  }

  @Override
  protected List<String> unfinished() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).filter(name -> name.matches(".*(partial|run-.*)")).toList();
    }
  }

  private FolderDestination expecting(UUID marker) {
    return new FolderDestination(
        folder, "NAS", FolderDestination.Reach.LOCAL, Optional.of(marker), CLOCK);
  }

  private Path database() {
    return folder.resolve("database/backup-" + Backups.ID + ".db");
  }

  private Path json() {
    return folder.resolve("json/backup-" + Backups.ID + ".json");
  }

  private Path manifest() {
    return folder.resolve("manifest/backup-" + Backups.ID + ".json");
  }

  private static Path partial(Path file) {
    return file.resolveSibling("." + file.getFileName() + HEX);
  }

  private static void unfinish(Path file) throws Exception {
    Files.move(file, partial(file));
  }

  /** The lease of the run that the partial names are of. */
  private Path lease(Duration age) throws Exception {
    Path lease = Files.writeString(folder.resolve(".nightjar.run-0123abcd"), "{}");
    Files.setLastModifiedTime(lease, FileTime.from(Instant.now().minus(age)));
    return lease;
  }

  @Test
  void whatARunThatGoesOnHasInHandIsLeftAlone() throws Exception {
    store(destination(), scratch);
    unfinish(manifest());
    lease(Duration.ofMinutes(9));
    assertEquals(0, destination().prepare(Backups.OWNER).finished());
    assertTrue(Files.exists(partial(manifest())));
    Path deleted = manifest().resolveSibling("." + manifest().getFileName() + ".deleted");
    Files.move(partial(manifest()), deleted);
    destination().prepare(Backups.OWNER);
    assertTrue(Files.exists(deleted) && Files.exists(database()));
    Path lease = lease(Duration.ofMinutes(11));
    destination().prepare(Backups.OWNER);
    assertTrue(destination().isFree(Backups.ID));
    assertFalse(Files.exists(lease));
  }

  @Test
  void unfinishedFilesOfNoKnownRunAreLeftAloneForADay() throws Exception {
    store(destination(), scratch);
    unfinish(manifest());
    FileTime almost = FileTime.from(Instant.now().minus(Duration.ofHours(23)));
    Files.setLastModifiedTime(partial(manifest()), almost);
    assertEquals(0, destination().prepare(Backups.OWNER).finished());
    FileTime day = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
    Files.setLastModifiedTime(partial(manifest()), day);
    assertEquals(1, destination().prepare(Backups.OWNER).finished());
  }

  @Test
  void aLeaseIsHeldWhileADeliveryGoesOnAndBeatsAgain() throws Exception {
    List<Runnable> beats = new ArrayList<>();
    Leases leases =
        new Leases(
            new Leases.Writer("SHOP-PC", "ann", 1),
            (name, apart, work) -> {
              beats.add(work);
              return () -> beats.remove(work);
            },
            CLOCK);
    FolderDestination held =
        new FolderDestination(
            folder,
            "NAS",
            FolderDestination.Reach.LOCAL,
            Optional.of(marker.id()),
            CLOCK,
            InventoryCache.NONE,
            leases);
    try (Delivery delivery = held.deliver(Backups.ID, Backups.OWNER)) {
      Path staged = delivery.stagingPath(BackupFile.DATABASE).orElseThrow();
      String hex = staged.getFileName().toString().replaceAll(".*\\.([0-9a-f]{8})\\.partial", "$1");
      Path lease = folder.resolve(".nightjar.run-" + hex);
      assertTrue(Files.readString(lease).contains("\"user\": \"ann\""));
      Files.setLastModifiedTime(lease, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
      beats.get(0).run();
      assertTrue(
          Files.getLastModifiedTime(lease)
              .toInstant()
              .isAfter(Instant.now().minus(Duration.ofMinutes(10))));
    }
    assertEquals(List.of(), beats);
    try (var files = Files.list(folder)) {
      assertFalse(files.anyMatch(file -> file.toString().contains(".nightjar.run-")));
    }
  }

  @Test
  void aMissingOrDamagedFileComesBackFromElsewhereAndTheBadOneWaitsForACheck() throws Exception {
    store(destination(), scratch);
    byte[] other = DATABASE.clone();
    other[0]++;
    Files.write(database(), other);
    Files.delete(json());
    Path bad = scratch.resolve("bad");
    Files.write(bad, other);
    assertFails(
        Reason.READ_BACK_DIFFERS,
        () -> destination().heal(SUMMARY, BackupFile.DATABASE, bad, Backups.OWNER, Progress.NONE));
    assertArrayEquals(other, Files.readAllBytes(database()));
    Path good = Files.write(scratch.resolve("good"), DATABASE);
    destination().heal(SUMMARY, BackupFile.DATABASE, good, Backups.OWNER, Progress.NONE);
    Path goodJson = Files.write(scratch.resolve("good.json"), JSON);
    destination().heal(SUMMARY, BackupFile.JSON, goodJson, Backups.OWNER, Progress.NONE);
    assertEquals(List.of(SUMMARY), destination().inventory().backups());
    Path aside = database().resolveSibling("." + database().getFileName() + ".bad");
    assertArrayEquals(other, Files.readAllBytes(aside));
    destination().verify(SUMMARY, BackupFile.DATABASE, Progress.NONE);
    assertFalse(Files.exists(aside));
    assertFails(
        Reason.PLACE_OWNED_BY_OTHER,
        () -> destination().heal(SUMMARY, BackupFile.JSON, goodJson, Backups.OTHER, Progress.NONE));
  }

  @Test
  void makingAPlaceAgainChangesNothing() throws Exception {
    assertEquals(marker, FolderDestination.create(folder, "other", Backups.OWNER, CLOCK));
    assertFails(
        Reason.PLACE_OWNED_BY_OTHER,
        () -> FolderDestination.create(folder, "NAS", Backups.OTHER, CLOCK));
    FolderDestination.takeOver(folder, "NAS", Backups.OTHER, CLOCK);
    assertFails(Reason.PLACE_OWNED_BY_OTHER, () -> destination().prepare(Backups.OWNER));
  }

  @Test
  void underADamagedMarkerTheBackupsTellWhoseTheyAre() throws Exception {
    store(destination(), scratch);
    Files.writeString(folder.resolve(MarkerFile.NAME), "{torn");

    Marker after = FolderDestination.takeOver(folder, "NAS", Backups.OTHER, CLOCK);

    assertEquals(List.of(Backups.OWNER.job()), after.continues());
  }

  @Test
  void aFolderThatIsGoneIsUnreachable() throws Exception {
    FolderDestination gone = gone(Optional.of(UUID.randomUUID()));
    assertFails(Reason.PLACE_UNREACHABLE, () -> gone.prepare(Backups.OWNER));
    assertFails(Reason.PLACE_UNREACHABLE, gone::inventory);
    assertFalse(Files.exists(parent.resolve("gone")));
  }

  @Test
  void aFolderThatNoSettingsNameAndThatIsGoneIsMissing() {
    assertFails(Reason.PLACE_MISSING, gone(Optional.empty())::inventory);
    assertFalse(Files.exists(parent.resolve("gone")));
  }

  private FolderDestination gone(Optional<UUID> marker) {
    return new FolderDestination(
        parent.resolve("gone"), "NAS", FolderDestination.Reach.REMOTE, marker, CLOCK);
  }

  @Test
  void anUnmountedFolderIsNotConnectedAndStaysEmpty() throws Exception {
    Files.delete(folder.resolve(MarkerFile.NAME));
    assertFails(Reason.PLACE_NOT_CONNECTED, () -> destination().prepare(Backups.OWNER));
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  /** Reported as damaged, copies would be replaced or deleted when their disk is back. */
  @Test
  void noCopyIsDamagedWhereTheDiskWasUnmountedAfterItWasListed() throws Exception {
    store(destination(), scratch);
    FolderDestination ofNoSetting =
        new FolderDestination(
            folder, "NAS", FolderDestination.Reach.REMOTE, Optional.empty(), CLOCK);
    ofNoSetting.inventory();
    Files.move(folder, parent.resolve("away"));
    for (String left : List.of("", "database", "manifest")) {
      Files.createDirectories(folder.resolve(left));
      for (Destination place : List.of(destination(), ofNoSetting)) {
        assertFails(Reason.PLACE_NOT_CONNECTED, () -> place.manifest(SUMMARY));
        for (BackupFile file : BackupFile.values()) {
          assertFails(Reason.PLACE_NOT_CONNECTED, () -> place.verify(SUMMARY, file, Progress.NONE));
          assertFails(
              Reason.PLACE_NOT_CONNECTED,
              () -> place.fetch(SUMMARY, file, scratch.resolve("fetched"), Progress.NONE));
        }
      }
    }
  }

  @Test
  void aLostMarkerIsHealedWhereTheJobsBackupsAre() throws Exception {
    store(destination(), scratch);
    Files.delete(folder.resolve(MarkerFile.NAME));
    assertFails(Reason.PLACE_NOT_CONNECTED, () -> destination().prepare(Backups.OTHER));
    assertTrue(destination().prepare(Backups.OWNER).markerHealed());
    assertEquals(marker.id(), MarkerFile.read(folder).orElseThrow().id());
  }

  @Test
  void anotherFoldersMarkerOrADamagedOneIsRefused() throws Exception {
    assertFails(Reason.PLACE_NOT_CHOSEN, () -> expecting(new UUID(5, 5)).prepare(Backups.OWNER));
    Files.writeString(folder.resolve(MarkerFile.NAME), "{\"format\": ");
    assertFails(Reason.PLACE_MARKER_DAMAGED, () -> destination().prepare(Backups.OWNER));
  }

  @Test
  void theMarkerIsLookedAtOnceMoreBeforeTheFirstName() throws Exception {
    try (Delivery delivery = destination().deliver(Backups.ID, Backups.OWNER)) {
      add(delivery, BackupFile.DATABASE, DATABASE, scratch);
      add(delivery, BackupFile.JSON, JSON, scratch);
      Files.delete(folder.resolve(MarkerFile.NAME));
      assertFails(Reason.PLACE_NOT_CONNECTED, () -> delivery.commit(MANIFEST));
    }
    assertTrue(destination().isFree(Backups.ID));
  }

  @Test
  void aFileMadeInThePlaceIsNotCopied() throws Exception {
    try (Delivery delivery = destination().deliver(Backups.ID, Backups.OWNER)) {
      Path staged = delivery.stagingPath(BackupFile.DATABASE).orElseThrow();
      Files.write(staged, DATABASE);
      delivery.add(BackupFile.DATABASE, staged, Backups.hash(DATABASE), Progress.NONE);
      assertEquals(folder.resolve("database"), staged.getParent());
      add(delivery, BackupFile.JSON, JSON, scratch);
      delivery.commit(MANIFEST);
    }
    destination().verify(SUMMARY, BackupFile.DATABASE, Progress.NONE);
  }

  @Test
  void aFileMadeInThePlaceIsReadBackBeforeItCountsAndStaysWhileTheRunReadsIt() throws Exception {
    Path staged;
    try (Delivery delivery = destination().deliver(Backups.ID, Backups.OWNER)) {
      staged = delivery.stagingPath(BackupFile.DATABASE).orElseThrow();
      byte[] other = DATABASE.clone();
      other[other.length - 1]++;
      Files.write(staged, other);
      assertFails(
          Reason.READ_BACK_DIFFERS,
          () -> delivery.add(BackupFile.DATABASE, staged, Backups.hash(DATABASE), Progress.NONE));
      assertTrue(Files.exists(staged));
    }
    assertFalse(Files.exists(staged));
    assertTrue(destination().isFree(Backups.ID));
  }

  @Test
  void aFileThatChangedAfterItWasReadBackIsReadAgain() throws Exception {
    try (Delivery delivery = destination().deliver(Backups.ID, Backups.OWNER)) {
      Path staged = delivery.stagingPath(BackupFile.DATABASE).orElseThrow();
      Files.write(staged, DATABASE);
      delivery.addWhole(BackupFile.DATABASE, staged, DATABASE.length, Progress.NONE);
      byte[] other = DATABASE.clone();
      other[0]++;
      Files.write(staged, other);
      Files.setLastModifiedTime(staged, FileTime.from(Instant.EPOCH));
      assertFails(
          Reason.READ_BACK_DIFFERS,
          () -> delivery.add(BackupFile.DATABASE, staged, Backups.hash(DATABASE), Progress.NONE));
    }
    assertTrue(destination().isFree(Backups.ID));
  }

  @Test
  void anotherToolsFileUnderTheNameStaysAndTheRestIsTakenBack() throws Exception {
    try (Delivery delivery = destination().deliver(Backups.ID, Backups.OWNER)) {
      add(delivery, BackupFile.DATABASE, DATABASE, scratch);
      add(delivery, BackupFile.JSON, JSON, scratch);
      Files.writeString(json(), "another's");
      assertFails(Reason.NAME_TAKEN, () -> delivery.commit(MANIFEST));
    }
    assertEquals("another's", Files.readString(json()));
    assertFalse(Files.exists(database()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aCommitInterruptedAtAnyStageIsFinished(int named) throws Exception {
    store(destination(), scratch);
    unfinish(manifest());
    if (named < 2) {
      unfinish(json());
    }
    if (named < 1) {
      unfinish(database());
    }
    lease(Duration.ofMinutes(11));
    Destination.Prepared prepared = destination().prepareAndRead(Backups.OWNER);
    assertEquals(1, prepared.readiness().finished());
    assertEquals(List.of(SUMMARY), prepared.inventory().backups());
    assertEquals(prepared.inventory(), destination().inventory());
    destination().verify(SUMMARY, BackupFile.JSON, Progress.NONE);
  }

  @Test
  void toPrepareAloneFinishesACommit() throws Exception {
    store(destination(), scratch);
    unfinish(manifest());
    unfinish(database());
    lease(Duration.ofMinutes(11));
    assertEquals(1, destination().prepare(Backups.OWNER).finished());
    assertEquals(List.of(SUMMARY), destination().inventory().backups());
  }

  @Test
  void whatARunReadsOfItsPlaceIsWithoutADeletionThatItFinished() throws Exception {
    store(destination(), scratch);
    Files.move(manifest(), manifest().resolveSibling("." + manifest().getFileName() + ".deleted"));
    Inventory read = destination().prepareAndRead(Backups.OWNER).inventory();
    assertEquals(Inventory.EMPTY, read.withMarker(Optional.empty()));
    assertFalse(Files.exists(database()));
    assertEquals(Optional.of(marker), read.marker());
  }

  @Test
  void anUnfinishedBackupWithADamagedFileIsRemoved() throws Exception {
    store(destination(), scratch);
    for (Path file : List.of(manifest(), json(), database())) {
      unfinish(file);
    }
    byte[] other = DATABASE.clone();
    other[0]++;
    Files.write(partial(database()), other);
    Files.writeString(Path.of(partial(database()) + "-wal"), "");
    lease(Duration.ofMinutes(11));
    assertEquals(0, destination().prepare(Backups.OWNER).finished());
    assertTrue(destination().isFree(Backups.ID));
  }

  @Test
  void foreignFilesAndLinksAreLeftAlone() throws Exception {
    store(destination(), scratch);
    Path victim = Files.writeString(scratch.resolve("victim"), "kept");
    Path link = Files.createSymbolicLink(partial(database()), victim);
    List<Path> foreign =
        List.of(
            Files.writeString(folder.resolve("database/.other.db" + HEX), "x"),
            Files.writeString(folder.resolve("database/backup-old.db"), "x"),
            Files.writeString(folder.resolve("database/.backup-1.db.partial"), "x"),
            Files.writeString(folder.resolve("manifest/notes.txt"), "x"));
    destination().prepare(Backups.OWNER);
    for (Path file : foreign) {
      assertTrue(Files.exists(file), file::toString);
    }
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("kept", Files.readString(victim));
    assertEquals("old", destination().inventory().unverified().get(0).id());
  }

  @Test
  void anInterruptedDeletionIsFinished() throws Exception {
    store(destination(), scratch);
    Files.move(manifest(), manifest().resolveSibling("." + manifest().getFileName() + ".deleted"));
    Files.delete(json());
    assertEquals(List.of(), destination().inventory().backups());
    destination().prepare(Backups.OWNER);
    assertTrue(destination().isFree(Backups.ID));
  }

  @Test
  void damageIsCaughtAndLeavesNoFileBehind() throws Exception {
    store(destination(), scratch);
    byte[] other = DATABASE.clone();
    other[0]++;
    Files.write(database(), other);
    Files.delete(json());
    Path target = scratch.resolve("fetched");
    for (BackupFile file : BackupFile.values()) {
      assertFails(Reason.BACKUP_DAMAGED, () -> destination().verify(SUMMARY, file, Progress.NONE));
      assertFails(
          Reason.BACKUP_DAMAGED, () -> destination().fetch(SUMMARY, file, target, Progress.NONE));
      assertFalse(Files.exists(target));
    }
  }

  @Test
  void whatThePlaceKeepsIsReadBackAndComparedWithWhatWasSent() throws Exception {
    Path source = Files.write(scratch.resolve("sent"), DATABASE);
    Progress spoiling =
        (done, total) -> {
          try (var files = Files.list(folder.resolve("database"))) {
            if (done == DATABASE.length) { // All is written, nothing read back yet.
              byte[] other = DATABASE.clone();
              other[0]++;
              Files.write(files.findFirst().orElseThrow(), other);
            }
          } catch (IOException e) {
            throw FailureException.because(e, Reason.CANCELLED);
          }
        };
    try (Delivery delivery = destination().deliver(Backups.ID, Backups.OWNER)) {
      assertFails(
          Reason.READ_BACK_DIFFERS,
          () -> delivery.add(BackupFile.DATABASE, source, Backups.hash(DATABASE), spoiling));
    }
    assertTrue(destination().isFree(Backups.ID));
  }

  @Test
  void aFileLargerThanTheFreeSpaceIsRefusedBeforeItsFirstByte() throws Exception {
    Path source = Files.write(scratch.resolve("sent"), DATABASE);
    FileHash larger = new FileHash(1L << 60, Backups.hash(DATABASE).sha256());
    try (Delivery delivery = destination().deliver(Backups.ID, Backups.OWNER)) {
      assertFails(
          Reason.PLACE_FULL,
          () -> delivery.add(BackupFile.DATABASE, source, larger, Progress.NONE));
    }
    assertTrue(destination().isFree(Backups.ID));
  }

  @Test
  void linksAreNotFollowed() throws Exception {
    store(destination(), scratch);
    Path elsewhere = Files.move(database(), scratch.resolve("elsewhere"));
    Files.createSymbolicLink(database(), elsewhere);
    assertFails(
        Reason.BACKUP_DAMAGED,
        () -> destination().verify(SUMMARY, BackupFile.DATABASE, Progress.NONE));
    Path moved = Files.move(manifest(), scratch.resolve("manifest"));
    Files.createSymbolicLink(manifest(), moved);
    Inventory inventory = destination().inventory();
    assertEquals(List.of(), inventory.backups());
    assertEquals(Reason.MANIFEST_DAMAGED, inventory.damaged().get(0).failure().reason());
  }

  @Test
  void aBackupWhoseFilesAreGoneOrCutIsLostAndIsNotListed() throws Exception {
    store(destination(), scratch);
    Files.write(json(), new byte[3]);
    assertEquals(
        List.of(new Inventory.Lost(SUMMARY, Set.of(), Set.of(BackupFile.JSON))),
        destination().inventory().lost());
    Files.delete(database());
    Inventory inventory = destination().inventory();
    assertEquals(List.of(), inventory.backups());
    assertEquals(Set.of(BackupFile.DATABASE), inventory.lost().get(0).missing());
    assertEquals(
        Failure.of(
            Reason.BACKUP_DAMAGED, Backups.ID, "database/backup-" + Backups.ID + ".db", "missing"),
        inventory.lost().get(0).failure());
    Files.createSymbolicLink(database(), Files.write(scratch.resolve("link"), DATABASE));
    assertEquals(Set.of(BackupFile.DATABASE), destination().inventory().lost().get(0).missing());
  }

  @Test
  void aPlaceOfTheSettingsWithoutMarkerAndBackupsIsNotConnectedRatherThanEmpty() throws Exception {
    Files.delete(folder.resolve(MarkerFile.NAME));
    assertFails(Reason.PLACE_NOT_CONNECTED, () -> destination().inventory());
    FolderDestination reading =
        new FolderDestination(
            folder, "NAS", FolderDestination.Reach.REMOTE, Optional.empty(), CLOCK);
    assertEquals(Inventory.EMPTY, reading.inventory());
  }

  @Test
  void aNumberThatNoReaderOfJsonCanCountToIsNeitherWrittenNorBelieved() throws Exception {
    Manifest tooHigh =
        Backups.manifest(Backups.ID, 1L << 53, "2025-12-12T17:00:00+08:00", MANIFEST.files());
    try (Delivery delivery = destination().deliver(Backups.ID, Backups.OWNER)) {
      add(delivery, BackupFile.DATABASE, DATABASE, scratch);
      add(delivery, BackupFile.JSON, JSON, scratch);
      assertFails(Reason.MANIFEST_DAMAGED, () -> delivery.commit(tooHigh));
    }
    assertTrue(destination().isFree(Backups.ID));
    store(destination(), scratch);
    Files.write(manifest(), ManifestFormat.toBytes(tooHigh));
    Inventory inventory = destination().inventory();
    assertEquals(List.of(), inventory.backups());
    assertEquals(Reason.MANIFEST_DAMAGED, inventory.damaged().get(0).failure().reason());
  }

  @Test
  void theNextNumberIsCountedFromThoseThatHaveANextOne() {
    assertEquals(1, Manifest.nextSequence(LongStream.empty()));
    assertEquals(13, Manifest.nextSequence(LongStream.of(12, 3)));
    assertEquals(
        13,
        Manifest.nextSequence(LongStream.of(12, (1L << 53) - 1, Long.MAX_VALUE, Long.MIN_VALUE)));
    assertEquals((1L << 53) - 1, Manifest.nextSequence(LongStream.of((1L << 53) - 2)));
  }

  @Test
  void notesAreWrittenOnlyWhenTheyChange() throws Exception {
    destination()
        .leave(PlaceReadme.FILE, PlaceReadme.text(Backups.OWNER, "C:\\shop\\inventory.db"));
    Path readme = folder.resolve("README.txt");
    assertTrue(Files.readString(readme).contains("C:\\shop\\inventory.db"));
    Object before = Files.readAttributes(readme, "*").get("fileKey");
    destination()
        .leave(PlaceReadme.FILE, PlaceReadme.text(Backups.OWNER, "C:\\shop\\inventory.db"));
    assertEquals(before, Files.readAttributes(readme, "*").get("fileKey"));
  }
}
