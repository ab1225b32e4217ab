package dev.nightjar.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.platform.FileHolders.Holder;
import dev.nightjar.proof.DatabaseContents;
import dev.nightjar.sqlite.LockedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup goes into the live file, and nothing is lost on the way. */
final class InPlaceRestorerTest {
  @TempDir private Path folder;
  private LiveShop shop;

  @BeforeEach
  void aBackup() throws Exception {
    shop = new LiveShop(folder);
    LiveShop.make(shop.backup, "good", 200);
  }

  private Process sh(String script) throws IOException {
    return new ProcessBuilder("sh", "-c", script).directory(folder.toFile()).start();
  }

  @ParameterizedTest
  @CsvSource({"512, DELETE", "65536, WAL", "1024, TRUNCATE", "4096, PERSIST"})
  void theDatabaseBecomesTheBackupAndKeepsItsJournalMode(int pageSize, String mode)
      throws Exception {
    LiveShop.make(
        shop.live, "bad", 300, "PRAGMA page_size=" + pageSize, "PRAGMA journal_mode=" + mode);
    List<String> before = DatabaseContents.of(shop.live);
    InPlaceRestorer.Restored restored = shop.restore();
    assertEquals(DatabaseContents.of(shop.backup), DatabaseContents.of(shop.live));
    assertEquals("ok", LiveShop.ask(shop.live, "PRAGMA integrity_check"));
    assertEquals(
        mode.equals("WAL") ? "wal" : "delete", LiveShop.ask(shop.live, "PRAGMA journal_mode"));
    assertEquals(before, DatabaseContents.of(shop.saved()));
    assertEquals(Optional.of("saved-1"), restored.saved());
    assertEquals(List.of(), shop.left());
  }

