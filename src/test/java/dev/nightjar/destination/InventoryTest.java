package dev.nightjar.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The order in which a place lists its backups, whose they are, and which are lost. */
final class InventoryTest {
  private static final OffsetDateTime AT = OffsetDateTime.parse("2025-12-12T17:00:00+08:00");
  private static final BackupSummary FIRST = Backups.summary(1, "2025-12-12T17:00:00+08:00");
  private static final BackupSummary SECOND = Backups.summary(2, "2025-12-13T17:00:00+08:00");

  private static BackupSummary withJson() {
    return Backups.manifest(
            Backups.ID,
            7,
            AT.toString(),
            Map.of(
                BackupFile.DATABASE, Backups.hash(new byte[1]),
                BackupFile.JSON, Backups.hash(new byte[2])))
        .summary();
  }

  private static Marker marker(JobIdentity owner, UUID... continues) {
    return new Marker(Marker.FORMAT, new UUID(9, 9), AT, "NAS", owner, List.of(continues));
  }

  private static Failure lost(Set<BackupFile> missing, Set<BackupFile> cut) {
    return new Inventory.Lost(withJson(), missing, cut).failure();
  }

  @Test
  void theOneThatWasMadeLastComesFirstWhateverItsDate() {
    BackupSummary wrongClock = Backups.summary(3, "2001-01-01T00:00:00+08:00");
    assertEquals(
        List.of(wrongClock, SECOND, FIRST),
        Inventory.of(List.of(FIRST, wrongClock, SECOND)).backups());
    BackupSummary twin = SECOND.withId(SECOND.id() + "-2");
    assertEquals(List.of(twin, SECOND), Inventory.of(List.of(SECOND, twin)).backups());
    assertEquals(List.of(twin, SECOND), Inventory.of(List.of(twin, SECOND)).backups());
  }

  @Test
  void aBackupIsFoundByItsWholeIdOnly() {
    Inventory inventory = Inventory.of(List.of(FIRST, SECOND));
    assertEquals(Optional.of(FIRST), inventory.find(FIRST.id()));
    assertEquals(Optional.empty(), inventory.find(FIRST.id().substring(0, 10)));
    assertEquals(Optional.empty(), Inventory.EMPTY.find(FIRST.id()));
  }

  @Test
  void theTroubleWithALostBackupIsToldOfItsFirstFileThatIsLost() {
    String database = BackupFile.DATABASE.pathFor(Backups.ID);
    String json = BackupFile.JSON.pathFor(Backups.ID);
    Set<BackupFile> none = Set.of();
    Set<BackupFile> both = Set.of(BackupFile.values());
    assertEquals(
        Failure.of(Reason.BACKUP_DAMAGED, Backups.ID, database, "missing"), lost(both, none));
    assertEquals(
        Failure.of(Reason.BACKUP_DAMAGED, Backups.ID, database, "another size"),
        lost(Set.of(BackupFile.JSON), Set.of(BackupFile.DATABASE)));
    assertEquals(
        Failure.of(Reason.BACKUP_DAMAGED, Backups.ID, json, "another size"),
        lost(none, Set.of(BackupFile.JSON)));
    assertEquals(
        Failure.of(Reason.BACKUP_DAMAGED, Backups.ID, json, "missing"),
        lost(Set.of(BackupFile.JSON), none));
    assertThrows(IllegalStateException.class, () -> lost(none, none));
  }

  @Test
  void aLostBackupHasTheFilesThatAreNeitherGoneNorCut() {
    Set<BackupFile> json = Set.of(BackupFile.JSON);
    for (Inventory.Lost lost :
        List.of(
            new Inventory.Lost(withJson(), json, Set.of()),
            new Inventory.Lost(withJson(), Set.of(), json))) {
      assertTrue(lost.has(BackupFile.DATABASE));
      assertFalse(lost.has(BackupFile.JSON));
    }
    assertFalse(new Inventory.Lost(FIRST, Set.of(), Set.of()).has(BackupFile.JSON));
  }

