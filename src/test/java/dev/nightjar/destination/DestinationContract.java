package dev.nightjar.destination;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The rules for every place, wherever it is. */
public abstract class DestinationContract {
  public static final byte[] DATABASE = "a database".getBytes();
  public static final byte[] JSON = "{\"format\": \"…\"}".getBytes();
  public static final Manifest MANIFEST =
      Backups.manifest(
          Backups.ID,
          7,
          "2025-12-12T17:00:00+08:00",
          Map.of(BackupFile.DATABASE, Backups.hash(DATABASE), BackupFile.JSON, Backups.hash(JSON)));

  public static final BackupSummary SUMMARY = MANIFEST.summary();

  @TempDir protected Path scratch;

  /** A place that is {@link Backups#OWNER}'s and empty. */
  protected abstract Destination destination() throws Exception;

  /** Names of files that a run has begun and nobody has ended, if the place can be looked into. */
  protected List<String> unfinished() throws Exception {
    return List.of();
  }

  public static void store(Destination destination, Path scratch) throws Exception {
    try (Delivery delivery = destination.deliver(Backups.ID, Backups.OWNER)) {
      add(delivery, BackupFile.DATABASE, DATABASE, scratch);
      add(delivery, BackupFile.JSON, JSON, scratch);
      delivery.commit(MANIFEST);
    }
  }

  public static void add(Delivery delivery, BackupFile file, byte[] content, Path scratch)
      throws Exception {
    Path source = Files.write(scratch.resolve(file.name()), content);
    delivery.add(file, source, Backups.hash(content), Progress.NONE);
  }

  public static void assertFails(Reason reason, Executable call) {
    assertEquals(reason, assertThrows(FailureException.class, call).reason());
  }

  @Test
  void whatWasStoredIsListedVerifiedAndFetched() throws Exception {
    Destination destination = destination();
    destination.prepare(Backups.OWNER);
    store(destination, scratch);
    assertEquals(List.of(SUMMARY), destination.inventory().backups());
    assertEquals(List.of(), destination.inventory().unverified());
    assertEquals(MANIFEST, destination.manifest(SUMMARY));
    destination.verify(SUMMARY, BackupFile.DATABASE, Progress.NONE);
    Path target = scratch.resolve("fetched");
    destination.fetch(SUMMARY, BackupFile.JSON, target, Progress.NONE);
    assertArrayEquals(JSON, Files.readAllBytes(target));
  }

  @Test
  void whatIsOpenedIsReadByItsPathAndClosingItLeavesNothing() throws Exception {
    Destination destination = destination();
    store(destination, scratch);
    Path folder = scratch.resolve("opened");
    try (OpenedFile opened = destination.open(SUMMARY, BackupFile.JSON, folder, Progress.NONE)) {
      assertArrayEquals(JSON, Files.readAllBytes(opened.path()));
    }
    assertEquals(0, Files.exists(folder) ? folder.toFile().list().length : 0);
    destination.verify(SUMMARY, BackupFile.JSON, Progress.NONE);
  }

  @Test
  void aFileIsNamedForPeopleByItsPlaceAndItsPath() throws Exception {
    Destination destination = destination();
    String named = destination.location(BackupFile.JSON, Backups.ID).replace('\\', '/');
    String location = destination.location().replace('\\', '/');
    assertEquals(location + "/" + BackupFile.JSON.pathFor(Backups.ID), named);
  }

  @Test
  void aDeliveryClosedWithoutCommitLeavesNothing() throws Exception {
    Destination destination = destination();
    try (Delivery delivery = destination.deliver(Backups.ID, Backups.OWNER)) {
      add(delivery, BackupFile.DATABASE, DATABASE, scratch);
      assertFalse(destination.isFree(Backups.ID));
    }
    assertTrue(destination.isFree(Backups.ID));
    assertEquals(Inventory.EMPTY, destination.inventory().withMarker(Optional.empty()));
  }

