package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Inventory;
import dev.nightjar.faults.ChildJava;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.faults.FileOperations;
import dev.nightjar.faults.FileOperations.Operation;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A command that deletes backups, or heals one, and is killed before any call that changes a file:
 * no backup is listed that isn't whole, the database is as it was, and the next run ends what was
 * begun. One command is traced, and its calls are done again, one more each time; the kernel's own
 * kills, which cost a process each, say that this is what a kill leaves.
 */
@Tag("proof")
final class KilledCommandTest {
  private static final int ENOUGH = 100;

  /** The exit code of a process that SIGKILL has ended; any other end is no kill. */
  private static final int KILLED = 128 + 9;

  @TempDir(factory = FastFolder.class)
  private Path temporary;

  /** The home, the places and the database; the traced process works in it, and the later ones. */
  private Path folder;

  private byte[] live = {};

  @BeforeEach
  void aTracer() throws Exception {
    assumeTrue(FileOperations.canTrace(), "strace is not installed: nothing was proved here");
    folder = Files.createDirectory(temporary.toRealPath().resolve("real"));
  }

  private Terminal twoPlaces(int backups) throws Exception {
    Terminal terminal = new Terminal(folder);
    terminal.job("shop", "--nas", "DIR/nas");
    for (int i = 0; i < backups; i++) {
      terminal.done("backup");
    }
    live = Files.readAllBytes(folder.resolve("shop.db"));
    return terminal;
  }

