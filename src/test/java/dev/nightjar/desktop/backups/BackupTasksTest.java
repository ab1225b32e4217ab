package dev.nightjar.desktop.backups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.Checks.Checked;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.RunListener;
import dev.nightjar.demo.SampleShop;
import dev.nightjar.desktop.Samples;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Home;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window's work on real backups in two folders. */
final class BackupTasksTest {
  @TempDir private Path folder;
  private final FakeMemory memory = new FakeMemory();
  private final BackupTasks work =
      new BackupTasks(Samples.AT_ONCE, Samples.AT_ONCE, memory, Samples.SCRATCH);
  private final List<WorkEnd> ends = new ArrayList<>();
  private final List<BackupTasks.Ongoing> seen = new ArrayList<>();

  /** Newest first. */
  private List<KeptBackup> kept = List.of();

  @BeforeEach
  void threeBackupsInTwoPlaces() throws Exception {
    Path database = folder.resolve("shop.db");
    SampleShop.create(database, 100_000);
    try (App app = new App(Home.at(folder.resolve("home")), Clock.systemUTC(), "1")) {
      BackupJob job =
          app.jobs()
              .once(
                  database,
                  folder.resolve("local"),
                  Optional.of(folder.resolve("nas")),
                  true,
                  Duration.ofSeconds(5));
      for (int n = 0; n < 3; n++) {
        app.backUp(job, Manifest.Kind.MANUAL, false, RunListener.NONE);
      }
      kept = Survey.read(job.targets()).backups();
    }
    work.shownBy(() -> work.ongoing().ifPresent(seen::add), ends::add);
  }

  private Path file(String place, KeptBackup backup, BackupFile file) {
    return folder.resolve(place).resolve(file.pathFor(backup.summary().id()).toString());
  }

