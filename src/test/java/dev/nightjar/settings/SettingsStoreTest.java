package dev.nightjar.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
  void anExportedJobComesBackWithNewMarkers() throws Exception {
    Job job = job();
    Path file =
        Files.write(folder.resolve("job.json"), SettingsStore.export(job, Optional.empty()));
    Job back = SettingsStore.parseExport(file);
    assertEquals(job.id(), back.id());
    assertEquals(job.local().folder(), back.local().folder());
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
    long seed = Long.getLong("nightjar.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
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
        ScheduleSettings.standard(),
        Keep.thinning());
  }
}
