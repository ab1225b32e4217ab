package dev.nightjar.destination.folder;

import static dev.nightjar.destination.DestinationContract.DATABASE;
import static dev.nightjar.destination.DestinationContract.JSON;
import static dev.nightjar.destination.DestinationContract.MANIFEST;
import static dev.nightjar.destination.DestinationContract.SUMMARY;
import static dev.nightjar.destination.DestinationContract.add;
import static dev.nightjar.destination.DestinationContract.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.Address;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.DestinationContract;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.destination.Marker;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import dev.nightjar.io.HeldLock;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The promises of a folder beyond those that each place makes. */
final class FolderPromisesTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private Path parent;
  private final Faults faults = new Faults();
  private Path folder;
  private Marker marker;

  @BeforeEach
  void aPlace() throws Exception {
    folder = parent.resolve("nas");
    marker = FolderDestination.create(folder, "NAS", Backups.OWNER, CLOCK);
  }

  private FolderDestination at(Path where) {
    return new FolderDestination(
        where, "NAS", FolderDestination.Reach.LOCAL, Optional.of(marker.id()), CLOCK);
  }

  private FolderDestination place() {
    return at(folder);
  }

  /** The same on a disk that fails by the rules of {@link #faults}. */
  private FolderDestination faulty() {
    return at(new FaultyFileSystem(faults).path(folder));
  }

  private void store() throws Exception {
    DestinationContract.store(place(), parent);
  }

  private Path file(BackupFile file) {
    return folder.resolve(file.pathFor(Backups.ID));
  }

  private Path manifest() {
    return folder.resolve("manifest/backup-" + Backups.ID + ".json");
  }

  private static Path aside(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".bad");
  }

  private List<String> leftovers() throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .map(found -> found.getFileName().toString())
          .filter(name -> name.endsWith(".partial") || name.startsWith(".nightjar.run-"))
          .toList();
    }
  }

  @Test
  void toPollReadsAndWritesNothing() throws Exception {
    faults.freeBytes(12);
    faults.rule((operation, path) -> Optional.empty());
    assertEquals(Optional.of(marker.id()), faulty().poll(Backups.OWNER).marker());
    assertEquals(Optional.of(12L), faulty().poll(Backups.OWNER).freeBytes());
    List<String> changes =
        faults.done().stream().filter(done -> done.matches("(write|move|delete|link) .*")).toList();
    assertEquals(List.of(), changes);
    assertFails(Reason.PLACE_OWNED_BY_OTHER, () -> place().poll(Backups.OTHER));
  }

  @Test
  void aPlaceThatLostItsMarkerAnswersAsLongAsTheJobsBackupsAreThere() throws Exception {
    Files.delete(folder.resolve(MarkerFile.NAME));
    assertFails(Reason.PLACE_NOT_CONNECTED, () -> place().poll(Backups.OWNER));
    FolderDestination.takeOver(folder, "NAS", Backups.OWNER, CLOCK);
    marker = MarkerFile.read(folder).orElseThrow();
    store();
    Files.delete(folder.resolve(MarkerFile.NAME));
    assertEquals(Optional.empty(), place().poll(Backups.OWNER).marker());
    assertFails(Reason.PLACE_NOT_CONNECTED, () -> place().poll(Backups.OTHER));
    assertFalse(Files.exists(folder.resolve(MarkerFile.NAME)));
  }

  @Test
  void aJobThatWasRenamedRenamesItsMarkerAndKeepsTheRest() throws Exception {
    marker = FolderDestination.takeOver(folder, "NAS", Backups.OTHER, CLOCK);
    JobIdentity renamed = new JobIdentity(Backups.OTHER.job(), "Stock", Backups.OTHER.host());
    assertFalse(place().prepare(renamed).markerHealed());
    Marker after = MarkerFile.read(folder).orElseThrow();
    assertEquals("Stock", after.owner().name());
    assertEquals(marker.id(), after.id());
    assertEquals(marker.label(), after.label());
    assertEquals(List.of(Backups.OWNER.job()), after.continues());
  }

  @Test
  void aPlaceIsLockedByOneAndSaysByWhom() throws Exception {
    try (HeldLock lock = place().lock("the tray").orElseThrow()) {
      Failure failure =
          assertThrows(FailureException.class, () -> place().lock("the command")).failure();
      assertEquals(Reason.RUN_IN_PROGRESS, failure.reason());
      assertEquals(
          List.of("the tray", folder.resolve(".nightjar.lock").toString()), failure.arguments());
    }
    place().lock("the command").orElseThrow().close();
  }

  @Test
  void aPlaceThatIsAwayOrCantBeWrittenToIsNotLocked() throws Exception {
    assertEquals(Optional.empty(), at(parent.resolve("gone")).lock("the tray"));
    assertFalse(Files.exists(parent.resolve("gone")));
    faults.rule(
        (operation, path) ->
            operation.equals("open")
                ? Optional.of(new AccessDeniedException("nas"))
                : Optional.empty());
    assertEquals(Optional.empty(), faulty().lock("the tray"));
  }

  @Test
  void aFolderThatIsNotTheOneChosenIsNotLockedAndGetsNoFile() throws Exception {
    Path mountPoint = Files.createDirectory(parent.resolve("mount point"));
    Path others = parent.resolve("others");
    FolderDestination.create(others, "NAS", Backups.OTHER, CLOCK);

    assertEquals(Optional.empty(), at(mountPoint).lock("the tray"));
    assertEquals(Optional.empty(), at(others).lock("the tray"));

    assertEquals(List.of(), List.of(mountPoint.toFile().list()));
    assertEquals(List.of(MarkerFile.NAME), List.of(others.toFile().list()));
  }

  @Test
  void aFileManagerIsShownTheFolderAndItsParts() {
    assertEquals(Optional.of(Address.of(folder)), place().address());
    assertEquals(Optional.of(Address.of(folder.resolve("json"))), place().address(BackupFile.JSON));
  }

  @Test
  void aDamagedManifestComesBackAndTheBadOneIsNotKept() throws Exception {
    store();
    Files.writeString(manifest(), "{torn");
    assertEquals(1, place().inventory().damaged().size());
    place().healManifest(MANIFEST, Backups.OWNER);
    assertEquals(List.of(SUMMARY), place().inventory().backups());
    assertArrayEquals(ManifestFormat.toBytes(MANIFEST), Files.readAllBytes(manifest()));
    assertFalse(Files.exists(aside(manifest())));
    assertEquals(List.of(), leftovers());
  }

  @Test
  void aManifestThatIsGoneWasDeletedAndIsNotMadeAgain() throws Exception {
    store();
    Files.delete(manifest());
    assertFails(Reason.BACKUP_DAMAGED, () -> place().healManifest(MANIFEST, Backups.OWNER));
    assertFails(Reason.PLACE_OWNED_BY_OTHER, () -> place().healManifest(MANIFEST, Backups.OTHER));
    assertFalse(Files.exists(manifest()));
    assertEquals(List.of(), leftovers());
  }

  @Test
  void aBackupThatWasDeletedMeanwhileIsNotHealed() throws Exception {
    store();
    Path good = Files.write(parent.resolve("good"), DATABASE);
    Files.delete(manifest());
    assertFails(
        Reason.BACKUP_DAMAGED,
        () -> place().heal(SUMMARY, BackupFile.DATABASE, good, Backups.OWNER, Progress.NONE));
    assertFalse(Files.exists(aside(file(BackupFile.DATABASE))));
    assertEquals(List.of(), leftovers());
  }

  @Test
  void aFileIsHealedAlsoWhereItsManifestIsDamagedToo() throws Exception {
    store();
    Files.writeString(manifest(), "{torn");
    Files.delete(file(BackupFile.JSON));
    Path good = Files.write(parent.resolve("good"), JSON);
    place().heal(SUMMARY, BackupFile.JSON, good, Backups.OWNER, Progress.NONE);
    place().healManifest(MANIFEST, Backups.OWNER);
    assertEquals(List.of(SUMMARY), place().inventory().backups());
  }

  @Test
  void aFileThatTheBackupNeverHadCantBeAskedFor() throws Exception {
    BackupSummary alone =
        Backups.manifest(
                Backups.ID,
                7,
                "2025-12-12T17:00:00+08:00",
                Map.of(BackupFile.DATABASE, Backups.hash(DATABASE)))
            .summary();
    Path target = parent.resolve("target");
    for (var call :
        List.<Executable>of(
            () -> place().verify(alone, BackupFile.JSON, Progress.NONE),
            () -> place().fetch(alone, BackupFile.JSON, target, Progress.NONE),
            () -> place().heal(alone, BackupFile.JSON, target, Backups.OWNER, Progress.NONE))) {
      assertFails(Reason.BACKUP_LACKS_FILE, call);
    }
  }

  @Test
  void whereTheGoodFileCantGetTheNameTheBadOneComesBack() throws Exception {
    store();
    Files.writeString(file(BackupFile.DATABASE), "bad");
    Path good = Files.write(parent.resolve("good"), DATABASE);
    List<String> named = new ArrayList<>();
    faults.rule(
        (operation, path) -> {
          boolean naming =
              List.of("link", "move").contains(operation)
                  && path.endsWith(file(BackupFile.DATABASE).getFileName().toString());
          if (naming) {
            named.add(operation);
          }
          return naming && named.size() < 3
              ? Optional.of(new IOException("broken"))
              : Optional.empty();
        });
    assertThrows(
        FailureException.class,
        () -> faulty().heal(SUMMARY, BackupFile.DATABASE, good, Backups.OWNER, Progress.NONE));
    assertEquals("bad", Files.readString(file(BackupFile.DATABASE)));
  }

  @Test
  void aCheckOfAFileSaysWhatIsWrongWithIt() throws Exception {
    store();
    String path = BackupFile.DATABASE.pathFor(Backups.ID);
    for (String[] each :
        new String[][] {{"a databas", "another size"}, {"b database", "another hash"}}) {
      Files.writeString(file(BackupFile.DATABASE), each[0]);
      Failure failure = failureOfVerify();
      assertEquals(Failure.of(Reason.BACKUP_DAMAGED, Backups.ID, path, each[1]), failure);
    }
    Files.delete(file(BackupFile.DATABASE));
    assertEquals(Failure.of(Reason.BACKUP_DAMAGED, Backups.ID, path, "missing"), failureOfVerify());
    Files.move(folder, parent.resolve("away"));
    assertEquals(Reason.PLACE_UNREACHABLE, failureOfVerify().reason());
  }

  private Failure failureOfVerify() {
    return assertThrows(
            FailureException.class,
            () -> place().verify(SUMMARY, BackupFile.DATABASE, Progress.NONE))
        .failure();
  }

  @Test
  void aDiskThatCantReadAFileDoesntMakeTheBackupADamagedOne() throws Exception {
    store();
    faults.rule(
        (operation, path) ->
            operation.equals("read") ? Optional.of(new IOException("broken")) : Optional.empty());
    assertFails(
        Reason.PLACE_IO, () -> faulty().verify(SUMMARY, BackupFile.DATABASE, Progress.NONE));
    assertFails(Reason.PLACE_IO, () -> faulty().manifest(SUMMARY));
    assertTrue(Files.exists(file(BackupFile.DATABASE)));
  }

  @Test
  void aFileThatTheSystemCantLookAtIsNotMissing() throws Exception {
    store();
    String name = BackupFile.DATABASE.nameFor(Backups.ID);
    faults.rule(
        (operation, path) ->
            operation.equals("look") && path.endsWith(name)
                ? Optional.of(new IOException("Stale file handle"))
                : Optional.empty());
    assertFails(
        Reason.PLACE_IO, () -> faulty().verify(SUMMARY, BackupFile.DATABASE, Progress.NONE));
    Path target = parent.resolve("fetched.db");
    assertFails(
        Reason.PLACE_IO, () -> faulty().fetch(SUMMARY, BackupFile.DATABASE, target, Progress.NONE));
    assertFalse(Files.exists(target));
  }

  @Test
  void aFullTargetIsNotAFullPlace() throws Exception {
    store();
    faults.freeBytes(3);
    faults.rule(
        (operation, path) ->
            operation.equals("write") ? Optional.of(new IOException("full")) : Optional.empty());
    Path target = new FaultyFileSystem(faults).path(parent).resolve("target");
    Failure failure =
        assertThrows(
                FailureException.class,
                () -> place().fetch(SUMMARY, BackupFile.DATABASE, target, Progress.NONE))
            .failure();
    assertEquals(Reason.TARGET_FULL, failure.reason());
    assertEquals(List.of(target.toString(), 10L, 3L), failure.arguments());
    assertFalse(Files.exists(parent.resolve("target")));
  }

  @Test
  void aManifestOfOtherFilesThanWereAddedIsAMistakeOfTheCaller() throws Exception {
    try (Delivery delivery = place().deliver(Backups.ID, Backups.OWNER)) {
      add(delivery, BackupFile.DATABASE, DATABASE, parent);
      assertThrows(IllegalArgumentException.class, () -> delivery.commit(MANIFEST));
      add(delivery, BackupFile.JSON, JSON, parent);
      assertThrows(
          IllegalArgumentException.class,
          () -> delivery.commit(MANIFEST.withId(Backups.ID + "-2")));
    }
    assertTrue(place().isFree(Backups.ID));
    assertEquals(List.of(), leftovers());
    assertThrows(IllegalArgumentException.class, () -> place().deliver("../x", Backups.OWNER));
  }

  @Test
  void aPlaceAcrossANetworkLetsNobodyWriteIntoIt() throws Exception {
    FolderDestination remote =
        new FolderDestination(
            folder, "NAS", FolderDestination.Reach.REMOTE, Optional.of(marker.id()), CLOCK);
    try (Delivery delivery = remote.deliver(Backups.ID, Backups.OWNER)) {
      assertEquals(Optional.empty(), delivery.stagingPath(BackupFile.DATABASE));
    }
  }

  @Test
  void anIdIsTakenByAnyFileOfItsNameFinishedOrNot() throws Exception {
    assertTrue(place().isFree(Backups.ID));
    for (String name :
        List.of(
            "database/backup-" + Backups.ID + ".db",
            "json/.backup-" + Backups.ID + ".json.0123abcd.partial",
            "manifest/.backup-" + Backups.ID + ".json.deleted")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Path file = Files.writeString(folder.resolve(name), "x");
      assertFalse(place().isFree(Backups.ID), name);
      assertTrue(place().isFree(Backups.ID + "-2"), name);
      Files.delete(file);
    }
  }

  @Test
  void onceAPlaceWasReadAnIdIsStillTakenByAnyFileThatComesLater() throws Exception {
    FolderDestination read = place();
    read.prepareAndRead(Backups.OWNER);
    for (String name :
        List.of(
            "database/backup-" + Backups.ID + ".db",
            "database/backup-" + Backups.ID + ".db-wal",
            "database/.backup-" + Backups.ID + ".db.bad",
            "json/backup-" + Backups.ID + ".json",
            "manifest/backup-" + Backups.ID + ".json",
            "manifest/.backup-" + Backups.ID + ".json.deleted")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Path file = Files.writeString(folder.resolve(name), "x");
      assertFalse(read.isFree(Backups.ID), name);
      assertTrue(read.isFree(Backups.ID + "-2"), name);
      Files.delete(file);
    }
    assertTrue(read.isFree(Backups.ID));
  }

  @Test
  void anIdIsTakenByOddNamesThatWereReadAndByNoneThatWereTakenAway() throws Exception {
    String odd = "json/.backup-" + Backups.ID + ".json.0123abcd.partial";
    Path file = folder.resolve(odd);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
    FolderDestination read = place();
    read.prepareAndRead(Backups.OWNER);
    assertFalse(read.isFree(Backups.ID));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    read.prepareAndRead(Backups.OWNER);
    assertFalse(Files.exists(file));
    assertTrue(read.isFree(Backups.ID));
  }

  @Test
  void aNoteIsLeftOnlyInAPlaceAndReplacesALink() throws Exception {
    Path target = Files.writeString(parent.resolve("mine"), "mine");
    Files.createSymbolicLink(folder.resolve("README.txt"), target);
    place().leave("README.txt", DATABASE);
    assertArrayEquals(DATABASE, Files.readAllBytes(folder.resolve("README.txt")));
    assertEquals("mine", Files.readString(target));
    assertEquals(List.of(), leftovers());
    Files.delete(folder.resolve(MarkerFile.NAME));
    assertFails(Reason.PLACE_NOT_CONNECTED, () -> place().leave("other.txt", DATABASE));
    assertFalse(Files.exists(folder.resolve("other.txt")));
  }

  @Test
  void aProbeThatComesBackOtherwiseIsNoPlace() throws Exception {
    faults.rule(
        (operation, path) -> {
          if (operation.equals("close") && path.toString().contains(".nightjar-probe")) {
            try {
              Files.writeString(folder.resolve(path.getFileName().toString()), "nightjaR");
            } catch (IOException e) {
              return Optional.of(e);
            }
          }
          return Optional.empty();
        });
    assertFails(
        Reason.READ_BACK_DIFFERS,
        () -> FolderDestination.probe(new FaultyFileSystem(faults).path(folder)));
    assertEquals(List.of(), leftovers());
  }

  @Test
  void theRoomOfADiskThatDoesntSayIsUnknown() throws Exception {
    assertTrue(FolderDestination.freeBytes(folder).orElseThrow() > 0);
    assertEquals(Optional.empty(), FolderDestination.freeBytes(parent.resolve("gone")));
    UUID any = UUID.randomUUID();
    assertFails(
        Reason.PLACE_NOT_CHOSEN,
        () ->
            new FolderDestination(
                    folder, "NAS", FolderDestination.Reach.LOCAL, Optional.of(any), CLOCK)
                .poll(Backups.OWNER));
  }
}