  @Test
  void whatIsStillInTheLogIsSavedToo() throws Exception {
    LiveShop.make(shop.live, "bad", 10, "PRAGMA journal_mode=WAL");
    // An app that was killed leaves its log.
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + shop.live);
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO stock VALUES (999, 'in the log', NULL)");
      for (String name : List.of("shop.db", "shop.db-wal")) {
        Files.copy(folder.resolve("app").resolve(name), folder.resolve(name));
      }
    }
    for (String name : List.of("shop.db", "shop.db-wal")) {
      Files.deleteIfExists(folder.resolve("app").resolve(name));
      Files.move(folder.resolve(name), folder.resolve("app").resolve(name));
    }
    shop.restore();
    assertEquals("1", LiveShop.ask(shop.saved(), "SELECT count(*) FROM stock WHERE id = 999"));
    assertEquals(DatabaseContents.of(shop.backup), DatabaseContents.of(shop.live));
  }

  @Test
  void nothingIsWrittenBeforeTheDataIsSaved() throws Exception {
    LiveShop.make(shop.live, "bad", 300);
    byte[] before = Files.readAllBytes(shop.live);
    shop.whileLocked =
        () -> {
          throw new IllegalStateException("the place has burnt down");
        };
    assertThrows(IllegalStateException.class, () -> shop.restore());
    assertArrayEquals(before, Files.readAllBytes(shop.live));
    assertEquals(List.of(), shop.left());
  }

  @Test
  void nobodyElseCanReadOrWriteWhileItIsDone() throws Exception {
    for (String mode : List.of("WAL", "DELETE")) {
      Files.deleteIfExists(shop.live);
      LiveShop.make(shop.live, "bad", 10, "PRAGMA journal_mode=" + mode);
      List<String> answers = new ArrayList<>();
      // The driver waits 3 seconds: a connection that doesn't.
      shop.whileLocked =
          () -> {
            try (Connection other =
                    DriverManager.getConnection("jdbc:sqlite:" + shop.live + "?busy_timeout=0");
                Statement statement = other.createStatement()) {
              statement.executeQuery("SELECT count(*) FROM stock").close();
              answers.add("read");
            } catch (SQLException e) {
              answers.add(e.getErrorCode() == 5 ? "busy" : e.toString());
            }
          };
      shop.restore();
      assertEquals(List.of("busy"), answers);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProgramThatHasTheFileOpenIsNamedAndNothingIsWritten() throws Exception {
    LiveShop.make(shop.live, "bad", 10);
    byte[] before = Files.readAllBytes(shop.live);
    Files.createLink(folder.resolve("another name.db"), shop.live);
    Process idle = sh("exec 3<'another name.db'; echo open; exec sleep 60");
    try {
      assertEquals('o', idle.getInputStream().read());
      while (idle.info().command().orElse("").endsWith("sh")) {
        Thread.onSpinWait();
      }
      FailureException e = assertThrows(FailureException.class, () -> shop.restore());
      assertEquals(Reason.DATABASE_IN_USE, e.reason());
      assertEquals("sleep", e.failure().arguments().get(1));
      assertFalse(shop.fetched, "it is said before anything is copied");
      assertArrayEquals(before, Files.readAllBytes(shop.live));
      assertTrue(idle.isAlive());
    } finally {
      idle.destroyForcibly();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void itWaitsUntilTheProgramIsClosed() throws Exception {
    LiveShop.make(shop.live, "bad", 10);
    Process idle = sh("exec 3<app/shop.db; echo open; exec sleep 60");
    assertEquals('o', idle.getInputStream().read());
    List<String> asked = new ArrayList<>();
    shop.restore(
        (file, programs) -> {
          asked.add(words(file));
          idle.destroyForcibly();
          try {
            idle.waitFor();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertEquals(List.of("bad"), asked);
    assertEquals("good", words(shop.live));
  }

  private static String words(Path file) {
    try {
      return LiveShop.ask(file, "SELECT substr(name, 1, instr(name, ' ') - 1) FROM stock");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aProgramThatComesBetweenTheLookAndTheLockIsWaitedFor() throws Exception {
    LiveShop.make(shop.live, "bad", 10);
    Iterator<List<Holder>> looks =
        List.of(
                List.<Holder>of(),
                List.<Holder>of(),
                List.of(new Holder("app", 7)),
                List.<Holder>of(),
                List.<Holder>of())
            .iterator();
    List<String> waited = new ArrayList<>();
    new InPlaceRestorer(shop.home, file -> looks.next(), Clock.systemDefaultZone())
        .restore(
            shop.live,
            shop.source(),
            shop::save,
            (file, programs) -> {
              // It was let go: the program can work on.
              waited.add(Holder.names(programs) + " " + words(file));
            },
            Progress.NONE);
    assertEquals(List.of("app bad"), waited);
    assertEquals("good", words(shop.live));
    assertFalse(looks.hasNext());
  }

  @Test
  void anotherConnectionsLockIsWaitedForWithoutAName() throws Exception {
    LiveShop.make(shop.live, "bad", 10);
    try (Connection writer = DriverManager.getConnection("jdbc:sqlite:" + shop.live);
        Statement statement = writer.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      FailureException e = assertThrows(FailureException.class, () -> shop.restore());
      assertEquals(Reason.DATABASE_IN_USE, e.reason());
      assertEquals(-1L, e.failure().arguments().get(1));
    }
    shop.restore();
    assertEquals("good", words(shop.live));
  }

  @Test
  void aCancelBeforeTheFirstByteChangesNothing() throws Exception {
    LiveShop.make(shop.live, "bad", 10);
    byte[] before = Files.readAllBytes(shop.live);
    boolean[] saved = new boolean[1];
    Progress cancelled =
        (done, total) -> {
          if (saved[0]) {
            throw new FailureException(Reason.CANCELLED);
          }
        };
    InPlaceRestorer.Save save =
        locked -> {
          saved[0] = true;
          return "saved-1";
        };
    InPlaceRestorer.Waiting none = (file, programs) -> {};
    FailureException e =
        assertThrows(
            FailureException.class,
            () -> shop.restorer().restore(shop.live, shop.source(), save, none, cancelled));
    assertEquals(Reason.CANCELLED, e.reason());
    assertArrayEquals(before, Files.readAllBytes(shop.live));
    assertEquals(List.of(), shop.left());
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "empty", "noise", "torn"})
  void aFileThatIsNoDatabaseIsKeptAsItWasAndReplaced(String how) throws Exception {
    switch (how) {
      case "empty" -> Files.createFile(shop.live);
      case "noise" -> Files.write(shop.live, "not a database at all, but a text".getBytes());
      case "torn" -> {
        LiveShop.make(shop.live, "bad", 300);
        byte[] bytes = Files.readAllBytes(shop.live);
        Arrays.fill(bytes, 16, 4096, (byte) 7);
        Files.write(shop.live, bytes);
      }
      default -> {}
    }
    List<Path> sides =
        List.of(
            folder.resolve("app/shop.db-wal"),
            folder.resolve("app/shop.db-shm"),
            folder.resolve("app/shop.db-journal"));
    for (Path side : sides) {
      Files.write(side, ("stale " + side.getFileName()).getBytes());
    }
    boolean posix = Files.exists(shop.live) && !System.getProperty("os.name").contains("Windows");
    if (posix) {
      Files.setPosixFilePermissions(shop.live, PosixFilePermissions.fromString("rw-r-----"));
    }
    byte[] before = Files.exists(shop.live) ? Files.readAllBytes(shop.live) : new byte[0];
    InPlaceRestorer.Restored restored = shop.restore();
    assertEquals(DatabaseContents.of(shop.backup), DatabaseContents.of(shop.live));
    assertEquals("wal", LiveShop.ask(shop.live, "PRAGMA journal_mode"));
    for (Path side : sides) {
      assertFalse(Files.exists(side), side.toString());
      Path kept = restored.rawCopy().orElseThrow().resolve(side.getFileName());
      assertEquals("stale " + side.getFileName(), Files.readString(kept));
    }
    if (before.length > 0) {
      assertArrayEquals(
          before, Files.readAllBytes(restored.rawCopy().orElseThrow().resolve("shop.db")));
    }
    if (posix) {
      assertEquals(
          "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(shop.live)));
    }
    assertTrue(restored.rawCopy().orElseThrow().startsWith(folder.resolve("home/before-restore")));
  }

  @Test
  void whatCanNotBeReadIsNotTakenForNoDatabase() {
    FailureException refused =
        assertThrows(FailureException.class, () -> LockedDatabase.beginsAsOne(folder));
    assertTrue(
        List.of(Reason.DATABASE_IO, Reason.DATABASE_NO_PERMISSION).contains(refused.reason()),
        refused.toString());
  }

  @Test
  void aDamagedDatabaseThatOpensIsKeptAsItWas() throws Exception {
    LiveShop.make(shop.live, "bad", 3000, "PRAGMA journal_mode=WAL");
    byte[] bytes = Files.readAllBytes(shop.live);
    Arrays.fill(bytes, 8192 + 16, 8192 + 600, (byte) 9);
    Files.write(shop.live, bytes);
    InPlaceRestorer.Restored restored = shop.restore();
    assertEquals(Optional.empty(), restored.saved());
    assertArrayEquals(
        bytes, Files.readAllBytes(restored.rawCopy().orElseThrow().resolve("shop.db")));
    assertEquals(DatabaseContents.of(shop.backup), DatabaseContents.of(shop.live));
    assertEquals("wal", LiveShop.ask(shop.live, "PRAGMA journal_mode"));
  }

  @Test
  void theFileBehindALinkIsWrittenAndTheLinkStays() throws Exception {
    LiveShop.make(shop.live, "bad", 10);
    Path link = Files.createSymbolicLink(folder.resolve("link.db"), shop.live);
    shop.restorer().restore(link, shop.source(), shop::save, (file, programs) -> {}, Progress.NONE);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("good", words(shop.live));
  }

  private RestoreIntent interruptedAt(String journalMode) throws Exception {
    RestoreIntents intents = new RestoreIntents(shop.home.restoresFolder());
    Files.createDirectories(shop.home.restoresFolder());
    Path made = Files.copy(shop.backup, folder.resolve("app/.shop.db.12345678.partial"));
    String before;
    try (LockedDatabase locked = LockedDatabase.lock(shop.live, Clock.systemUTC())) {
      before = locked.fingerprint(folder.resolve("home/scratch.db"));
    }
    RestoreIntent intent =
        RestoreIntent.preparing(shop.live.toRealPath(), made, "1", Clock.systemUTC().instant())
            .writing(journalMode, before, LockedDatabase.fingerprintOf(made), "saved-1");
    intents.write(intent);
    return intent;
  }

  @Test
  void theNextStartFinishesWhatWasInterrupted() throws Exception {
    LiveShop.make(shop.live, "bad", 10);
    interruptedAt("wal");
    assertEquals(InPlaceRestorer.Ending.DONE, shop.finish().orElseThrow().ending());
    assertEquals("good", words(shop.live));
    assertEquals("wal", LiveShop.ask(shop.live, "PRAGMA journal_mode"));
    assertEquals(List.of(), shop.left());
    assertEquals(Optional.empty(), shop.finish());
  }

  /** An interrupt makes the read-back fail; SQLite, which has committed by then, ignores it. */
  @Test
  void ifWhatWasWrittenCanNotBeReadTheRecordStays() throws Exception {
    LiveShop.make(shop.live, "bad", 10);
    RestoreIntent intent = interruptedAt("wal");
    RestoreIntents intents = new RestoreIntents(shop.home.restoresFolder());
    LiveTarget target = LiveTarget.of(shop.live, file -> List.of(), Clock.systemUTC());
    InPlaceWriter writer = new InPlaceWriter(target, intents, intent, Clock.systemUTC());
    try (LockedDatabase locked = LockedDatabase.lock(shop.live, Clock.systemUTC())) {
      Thread.currentThread().interrupt();
      FailureException e = assertThrows(FailureException.class, () -> writer.overwrite(locked));
      assertEquals(Reason.TARGET_DIFFERS, e.reason());
    } finally {
      assertTrue(Thread.interrupted());
    }
    writer.end();
    assertEquals(Optional.of(intent), intents.read(intent.target()));
    assertTrue(Files.exists(intent.made()));
    assertEquals(InPlaceRestorer.Ending.DONE, shop.finish().orElseThrow().ending());
    assertEquals("good", words(shop.live));
    assertEquals(List.of(), shop.left());
  }

  @Test
  void whatWasWrittenSinceIsNotOverwritten() throws Exception {
    LiveShop.make(shop.live, "bad", 10);
    interruptedAt("wal");
    LiveShop.sql(shop.live, "INSERT INTO stock VALUES (77, 'new work', NULL)");
    assertEquals(InPlaceRestorer.Ending.CHANGED_SINCE, shop.finish().orElseThrow().ending());
    assertEquals("11", LiveShop.ask(shop.live, "SELECT count(*) FROM stock"));
    assertEquals("wal", LiveShop.ask(shop.live, "PRAGMA journal_mode"));
    assertEquals(List.of(), shop.left());
  }

  @Test
  void aVerifiedFileThatWasCutSinceIsPutNowhere() throws Exception {
    LiveShop.make(shop.live, "bad", 10);
    RestoreIntent intent = interruptedAt("delete");
    byte[] cut = Files.readAllBytes(intent.made());
    Files.write(intent.made(), Arrays.copyOf(cut, cut.length - 4096));
    assertEquals(InPlaceRestorer.Ending.CHANGED_SINCE, shop.finish().orElseThrow().ending());
    assertEquals("bad", words(shop.live));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anInterruptedOneWaitsForTheProgramToBeClosed() throws Exception {
    LiveShop.make(shop.live, "bad", 10);
    interruptedAt("delete");
    Process idle = sh("exec 3<app/shop.db; echo open; exec sleep 60");
    try {
      assertEquals('o', idle.getInputStream().read());
      assertEquals(InPlaceRestorer.Ending.IN_USE, shop.finish().orElseThrow().ending());
    } finally {
      idle.destroyForcibly().waitFor();
    }
    assertEquals("bad", words(shop.live));
    assertEquals(InPlaceRestorer.Ending.DONE, shop.finish().orElseThrow().ending());
    assertEquals("good", words(shop.live));
  }

  @Test
  void rawCopiesStayThirtyDaysAndTheNewestTwoWhateverTheClockSays() throws Exception {
    Path raw = shop.home.beforeRestoreFolder().resolve("raw");
    for (String set :
        List.of("2019-01-01T10-00-00", "2020-01-01T10-00-00", "2020-01-01T10-00-00-2")) {
      Files.writeString(Files.createDirectories(raw.resolve(set)).resolve("shop.db"), "old");
    }
    Files.createDirectories(raw.resolve("somebody's own"));
    Files.write(shop.live, "noise, and more of it".getBytes());
    Path kept = shop.restore().rawCopy().orElseThrow();
    try (var sets = Files.list(raw)) {
      assertEquals(
          List.of("2020-01-01T10-00-00-2", kept.getFileName().toString(), "somebody's own"),
          sets.map(set -> set.getFileName().toString()).sorted().toList());
    }
  }
}
