package dev.nightjar.desktop.backups;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.RunListener;
import dev.nightjar.demo.SampleShop;
import dev.nightjar.desktop.Samples;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window's work on real backups in two folders. */
final class BackupTasksTest {
  @TempDir private Path folder;
  private final FakeMemory memory = new FakeMemory();
  private final BackupTasks work =
      new BackupTasks(Samples.AT_ONCE, Samples.AT_ONCE, memory, Samples.SCRATCH);
  private final List<Optional<Failure>> ended = new ArrayList<>();
  private List<KeptBackup> kept = List.of();

  @BeforeEach
  void aBackupInTwoPlaces() throws Exception {
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
      app.backUp(job, Manifest.Kind.MANUAL, false, RunListener.NONE);
      kept = Survey.read(job.targets()).backups();
    }
  }

  private void damageTheCopyAt(String place) throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve(place).resolve("database"))) {
      Path file = files.findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }
  }

  private boolean whole(String place) {
    KeptBackup.Copy copy =
        kept.get(0).copies().stream()
            .filter(one -> one.destination().location().endsWith(place))
            .findFirst()
            .orElseThrow();
    return memory
        .of(Samples.JOB)
        .of(copy.destination().location(), copy.summary().id())
        .orElseThrow()
        .whole();
  }

  @Test
  void eachCopyIsReadAndRememberedAlsoAfterADamagedOne() throws Exception {
    damageTheCopyAt("local");

    work.check(Samples.JOB, kept.get(0), ended::add);

    assertEquals(Reason.BACKUP_DAMAGED, ended.get(0).orElseThrow().reason());
    assertEquals(List.of(false, true), List.of(whole("local"), whole("nas")));
    assertEquals(BackupTasks.State.DAMAGED, work.checkOf(Samples.JOB, kept.get(0)).state());
  }

  @Test
  void aWholeBackupIsSaidToBe() {
    work.check(Samples.JOB, kept.get(0), ended::add);

    assertEquals(List.of(Optional.empty()), ended);
    assertEquals(BackupTasks.State.WHOLE, work.checkOf(Samples.JOB, kept.get(0)).state());
  }

  @Test
  void theBackupFromBeforeATableShrankIsFound() throws Exception {
    var table = kept.get(0).manifest().tables().get(0);
    List<Optional<KeptBackup>> found = new ArrayList<>();

    work.findBefore(kept, new Finding.Shrunk(table.name(), table.rows(), 0), found::add);
    work.findBefore(kept, new Finding.Shrunk(table.name(), table.rows() + 1, 0), found::add);

    assertEquals(List.of(Optional.of(kept.get(0)), Optional.empty()), found);
  }
}
