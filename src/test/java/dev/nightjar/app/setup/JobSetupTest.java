package dev.nightjar.app.setup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.App;
import dev.nightjar.app.setup.JobDraft.ChosenFolder;
import dev.nightjar.backup.Outcome;
import dev.nightjar.backup.RunListener;
import dev.nightjar.demo.SampleShop;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.MarkerFile;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.Host;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.ScheduleSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JobSetupTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final JobIdentity OTHER = new JobIdentity(UUID.randomUUID(), "Other", "OLD-PC");

  @TempDir private Path folder;
  private Path database;
  private Path local;
  private Path nas;
  private App app;
  private JobSetup setup;

  @BeforeEach
  void anAppWithADatabase() throws Exception {
    database = folder.resolve("shop.db");
    SampleShop.create(database, 100_000);
    local = folder.resolve("Nightjar Backups/shop");
    nas = folder.resolve("nas/shop");
    app = new App(Home.at(folder.resolve("home")), CLOCK, "1");
    setup = app.jobSetup();
  }

  @AfterEach
  void end() {
    app.close();
  }

  private JobDraft draft(Optional<UUID> id, String name, Consent here, Consent there) {
    return new JobDraft(
        id,
        name,
        database,
        new ChosenFolder(local, here),
        Optional.of(new ChosenFolder(nas, there)),
        ScheduleSettings.standard());
  }

  private Job saved() throws FailureException {
    return setup.save(draft(Optional.empty(), "shop", Consent.NONE, Consent.CREATE));
  }

  private Reason refusal(JobDraft draft) {
    return assertThrows(FailureException.class, () -> setup.save(draft)).reason();
  }

  @Test
  void aNewJobsFoldersAreMarkedAndTakeBackups() throws Exception {
    Job job = saved();
    assertEquals(List.of(job), app.settings().load().jobs());
    JobIdentity owner = new JobIdentity(job.id(), "shop", Host.name());
    assertEquals(owner, MarkerFile.read(local).orElseThrow().owner());
    assertEquals(owner, MarkerFile.read(nas).orElseThrow().owner());
    assertEquals(Outcome.SUCCEEDED, run(job));
  }

  private Outcome run(Job job) throws FailureException {
    return app.backUp(
            app.jobs().of(job, Duration.ofSeconds(5)),
            Manifest.Kind.MANUAL,
            false,
            RunListener.NONE)
        .outcome();
  }

  @Test
  void aNasWithoutTheUsersWordIsNotMarkedAndNothingIsChanged() throws Exception {
    Files.createDirectories(nas);
    assertEquals(
        Reason.PLACE_NOT_MARKED,
        refusal(draft(Optional.empty(), "shop", Consent.NONE, Consent.NONE)));
    assertFalse(Files.exists(local.getParent()), "a folder was left behind");
    assertEquals(Optional.empty(), MarkerFile.read(nas));
    assertEquals(List.of(), app.settings().load().jobs());
  }

  @Test
  void aFolderWithOtherFilesNeedsTheUsersWord() throws Exception {
    Files.createDirectories(local);
    Files.writeString(local.resolve("letter.txt"), "");
    assertEquals(
        Reason.PLACE_NOT_MARKED,
        refusal(draft(Optional.empty(), "shop", Consent.NONE, Consent.CREATE)));
    setup.save(draft(Optional.empty(), "shop", Consent.CREATE, Consent.CREATE));
    assertTrue(Files.exists(local.resolve("letter.txt")));
  }

  @Test
  void anothersFolderIsTakenOverOnTheUsersWordAloneAndItsJobGoesOn() throws Exception {
    FolderDestination.create(nas, "NAS", OTHER, CLOCK);
    for (Consent word : List.of(Consent.NONE, Consent.CREATE)) {
      assertEquals(
          Reason.PLACE_OWNED_BY_OTHER,
          refusal(draft(Optional.empty(), "shop", Consent.NONE, word)));
    }
    Job job = setup.save(draft(Optional.empty(), "shop", Consent.NONE, Consent.TAKE_OVER));
    assertEquals(OTHER.job(), job.id());
    assertEquals(
        new JobIdentity(OTHER.job(), "shop", Host.name()),
        MarkerFile.read(nas).orElseThrow().owner());
    assertEquals(Outcome.SUCCEEDED, run(job));
  }

  @Test
  void aNewFolderOnTheNasIsRemovedAgainWhereTheOneHereFails() throws Exception {
    FolderDestination.create(local, "this computer", OTHER, CLOCK);
    assertEquals(
        Reason.PLACE_OWNED_BY_OTHER,
        refusal(draft(Optional.empty(), "shop", Consent.NONE, Consent.CREATE)));
    assertFalse(Files.exists(nas.getParent()), "a folder was left behind");
  }

  @Test
  void aDamagedMarkerIsMendedOnTheUsersWord() throws Exception {
    Job job = saved();
    Files.writeString(nas.resolve(MarkerFile.NAME), "{");
    JobDraft again = draft(Optional.of(job.id()), "shop", Consent.NONE, Consent.TAKE_OVER);
    Job after = setup.save(again);
    assertEquals(after.nas().get().marker(), MarkerFile.read(nas).orElseThrow().id());
    assertEquals(Outcome.SUCCEEDED, run(after));
  }

  @Test
  void aTakeOverIsPutBackWhereTheOtherFolderFails() throws Exception {
    FolderDestination.create(local, "this computer", OTHER, CLOCK);
    FolderDestination.create(nas, "NAS", OTHER, CLOCK);
    byte[] before = Files.readAllBytes(nas.resolve(MarkerFile.NAME));
    assertEquals(
        Reason.PLACE_OWNED_BY_OTHER,
        refusal(draft(Optional.empty(), "shop", Consent.CREATE, Consent.TAKE_OVER)));
    assertArrayEquals(before, Files.readAllBytes(nas.resolve(MarkerFile.NAME)));
    assertEquals(List.of(), app.settings().load().jobs());
  }

  @Test
  void whileTheNasIsOffTheTimeOfDayAndTheNameCanBeChanged() throws Exception {
    Job job = saved();
    Path off = Files.move(nas, folder.resolve("nas/off"));
    JobDraft changed =
        new JobDraft(
            Optional.of(job.id()),
            "Inventory",
            database,
            new ChosenFolder(local, Consent.NONE),
            Optional.of(new ChosenFolder(nas, Consent.NONE)),
            ScheduleSettings.daily(LocalTime.of(16, 30)));
    Job after = setup.save(changed);
    assertEquals(List.of(after), app.settings().load().jobs());
    assertEquals(job.nas(), after.nas());
    Files.move(off, nas);
    assertEquals(Outcome.SUCCEEDED, run(after));
    assertEquals("Inventory", MarkerFile.read(nas).orElseThrow().owner().name());
    assertEquals(job.nas().get().marker(), MarkerFile.read(nas).orElseThrow().id());
  }

  @Test
  void aNewFolderIsMarkedAndTheOldOneKeepsItsMarker() throws Exception {
    Job job = saved();
    Path old = local;
    local = folder.resolve("elsewhere");
    Job after = setup.save(draft(Optional.of(job.id()), "shop", Consent.NONE, Consent.NONE));
    assertEquals(local, after.local().folder());
    assertEquals(after.local().marker(), MarkerFile.read(local).orElseThrow().id());
    assertTrue(MarkerFile.read(old).isPresent());
    assertEquals(Outcome.SUCCEEDED, run(after));
  }

  @Test
  void whatCantBeSavedTouchesNoFolder() throws Exception {
    saved();
    local = folder.resolve("local2");
    nas = folder.resolve("nas2");
    assertEquals(
        Reason.JOB_NAME_TAKEN,
        refusal(draft(Optional.empty(), "SHOP", Consent.NONE, Consent.CREATE)));
    assertEquals(
        Reason.SETTING_INVALID, refusal(draft(Optional.empty(), "", Consent.NONE, Consent.CREATE)));
    assertEquals(
        Reason.JOB_UNKNOWN,
        refusal(draft(Optional.of(UUID.randomUUID()), "x", Consent.NONE, Consent.CREATE)));
    database = folder.resolve("missing.db");
    assertEquals(
        Reason.DATABASE_MISSING,
        refusal(draft(Optional.empty(), "x", Consent.NONE, Consent.CREATE)));
    nas = local;
    database = folder.resolve("shop.db");
    assertEquals(
        Reason.SETTING_INVALID,
        refusal(draft(Optional.empty(), "x", Consent.NONE, Consent.CREATE)));
    assertFalse(Files.exists(local));
    assertFalse(Files.exists(folder.resolve("nas2")));
  }

  @Test
  void aDatabaseThatIsAddedAgainIsCalledSetUpAlready() throws Exception {
    saved();
    database = folder.resolve("x").resolve("..").resolve("shop.db");
    JobDraft again = draft(Optional.empty(), "SHOP", Consent.NONE, Consent.CREATE);
    assertEquals(
        Reason.JOB_EXISTS,
        assertThrows(FailureException.class, () -> setup.add(again, Optional.empty())).reason());
    database = folder.resolve("other.db");
    JobDraft other = draft(Optional.empty(), "SHOP", Consent.NONE, Consent.CREATE);
    assertEquals(
        Reason.JOB_NAME_TAKEN,
        assertThrows(FailureException.class, () -> setup.add(other, Optional.empty())).reason());
  }

  @Test
  void oneFolderUnderTwoNamesIsRefusedAndNothingIsChanged() throws Exception {
    Path real = Files.createDirectories(folder.resolve("real"));
    nas = Files.createSymbolicLink(folder.resolve("link"), real);
    local = real;
    assertEquals(
        Reason.PLACE_SAME, refusal(draft(Optional.empty(), "shop", Consent.NONE, Consent.CREATE)));
    local = real.resolve("new");
    nas = nas.resolve("new");
    assertEquals(
        Reason.PLACE_SAME, refusal(draft(Optional.empty(), "shop", Consent.NONE, Consent.CREATE)));
    try (var files = Files.list(real)) {
      assertEquals(List.of(), files.toList());
    }
    assertEquals(List.of(), app.settings().load().jobs());
  }

  @Test
  void aFolderInTheOtherOneIsRefusedAndNothingIsMade() throws Exception {
    nas = local.resolve("nas");
    assertEquals(
        Reason.PLACE_NESTED,
        refusal(draft(Optional.empty(), "shop", Consent.NONE, Consent.CREATE)));
    assertFalse(Files.exists(local));
    assertEquals(
        Reason.PLACE_NESTED,
        assertThrows(
                FailureException.class,
                () ->
                    app.jobs().once(database, local, Optional.of(nas), true, Duration.ofSeconds(5)))
            .reason());
  }

  @Test
  void anotherJobsFolderUnderAnotherNameIsRefusedEvenToATakeOver() throws Exception {
    saved();
    byte[] marker = Files.readAllBytes(nas.resolve(MarkerFile.NAME));
    local = folder.resolve("local2");
    nas = Files.createSymbolicLink(folder.resolve("link"), nas);
    assertEquals(
        Reason.PLACE_SAME, refusal(draft(Optional.empty(), "x", Consent.NONE, Consent.TAKE_OVER)));
    assertArrayEquals(marker, Files.readAllBytes(nas.resolve(MarkerFile.NAME)));
  }

  @Test
  void anotherJobsFolderThatStandsWhereThisOnesStoodIsNotTakenOver() throws Exception {
    Job job = saved();
    Path mine = nas;
    local = folder.resolve("local2");
    nas = folder.resolve("nas2");
    setup.save(draft(Optional.empty(), "till", Consent.NONE, Consent.CREATE));
    Files.move(mine, folder.resolve("away"));
    Files.move(nas, mine);
    byte[] marker = Files.readAllBytes(mine.resolve(MarkerFile.NAME));
    local = job.local().folder();
    nas = mine;
    assertEquals(
        Reason.PLACE_OF_JOB_HERE,
        refusal(draft(Optional.of(job.id()), "shop", Consent.NONE, Consent.TAKE_OVER)));
    assertArrayEquals(marker, Files.readAllBytes(mine.resolve(MarkerFile.NAME)));
  }

  /** Else the user is told to take it over, which is refused, too. */
  @Test
  void anotherJobsFolderIsCalledSoBeforeTheUserConsentsToAnything() throws Exception {
    saved();
    local = folder.resolve("local2");
    Path others = nas;
    nas = folder.resolve("nas2");
    setup.save(draft(Optional.empty(), "till", Consent.NONE, Consent.CREATE));
    Files.move(others, folder.resolve("moved"));
    local = folder.resolve("local3");
    nas = folder.resolve("moved");
    for (Consent consent : Consent.values()) {
      assertEquals(
          Reason.PLACE_OF_JOB_HERE, refusal(draft(Optional.empty(), "x", Consent.NONE, consent)));
    }
    assertFalse(Files.exists(local));
  }

  @Test
  void aBackupOfOneCommandRefusesOneFolderUnderTwoNames() throws Exception {
    Path real = Files.createDirectories(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    assertEquals(
        Reason.PLACE_SAME,
        assertThrows(
                FailureException.class,
                () ->
                    app.jobs().once(database, real, Optional.of(link), true, Duration.ofSeconds(5)))
            .reason());
  }

  @Test
  void aFolderBelowAFileIsRefusedAsWhatItIs() throws Exception {
    nas = Files.writeString(folder.resolve("letter.txt"), "").resolve("place");
    assertEquals(
        Reason.PLACE_IS_FILE,
        refusal(draft(Optional.empty(), "shop", Consent.NONE, Consent.CREATE)));
  }

  @ParameterizedTest
  @CsvSource({
    "inventory, inventory",
    "Läden 2026, Läden 2026",
    "a/b\\c:d, a b c d",
    "..., database",
    ".hidden, hidden",
    "end., end",
    "con, database con",
    "LPT1.old, database LPT1.old"
  })
  void theProposedFolderIsAllowedOnEverySystem(String name, String expected) {
    assertEquals(
        folder.resolve("Nightjar Backups").resolve(expected), JobDraft.defaultFolder(folder, name));
  }
}
