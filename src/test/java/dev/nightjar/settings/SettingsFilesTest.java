package dev.nightjar.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import dev.nightjar.io.PlainFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The settings as files: where they are, what is never written, and what goes to other computers.
 */
final class SettingsFilesTest {
  private static final String EMPTY = "{\"format\": \"nightjar-settings/1\"}";

  @TempDir private Path folder;
  private Path file;
  private SettingsStore store;

  @BeforeEach
  void noSettings() {
    file = folder.resolve("settings.json");
    store = new SettingsStore(file);
  }

  private Job job(Optional<PlaceSettings> nas) {
    return new Job(
        new UUID(1, 2),
        "Inventory",
        folder.resolve("a.db"),
        new PlaceSettings(folder.resolve("local"), new UUID(3, 4), Optional.of(Keep.last(7))),
        nas,
        ScheduleSettings.daily(LocalTime.of(3, 30)));
  }

  private Job jobWithNas() {
    return job(
        Optional.of(
            new PlaceSettings(
                folder.resolve("nas"), new UUID(5, 6), Optional.of(Keep.EVERYTHING))));
  }

  private static Failure failure(Executable call) {
    return assertThrows(FailureException.class, call).failure();
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(found -> found.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void toReadMakesNothingWhereThereIsNothing() throws Exception {
    assertEquals(Settings.empty(), store.load());
    assertEquals(Settings.SpokenLanguage.SYSTEM, store.language());
    assertEquals(Optional.empty(), store.lastGood());
    assertEquals(List.of(), names());
  }

  @Test
  void toAskForTheLanguageWritesNothingAndNeverFails() throws Exception {
    Files.writeString(file, EMPTY.replace("}", ", \"language\": \"tr\"}"));
    assertEquals(Settings.SpokenLanguage.TR, store.language());
    Files.writeString(file, "{torn");
    assertEquals(Settings.SpokenLanguage.SYSTEM, store.language());
    assertEquals(List.of("settings.json"), names());
  }

  @Test
  void aFolderInTheirPlaceIsInTheWayAndAFileThatIsTooLargeIsDamaged() throws Exception {
    Files.createDirectory(file);
    assertEquals(Reason.HOME_BLOCKED, failure(store::load).reason());
    Files.delete(file);
    Files.writeString(file, EMPTY + " ".repeat((1 << 20) - EMPTY.length()));
    assertEquals(Settings.empty(), store.load());
    Files.writeString(file, EMPTY + " ".repeat((1 << 20) - EMPTY.length() + 1));
    assertEquals("larger than 1048576 bytes (it has 1048577)", failure(store::load).detail());
  }

  @Test
  void aDiskThatCantBeReadIsNoDamage() throws Exception {
    Files.writeString(file, EMPTY);
    Faults faults = new Faults();
    faults.rule(
        (operation, path) ->
            operation.equals("read") ? Optional.of(new IOException("broken")) : Optional.empty());
    SettingsStore faulty = new SettingsStore(new FaultyFileSystem(faults).path(file));
    assertEquals(Reason.SETTINGS_IO, failure(faulty::load).reason());
  }

  @Test
  void aLinkStaysOneAndItsTargetIsChanged() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("dotfiles"));
    Path real = Files.writeString(elsewhere.resolve("nightjar.json"), EMPTY);
    Files.createSymbolicLink(file, real);
    store.update(old -> old.withPlacePatienceSeconds(7));
    assertTrue(Files.isSymbolicLink(file));
    assertTrue(Files.readString(real).contains("\"placePatienceSeconds\": 7"));
    Files.writeString(real, "{torn");
    store.restoreLastGood();
    assertTrue(Files.isSymbolicLink(file));
    assertEquals(7, store.load().placePatienceSeconds());
  }

  @Test
  void aLinkThatLeadsNowhereIsNotTakenForNoSettings() throws Exception {
    store.update(old -> old.withPlacePatienceSeconds(7));
    Files.delete(file);
    Files.createSymbolicLink(file, folder.resolve("unmounted/nightjar.json"));
    assertEquals(Reason.SETTINGS_IO, failure(store::load).reason());
    assertEquals(Reason.SETTINGS_IO, failure(() -> store.update(old -> old)).reason());
    assertEquals(Reason.SETTINGS_IO, failure(store::restoreLastGood).reason());
    assertTrue(Files.isSymbolicLink(file));
  }

  @Test
  void aChangeThatChangesNothingWritesNothing() throws Exception {
    Files.writeString(file, EMPTY);
    store.update(old -> old);
    assertEquals(EMPTY, Files.readString(file));
    Files.delete(file);
    store.update(old -> old);
    assertTrue(Files.exists(file), "where there is no file the usual ones are written");
  }

  @Test
  void aChangeThatBreaksARuleIsRefusedAndNothingIsWritten() throws Exception {
    Files.writeString(file, EMPTY);
    Failure failure = failure(() -> store.update(old -> old.withPlacePatienceSeconds(-1)));
    assertEquals(Reason.SETTING_INVALID, failure.reason());
    assertEquals(List.of("placePatienceSeconds", "must be 0 to 3600", "-1"), failure.arguments());
    assertEquals(EMPTY, Files.readString(file));
  }