  @Test
  void contentThatIsNotWhatWasProvedIsRefused() throws Exception {
    Destination destination = destination();
    Path source = Files.write(scratch.resolve("cut"), new byte[] {1});
    try (Delivery delivery = destination.deliver(Backups.ID, Backups.OWNER)) {
      assertFails(
          Reason.READ_BACK_DIFFERS,
          () -> delivery.add(BackupFile.DATABASE, source, Backups.hash(DATABASE), Progress.NONE));
    }
    assertTrue(destination.isFree(Backups.ID));
  }

  private static void addSoFar(Delivery delivery, Path source, long bytes) throws Exception {
    delivery.addSoFar(BackupFile.JSON, source, bytes, JSON.length, Progress.NONE);
  }

  /** Brings parts of a file to a place before that is proved. */
  @FunctionalInterface
  private interface BeforeItsProof {
    void bring(Delivery delivery, Path source) throws Exception;
  }

  private void isWholeAfter(byte[] first, BeforeItsProof work) throws Exception {
    Destination destination = destination();
    Path source = Files.write(scratch.resolve("json"), first);
    try (Delivery delivery = destination.deliver(Backups.ID, Backups.OWNER)) {
      work.bring(delivery, source);
      add(delivery, BackupFile.DATABASE, DATABASE, scratch);
      delivery.add(BackupFile.JSON, source, Backups.hash(JSON), Progress.NONE);
      delivery.commit(MANIFEST);
    }
    destination.verify(SUMMARY, BackupFile.JSON, Progress.NONE);
    assertEquals(List.of(), unfinished());
  }

  @Test
  void aFileThatWasBroughtWhileItWasMadeIsWhole() throws Exception {
    isWholeAfter(
        Arrays.copyOf(JSON, 5),
        (delivery, source) -> {
          addSoFar(delivery, source, 2);
          addSoFar(delivery, source, 5);
          Files.write(source, JSON);
          addSoFar(delivery, source, 6);
        });
  }

  @Test
  void aFileThatWasBroughtInPartAndNeverProvedIsGone() throws Exception {
    Destination destination = destination();
    Path source = Files.write(scratch.resolve("json"), JSON);
    Manifest alone =
        Backups.manifest(
            Backups.ID,
            7,
            "2025-12-12T17:00:00+08:00",
            Map.of(BackupFile.DATABASE, Backups.hash(DATABASE)));
    try (Delivery delivery = destination.deliver(Backups.ID, Backups.OWNER)) {
      add(delivery, BackupFile.DATABASE, DATABASE, scratch);
      addSoFar(delivery, source, 5);
      delivery.commit(alone);
    }
    assertEquals(List.of(alone.summary()), destination.inventory().backups());
    assertEquals(List.of(), unfinished());
  }

  @Test
  void nothingIsLeftOfADeliveryThatEndedInTheMiddleOfAFile() throws Exception {
    Destination destination = destination();
    Path source = Files.write(scratch.resolve("json"), JSON);
    try (Delivery delivery = destination.deliver(Backups.ID, Backups.OWNER)) {
      addSoFar(delivery, source, 5);
    }
    assertTrue(destination.isFree(Backups.ID));
    assertEquals(List.of(), unfinished());
  }

  @Test
  void contentThatChangedAfterItWasBroughtIsRefused() throws Exception {
    Destination destination = destination();
    byte[] content = new byte[2 << 20];
    byte[] other = content.clone();
    other[1] ^= 1;
    Path source = Files.write(scratch.resolve("json"), other);
    try (Delivery delivery = destination.deliver(Backups.ID, Backups.OWNER)) {
      addSoFar(delivery, source, 1 << 20); // Whole blocks, whatever the file system's are.
      Files.write(source, content);
      assertFails(
          Reason.READ_BACK_DIFFERS,
          () -> delivery.add(BackupFile.JSON, source, Backups.hash(content), Progress.NONE));
    }
    assertTrue(destination.isFree(Backups.ID));
  }

