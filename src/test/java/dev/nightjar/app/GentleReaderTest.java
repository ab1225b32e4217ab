package dev.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.app.setup.Consent;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.setup.JobDraft.ChosenFolder;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.backup.RunListener;
import dev.nightjar.demo.SampleShop;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.HeldLock;
import dev.nightjar.platform.Home;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.ScheduleSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy that is read with nobody waiting: one flipped bit is seen, and others go first. */
final class GentleReaderTest {
  @TempDir private Path folder;
  private App app;
  private Job job;
  private Target place;
  private BackupSummary backup;

  @BeforeEach
  void aBackup() throws Exception {
    SampleShop.create(folder.resolve("shop.db"), 300_000);
    app = new App(Home.at(folder.resolve("home")), Clock.systemUTC(), "1");
    job =
        app.jobSetup()
            .add(
                new JobDraft(
                    Optional.empty(),
                    "Shop",
                    folder.resolve("shop.db"),
                    new ChosenFolder(folder.resolve("local"), Consent.CREATE),
                    Optional.empty(),
                    ScheduleSettings.daily(LocalTime.of(17, 0))),
                Optional.empty());
    app.backUp(app.jobs().of(job, Duration.ZERO), Manifest.Kind.MANUAL, false, RunListener.NONE);
    place = app.jobs().targets(job).get(0);
    backup = place.destination().inventory().backups().get(0);
  }

  @AfterEach
  void close() {
    app.close();
  }

  private Optional<Boolean> read() throws FailureException {
    return app.gentleReader(job, () -> false).isWhole(place, backup);
  }

  private Path file(String kind) {
    String end = kind.equals("database") ? ".db" : ".json";
    return folder.resolve("local").resolve(kind).resolve("backup-" + backup.id() + end);
  }

  @Test
  void oneFlippedBitInAnyOfTheFilesIsSeen() throws Exception {
    assertEquals(Optional.of(true), read());
    for (String kind : List.of("database", "json", "manifest")) {
      byte[] good = Files.readAllBytes(file(kind));
      int within =
          kind.equals("manifest")
              ? new String(good, StandardCharsets.UTF_8).indexOf("snapshotAt") + 20
              : good.length / 2;
      for (int at : List.of(0, within, good.length / 3, good.length - 2)) {
        byte[] bad = good.clone();
        bad[at] ^= 4;
        Files.write(file(kind), bad);
        assertEquals(Optional.of(false), read(), kind + " at " + at);
      }
      Files.write(file(kind), good);
    }
    assertEquals(Optional.of(true), read());
  }

  @Test
  void aBackupThatIsBeingDeletedIsNotCalledDamaged() throws Exception {
    Files.delete(file("manifest"));
    Files.delete(file("database"));
    assertEquals(Optional.empty(), read());
  }

  @Test
  void itEndsBetweenTwoBuffersWhenItIsToldToAndWhenAnyProcessRunsTheJob() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    GentleReader told = app.gentleReader(job, () -> asked.incrementAndGet() > 1);
    assertCancelled(told);
    assertEquals(2, asked.get());

    Path lock = app.home().locksFolder().resolve(job.id() + ".lock");
    try (HeldLock held = HeldLock.tryAcquire(lock, "another process").orElseThrow()) {
      assertCancelled(app.gentleReader(job, () -> false));
    }
    assertEquals(Optional.of(true), read());
  }

  @Test
  void itEndsWhenAUserReadsCopiesInAnyProcess() throws Exception {
    try (HeldLock user = app.readFirst().orElseThrow()) {
      assertCancelled(app.gentleReader(job, () -> false));
      assertEquals(Optional.empty(), app.readFirst());
    }
    assertEquals(Optional.of(true), read());
  }

  private void assertCancelled(GentleReader reader) {
    FailureException thrown =
        assertThrows(FailureException.class, () -> reader.isWhole(place, backup));
    assertEquals(Reason.CANCELLED, thrown.reason());
  }
}
