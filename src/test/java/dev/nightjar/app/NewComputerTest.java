package dev.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.setup.Consent;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.backup.RunListener;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.platform.Home;
import dev.nightjar.proof.DatabaseContents;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.settings.SettingsStore;
import dev.nightjar.sqlite.Sql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With nothing but the NAS's folder a new computer goes on where the old one ended. */
final class NewComputerTest {
  @TempDir private Path folder;
  private Path old;
  private Path nas;
  private Job job;
  private App app;
  private NewComputer computer;

  @BeforeEach
  void aFolderOfAComputerThatIsGone() throws Exception {
    old = Files.createDirectories(folder.resolve("old")).resolve("shop.db");
    nas = folder.resolve("nas");
    Sql.run(old, "CREATE TABLE product(name TEXT)", "INSERT INTO product VALUES ('Widget')");
    try (App before =
        new App(Home.at(folder.resolve("old-home")), Clock.systemDefaultZone(), "1")) {
      job =
          before
              .jobSetup()
              .save(
                  new JobDraft(
                      Optional.empty(),
                      "shop",
                      old,
                      new JobDraft.ChosenFolder(folder.resolve("old-local"), Consent.CREATE),
                      Optional.of(
                          new JobDraft.ChosenFolder(
                              nas, Consent.CREATE, Optional.of(Keep.last(9)))),
                      ScheduleSettings.daily(LocalTime.of(18, 30))));
      before.backUp(
          before.jobs().of(job, Duration.ZERO), Manifest.Kind.MANUAL, false, new RunListener() {});
    }
    app = new App(Home.at(folder.resolve("home")), Clock.systemDefaultZone(), "1");
    computer = app.newComputer(folder.resolve("me"));
  }

  @AfterEach
  void end() {
    app.close();
  }

  private NewComputer.Offer offer() throws FailureException {
    return computer.inspect(nas).get(0);
  }

  @Test
  void theFolderSaysWhatIsInIt() throws Exception {
    List<NewComputer.Offer> offers = computer.inspect(nas);

    assertEquals(1, offers.size());
    assertEquals("shop", offers.get(0).name());
    assertEquals(1, offers.get(0).backups());
    assertEquals(old, offers.get(0).database());
    assertTrue(offers.get(0).isThere());
  }

  @Test
  void theDataIsBackAndTheJobGoesOnWithItsSettingsAndItsFolder() throws Exception {
    List<String> before = DatabaseContents.of(old);
    Path target = folder.resolve("me").resolve("new").resolve("shop.db");
    Job now = computer.goOn(offer().into(target), Progress.NONE).job();

    assertEquals(before, DatabaseContents.of(target));
    assertEquals(List.of(now), app.settings().load().jobs());
    assertEquals(job.id(), now.id());
    assertEquals(job.schedule(), now.schedule());
    assertEquals(Optional.of(Keep.last(9)), now.nas().orElseThrow().keep());
    assertEquals(Optional.empty(), now.local().keep());
    assertEquals(nas, now.nas().orElseThrow().folder());
    app.backUp(
        app.jobs().of(now, Duration.ZERO), Manifest.Kind.MANUAL, false, new RunListener() {});
    Survey survey = Survey.read(app.jobs().targets(now));
    assertEquals(2, survey.places().get(1).inventory().backups().size());
  }

  @Test
  void settingsThatCannotBeReadAreSaidAndTheUsualOnesTaken() throws Exception {
    assertEquals(Optional.empty(), offer().unread());
    Files.writeString(nas.resolve(SettingsStore.EXPORT_FILE), "{torn");
    NewComputer.Offer offer = offer().into(folder.resolve("new.db"));
    assertEquals(Reason.IMPORT_DAMAGED, offer.unread().orElseThrow().reason());
    Job now = computer.goOn(offer, Progress.NONE).job();
    assertEquals(ScheduleSettings.standard(), now.schedule());
    assertEquals(Optional.empty(), now.nas().orElseThrow().keep());
  }

  @Test
  void aFolderWithoutSettingsHasNoneToRead() throws Exception {
    Files.delete(nas.resolve(SettingsStore.EXPORT_FILE));
    assertEquals(Optional.empty(), offer().unread());
  }

  @Test
  void settingsOfANewerNightjarAreNotReplacedByTheUsualOnes() throws Exception {
    Path settings = nas.resolve(SettingsStore.EXPORT_FILE);
    String newer = Files.readString(settings).replace("nightjar-job/1", "nightjar-job/2");
    Files.writeString(settings, newer);
    assertEquals(Reason.SETTINGS_TOO_NEW, offer().unread().orElseThrow().reason());
    Path target = folder.resolve("new.db");
    FailureException thrown =
        assertThrows(
            FailureException.class, () -> computer.goOn(offer().into(target), Progress.NONE));

    assertEquals(Reason.SETTINGS_TOO_NEW, thrown.reason());
    assertFalse(Files.exists(target), "nothing is set up");
    assertEquals(List.of(), app.settings().load().jobs());
    assertEquals(newer, Files.readString(settings));
  }

