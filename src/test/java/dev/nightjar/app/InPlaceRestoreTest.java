package dev.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.InPlaceRestore.Done;
import dev.nightjar.app.InPlaceRestore.Request;
import dev.nightjar.app.InPlaceRestore.Stage;
import dev.nightjar.app.setup.Consent;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.backup.RunListener;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.FileHolders.Holder;
import dev.nightjar.platform.Home;
import dev.nightjar.proof.DatabaseContents;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.sqlite.Sql;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is put back as both faces do it: what they are told, and what undoes it. */
final class InPlaceRestoreTest {
  @TempDir private Path folder;
  private Path database;
  private App app;
  private Job job;

  @BeforeEach
  void aGoodBackupAndABadDay() throws Exception {
    database = folder.resolve("shop.db");
    Sql.run(
        database,
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT)",
        "INSERT INTO product VALUES (1, 'Widget'), (2, 'Gadget')");
    app = new App(Home.at(folder.resolve("home")), Clock.systemDefaultZone(), "1");
    job =
        app.jobSetup()
            .save(
                new JobDraft(
                    Optional.empty(),
                    "shop",
                    database,
                    new JobDraft.ChosenFolder(folder.resolve("local"), Consent.CREATE),
                    Optional.empty(),
                    ScheduleSettings.daily(LocalTime.of(17, 0))));
    app.backUpOnly(
        app.jobs().of(job, Duration.ZERO),
        Manifest.Kind.MANUAL,
        Optional.empty(),
        new RunListener() {});
    Sql.run(database, "DELETE FROM product");
  }

  @AfterEach
  void end() {
    app.close();
  }

  private Request request(boolean patient) {
    return new Request(
        Survey.read(app.jobs().targets(job)).backups().get(0),
        BackupFile.DATABASE,
        database,
        Optional.of(job),
        patient);
  }

  /** Remembers all that it is told. */
  private static class Ear implements InPlaceRestore.Listener {
    final List<String> heard = new ArrayList<>();

    @Override
    public void begins(Stage stage) {
      heard.add(stage.name());
    }

    @Override
    public void waiting(List<Holder> programs) {
      heard.add("waits");
    }

    @Override
    public void waitingForRun() {
      heard.add("waits for a run");
    }
  }

  @Test
  void theStagesAreToldInTheirOrderAndUndoIsTheSameAgain() throws Exception {
    List<String> bad = DatabaseContents.of(database);
    InPlaceRestore restore = app.inPlaceRestore();
    Request request = request(false);
    Ear ear = new Ear();
    Done done = restore.restore(request, ear);
    assertEquals(List.of("FETCHING", "SAVING", "WRITING"), ear.heard);

    Request undo = restore.undoing(request, done).orElseThrow();
    assertEquals(Manifest.Kind.BEFORE_RESTORE, undo.backup().summary().kind());
    restore.restore(undo, new Ear());
    assertEquals(bad, DatabaseContents.of(database));
  }

  @Test
  void whatWasSavedInTheProgramsOwnFolderIsFoundForUndo() throws Exception {
    List<String> bad = DatabaseContents.of(database);
    InPlaceRestore restore = app.inPlaceRestore();
    Request ofNobody =
        new Request(
            request(false).backup(), BackupFile.DATABASE, database, Optional.empty(), false);
    Done done = restore.restore(ofNobody, new Ear());
    assertTrue(done.saved().orElseThrow().ownFolder().isPresent());

    restore.restore(restore.undoing(ofNobody, done).orElseThrow(), new Ear());
    assertEquals(bad, DatabaseContents.of(database));
  }

  /** A clock that is years ahead makes everything old. */
  @Test
  void theNewestTwoInTheProgramsOwnFolderStayWhateverTheClockSays() throws Exception {
    Request ofNobody =
        new Request(
            request(false).backup(), BackupFile.DATABASE, database, Optional.empty(), false);
    List<String> saved = new ArrayList<>();
    Path own = folder;
    for (int years = 0; years < 9; years += 4) {
      Clock clock = Clock.offset(Clock.systemDefaultZone(), Duration.ofDays(365L * years));
      try (App then = new App(Home.at(folder.resolve("home")), clock, "1")) {
        Done done = then.inPlaceRestore().restore(ofNobody, new Ear());
        own = done.saved().orElseThrow().ownFolder().orElseThrow();
        saved.add(0, done.saved().orElseThrow().id());
      }
    }
    assertEquals(
        saved.subList(0, 2),
        app.jobs().reading(own).destination().inventory().backups().stream()
            .map(BackupSummary::id)
            .toList());
  }

  @Test
  void aRunIsWaitedForAndTheWaitCanBeCancelled() throws Exception {
    InPlaceRestore restore = app.inPlaceRestore();
    Ear ear = new Ear();
    int refused =
        app.locks()
            .under(
                app.jobs().of(job, Duration.ZERO),
                false,
                () -> {
                  FailureException cancelled =
                      assertThrows(
                          FailureException.class,
                          () ->
                              restore.restore(
                                  request(true),
                                  new Ear() {
                                    @Override
                                    public void advanced(long done, long total)
                                        throws FailureException {
                                      ear.heard.addAll(heard);
                                      throw new FailureException(Reason.CANCELLED);
                                    }
                                  }));
                  assertEquals(Reason.CANCELLED, cancelled.reason());
                  assertEquals(
                      Reason.RUN_IN_PROGRESS,
                      assertThrows(
                              FailureException.class,
                              () -> restore.restore(request(false), new Ear()))
                          .reason());
                  return 2;
                });
    assertEquals(2, refused);
    assertEquals(List.of("waits for a run"), ear.heard);
    restore.restore(request(true), ear);
    assertEquals(List.of("waits for a run", "FETCHING", "SAVING", "WRITING"), ear.heard);
  }

  @Test
  void thePreviewSaysWhenTheDataWasChangedOrWhyItCanNotBeRead() throws Exception {
    InPlaceRestore restore = app.inPlaceRestore();
    assertTrue(restore.preview(request(false)).changedAt().isPresent());
    assertEquals(Optional.empty(), restore.preview(request(false)).trouble());

    Request missing =
        new Request(
            request(false).backup(),
            BackupFile.DATABASE,
            folder.resolve("none.db"),
            Optional.of(job),
            false);
    assertEquals(
        Optional.of(Reason.DATABASE_MISSING),
        restore.preview(missing).trouble().map(failure -> failure.reason()));
  }
}