  @Test
  void settingsThatWouldBeTooLargeToBeReadAgainAreNotWritten() throws Exception {
    String large = EMPTY.replace("}", ", \"x\": \"" + "x".repeat((1 << 20) - 200) + "\"}");
    Files.writeString(file, large);
    Failure failure = failure(() -> store.update(old -> old.withJobs(List.of(jobWithNas()))));
    assertEquals(Reason.SETTINGS_IO, failure.reason());
    assertEquals(large, Files.readString(file));
  }

  @Test
  void theirFolderIsTheUsersAlone() throws Exception {
    assumeTrue(PlainFiles.isPosix(folder));
    Path deep = folder.resolve("a").resolve("b").resolve("settings.json");
    new SettingsStore(deep).update(old -> old);
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(deep.getParent())));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    store.update(old -> old);
    assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
  }

  @Test
  void aCopyThatCantBeKeptDoesntKeepThemFromBeingInForce() throws Exception {
    Files.createDirectories(folder.resolve("settings.json.last-good").resolve("in the way"));
    store.update(old -> old.withPlacePatienceSeconds(7));
    assertEquals(7, store.load().placePatienceSeconds());
    assertEquals(Optional.empty(), store.lastGood());
  }

  @Test
  void theLastGoodCopySaysSinceWhenItIs() throws Exception {
    Instant before = Instant.now().minusSeconds(5);
    store.update(old -> old.withPlacePatienceSeconds(7));
    SettingsStore.LastGood good = store.lastGood().orElseThrow();
    assertEquals(7, good.settings().placePatienceSeconds());
    assertTrue(good.savedAt().isAfter(before) && good.savedAt().isBefore(before.plusSeconds(60)));
  }

  @Test
  void whereNothingWasEverChosenThereIsNothingToReturnTo() throws Exception {
    assertEquals(Settings.empty(), store.restoreLastGood());
    assertFalse(Files.exists(file));
  }

  @Test
  void anExportHasAllButMarkersAndATemplateNoIdEither() throws Exception {
    LastRun last = new LastRun(Instant.EPOCH, "partial", Optional.of("2026-03-02T17-00-00"));
    Path exported = folder.resolve(SettingsStore.EXPORT_FILE);
    Files.write(exported, SettingsStore.export(jobWithNas(), Optional.of(last)));
    assertFalse(Files.readString(exported).contains("marker"));
    for (Path source : List.of(exported, folder)) {
      ExportedJob back = SettingsStore.parseExport(source);
      assertEquals(Optional.of(last), back.lastRun());
      Job job = back.asSavedElsewhere();
      assertEquals(jobWithNas().id(), job.id());
      assertEquals(jobWithNas().schedule(), job.schedule());
      assertEquals(Optional.of(Keep.last(7)), job.local().keep());
      assertEquals(Optional.of(Keep.EVERYTHING), job.nas().orElseThrow().keep());
      assertEquals(folder.resolve("nas"), job.nas().orElseThrow().folder());
    }
    Files.write(exported, SettingsStore.template(jobWithNas()));
    ExportedJob pattern = SettingsStore.parseExport(exported);
    assertEquals(Optional.empty(), pattern.id());
    assertEquals(Optional.empty(), pattern.lastRun());
    assertEquals("Inventory", pattern.asSavedElsewhere().name());
  }

  @Test
  void anImportSaysWhatIsWrongWithTheFile() throws Exception {
    Path exported = folder.resolve(SettingsStore.EXPORT_FILE);
    assertEquals(
        Failure.of(Reason.IMPORT_MISSING, exported).arguments(),
        failure(() -> SettingsStore.parseExport(folder)).arguments());
    String good = new String(SettingsStore.export(jobWithNas(), Optional.empty()), UTF_8);
    for (Object[] each :
        new Object[][] {
          {"{torn", Reason.IMPORT_DAMAGED},
          {good.replace("nightjar-job/1", "nightjar-job/2"), Reason.SETTINGS_TOO_NEW},
          {good.replace("nightjar-job/1", "nightjar-jobs/1"), Reason.IMPORT_DAMAGED},
          {good.replace("\"name\"", "\"called\""), Reason.IMPORT_DAMAGED},
          {good.replace("\"Inventory\"", "\"\""), Reason.SETTING_INVALID},
          {good.replace("\"last\": 7", "\"last\": 0"), Reason.SETTING_INVALID},
          {good.replace("\"nas\": \"", "\"nas\": \"not/absolute"), Reason.SETTING_INVALID},
        }) {
      Files.writeString(exported, (String) each[0]);
      assertEquals(
          each[1], failure(() -> SettingsStore.parseExport(exported)).reason(), (String) each[0]);
    }
  }

  @Test
  void twoStoresOfOneFileSeeEachOthersChanges() throws Exception {
    store.update(old -> old.withPlacePatienceSeconds(7));
    new SettingsStore(file)
        .update(
            old ->
                old.with(Settings.Notifications.PROBLEMS_ONLY, old.appearance(), old.language()));
    assertEquals(7, store.load().placePatienceSeconds());
    assertEquals(Settings.Notifications.PROBLEMS_ONLY, store.load().notifications());
    assertArrayEquals(
        Files.readAllBytes(file), Files.readAllBytes(folder.resolve("settings.json.last-good")));
  }
}
