package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.demo.SampleShop;
import dev.nightjar.faults.FileOperations;
import dev.nightjar.faults.Mounts;
import dev.nightjar.proof.DatabaseContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code restore --replace} as a process that is killed, or whose disk is full. */
@Tag("proof")
final class RestoreInPlaceProofTest {
  @TempDir private Path folder;
  private ChildProcess nightjar;
  private Path app;
  private Path database;

  @BeforeEach
  void aFolderOfTheApp() throws Exception {
    nightjar = new ChildProcess(folder);
    app = Files.createDirectories(folder.resolve("app"));
    database = app.resolve("shop.db");
  }

  private int run(String... arguments) throws Exception {
    return nightjar.start(arguments).waitFor();
  }

  private void backUp() throws Exception {
    String local = folder.resolve("local").toString();
    assertEquals(0, run("settings", "add", "--database", database.toString(), "--local", local));
    assertEquals(0, run("backup"), nightjar.output());
  }

  private void sql(String... statements) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  private String journalMode() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA journal_mode")) {
      return row.getString(1);
    }
  }

  /** First the copy beside the database finds no room; then SQLite itself doesn't. */
  @ParameterizedTest
  @CsvSource({"2m", "4m"})
  void whereTheDiskIsFullTheDatabaseIsAsItWas(String size) throws Exception {
    SampleShop.create(database, 2_500_000);
    backUp();
    Files.delete(database);
    try (Mounts mounts = new Mounts()) {
      mounts.disk(app, "size=" + size);
      sql(
          "PRAGMA journal_mode=WAL",
          "CREATE TABLE today(x)",
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)"
              + " INSERT INTO today SELECT randomblob(1000) FROM n");
      List<String> before = DatabaseContents.of(database);
      assertEquals(1, run("restore", "latest", "--replace"), nightjar.output());
      assertTrue(nightjar.output().contains("not enough room"), nightjar.output());
      assertEquals(before, DatabaseContents.of(database));
      assertEquals("wal", journalMode());
      try (var left = Files.list(app)) {
        assertEquals(List.of(database), left.toList());
      }
      Mounts.remount(app, "size=60m");
      assertEquals(0, run("restore", "latest", "--replace"), nightjar.output());
      assertTrue(SampleShop.check(database).consistent());
    }
  }

  /** The kernel kills the process; the next command, whichever it is, finishes. */
  @Test
  void killedBeforeACallTheNextCommandFinishes() throws Exception {
    assumeTrue(FileOperations.canTrace(), "strace is not installed");
    sql(
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE stock(id INTEGER PRIMARY KEY, name)",
        "INSERT INTO stock VALUES (1, 'good')");
    backUp();
    List<String> good = DatabaseContents.of(database);
    int finished = 0;
    for (String call : List.of("unlink", "rename")) {
      for (int number = 1; number < 40; number++) {
        sql("UPDATE stock SET name = 'bad'");
        List<String> bad = DatabaseContents.of(database);
        List<String> strace =
            new ArrayList<>(
                FileOperations.injector(
                    folder.resolve("trace.txt"), call, "signal=KILL:when=" + number));
        strace.addAll(
            List.of(
                "-P",
                database.toString(),
                "-P",
                database + "-journal",
                "-P",
                app.toString(),
                "-P",
                database + "-wal",
                "-P",
                folder.resolve("home/restores").toString()));
        int code = nightjar.startUnder(strace, "restore", "latest", "--replace").waitFor();
        String what = call + " " + number;
        if (code == 0) {
          assertEquals(good, DatabaseContents.of(database), what);
          break;
        }
        assertEquals(0, run("list"), what + ": " + nightjar.output());
        boolean said = nightjar.output().contains("It is done now");
        finished += said ? 1 : 0;
        List<String> now = DatabaseContents.of(database);
        assertTrue(said ? now.equals(good) : now.equals(bad) || now.equals(good), what);
        try (var records = Files.list(folder.resolve("home/restores"))) {
          assertTrue(records.noneMatch(file -> file.toString().endsWith(".json")), what);
        }
      }
    }
    assertTrue(finished > 1, "finished " + finished);
    System.out.println("finished by the next command: " + finished);
  }
}
