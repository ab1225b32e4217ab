package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.demo.SampleShop;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.io.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The kernel kills the process before a system call, or lets the call fail, SQLite's own among
 * them. strace counts calls by thread: for each n, the first thread that comes to its n-th call.
 */
@Tag("proof")
final class SystemCallTest {
  private static final int ENOUGH = 200;

  /** A file gets its name by a link, so that it replaces none, or by a rename, which may. */
  private static final String GIVES_A_NAME = "'rename,renameat,renameat2,link,linkat'";

  @TempDir private Path folder;
  private ChildProcess nightjar;
  private String[] backup = {};
  private String earlier = "";

  @BeforeEach
  void makeOneBackup() throws Exception {
    assumeTrue(isThere("strace"), "strace is not installed: nothing was proved here");
    nightjar = new ChildProcess(folder);
    SampleShop.create(folder.resolve("shop.db"), 1_000_000);
    backup =
        new String[] {
          "backup",
          "--database",
          folder.resolve("shop.db").toString(),
          "--local",
          folder.resolve("local").toString(),
          "--nas",
          folder.resolve("nas").toString(),
          "--create"
        };
    assertEquals(0, nightjar.start(backup).waitFor(), nightjar.output());
    earlier = backups("local").get(0).id();
  }

  private static boolean isThere(String tool) throws Exception {
    return new ProcessBuilder("sh", "-c", "command -v " + tool).start().waitFor() == 0;
  }

  private List<String> strace(String calls, String fault) {
    return List.of(
        "strace",
        "-f",
        "-qq",
        "-y",
        "-o",
        folder.resolve("trace.txt").toString(),
        "-e",
        "trace=" + calls,
        "-e",
        "inject=" + calls + ":" + fault);
  }

  @ParameterizedTest
  @CsvSource({GIVES_A_NAME, "'unlink,unlinkat'", "'fsync,fdatasync'"})
  void killedBeforeEachOfTheseCalls(String calls) throws Exception {
    int kills = 0;
    int code = 1;
    for (int number = 1; code != 0 && number < ENOUGH; number++) {
      code = nightjar.startUnder(strace(calls, "signal=KILL:when=" + number), backup).waitFor();
      nothingIsLost(calls + " " + number);
      kills += code == 0 ? 0 : 1;
    }
    assertEquals(0, code, "no run came to its end");
    assertTrue(kills > 3, kills + " kills");
    System.out.println(calls + ": killed before " + kills + " calls");
    nextRunWorks();
  }

  @ParameterizedTest
  @CsvSource({
    "'pwrite64,write', ENOSPC, 7",
    "'pwrite64,write', EIO, 11",
    "'fsync,fdatasync', EIO, 1",
    "'pread64,read', EIO, 41",
    GIVES_A_NAME + ", EACCES, 1"
  })
  void eachOfTheseCallsFails(String calls, String error, int apart) throws Exception {
    Set<String> told = new TreeSet<>();
    int failed = 0;
    for (int number = apart; number < ENOUGH * apart && failed < 40; number += apart) {
      String fault = "error=" + error + ":when=" + number;
      int code = nightjar.startUnder(strace(calls, fault), backup).waitFor();
      String what = calls + " " + fault;
      String trace = Files.readString(folder.resolve("trace.txt"));
      if (!trace.contains("INJECTED")) {
        break;
      }
      failed++;
      // A Java that can't even read its own classes says so in its own words.
      boolean started = nightjar.output().contains("accessible") || code <= 4;
      assertTrue(Set.of(0, 1, 2, 3).contains(code) || !started, what + ": " + nightjar.output());
      nightjar
          .output()
          .lines()
          .filter(line -> !isOfJava(trace))
          .filter(line -> line.contains("✗") || line.contains("⚠"))
          .map(line -> line.replace(folder.toString(), "").replaceAll("[0-9a-f]{8}\\.partial", "…"))
          .forEach(told::add);
      nothingIsLost(what);
    }
    assertTrue(failed > 3, failed + " calls failed");
    System.out.println(calls + " " + error + ": " + failed + " calls failed, told as:");
    for (String line : told) {
      System.out.println("  " + line);
      assertFalse(line.matches(".*\\b\\w+Exception\\b.*"), line);
    }
    nextRunWorks();
  }

  /** Java throws anything if it can't read its own classes. */
  private static boolean isOfJava(String trace) {
    return trace
        .lines()
        .filter(line -> line.contains("INJECTED"))
        .anyMatch(line -> line.matches(".*(/lib/modules|\\.jar|\\.class)>.*"));
  }

  private List<BackupSummary> backups(String place) throws Exception {
    return destination(place).inventory().backups();
  }

  private FolderDestination destination(String place) {
    return new FolderDestination(
        folder.resolve(place),
        place,
        FolderDestination.Reach.LOCAL,
        Optional.empty(),
        Clock.systemUTC());
  }

  private void nothingIsLost(String what) throws Exception {
    assertTrue(SampleShop.check(folder.resolve("shop.db")).consistent(), what);
    for (String place : List.of("local", "nas")) {
      List<BackupSummary> found = backups(place);
      assertTrue(found.stream().anyMatch(each -> each.id().equals(earlier)), what);
      // The newest is the one that this run can have spoiled.
      for (BackupFile file : found.get(0).files().keySet()) {
        destination(place).verify(found.get(0), file, Progress.NONE);
      }
    }
  }

  private void nextRunWorks() throws Exception {
    assertEquals(0, nightjar.start(backup).waitFor(), nightjar.output());
    for (String place : List.of("local", "nas")) {
      for (BackupSummary each : backups(place)) {
        for (BackupFile file : each.files().keySet()) {
          destination(place).verify(each, file, Progress.NONE);
        }
      }
      try (var files = Files.walk(folder.resolve(place))) {
        assertEquals(List.of(), files.filter(f -> f.toString().contains(".partial")).toList());
      }
    }
  }
}