  @Test
  void aFileThatAnAppHasMadeMeanwhileIsSavedFirst() throws Exception {
    Path target = Files.createDirectories(folder.resolve("me")).resolve("shop.db");
    Sql.run(target, "CREATE TABLE product(name TEXT)", "INSERT INTO product VALUES ('New')");
    List<String> fresh = DatabaseContents.of(target);
    Job now = computer.goOn(offer().into(target), Progress.NONE).job();

    assertEquals(DatabaseContents.of(old), DatabaseContents.of(target));
    var saved =
        Survey.read(app.jobs().targets(now)).backups().stream()
            .filter(kept -> kept.summary().kind() == Manifest.Kind.BEFORE_RESTORE)
            .findFirst()
            .orElseThrow();
    Path copy = folder.resolve("saved.db");
    dev.nightjar.restore.Restorer.restore(
        saved.copies().get(0).destination(),
        saved.summary(),
        dev.nightjar.destination.BackupFile.DATABASE,
        copy,
        Progress.NONE);
    assertEquals(fresh, DatabaseContents.of(copy));
  }

  @Test
  void theSameDataSavedFirstIsABackupOfItsOwnNewerThanThoseInTheFolder() throws Exception {
    Path target = Files.createDirectories(folder.resolve("me")).resolve("shop.db");
    Files.copy(old, target);
    NewComputer.GoneOn gone = computer.goOn(offer().into(target), Progress.NONE);
    List<BackupSummary> all =
        Survey.read(app.jobs().targets(gone.job())).backups().stream()
            .map(KeptBackup::summary)
            .toList();
    assertEquals(
        List.of(Manifest.Kind.BEFORE_RESTORE, Manifest.Kind.MANUAL),
        all.stream().map(BackupSummary::kind).toList());
    assertEquals(all.get(0).id(), gone.saved().orElseThrow().id());
    assertTrue(all.get(0).sequence() > all.get(1).sequence(), all::toString);
  }

