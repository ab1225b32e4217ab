package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.App;
import dev.nightjar.app.ReadableCopy;
import dev.nightjar.app.TracedBackups;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Share;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.LocalClock;
import dev.nightjar.sqlite.Sql;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that is read by SQLite: where it is on this computer, from elsewhere as a copy. */
final class ReadFromAfarTest {
  @TempDir private Path folder;
  private Path place;

  @BeforeEach
  void aBackup() throws Exception {
    place = folder.resolve("place");
    Sql.run(folder.resolve("shop.db"), "CREATE TABLE t(a INTEGER PRIMARY KEY)");
    assertEquals(
        0,
        InThisProcess.run(
                folder,
                "shop.db|place",
                "backup",
                "--database",
                "shop.db",
                "--local",
                "place",
                "--create")
            .code());
  }

  @Test
  void aBackupOnANasIsReadFromACopyThatWasCompared() throws Exception {
    try (App app = new App(Home.at(folder.resolve("home")), new LocalClock(), "test")) {
      KeptBackup here = Survey.read(List.of(app.jobs().reading(place))).backups().get(0);
      KeptBackup.Copy copy = here.copies().get(0);
      KeptBackup afar =
          new KeptBackup(
              List.of(
                  new KeptBackup.Copy(
                      "nas", new Share("smb://nas/x", copy.destination()), copy.summary())));
      try (ReadableCopy opened = ReadableCopy.of(app, here, Progress.NONE)) {
        assertTrue(opened.path().startsWith(place));
      }
      Path fetched;
      try (ReadableCopy opened = ReadableCopy.of(app, afar, Progress.NONE)) {
        fetched = opened.path();
        assertTrue(fetched.startsWith(app.home().stagingFolder()));
      }
      assertFalse(Files.exists(fetched));
      try (ReadableCopy opened = ReadableCopy.verified(app, here, Progress.NONE)) {
        assertTrue(opened.path().startsWith(app.home().stagingFolder()));
      }
      Path kept;
      try (Stream<Path> files = Files.list(place.resolve("database"))) {
        kept = files.findFirst().orElseThrow();
      }
      Files.write(kept, new byte[(int) Files.size(kept)]);
      FailureException damaged =
          assertThrows(
              FailureException.class, () -> ReadableCopy.of(app, afar, Progress.NONE).close());
      assertEquals(Reason.BACKUP_DAMAGED, damaged.reason());
    }
  }

  /** A folder that the system has mounted from a NAS, as it answers. */
  private static Destination afar(Destination folder) {
    return (Destination)
        Proxy.newProxyInstance(
            Destination.class.getClassLoader(),
            new Class<?>[] {Destination.class},
            (proxy, method, arguments) ->
                method.getName().equals("isOnThisComputer")
                    ? Boolean.FALSE
                    : method.invoke(folder, arguments));
  }

  @Test
  void forOneRowThePagesAreReadWhereTheyAreAndByAProcessOfItsOwnOnly() throws Exception {
    try (App app = new App(Home.at(folder.resolve("home")), new LocalClock(), "test")) {
      KeptBackup here = Survey.read(List.of(app.jobs().reading(place))).backups().get(0);
      KeptBackup.Copy copy = here.copies().get(0);
      List<KeptBackup> kept =
          List.of(
              new KeptBackup(
                  List.of(new KeptBackup.Copy("nas", afar(copy.destination()), copy.summary()))));
      Path read =
          TracedBackups.whereTheyAre(app, kept, Progress.NONE).get(0).opener().read(path -> path);
      assertTrue(read.startsWith(place), read::toString);
      Path fetched = TracedBackups.of(app, kept, Progress.NONE).get(0).opener().read(path -> path);
      assertTrue(fetched.startsWith(app.home().stagingFolder()), fetched::toString);
    }
  }
}