  @Test
  void aManifestThatIsDamagedHereIsFoundAtTheFirstPlaceThatHasIt() {
    Inventory.Damaged damaged = damaged(FIRST.id(), Reason.MANIFEST_DAMAGED);
    Inventory here = here(damaged, damaged(SECOND.id(), Reason.MANIFEST_TOO_NEW));
    Inventory there = Inventory.of(List.of(FIRST, SECOND));
    assertEquals(List.of(FIRST), here.unreadable(List.of(Inventory.EMPTY, there, there)));
    assertEquals(List.of(), here.unreadable(List.of(Inventory.of(List.of(SECOND)))));
    assertEquals(List.of(), here.unreadable(List.of()));
  }

  private static Inventory.Damaged damaged(String id, Reason reason) {
    return new Inventory.Damaged(id, Failure.of(reason, "manifest/backup-" + id + ".json", "why"));
  }

  private static Inventory here(Inventory.Damaged... damaged) {
    return new Inventory(List.of(), List.of(), List.of(damaged), List.of());
  }

  @Test
  void theJobsThatWereTakenOverWithThePlaceAreItsOwnersOnly() {
    UUID before = new UUID(0, 7);
    Inventory place = Inventory.EMPTY.withMarker(Optional.of(marker(Backups.OWNER, before)));
    assertEquals(List.of(before), place.continuedBy(Backups.OWNER));
    assertEquals(List.of(), place.continuedBy(Backups.OTHER));
    assertEquals(List.of(), Inventory.EMPTY.continuedBy(Backups.OWNER));
  }

  @Test
  void anInventoryIsACopyThatNobodyChanges() {
    List<BackupSummary> backups = new ArrayList<>(List.of(FIRST));
    Inventory inventory = new Inventory(backups, List.of(), List.of(), List.of());
    backups.clear();
    assertEquals(List.of(FIRST), inventory.backups());
    assertThrows(UnsupportedOperationException.class, () -> inventory.backups().clear());
  }

  @Test
  void aPlaceIsItsJobsOnItsComputerHoweverTheNamesAreWritten() {
    Marker marker = marker(Backups.OWNER);
    UUID job = Backups.OWNER.job();
    assertEquals(true, marker.isOwnedBy(new JobIdentity(job, "renamed", "shop-pc")));
    assertEquals(false, marker.isOwnedBy(new JobIdentity(job, "Inventory", "NEW-PC")));
    assertEquals(false, marker.isOwnedBy(new JobIdentity(new UUID(0, 3), "Inventory", "SHOP-PC")));
  }

  @Test
  void someoneElseIsToldWhoseThePlaceIs() throws Exception {
    marker(Backups.OWNER).requireOwner(Backups.OWNER, Path.of("nas"));
    Failure failure =
        assertThrows(
                FailureException.class,
                () -> marker(Backups.OWNER).requireOwner(Backups.OTHER, Path.of("nas")))
            .failure();
    assertEquals(Failure.of(Reason.PLACE_OWNED_BY_OTHER, "nas", "Inventory", "SHOP-PC"), failure);
  }

  @Test
  void theChainOfAPlaceBeginsWithItsOwner() {
    UUID earlier = new UUID(0, 7);
    UUID earliest = new UUID(0, 8);
    assertEquals(List.of(Backups.OWNER.job()), marker(Backups.OWNER).chain());
    assertEquals(
        List.of(Backups.OWNER.job(), earlier, earliest),
        marker(Backups.OWNER, earlier, earliest).chain());
  }

  @Test
  void aMarkerOfAnotherFormatIsNone() {
    for (String format : new String[] {"nightjar-place/2", "", null}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new Marker(format, new UUID(9, 9), AT, "NAS", Backups.OWNER, List.of()));
    }
  }
}
