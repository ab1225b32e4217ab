package dev.nightjar.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import dev.nightjar.faults.Seed;
import dev.nightjar.retention.RetentionPolicy;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SettingsStoreTest {
  @TempDir Path folder;

  @Test
  void noFileIsNothingChosenYetAndWhatIsSavedIsReadAgain() throws Exception {
    SettingsStore store = new SettingsStore(folder.resolve("new/settings.json"));
    assertEquals(Settings.empty(), store.load());
    Job job = job();
    store.update(old -> old.withJobs(List.of(job)));
    assertEquals(List.of(job), store.load().jobs());
    assertEquals(job, store.load().job("INVENTORY"));
    FailureException unknown =
        assertThrows(FailureException.class, () -> store.load().job("other"));
    assertEquals(Reason.JOB_UNKNOWN, unknown.reason());
  }

  @Test
  void unknownFieldsAreKept() throws Exception {
    Path file = folder.resolve("settings.json");
    Files.writeString(file, "{\"format\": \"nightjar-settings/1\", \"later\": {\"a\": [1]}}");
    new SettingsStore(file).update(old -> old.withJobs(List.of(job())));
    assertTrue(Files.readString(file).contains("\"later\""));
  }

  @Test
  void aDamagedNewerOrInvalidFileIsNeverOverwritten() throws Exception {
    refused("{\"format\": ", Reason.SETTINGS_DAMAGED);
    refused("", Reason.SETTINGS_DAMAGED);
    refused("[]", Reason.SETTINGS_DAMAGED);
    refused("{\"format\": \"nightjar-settings/2\"}", Reason.SETTINGS_TOO_NEW);
    refused(
        "{\"format\": \"nightjar-settings/1\", \"patienceSeconds\": -1}", Reason.SETTING_INVALID);
  }

  @Test
  void aDamagedFileIsSaidToBeDamagedAtItsLineAndCharacter() throws Exception {
    Path file = folder.resolve("settings.json");
    Files.writeString(file, "{\"format\": \"nightjar-settings/1\",\n \"jobs\": [\n  {\"id\" 7}]}");
    Failure failure = refusal(file);
    assertEquals(Reason.SETTINGS_DAMAGED, failure.reason());
    assertEquals(List.of(file.toString(), 3L, 10L), failure.arguments());
    Files.writeString(file, "{\"format\": \"nightjar-settings/1\",\n \"jobs\": 7}");
    assertEquals(List.of(file.toString(), 2L, 11L), refusal(file).arguments());
    Files.writeString(file, "");
    assertEquals(List.of(file.toString(), -1L, -1L), refusal(file).arguments());
  }

  private static Settings withKeep(Path file, String keep) throws Exception {
    String place = "{\"folder\": \"/backups\", \"marker\": \"%s\"%s}";
    Files.writeString(
        file,
        ("{\"format\": \"nightjar-settings/1\", \"jobs\": [{\"id\": \"%1$s\", \"name\": \"shop\","
                + " \"database\": \"/shop.db\",\n \"local\": "
                + place.formatted("%1$s", "%2$s")
                + ",\n \"keep\": {\"rule\": \"thinning\", \"last\": 0}}]}")
            .formatted(new UUID(0, 7), keep));
    return new SettingsStore(file).load();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // The paths are another system's.
  void whoNeverChoseKeepsEverythingWhateverAnOlderVersionWroteUnasked() throws Exception {
    Path file = folder.resolve("settings.json");
    Job job = withKeep(file, "").jobs().get(0);
    assertEquals(Optional.empty(), job.local().keep());
    // Older ones are copied to it as before: fewer as they get older.
    assertEquals(RetentionPolicy.Thinning.USUAL, job.wantedAt(JobPlace.HERE.label()));
    new SettingsStore(file).update(old -> old.withPlacePatienceSeconds(7));
    assertEquals(Optional.empty(), new SettingsStore(file).load().jobs().get(0).local().keep());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void eachPlaceKeepsByItsOwnRule() throws Exception {
    Path file = folder.resolve("settings.json");
    for (var each :
        Map.of(
                "smart", Keep.SMART,
                "everything", Keep.EVERYTHING,
                "last\", \"last\": \"30", Keep.last(30))
            .entrySet()) {
      String rule = ", \"keep\": {\"rule\": \"" + each.getKey() + "\"}";
      Job job = withKeep(file, rule.replace(": \"30\"", ": 30")).jobs().get(0);
      assertEquals(Optional.of(each.getValue()), job.local().keep());
      assertEquals(each.getValue().policy(), job.wantedAt(JobPlace.HERE.label()));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aRuleThatIsNoneIsRefusedByItsNameItsLineAndItsColumn() {
    Path file = folder.resolve("settings.json");
    for (var each :
        Map.of(
                ", \"keep\": {\"rule\": \"clever\"}",
                List.of("Keep, rule", "must be smart, last or everything", "clever"),
                ", \"keep\": {\"rule\": \"last\"}",
                List.of("Keep, last", "must be 1 to 1000000", "0"))
            .entrySet()) {
      Failure failure =
          assertThrows(FailureException.class, () -> withKeep(file, each.getKey())).failure();
      assertEquals(Reason.SETTING_INVALID, failure.reason());
      assertEquals(each.getValue(), failure.arguments());
      assertTrue(failure.detail().startsWith(file + ", line 2, column "), failure.detail());
    }
    Failure failure =
        assertThrows(FailureException.class, () -> withKeep(file, ", \"keep\": 30")).failure();
    assertEquals(Reason.SETTINGS_DAMAGED, failure.reason());
    assertEquals(2L, failure.arguments().get(1));
  }

  /** As where the process's locale has no ü; a NUL is possible in none. */
  @Test
  void aPathThatIsImpossibleHereIsNoDamage() throws Exception {
    Path file = folder.resolve("settings.json");
    Files.writeString(
        file,
        "{\"format\": \"nightjar-settings/1\", \"jobs\":\n [{\"database\": \"/a\\u0000.db\"}]}");
    Failure failure = refusal(file);
    assertEquals(Reason.SETTING_INVALID, failure.reason());
    assertEquals(
        List.of("Path", "must be possible on this system and in its language", "/a\0.db"),
        failure.arguments());
    assertEquals(file + ", line 2, column 29", failure.detail());
  }

  private static Failure refusal(Path file) {
    return assertThrows(FailureException.class, () -> new SettingsStore(file).load()).failure();
  }

  /** A file that is gone isn't one that never was: nobody would be told that backups have ended. */
  @Test
  void settingsThatAreGoneAreNotNone() throws Exception {
    Path file = folder.resolve("settings.json");
    SettingsStore store = new SettingsStore(file);
    assertEquals(List.of(), store.load().jobs());
    store.update(old -> old.withJobs(List.of(job())));
    Files.delete(file);

    assertEquals(Reason.SETTINGS_LOST, refusal(file).reason());
    FailureException change =
        assertThrows(FailureException.class, () -> store.update(old -> old.withJobs(List.of())));
    assertEquals(Reason.SETTINGS_LOST, change.reason());
    assertFalse(Files.exists(file));
    assertEquals(List.of(job()), store.restoreLastGood().jobs());
    assertEquals(List.of(job()), store.load().jobs());

    store.update(old -> old.withJobs(List.of()));
    Files.delete(file);
    assertEquals(List.of(), store.load().jobs(), "nothing was lost");
  }

  @Test
  void whatWasReadOrSavedLastIsReturnedToAndTheBrokenFileIsKept() throws Exception {
    Path file = folder.resolve("settings.json");
    SettingsStore store = new SettingsStore(file);
    assertTrue(store.lastGood().isEmpty());
    store.update(old -> old.withJobs(List.of(job())));
    byte[] saved = Files.readAllBytes(file);
    Files.writeString(file, "{broken");
    assertEquals(List.of(job()), store.lastGood().orElseThrow().settings().jobs());
    assertEquals(List.of(job()), store.restoreLastGood().jobs());
    assertArrayEquals(saved, Files.readAllBytes(file));
    assertEquals("{broken", Files.readString(folder.resolve("settings.json.broken")));
    byte[] edited = "{\"format\": \"nightjar-settings/1\", \"later\": 1}".getBytes(UTF_8);
    Files.write(file, edited);
    store.load();
    Files.writeString(file, "broken again");
    store.restoreLastGood();
    assertArrayEquals(edited, Files.readAllBytes(file));
    assertEquals("broken again", Files.readString(folder.resolve("settings.json.broken")));
  }

  @Test
  void settingsThatAreGoneComeBackAndGoodOnesStay() throws Exception {
    Path file = folder.resolve("settings.json");
    SettingsStore store = new SettingsStore(file);
    store.update(old -> old.withJobs(List.of(job())));
    Files.delete(file);
    assertEquals(List.of(job()), store.restoreLastGood().jobs());
    byte[] good = "{\"format\": \"nightjar-settings/1\", \"jobs\": []}".getBytes(UTF_8);
    Files.write(file, good);
    assertEquals(List.of(), store.restoreLastGood().jobs());
    assertArrayEquals(good, Files.readAllBytes(file));
    assertFalse(Files.exists(folder.resolve("settings.json.broken")));
  }

  @Test
  void withNoGoodCopyABrokenFileStaysAsItIs() throws Exception {
    Path file = Files.writeString(folder.resolve("settings.json"), "{broken");
    Files.writeString(folder.resolve("settings.json.last-good"), "{broken, too");
    FailureException thrown =
        assertThrows(FailureException.class, () -> new SettingsStore(file).restoreLastGood());
    assertEquals(Reason.SETTINGS_DAMAGED, thrown.reason());
    assertEquals("{broken", Files.readString(file));
  }

  /** Without the lock the second saver's change is gone: it ends while the first one thinks. */
  @Test
  void ofTwoSaversNoneUndoesTheOther() throws Exception {
    SettingsStore store = new SettingsStore(folder.resolve("settings.json"));
    store.update(old -> old.withJobs(List.of(job())));
    FutureTask<Boolean> second =
        new FutureTask<>(
            () -> {
              new SettingsStore(folder.resolve("settings.json"))
                  .update(old -> old.withPlacePatienceSeconds(7));
              return true;
            });
    Thread thread = new Thread(second);
    store.update(
        old -> {
          thread.start();
          while (thread.getState() != Thread.State.TIMED_WAITING && !second.isDone()) {
            Thread.onSpinWait();
          }
          return old.withJobs(List.of());
        });
    assertTrue(second.get());
    assertEquals(Settings.empty().withPlacePatienceSeconds(7), store.load());
  }

  @Test
  void onWindowsAMomentsRefusalIsNoFaultOfTheSettings() throws Exception {
    new SettingsStore(folder.resolve("settings.json")).update(old -> old.withJobs(List.of(job())));
    Faults faults = new Faults();
    Set<Path> refused = new HashSet<>();
    faults.rule(
        (operation, path) ->
            operation.equals("open") && path.toString().contains(".json") && refused.add(path)
                ? Optional.of(new AccessDeniedException(path.toString()))
                : Optional.empty());
    SettingsStore store =
        new SettingsStore(
            FaultyFileSystem.likeWindows(faults).path(folder).resolve("settings.json"));
    assertEquals(List.of(job()), store.load().jobs());
    refused.clear();
    assertEquals(List.of(job()), store.lastGood().orElseThrow().settings().jobs());
  }

  /** Copied over it, as damaged settings are told to be, the good ones would land inside. */
  @Test
  void aFolderInTheFilesPlaceIsNamedAndStays() throws Exception {
    Path file = folder.resolve("settings.json");
    SettingsStore store = new SettingsStore(file);
    store.update(old -> old.withJobs(List.of(job())));
    Files.delete(file);
    Files.createDirectory(file);
    for (Executable wanted : List.<Executable>of(store::load, store::restoreLastGood)) {
      FailureException thrown = assertThrows(FailureException.class, wanted);
      assertEquals(Reason.HOME_BLOCKED, thrown.reason());
      assertEquals(List.of(file.toString()), thrown.failure().arguments());
    }
    assertTrue(Files.isDirectory(file));
  }

  @Test
  void aHomeThatCantBeWrittenToIsNoFaultOfTheSettings() throws Exception {
    Faults faults = new Faults();
    Path file = new FaultyFileSystem(faults).path(folder.resolve("settings.json"));
    SettingsStore store = new SettingsStore(file);
    store.update(old -> old.withJobs(List.of(job())));
    faults.readOnly();
    faults.rule(
        (operation, path) ->
            operation.equals("open") && path.toString().endsWith(".lock")
                ? Optional.of(new FileSystemException(path.toString(), null, "Salt okunur"))
                : Optional.empty());
    FailureException thrown =
        assertThrows(FailureException.class, () -> store.update(old -> Settings.empty()));
    assertEquals(Reason.HOME_DISK_READ_ONLY, thrown.reason());
    assertEquals(List.of(folder.toString()), thrown.failure().arguments());
    assertEquals(List.of(job()), store.load().jobs());
  }

  @Test
  void anExportedJobComesBackWithoutMarkers() throws Exception {
    Job job = job();
    Path file =
        Files.write(folder.resolve("job.json"), SettingsStore.export(job, Optional.empty()));
    ExportedJob back = SettingsStore.parseExport(file);
    assertEquals(Optional.of(job.id()), back.id());
    assertEquals(job.local().folder(), back.local());
  }

  @Test
  void anyMutationIsReadOrRefusedAndNothingElse() throws Exception {
    mutate(200);
  }

  @Test
  @Tag("proof")
  void manyMutationsAreReadOrRefused() throws Exception {
    mutate(2000);
  }

  private void mutate(int cases) throws Exception {
    Random random = new Random(Seed.of(SettingsStoreTest.class));
    Path file = folder.resolve("settings.json");
    SettingsStore store = new SettingsStore(file);
    store.update(old -> old.withJobs(List.of(job())));
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < cases; i++) {
      byte[] bad = good.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, bad);
      try {
        store.load();
      } catch (FailureException e) {
        assertThrows(FailureException.class, () -> store.update(old -> Settings.empty()));
        assertArrayEquals(bad, Files.readAllBytes(file));
      }
    }
  }

  private void refused(String content, Reason reason) throws Exception {
    Path file = Files.writeString(folder.resolve("settings.json"), content);
    FailureException thrown =
        assertThrows(
            FailureException.class, () -> new SettingsStore(file).update(old -> Settings.empty()));
    assertEquals(reason, thrown.reason());
    assertEquals(content, Files.readString(file));
  }

  private Job job() {
    return new Job(
        new UUID(1, 2),
        "Inventory",
        folder.resolve("a.db").toAbsolutePath(),
        new PlaceSettings(folder.resolve("local").toAbsolutePath(), new UUID(3, 4)),
        Optional.empty(),
        ScheduleSettings.standard());
  }
}
