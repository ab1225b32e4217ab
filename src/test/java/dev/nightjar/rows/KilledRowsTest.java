package dev.nightjar.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.faults.ChildJava;
import dev.nightjar.faults.FileOperations;
import dev.nightjar.proof.DatabaseContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that brings rows back and is killed: the database is wholly old or wholly new. */
@Tag("proof")
final class KilledRowsTest {
  private static final int KILLS = 10;

  @TempDir private Path folder;

  /** Prints a letter once it may write, and another once it has committed. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      new Accident(Path.of(arguments[0]))
          .back(
              new RowsRequest("t", List.of(), false),
              Duration.ZERO,
              () -> {
                System.out.print("w");
                System.out.flush();
              });
      System.out.print("c");
      System.out.flush();
      if (arguments.length == 1) {
        Thread.sleep(60_000);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void killedAtAnyMomentTheDatabaseIsOldOrNew(String mode) throws Exception {
    Accident accident =
        new Accident(
            folder,
            "PRAGMA journal_mode=" + mode,
            "CREATE TABLE t(id INTEGER PRIMARY KEY, a)",
            "CREATE TABLE c(id INTEGER PRIMARY KEY, t REFERENCES t ON DELETE CASCADE, b)",
            "CREATE INDEX by_t ON c(t)",
            "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                + " INSERT INTO t SELECT i, hex(randomblob(60)) FROM n",
            "INSERT INTO c SELECT id, id, a FROM t");
    accident.happens("DELETE FROM t WHERE id % 2", "UPDATE t SET a = 0");
    List<String> before = accident.now();
    byte[] file = Files.readAllBytes(accident.live);
    Set<String> seen = new TreeSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      Files.deleteIfExists(folder.resolve("live.db-journal"));
      Files.deleteIfExists(folder.resolve("live.db-wal"));
      Files.deleteIfExists(folder.resolve("live.db-shm"));
      Files.write(accident.live, file);
      Process child = ChildJava.start(Child.class, folder.toString());
      assertEquals('w', child.getInputStream().read());
      if (kill == KILLS - 1) {
        assertEquals('c', child.getInputStream().read());
      } else {
        Thread.sleep(kill * 60L);
      }
      child.destroyForcibly().waitFor();
      List<String> now = DatabaseContents.of(accident.live);
      boolean isOld = now.equals(before);
      assertTrue(isOld || now.equals(accident.then()), "after kill " + kill);
      assertEquals("ok", accident.ask("PRAGMA integrity_check"));
      seen.add(isOld ? "old" : "new");
    }
    assertEquals(Set.of("new", "old"), seen);
  }

  /** One is traced; its calls are done again, one more each time. */
  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void killedBeforeEachCallTheDatabaseIsOldOrNew(String mode) throws Exception {
    assumeTrue(FileOperations.canTrace(), "strace is not installed: nothing was proved here");
    Path real = Files.createDirectory(folder.toRealPath().resolve("real"));
    Accident accident =
        new Accident(
            real,
            "PRAGMA journal_mode=" + mode,
            "CREATE TABLE t(id INTEGER PRIMARY KEY, a)",
            "CREATE TABLE c(id INTEGER PRIMARY KEY, t REFERENCES t ON DELETE CASCADE, b)",
            "CREATE INDEX by_t ON c(t)",
            "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 1500)"
                + " INSERT INTO t SELECT i, hex(randomblob(60)) FROM n",
            "INSERT INTO c SELECT id, id, a FROM t");
    accident.happens("DELETE FROM t WHERE id % 2", "UPDATE t SET a = 0");
    List<String> before = accident.now();
    Path shadow = folder.resolve("shadow");
    FileOperations.copy(real, shadow);
    Path trace = folder.resolve("trace.txt");
    List<String> command = new ArrayList<>(FileOperations.tracer(trace));
    command.addAll(
        ChildJava.command(64, List.of(), Child.class.getName(), real.toString(), "ends"));
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertEquals("wc", new String(child.getInputStream().readAllBytes(), UTF_8));
    List<String> after = accident.then();
    assertEquals(after, accident.now());
    TreeMap<String, Integer> moments = new TreeMap<>();
    List<FileOperations.Operation> calls = FileOperations.of(trace, real);
    boolean isNew = false;
    for (int number = 0; number <= calls.size(); number++) {
      FileOperations.copy(shadow, real);
      String moment = number + " of " + calls.size();
      if (number < calls.size()) {
        moment += ", " + calls.get(number).doneIn(shadow, moments);
      }
      List<String> now = accident.now();
      assertTrue(isNew ? now.equals(after) : now.equals(before) || now.equals(after), moment);
      assertEquals("ok", accident.ask("PRAGMA integrity_check"), moment);
      isNew = now.equals(after);
    }
    assertTrue(isNew);
    System.out.println(mode + ": killed before " + moments);
  }
}
