package dev.nightjar.destination.folder;

import static dev.nightjar.destination.DestinationContract.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.Backups;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Marker;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The marker says whose a folder is; only the user's word makes, or changes, that. */
final class MarkerFileTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-12-12T09:00:00.9Z"), ZoneOffset.ofHours(8));
  private static final JobIdentity THIRD = new JobIdentity(new UUID(0, 3), "Third", "PC-3");

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve(MarkerFile.NAME);
  }

  private Marker create(JobIdentity owner) throws FailureException {
    return FolderDestination.create(folder, "NAS", owner, CLOCK);
  }

  private Marker takeOver(JobIdentity owner) throws FailureException {
    return FolderDestination.takeOver(folder, "NAS", owner, CLOCK);
  }

  @Test
  void aMarkerComesBackAsItWasWritten() throws Exception {
    Marker marker = create(Backups.OWNER);
    assertEquals(Optional.of(marker), MarkerFile.read(folder));
    assertEquals("2025-12-12T17:00+08:00", marker.created().toString());
    assertEquals("NAS", marker.label());
    assertEquals(Backups.OWNER, marker.owner());
    assertTrue(Files.readString(file()).contains("\"format\": \"nightjar-place/1\""));
  }

  @Test
  void eachPlaceHasANumberOfItsOwn() throws Exception {
    Path other = folder.resolve("other");
    assertNotEquals(
        create(Backups.OWNER).id(),
        FolderDestination.create(other, "NAS", Backups.OWNER, CLOCK).id());
  }

  @Test
  void aFolderWithoutOneIsNoPlaceAndOneThatIsGoneIsAway() throws Exception {
    assertEquals(Optional.empty(), MarkerFile.read(folder));
    assertFails(Reason.PLACE_UNREACHABLE, () -> MarkerFile.read(folder.resolve("gone")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"format\": \"nightjar-place/1\"}",
        "{\"format\": \"nightjar-place/0\"}",
        "{\"format\": \"nightjar-place/01\"}",
        "{\"format\": \"nightjar-place/2"
      })
  void anythingThatIsNoMarkerIsDamagedAndStays(String text) throws Exception {
    Files.writeString(file(), text);
    assertFails(Reason.PLACE_MARKER_DAMAGED, () -> MarkerFile.read(folder));
    assertFails(Reason.PLACE_MARKER_DAMAGED, () -> create(Backups.OWNER));
    assertEquals(text, Files.readString(file()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "10"})
  void oneOfANewerNightjarIsNeverReplaced(String version) throws Exception {
    String text = "{\"format\": \"nightjar-place/" + version + "\", \"new\": {}}";
    Files.writeString(file(), text);
    assertFails(Reason.PLACE_TOO_NEW, () -> MarkerFile.read(folder));
    assertFails(Reason.PLACE_TOO_NEW, () -> create(Backups.OWNER));
    assertFails(
        Reason.PLACE_TOO_NEW,
        () -> FolderDestination.takeOver(folder, "NAS", Backups.OWNER, CLOCK));
    assertEquals(text, Files.readString(file()));
  }

  @Test
  void aLinkOrAFolderInItsPlaceIsDamaged() throws Exception {
    Path elsewhere = folder.resolve("elsewhere");
    FolderDestination.create(elsewhere, "NAS", Backups.OWNER, CLOCK);
    Files.createSymbolicLink(file(), elsewhere.resolve(MarkerFile.NAME));
    assertFails(Reason.PLACE_MARKER_DAMAGED, () -> MarkerFile.read(folder));
    Files.delete(file());
    Files.createDirectory(file());
    assertFails(Reason.PLACE_MARKER_DAMAGED, () -> MarkerFile.read(folder));
  }

  @Test
  void aMarkerLargerThanAnyOfOursIsDamaged() throws Exception {
    create(Backups.OWNER);
    String text = Files.readString(file()).stripTrailing();
    Files.writeString(file(), text + " ".repeat((64 << 10) - text.length()));
    assertTrue(MarkerFile.read(folder).isPresent());
    Files.writeString(file(), text + " ".repeat((64 << 10) + 1 - text.length()));
    assertFails(Reason.PLACE_MARKER_DAMAGED, () -> MarkerFile.read(folder));
  }

  @Test
  void fieldsOfALaterVersionArePassedOver() throws Exception {
    Marker marker = create(Backups.OWNER);
    Files.writeString(file(), Files.readString(file()).replaceFirst("\\{", "{\"later\": [{}],"));
    assertEquals(Optional.of(marker), MarkerFile.read(folder));
  }

  @Test
  void oneThatCantBeReadJustNowIsNotDamaged() throws Exception {
    create(Backups.OWNER);
    Faults faults = new Faults();
    faults.rule(
        (operation, path) ->
            operation.equals("read") ? Optional.of(new IOException("broken")) : Optional.empty());
    assertFails(Reason.PLACE_IO, () -> MarkerFile.read(new FaultyFileSystem(faults).path(folder)));
  }

  @Test
  void aPlaceIsMadeWithAllFoldersAboveIt() throws Exception {
    Path deep = folder.resolve("a").resolve("b").resolve("c");
    Marker marker = FolderDestination.create(deep, "NAS", Backups.OWNER, CLOCK);
    assertEquals(Optional.of(marker), MarkerFile.read(deep));
  }

  @Test
  void whereAFileIsInTheWayNoPlaceCanBeMade() throws Exception {
    Path taken = Files.writeString(folder.resolve("taken"), "mine");
    FailureException thrown =
        assertThrows(
            FailureException.class,
            () -> FolderDestination.create(taken, "NAS", Backups.OWNER, CLOCK));
    assertEquals(List.of(taken.toString()), thrown.failure().arguments());
    assertEquals("mine", Files.readString(taken));
  }

  @Test
  void aPlaceOfAnotherIsTakenOverOnlyOnTheUsersWord() throws Exception {
    Marker before = create(Backups.OWNER);
    assertFails(Reason.PLACE_OWNED_BY_OTHER, () -> create(Backups.OTHER));
    assertEquals(Optional.of(before), MarkerFile.read(folder));
    Marker after = takeOver(Backups.OTHER);
    assertEquals(Backups.OTHER, after.owner());
    assertNotEquals(before.id(), after.id(), "the one before must notice");
    assertEquals(Optional.of(after), MarkerFile.read(folder));
  }

  @Test
  void eachOwnerThereWasIsContinuedAndNoneTwice() throws Exception {
    create(Backups.OWNER);
    takeOver(Backups.OTHER);
    Marker third = takeOver(THIRD);
    assertEquals(List.of(Backups.OTHER.job(), Backups.OWNER.job()), third.continues());
    Marker back = takeOver(Backups.OWNER);
    assertEquals(List.of(THIRD.job(), Backups.OTHER.job()), back.continues());
  }

  @Test
  void anOwnerTakesNothingOverFromItself() throws Exception {
    Marker marker = create(Backups.OWNER);
    assertEquals(marker, takeOver(Backups.OWNER));
    // On another computer it is another owner of the same job, and continues nobody.
    JobIdentity moved = new JobIdentity(Backups.OWNER.job(), "Inventory", "NEW-PC");
    Marker after = takeOver(moved);
    assertEquals(moved, after.owner());
    assertEquals(List.of(), after.continues());
  }

  @Test
  void aDamagedMarkerIsReplacedWhenThePlaceIsTakenOver() throws Exception {
    Files.writeString(file(), "{torn");
    Marker after = takeOver(Backups.OWNER);
    assertEquals(List.of(), after.continues());
    assertEquals(Optional.of(after), MarkerFile.read(folder));
  }

  @Test
  void aFolderThatIsGoneIsNotTakenOver() {
    Path gone = folder.resolve("gone");
    assertFails(
        Reason.PLACE_UNREACHABLE,
        () -> FolderDestination.takeOver(gone, "NAS", Backups.OWNER, CLOCK));
    assertFalse(Files.exists(gone));
  }

  @Test
  void aMarkerThatCantBeWrittenLeavesTheOldOne() throws Exception {
    Marker before = create(Backups.OWNER);
    Faults faults = new Faults();
    faults.freeBytes(1L << 40);
    faults.rule(
        (operation, path) ->
            operation.equals("move") ? Optional.of(new IOException("broken")) : Optional.empty());
    Path faulty = new FaultyFileSystem(faults).path(folder);
    assertFails(
        Reason.PLACE_IO, () -> FolderDestination.takeOver(faulty, "NAS", Backups.OTHER, CLOCK));
    assertEquals(Optional.of(before), MarkerFile.read(folder));
    assertEquals(List.of(MarkerFile.NAME), List.of(folder.toFile().list()));
  }
}