  private void damage(String place, KeptBackup backup) throws Exception {
    Path file = file(place, backup, BackupFile.DATABASE);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  /** As a run deletes it that keeps fewer. */
  private void delete(String place, KeptBackup backup) throws Exception {
    for (BackupFile file : BackupFile.values()) {
      Files.delete(file(place, backup, file));
    }
    Files.delete(
        folder.resolve(place).resolve("manifest/backup-" + backup.summary().id() + ".json"));
  }

  /** The results that are remembered of a backup's copies: local, NAS. */
  private List<Optional<Boolean>> remembered(KeptBackup backup) {
    return backup.copies().stream()
        .map(
            copy ->
                memory
                    .of(Samples.JOB)
                    .of(copy.destination().location(), copy.summary().id())
                    .map(Checked::whole))
        .toList();
  }

  private BackupsCheck.Result checked() {
    return ((WorkEnd.Checked) ends.get(ends.size() - 1)).result();
  }

  private static final Optional<Boolean> WHOLE = Optional.of(true);
  private static final Optional<Boolean> DAMAGED = Optional.of(false);

  @Test
  void eachCopyIsReadAndRememberedAlsoAfterADamagedOne() throws Exception {
    damage("local", kept.get(0));

    work.check(Samples.JOB, kept.get(0));

    assertEquals(Reason.BACKUP_DAMAGED, checked().failure().orElseThrow().reason());
    assertEquals(List.of(DAMAGED, WHOLE), remembered(kept.get(0)));
    assertEquals(BackupTasks.State.DAMAGED, work.checkOf(Samples.JOB, kept.get(0)).state());
  }

  @Test
  void aWholeBackupIsSaidToBe() {
    work.check(Samples.JOB, kept.get(0));

    assertEquals(new BackupsCheck.Result(1, 1, List.of(), Optional.empty()), checked());
    assertEquals(BackupTasks.State.WHOLE, work.checkOf(Samples.JOB, kept.get(0)).state());
  }

  @Test
  void allAreReadThoughOneIsDamaged() throws Exception {
    damage("nas", kept.get(1));

    work.checkAll(Samples.JOB, kept);

    assertEquals(Reason.BACKUP_DAMAGED, checked().failure().orElseThrow().reason());
    assertEquals(List.of(kept.get(1)), checked().damaged());
    assertEquals(List.of(3, 2), List.of(checked().backups(), checked().whole()));
    assertEquals(
        List.of(List.of(WHOLE, WHOLE), List.of(WHOLE, DAMAGED), List.of(WHOLE, WHOLE)),
        kept.stream().map(this::remembered).toList());
  }

  @Test
  void eachPercentIsToldOnceAndWhichBackupIsRead() {
    work.checkAll(Samples.JOB, kept);

    List<Integer> percents = seen.stream().map(BackupTasks.Ongoing::percent).toList();
    assertEquals(percents.stream().distinct().sorted().toList(), percents);
    assertEquals(100, percents.get(percents.size() - 1));
    for (BackupTasks.Ongoing one : seen) {
      assertEquals(kept.get(one.number() - 1), one.backup());
      assertEquals(3, one.backups());
    }
    assertEquals(
        List.of(1, 2, 3), seen.stream().map(BackupTasks.Ongoing::number).distinct().toList());
    // By bytes: of three backups of the same size the second begins after a third.
    int second = seen.stream().filter(one -> one.number() == 2).findFirst().orElseThrow().percent();
    assertTrue(33 <= second && second < 50, "" + second);
  }

  @Test
  void whatWasReadBeforeItWasCancelledIsRemembered() {
    work.shownBy(
        () -> work.ongoing().filter(now -> now.number() == 2).ifPresent(this::cancelOnce),
        ends::add);

    work.checkAll(Samples.JOB, kept);

    assertTrue(checked().isCancelled());
    assertEquals(1, checked().whole());
    assertEquals(List.of(WHOLE, WHOLE), remembered(kept.get(0)));
    assertEquals(List.of(Optional.empty(), Optional.empty()), remembered(kept.get(2)));
    assertEquals(Optional.empty(), work.ongoing());
  }

  private void cancelOnce(BackupTasks.Ongoing now) {
    if (!now.cancelling()) {
      work.cancel();
    }
  }

  @Test
  void aBackupThatARunDeletesMeanwhileIsNotDamaged() throws Exception {
    delete("local", kept.get(1));
    delete("nas", kept.get(1));
    delete("nas", kept.get(2));

    work.checkAll(Samples.JOB, kept);
    work.check(Samples.JOB, kept.get(1));

    BackupsCheck.Result all = ((WorkEnd.Checked) ends.get(0)).result();
    assertEquals(new BackupsCheck.Result(2, 2, List.of(), Optional.empty()), all);
    assertEquals(new BackupsCheck.Result(0, 0, List.of(), Optional.empty()), checked());
    assertEquals(List.of(Optional.empty(), Optional.empty()), remembered(kept.get(1)));
    assertEquals(List.of(WHOLE, Optional.empty()), remembered(kept.get(2)));
  }

  /** The same with a NAS that counts how often it is asked. */
  private static List<KeptBackup> counting(List<KeptBackup> backups, List<String> asked) {
    return backups.stream()
        .map(
            backup ->
                new KeptBackup(
                    backup.copies().stream()
                        .map(
                            copy ->
                                new KeptBackup.Copy(
                                    copy.label(),
                                    counting(copy.destination(), asked),
                                    copy.summary()))
                        .toList()))
        .toList();
  }

  private static Destination counting(Destination place, List<String> asked) {
    return (Destination)
        Proxy.newProxyInstance(
            BackupTasksTest.class.getClassLoader(),
            new Class<?>[] {Destination.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("location") && place.location().endsWith("nas")) {
                asked.add(method.getName());
              }
              try {
                return method.invoke(place, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void aPlaceThatDoesNotAnswerIsAskedOnceAndNothingIsSaidOfWhatIsThere() throws Exception {
    Files.move(folder.resolve("nas"), folder.resolve("unplugged"));
    List<String> asked = new ArrayList<>();

    work.checkAll(Samples.JOB, counting(kept, asked));

    assertEquals(1, asked.size(), asked::toString);
    assertEquals(
        Reason.Subject.PLACE, checked().failure().map(Failure::reason).orElseThrow().subject());
    assertEquals(List.of(), checked().damaged());
    assertEquals(List.of(3, 0), List.of(checked().backups(), checked().whole()));
    for (KeptBackup backup : kept) {
      assertEquals(List.of(WHOLE, Optional.empty()), remembered(backup));
    }
  }

  @Test
  void workThatEndsByAnErrorEndsToo() {
    Destination nowhere =
        (Destination)
            Proxy.newProxyInstance(
                BackupTasksTest.class.getClassLoader(),
                new Class<?>[] {Destination.class},
                (proxy, method, arguments) -> {
                  throw new LinkageError("in a test"); // JUnit ends itself by one about memory.
                });
    KeptBackup.Copy copy = kept.get(0).copies().get(0);
    Logger log = Logger.getLogger(BackupTasks.class.getName());
    log.setLevel(Level.OFF); // It says so there.
    work.saveCopy(
        Samples.JOB,
        new KeptBackup(List.of(new KeptBackup.Copy(copy.label(), nowhere, copy.summary()))),
        folder.resolve("saved.db"));
    log.setLevel(null);

    assertEquals(Optional.empty(), work.ongoing());
    Optional<Failure> failure = ((WorkEnd.Saved) ends.get(0)).failure();
    assertEquals(Optional.of(Reason.UNEXPECTED), failure.map(Failure::reason));
  }

  /** One reading is enough to know it: nobody waits for the next check. */
  @Test
  void aCopySavedFromTheOtherPlaceRemembersTheDamagedOne() throws Exception {
    damage("local", kept.get(0));

    work.saveCopy(Samples.JOB, kept.get(0), folder.resolve("saved.db"));

    assertEquals(Optional.empty(), ((WorkEnd.Saved) ends.get(0)).failure());
    assertEquals(List.of(DAMAGED, Optional.empty()), remembered(kept.get(0)));
  }

  @Test
  void howItEndedIsToldToTheNextWindowIfThereIsNone() {
    work.hidden();
    work.check(Samples.JOB, kept.get(0));
    List<WorkEnd> later = new ArrayList<>();
    work.shownBy(() -> {}, later::add);
    work.shownBy(() -> {}, later::add);

    assertEquals(1, later.size(), "told once");
    assertTrue(later.get(0) instanceof WorkEnd.Checked);
    assertFalse(ends.contains(later.get(0)));
  }

  @Test
  void theBackupFromBeforeATableShrankIsFound() throws Exception {
    List<KeptBackup> newest = List.of(kept.get(0));
    var table = newest.get(0).manifest().tables().get(0);
    List<Optional<KeptBackup>> found = new ArrayList<>();

    work.findBefore(newest, new Finding.Shrunk(table.name(), table.rows(), 0), found::add);
    work.findBefore(newest, new Finding.Shrunk(table.name(), table.rows() + 1, 0), found::add);

    assertEquals(List.of(Optional.of(kept.get(0)), Optional.empty()), found);
  }
}