  @Test
  void whereTheDataCanNotBePutBackNothingIsSetUp() throws Exception {
    Path target = Files.createDirectories(folder.resolve("me")).resolve("shop.db");
    Sql.run(target, "CREATE TABLE product(name TEXT)", "INSERT INTO product VALUES ('New')");
    List<String> fresh = DatabaseContents.of(target);
    Progress cancelled =
        (done, total) -> {
          throw new FailureException(Reason.CANCELLED);
        };

    assertThrows(FailureException.class, () -> computer.goOn(offer().into(target), cancelled));
    assertEquals(List.of(), app.settings().load().jobs());
    assertEquals(fresh, DatabaseContents.of(target));
    computer.goOn(offer().into(target), Progress.NONE);
    assertEquals(DatabaseContents.of(old), DatabaseContents.of(target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no database at all"})
  void aFileThatIsNoDatabaseIsKeptAsItIsAndGetsTheData(String contents) throws Exception {
    Path target = Files.createDirectories(folder.resolve("me")).resolve("shop.db");
    Files.writeString(target, contents);
    Job now = computer.goOn(offer().into(target), Progress.NONE).job();

    assertEquals(DatabaseContents.of(old), DatabaseContents.of(target));
    assertEquals(List.of(now), app.settings().load().jobs());
    assertTrue(contents.isEmpty() || filesWith(contents.getBytes(StandardCharsets.UTF_8)) == 1);
  }

  /** How many files of the program's own hold exactly that. */
  private long filesWith(byte[] contents) throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
      long found = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Arrays.equals(contents, Files.readAllBytes(file))) {
          found++;
        }
      }
      return found;
    }
  }

  @Test
  void aDamagedDatabaseIsKeptAsItIsAndGetsTheData() throws Exception {
    Path target = Files.createDirectories(folder.resolve("me")).resolve("shop.db");
    Sql.run(target, "CREATE TABLE product(name TEXT)", "INSERT INTO product VALUES ('New')");
    byte[] damaged = Files.readAllBytes(target);
    Arrays.fill(damaged, 100, 200, (byte) 0x5a);
    Files.write(target, damaged);
    Job now = computer.goOn(offer().into(target), Progress.NONE).job();

    assertEquals(DatabaseContents.of(old), DatabaseContents.of(target));
    assertEquals(List.of(now), app.settings().load().jobs());
    assertEquals(1, filesWith(damaged));
  }

  @Test
  void aFileThatNobodyUsesIsTakenBackWhereNothingCanBeSetUp() throws Exception {
    Path target = folder.resolve("me").resolve("shop.db");
    Path local = JobDraft.defaultFolder(folder.resolve("me"), "shop");
    Files.createDirectories(local.getParent());
    Files.writeString(local, "a file is in the way");

    assertThrows(FailureException.class, () -> computer.goOn(offer().into(target), Progress.NONE));
    assertFalse(Files.exists(target));
  }

  @Test
  void aNameThatIsTakenChangesNothing() throws Exception {
    Path target = folder.resolve("me").resolve("shop.db");
    computer.goOn(offer().into(target), Progress.NONE);
    Path second = folder.resolve("me").resolve("second.db");
    byte[] marker = Files.readAllBytes(nas.resolve(".nightjar-place.json"));

    FailureException thrown =
        assertThrows(
            FailureException.class, () -> computer.goOn(offer().into(second), Progress.NONE));
    assertEquals(Reason.JOB_EXISTS, thrown.reason());
    assertFalse(Files.exists(second));
    assertEquals(new String(marker), Files.readString(nas.resolve(".nightjar-place.json")));
    assertEquals(1, app.settings().load().jobs().size());
  }

  @Test
  void anEmptyOrForeignFolderOrNoneSaysSo() throws Exception {
    assertEquals(Reason.PLACE_MISSING, why(folder.resolve("nowhere")));
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertEquals(Reason.NO_BACKUPS, why(empty));
    Files.writeString(empty.resolve("letter.txt"), "hello");
    assertEquals(Reason.NO_BACKUPS, why(empty));
  }

  private Reason why(Path place) {
    return assertThrows(FailureException.class, () -> computer.inspect(place)).reason();
  }

  @Test
  void aManifestThatIsDamagedIsNamed() throws Exception {
    try (Stream<Path> manifests = Files.list(nas.resolve("manifest"))) {
      Files.writeString(manifests.findFirst().orElseThrow(), "{");
    }

    assertEquals(Reason.MANIFEST_DAMAGED, why(nas));
  }

  @Test
  void withoutItsSettingsTheJobGoesOnWithTheUsualOnes() throws Exception {
    Files.writeString(nas.resolve("nightjar-settings.json"), "{");
    Job now = computer.goOn(offer().into(folder.resolve("me/shop.db")), Progress.NONE).job();

    assertEquals(ScheduleSettings.standard(), now.schedule());
    assertEquals(job.id(), now.id());
  }

  /** Each system has full paths of its own; the time and the rule are the same on all. */
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void theSettingsOfAWindowsComputerGoOnWithTheirTimeAndTheirRule() throws Exception {
    Path saved = nas.resolve("nightjar-settings.json");
    String windows =
        Files.readString(saved)
            .replace(old.toString(), "C:\\\\Users\\\\Old\\\\shop.db")
            .replace(folder.resolve("old-local").toString(), "D:\\\\Backups")
            .replace(nas.toString(), "\\\\\\\\NAS\\\\Backups");
    Files.writeString(saved, windows);
    Job there = SettingsStore.parseExport(nas).asSavedElsewhere();
    assertEquals("C:\\Users\\Old\\shop.db", there.database().getFileName().toString());
    FailureException own =
        assertThrows(
            FailureException.class,
            () -> JobDraft.of(SettingsStore.parseExport(nas), Set.of(Consent.TAKE_OVER)));
    assertEquals(Reason.SETTING_INVALID, own.reason());

    Job now = computer.goOn(offer().into(folder.resolve("me/shop.db")), Progress.NONE).job();
    assertEquals(job.schedule(), now.schedule());
    assertEquals(Optional.of(Keep.last(9)), now.nas().orElseThrow().keep());
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @ParameterizedTest
  @CsvSource({
    "/home/old/app/shop.db, /home/me/app/shop.db",
    "/Users/old/Library/shop.db, /home/me/Library/shop.db",
    "C:\\Users\\Old Name\\AppData\\Local\\shop.db, /home/me/AppData/Local/shop.db",
    "D:\\data\\shop.db, /home/me/shop.db",
    "\\\\server\\share\\shop.db, /home/me/shop.db",
    "/srv/app/shop.db, /srv/app/shop.db",
    "/home/old/../../etc/passwd, /home/me/restored.db",
    "/etc/cron.d/job, /home/me/restored.db",
    "/home/old/.config/autostart/shop.db, /home/me/restored.db",
    "/home/old/.bash_login, /home/me/restored.db",
    "C:\\Users\\old\\Start Menu\\Programs\\Startup\\a.db, /home/me/restored.db",
    "C:\\Users\\old\\a.bat, /home/me/restored.db",
    "//server/share/shop.db, /home/me/shop.db",
  })
  void theOldPlaceIsThisUsers(String source, Path expected) {
    assertEquals(expected, OldLocation.forUser(source, Path.of("/home/me")));
  }
}
