package dev.nightjar.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.App;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Outcome;
import dev.nightjar.backup.RunListener;
import dev.nightjar.backup.StepResult;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.platform.Home;
import dev.nightjar.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * At any failing file operation of a run, the live database and all earlier backups stay whole,
 * nothing is listed that isn't good, the run doesn't claim what it didn't do, and the next one
 * works and cleans up.
 */
final class EveryFileOperationFailsTest {
  private static final int EVERY_SO_MANY = 422;

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private final Logger log = Logger.getLogger("dev.nightjar");
  private final Faults faults = new Faults();
  private final FaultyFileSystem system = new FaultyFileSystem(faults);
  private final Set<String> told = new TreeSet<>();
  private Instant now = Instant.parse("2026-03-02T16:00:00Z");
  private Path template;
  private String earlier = "";

  /** Thousands of expected stack traces would hide an unexpected one. */
  @BeforeEach
  void logNothing() {
    log.setLevel(Level.OFF);
  }

  @AfterEach
  void logAgain() {
    log.setLevel(null);
  }

  @BeforeEach
  void makeOneBackup() throws Exception {
    template = Files.createDirectory(folder.resolve("template"));
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + template.resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT, photo BLOB)");
      statement.execute(
          "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number LIMIT 500)"
              + " INSERT INTO product SELECT n, 'product ' || n, randomblob(200) FROM number");
    }
    Path where = Files.createDirectory(folder.resolve("run"));
    copy(template, where);
    BackupRun first = run(where);
    assertEquals(Outcome.SUCCEEDED, first.outcome());
    earlier = first.backup().orElseThrow();
    delete(template);
    Files.move(where, template);
  }

  private BackupRun run(Path where) throws FailureException {
    now = now.plus(Duration.ofMinutes(1));
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    try (App app = new App(Home.at(at(where, "home")), clock, "1")) {
      var job =
          app.jobs()
              .once(
                  at(where, "shop.db"),
                  at(where, "local"),
                  Optional.of(at(where, "nas")),
                  true,
                  Duration.ofSeconds(5));
      return app.backUp(job, Manifest.Kind.MANUAL, false, RunListener.NONE);
    }
  }

  private Path at(Path where, String name) {
    return system.path(where.resolve(name));
  }

  @ParameterizedTest
  @EnumSource
  void aFewOfThem(Faults.Kind kind) throws Exception {
    failEach(kind, EVERY_SO_MANY);
  }

  @Tag("proof")
  @ParameterizedTest
  @EnumSource
  void moreOfThem(Faults.Kind kind) throws Exception {
    failEach(kind, 7);
  }

  private void failEach(Faults.Kind kind, int apart) throws Exception {
    int failed = 0;
    for (int number = 1; ; number += apart) {
      Path where = Files.createDirectory(folder.resolve("run"));
      copy(template, where);
      faults.plan(kind, number);
      Optional<BackupRun> run = Optional.empty();
      Optional<Failure> refused = Optional.empty();
      try {
        run = Optional.of(run(where));
      } catch (FailureException e) {
        refused = Optional.of(e.failure());
      }
      faults.none();
      if (faults.failed().isEmpty()) {
        break;
      }
      failed++;
      String what = kind + " at operation " + number + ", " + faults.failed();
      look(where, what, run, refused);
      recover(where, what);
      delete(where);
    }
    assertTrue(failed > 0, failed + " operations failed");
    System.out.println(kind + ": " + failed + " operations failed, told as:");
    told.forEach(text -> System.out.println("  " + text));
  }

  private void look(Path where, String what, Optional<BackupRun> run, Optional<Failure> refused)
      throws Exception {
    assertEquals(500, products(where.resolve("shop.db")), what);
    boolean here = isListed(where.resolve("local"), run, what);
    boolean there = isListed(where.resolve("nas"), run, what);
    refused.ifPresent(failure -> tell(failure, what, where));
    run.ifPresent(
        done -> {
          done.results().stream()
              .map(StepResult::failure)
              .flatMap(Optional::stream)
              .forEach(failure -> tell(failure, what, where));
          if (done.outcome() == Outcome.SUCCEEDED) {
            assertTrue(here && there, what + ": told as succeeded, but kept " + here + there);
          } else {
            assertTrue(done.results().stream().anyMatch(step -> !step.succeeded()), what);
          }
        });
  }

  private void tell(Failure failure, String what, Path where) {
    String text = Messages.current().failure(failure).replace(where.toString(), "");
    told.add(failure.reason() + ": " + text.replaceAll("[0-9a-f]{8}\\.partial", "…"));
    assertFalse(failure.reason() == Reason.UNEXPECTED, what + ": " + failure);
    assertFalse(text.matches(".*\\b\\w+Exception\\b.*"), what + ": " + text);
  }

  /** Whether the run's own backup is there; all that are must be good. */
  private boolean isListed(Path place, Optional<BackupRun> run, String what) throws Exception {
    var destination =
        new FolderDestination(
            place, "place", FolderDestination.Reach.LOCAL, Optional.empty(), Clock.systemUTC());
    List<BackupSummary> backups = destination.inventory().backups();
    assertTrue(backups.stream().anyMatch(backup -> backup.id().equals(earlier)), what);
    assertEquals(List.of(), destination.inventory().damaged(), what);
    for (BackupSummary backup : backups) {
      for (BackupFile file : backup.files().keySet()) {
        destination.verify(backup, file, Progress.NONE);
      }
    }
    return backups.stream()
        .anyMatch(backup -> run.flatMap(BackupRun::backup).equals(Optional.of(backup.id())));
  }

  private void recover(Path where, String what) throws Exception {
    BackupRun next = run(where);
    assertEquals(Outcome.SUCCEEDED, next.outcome(), what + ", the next run: " + next.results());
    assertTrue(isListed(where.resolve("local"), Optional.of(next), what), what);
    assertTrue(isListed(where.resolve("nas"), Optional.of(next), what), what);
    if (what.startsWith(Faults.Kind.GONE.name())) {
      // Deleted, said the system, and it wasn't: nobody knows whose it is, so a day has to pass.
      for (Path left : partials(where)) {
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
      }
      assertEquals(Outcome.SUCCEEDED, run(where).outcome(), what + ", the run a day later");
    }
    assertEquals(List.of(), partials(where), what);
  }

  private static List<Path> partials(Path where) throws IOException {
    try (var files = Files.walk(where)) {
      return files.filter(name -> name.toString().contains(".partial")).toList();
    }
  }

  private static long products(Path database) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM product WHERE (SELECT integrity_check = 'ok'"
                    + " FROM pragma_integrity_check)")) {
      return row.getLong(1);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (!Files.isDirectory(target)) {
          Files.copy(file, target);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