  private static void addWhole(Delivery delivery, Path source) throws Exception {
    delivery.addWhole(BackupFile.JSON, source, JSON.length, Progress.NONE);
  }

  @Test
  void aFileThatWasReadBackBeforeItsProofIsWhole() throws Exception {
    isWholeAfter(
        JSON,
        (delivery, source) -> {
          addSoFar(delivery, source, 5);
          addWhole(delivery, source);
          Files.write(source, new byte[JSON.length]); // It isn't read again.
        });
  }

  @Test
  void aFileThatWasReadBackAndIsNotWhatWasProvedIsRefused() throws Exception {
    Destination destination = destination();
    Path source = Files.write(scratch.resolve("json"), new byte[JSON.length]);
    try (Delivery delivery = destination.deliver(Backups.ID, Backups.OWNER)) {
      addWhole(delivery, source);
      Files.write(source, JSON);
      assertFails(
          Reason.READ_BACK_DIFFERS,
          () -> delivery.add(BackupFile.JSON, source, Backups.hash(JSON), Progress.NONE));
    }
    assertTrue(destination.isFree(Backups.ID));
    assertEquals(List.of(), unfinished());
  }

  @Test
  void aFileWhoseReadBackFailedIsBroughtAgain() throws Exception {
    AtomicInteger told = new AtomicInteger();
    Progress failing =
        (done, total) -> {
          if (told.incrementAndGet() == 2) {
            throw new FailureException(Reason.DATABASE_IO);
          }
        };
    isWholeAfter(
        JSON,
        (delivery, source) ->
            assertFails(
                Reason.DATABASE_IO,
                () -> delivery.addWhole(BackupFile.JSON, source, JSON.length, failing)));
  }

  @Test
  void aNameIsNeverGivenTwice() throws Exception {
    Destination destination = destination();
    store(destination, scratch);
    assertFails(Reason.NAME_TAKEN, () -> destination.deliver(Backups.ID, Backups.OWNER));
  }

  @Test
  void anotherJobMayReadAndNotWrite() throws Exception {
    Destination destination = destination();
    store(destination, scratch);
    assertEquals(1, destination.inventory().backups().size());
    assertFails(Reason.PLACE_OWNED_BY_OTHER, () -> destination.prepare(Backups.OTHER));
    assertFails(
        Reason.PLACE_OWNED_BY_OTHER,
        () -> destination.deliver("2026-01-01T00-00-00", Backups.OTHER));
    assertFails(Reason.PLACE_OWNED_BY_OTHER, () -> destination.remove(SUMMARY, Backups.OTHER));
  }

  @Test
  void aManifestThatIsNotOfTheBackupAskedForIsNoAnswer() throws Exception {
    Destination destination = destination();
    assertFails(Reason.BACKUP_DAMAGED, () -> destination.manifest(SUMMARY));
    store(destination, scratch);
    BackupSummary other =
        Backups.manifest(Backups.ID, 8, "2025-12-12T17:00:00+08:00", MANIFEST.files()).summary();
    assertFails(Reason.BACKUP_DAMAGED, () -> destination.manifest(other));
  }

  @Test
  void aRemovedBackupIsGoneWithItsFiles() throws Exception {
    Destination destination = destination();
    store(destination, scratch);
    destination.remove(SUMMARY, Backups.OWNER);
    assertEquals(List.of(), destination.inventory().backups());
    assertTrue(destination.isFree(Backups.ID));
  }

  @Test
  void aFetchNeverReplacesAFile() throws Exception {
    Destination destination = destination();
    store(destination, scratch);
    Path target = Files.writeString(scratch.resolve("mine"), "mine");
    assertFails(
        Reason.TARGET_EXISTS,
        () -> destination.fetch(SUMMARY, BackupFile.DATABASE, target, Progress.NONE));
    assertEquals("mine", Files.readString(target));
  }
}