  private int under(List<String> wrapper, String... words) throws Exception {
    List<String> command = new ArrayList<>(wrapper);
    List<String> arguments = new ArrayList<>(List.of("--home", folder.resolve("home").toString()));
    arguments.addAll(List.of(words));
    command.addAll(
        ChildJava.command(
            64,
            List.of("-Dnightjar.place.patience=0"), // strace counts each thread's calls by itself.
            "dev.nightjar.Main",
            arguments.toArray(String[]::new)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(temporary.resolve("out.txt").toFile())
        .start()
        .waitFor();
  }

  /** Checks what a kill has left in {@link #folder}, and what the next run makes of it. */
  private interface Moment {
    void killed(String what) throws Exception;
  }

  private void beforeEachCall(Moment moment, String... words) throws Exception {
    Path shadow = temporary.resolve("shadow");
    FileOperations.copy(folder, shadow);
    Path trace = temporary.resolve("trace.txt");
    assertEquals(
        0,
        under(FileOperations.tracer(trace), words),
        Files.readString(temporary.resolve("out.txt")));
    List<Operation> calls = FileOperations.of(trace, folder);
    TreeMap<String, Integer> moments = new TreeMap<>();
    for (int number = 0; number <= calls.size(); number++) {
      FileOperations.copy(shadow, folder);
      String what = number + " of " + calls.size();
      if (number < calls.size()) {
        what += ", " + calls.get(number).doneIn(shadow, moments);
      }
      if (number == calls.size() || !calls.get(number).isFlush()) {
        moment.killed(what);
      }
    }
    System.out.println(words[0] + ": killed before " + moments);
  }

  /** The kernel kills it; the first thread that comes to its n-th call decides. */
  private void byTheKernel(int apart, Moment moment, String... words) throws Exception {
    String calls = "rename,renameat,renameat2,link,linkat,unlink,unlinkat";
    Path before = temporary.resolve("before");
    FileOperations.copy(folder, before);
    int kills = 0;
    for (int number = 1, code = 1; code != 0 && number < ENOUGH; number += apart) {
      FileOperations.copy(before, folder);
      String fault = "signal=KILL:when=" + number;
      code = under(FileOperations.injector(Path.of("/dev/null"), calls, fault), words);
      assertTrue(code == 0 || code == KILLED, Files.readString(temporary.resolve("out.txt")));
      kills += code == KILLED ? 1 : 0;
      moment.killed(calls + " " + fault);
    }
    assertTrue(kills > 3, kills + " kills");
    System.out.println(words[0] + ": killed by the kernel " + kills + " times");
  }

  private Moment prune() throws Exception {
    Terminal terminal = twoPlaces(9);
    terminal.done("settings set keep=1");
    String newest = listed("shop").get(0).id();
    return what -> {
      assertTrue(
          requireWhole(what, "").containsAll(List.of("shop " + newest, "nas " + newest)), what);
      terminal.done("backup");
      terminal.done("prune --yes");
      requireNothingLeft(what, 1);
    };
  }

  @Test
  void aPruneKilledBeforeEachCallIsEndedByTheNextRun() throws Exception {
    beforeEachCall(prune(), "prune", "--yes");
  }

  @Test
  void aPruneThatTheKernelKillsIsEndedByTheNextRun() throws Exception {
    byTheKernel(5, prune(), "prune", "--yes");
  }

  private Moment healing() throws Exception {
    Terminal terminal = twoPlaces(1);
    String id = listed("nas").get(0).id();
    Path rotten = folder.resolve("nas/database/backup-" + id + ".db");
    Path healthy = folder.resolve("shop/database/backup-" + id + ".db");
    byte[] good = Files.readAllBytes(healthy);
    byte[] bad = good.clone();
    bad[bad.length / 2] ^= 1;
    Files.write(rotten, bad);
    assertEquals(1, terminal.run("verify --all").code());
    return what -> {
      assertArrayEquals(good, Files.readAllBytes(healthy), what);
      if (requireBadOrGood(rotten, bad, good, what)) {
        assertTrue(requireWhole(what, "nas " + id).contains("shop " + id), what);
      }
      terminal.done("backup");
      assertArrayEquals(good, Files.readAllBytes(healthy), what);
      assertArrayEquals(good, Files.readAllBytes(rotten), what);
      terminal.done("verify --all"); // It lets what rotted go.
      requireNothingLeft(what, listed("shop").size());
    };
  }

  @Test
  void aHealingKilledBeforeEachCallIsEndedByTheNextRun() throws Exception {
    beforeEachCall(healing(), "backup");
  }

  @Test
  void aHealingThatTheKernelKillsIsEndedByTheNextRun() throws Exception {
    byTheKernel(5, healing(), "backup");
  }

  private List<BackupSummary> listed(String place) throws Exception {
    return new ShopFolder(folder).place(place).inventory().backups();
  }

  /** Returns the backups that are listed: each is whole but for a rotten one. */
  private Set<String> requireWhole(String what, String rotten) throws Exception {
    assertArrayEquals(live, Files.readAllBytes(folder.resolve("shop.db")), what);
    Set<String> listed = new TreeSet<>();
    for (String place : List.of("shop", "nas")) {
      Inventory inventory = new ShopFolder(folder).place(place).inventory();
      assertEquals(List.of(), inventory.lost(), what);
      assertEquals(List.of(), inventory.damaged(), what);
      for (BackupSummary backup : inventory.backups()) {
        String name = place + " " + backup.id();
        listed.add(name);
        for (BackupFile file : backup.files().keySet()) {
          if (!name.equals(rotten)) {
            new ShopFolder(folder).place(place).verify(backup, file, Progress.NONE);
          }
        }
      }
    }
    return listed;
  }

  private void requireNothingLeft(String what, int backups) throws Exception {
    requireWhole(what, "");
    for (String place : List.of("shop", "nas")) {
      assertEquals(backups, listed(place).size(), what);
      try (Stream<Path> files = Files.walk(folder.resolve(place))) {
        List<String> names =
            files
                .filter(file -> !isTornLease(file))
                .map(file -> folder.relativize(file).toString())
                .filter(name -> name.matches(".*(backup-|[.]deleted|[.]partial|[.]bad|run-).*"))
                .toList();
        assertEquals(3 * backups, names.size(), what + ": " + names);
      }
    }
  }

  /** A lease that was never written whole is nobody's, and grows old by itself. */
  private static boolean isTornLease(Path file) {
    try {
      return file.getFileName().toString().startsWith(".nightjar.run-") && Files.size(file) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Under its name; or it waits beside the good one, which has no name yet.
   *
   * @return whether there is a file of the name
   */
  private static boolean requireBadOrGood(Path file, byte[] bad, byte[] good, String what)
      throws IOException {
    Path aside = file.resolveSibling("." + file.getFileName() + ".bad");
    byte[] now = Files.readAllBytes(Files.exists(file) ? file : aside);
    assertTrue(Arrays.equals(now, bad) || Files.exists(file) && Arrays.equals(now, good), what);
    return Files.exists(file);
  }
}
