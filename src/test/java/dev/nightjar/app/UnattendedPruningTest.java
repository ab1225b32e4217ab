package dev.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.setup.Consent;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.setup.JobDraft.ChosenFolder;
import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.StateFile;
import dev.nightjar.app.verdict.StateStore;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Outcome;
import dev.nightjar.backup.RunListener;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.Uptime;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.sqlite.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run of the settings deletes by the rule that was chosen, and no other run does. */
final class UnattendedPruningTest {
  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-03-02T16:00:00Z");
  private Path database;
  private App app;

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  @BeforeEach
  void aShop() throws Exception {
    database = folder.resolve("shop.db");
    Sql.run(database, "CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT)");
    Sql.run(
        database,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"
            + " INSERT INTO product SELECT i, 'bolt' FROM n");
    app =
        new App(
            Home.at(folder.resolve("home")),
            clock,
            () ->
                new Uptime.Reading("boot", true, Duration.between(Instant.EPOCH, clock.instant())),
            "1");
  }

  @AfterEach
  void end() {
    app.close();
  }

  private Job job(Optional<Keep> keep) throws Exception {
    return app.jobSetup()
        .save(
            new JobDraft(
                Optional.empty(),
                "shop",
                database,
                new ChosenFolder(folder.resolve("local"), Consent.CREATE, keep),
                Optional.empty(),
                ScheduleSettings.standard()));
  }

  /** As the tray program does it each day. */
  private BackupRun run(Job job, int times) throws Exception {
    BackupRun last = null;
    for (int i = 0; i < times; i++) {
      last =
          app.backUpOnly(
              app.jobs().of(job, Duration.ZERO),
              Manifest.Kind.SCHEDULED,
              Optional.of(Map.of()),
              RunListener.NONE);
      now = now.plus(Duration.ofDays(1));
    }
    return Optional.ofNullable(last).orElseThrow();
  }

  private int backups(Job job) {
    return Survey.read(app.jobs().targets(job)).backups().size();
  }

  @Test
  void aRuleThatWasChosenIsKeptDayByDay() throws Exception {
    Job job = job(Optional.of(Keep.last(3)));
    assertEquals(Outcome.SUCCEEDED, run(job, 6).outcome());
    assertEquals(3, backups(job));
    run(job, 20);
    assertEquals(7, backups(job)); // No more than half of them goes within a week.
  }

  @Test
  void whoChoseNothingOrEverythingLosesNothing() throws Exception {
    Job job = job(Optional.empty());
    run(job, 5);
    app.settings()
        .update(
            all ->
                all.withJobs(all.jobs().stream().map(UnattendedPruningTest::everything).toList()));
    run(app.settings().load().job("shop"), 4);
    assertEquals(9, backups(job));
    assertFalse(Files.exists(folder.resolve("home").resolve("pruning")));
  }

  private static Job everything(Job job) {
    return new Job(
        job.id(),
        job.name(),
        job.database(),
        job.local().keeping(Optional.of(Keep.EVERYTHING)),
        job.nas(),
        job.schedule());
  }

  @Test
  void aRunOfOneCommandDeletesNothingEvenWhereSettingsHaveARule() throws Exception {
    Job job = job(Optional.of(Keep.last(1)));
    for (int i = 0; i < 4; i++) {
      app.backUp(
          app.jobs()
              .once(database, folder.resolve("local"), Optional.empty(), false, Duration.ZERO),
          Manifest.Kind.MANUAL,
          false,
          RunListener.NONE);
      now = now.plus(Duration.ofDays(1));
    }
    assertEquals(4, backups(job));
  }

  @Test
  void damagedSettingsFailNoRunOfOneCommandAndDeleteNothing() throws Exception {
    Job job = job(Optional.of(Keep.last(1)));
    run(job, 1);
    Files.writeString(app.home().settingsFile(), "{broken");
    BackupRun once =
        app.backUp(
            app.jobs()
                .once(database, folder.resolve("local"), Optional.empty(), false, Duration.ZERO),
            Manifest.Kind.MANUAL,
            false,
            RunListener.NONE);
    assertEquals(Outcome.SUCCEEDED, once.outcome());
    assertEquals(Outcome.SUCCEEDED, run(job, 2).outcome()); // Prepared before they were damaged.
    assertEquals(4, backups(job));
  }

  @Test
  void withoutKnowledgeOfDamagedCopiesNothingGoes() throws Exception {
    Job job = job(Optional.of(Keep.last(1)));
    for (int i = 0; i < 4; i++) {
      app.backUpOnly(
          app.jobs().of(job, Duration.ZERO),
          Manifest.Kind.SCHEDULED,
          Optional.empty(),
          RunListener.NONE);
      now = now.plus(Duration.ofDays(1));
    }
    assertEquals(4, backups(job));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // There such a file isn't there, rather than can't be read.
  void nothingGoesWhileTheResultsOfChecksCantBeRead() throws Exception {
    Job job = job(Optional.of(Keep.last(3)));
    run(job, 3);
    Logger.getLogger("dev.nightjar.app").setLevel(Level.OFF); // It says so there.
    Path checks = Files.writeString(app.home().checksFolder(), "a file in the way");
    for (int i = 0; i < 3; i++) {
      app.backUp(
          app.jobs().of(job, Duration.ZERO), Manifest.Kind.SCHEDULED, false, RunListener.NONE);
      now = now.plus(Duration.ofDays(1));
    }
    assertEquals(6, backups(job));
    assertThrows(
        FailureException.class, () -> app.prune(job, job.places().keySet(), RunListener.NONE));
    Files.delete(checks);

    run(job, 1);
    assertEquals(6, backups(job));
    Logger.getLogger("dev.nightjar.app").setLevel(null);
  }

  @Test
  void aShrunkenTableHoldsAllUntilItIsAnsweredHoweverManyBackupsFollow() throws Exception {
    Job job = job(Optional.of(Keep.last(3)));
    run(job, 5);
    int before = backups(job);
    Sql.run(database, "DELETE FROM product WHERE id > 5");
    run(job, 35);
    assertEquals(before + 35, backups(job));
    assertEquals(List.of(new Finding.Shrunk("product", 40, 5)), shrunk(job));
    assertTrue(app.isShrunk(job), () -> "by hand it is deleted");
    new StateStore(StateFile.at(app.home().stateFile()))
        .update(
            all ->
                all.with(
                    job.id(),
                    (AppState.OfJob of) ->
                        of.withAnswer(new Finding.Shrunk("product", 40, 5), now)));
    assertEquals(List.of(), shrunk(job));
    run(job, 1);
    assertTrue(backups(job) < before + 36, () -> "held for ever");
  }

  /** The questions that are asked. */
  private List<Finding> shrunk(Job job) {
    return app.judge(job, app.jobs().targets(job), true).findings().stream()
        .filter(Finding.Shrunk.class::isInstance)
        .toList();
  }

  @Test
  void aShrunkenTableHoldsAlsoWhereTheManifestsFromBeforeCantBeReadAnyMore() throws Exception {
    Job job = job(Optional.of(Keep.last(3)));
    run(job, 3);
    Sql.run(database, "DELETE FROM product WHERE id > 5");
    run(job, 2);
    for (String day : Set.of("02", "03", "04")) {
      Files.writeString(
          folder.resolve("local/manifest/backup-2026-03-" + day + "T16-00-00.json"), "{rotten");
    }
    int there = backups(job);
    run(job, 6);
    assertEquals(there + 6, backups(job));
  }
}
