package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a user runs them: real files, their words and exit codes. */
final class CommandLineTest {
  @TempDir private Path folder;
  private Path database;
  private Path local;
  private Path nas;

  @BeforeEach
  void aDatabaseInUse() throws SQLException {
    database = folder.resolve("inventory.db");
    local = folder.resolve("local");
    nas = folder.resolve("nas");
    sql(
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE products(id INTEGER PRIMARY KEY, name TEXT)",
        "INSERT INTO products VALUES (1, 'Widget'), (2, 'Gadget 🔔')");
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  /** Runs it in this process, which is sooner and all the same but for the start. */
  private Program.Ended nightjar(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--home", home().toString()));
    all.addAll(List.of(arguments));
    return readable(InThisProcess.run(all));
  }

  private Path home() {
    return folder.resolve("home");
  }

  private static Program.Ended readable(Program.Ended ended) {
    assertFalse(ended.err().contains("\tat "), ended.err());
    return ended;
  }

  private List<String> backupOf(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "backup",
                "--database",
                database.toString(),
                "--local",
                local.toString(),
                "--nas",
                nas.toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private Program.Ended backup(String... more) {
    return nightjar(backupOf(more).toArray(String[]::new));
  }

  @Test
  void aBackupIsRestoredFromEitherFileByOtherProcesses() throws Exception {
    Program program = new Program(folder, home());
    Program.Ended made = readable(program.run(backupOf("--create")));
    assertEquals(0, made.code(), made.err());
    assertTrue(made.out().contains("✓ JSON matches the database: 1 table, 2 rows"), made.out());
    assertTrue(made.out().endsWith("✓ Backup process completed: 2 of 2 places\n"), made.out());
    for (String from : List.of("database", "json")) {
      Path restored = folder.resolve("restored-" + from + ".db");
      Program.Ended ended =
          program.run(
              List.of(
                  "restore",
                  "latest",
                  "--in",
                  nas.toString(),
                  "--to",
                  restored.toString(),
                  "--from",
                  from));
      assertEquals(0, ended.code(), ended.err());
      assertTrue(Files.size(restored) > 0);
    }
    assertEquals(0, nightjar("verify", "--all", "--in", local.toString()).code());
    Program.Ended listed = nightjar("list", "--in", nas.toString(), "--json");
    assertTrue(listed.out().contains("\"nightjar-list/1\""), listed.out());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nobodyMayReadACopyWhoMayNotReadTheDatabase() throws Exception {
    Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(0, backup("--create").code());
    Path restored = folder.resolve("restored.db");
    assertEquals(
        0,
        nightjar("restore", "latest", "--in", nas.toString(), "--to", restored.toString()).code());
    List<Path> copies = new ArrayList<>(List.of(restored));
    for (Path place : List.of(local, nas)) {
      for (String kind : List.of("database", "json")) {
        try (var files = Files.list(place.resolve(kind))) {
          files.forEach(copies::add);
        }
      }
    }
    assertEquals(5, copies.size());
    for (Path copy : copies) {
      assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
    }
  }

  @Test
  void aNasThatIsGoneIsOwedAndFollows() throws Exception {
    assertEquals(0, backup("--create").code());
    Path away = folder.resolve("away");
    Files.move(nas, away);
    Program.Ended without = backup();
    assertEquals(3, without.code(), without.out() + without.err());
    assertTrue(without.err().contains("doesn't answer"), without.err());
    Files.move(away, nas);
    Program.Ended caughtUp = backup();
    assertEquals(0, caughtUp.code(), caughtUp.err());
    assertTrue(caughtUp.out().contains("✓ NAS is up to date: 1 backup copied"), caughtUp.out());
    try (var manifests = Files.list(nas.resolve("manifest"))) {
      assertEquals(3, manifests.count());
    }
  }

  @Test
  void aDamagedBackupFailsToVerifyAndIsNotRestored() throws Exception {
    assertEquals(0, backup("--create").code());
    Path copy;
    try (var files = Files.list(nas.resolve("database"))) {
      copy = files.findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(copy);
    bytes[5000] ^= 1;
    Files.write(copy, bytes);
    assertEquals(1, nightjar("verify", "--in", nas.toString()).code());
    Path restored = folder.resolve("restored.db");
    Program.Ended ended =
        nightjar("restore", "latest", "--in", nas.toString(), "--to", restored.toString());
    assertEquals(1, ended.code());
    assertFalse(Files.exists(restored));
  }

  @Test
  void aFolderThatIsNotMarkedIsNotWrittenTo() throws Exception {
    Files.createDirectories(local);
    Files.createDirectories(nas);
    Program.Ended ended = backup();
    assertEquals(1, ended.code());
    try (var files = Files.list(nas)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void anotherDatabasesFolderIsRefused() throws Exception {
    assertEquals(0, backup("--create").code());
    Path other = folder.resolve("other.db");
    Files.copy(database, other);
    Program.Ended ended =
        nightjar("backup", "--database", other.toString(), "--local", local.toString(), "--create");
    assertEquals(2, ended.code(), ended.err());
  }

  @Test
  void settingsAddBackupStatus() throws Exception {
    Program.Ended added =
        nightjar(
            "settings",
            "add",
            "--database",
            database.toString(),
            "--local",
            local.toString(),
            "--nas",
            nas.toString(),
            "--create");
    assertEquals(0, added.code(), added.err());
    assertEquals(0, nightjar("backup", "inventory").code());
    Program.Ended status = nightjar("status");
    assertEquals(0, status.code(), status.out() + status.err());
    assertEquals(0, nightjar("list").code());
    assertEquals(2, nightjar("backup", "nobody").code());
  }

  @Test
  void wrongUseIsToldInWords() throws Exception {
    assertEquals(2, nightjar("backup").code());
    assertEquals(2, nightjar("nonsense").code());
    assertEquals(2, nightjar("restore", "latest").code());
    Program.Ended help = nightjar("--help");
    assertEquals(0, help.code());
    assertTrue(help.out().contains("restore"), help.out());
  }
}
