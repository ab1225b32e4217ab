package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.demo.SampleShop;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A shop, one backup of it in two places, and a next backup under strace. strace counts calls by
 * thread: for each n, the first thread that comes to its n-th call.
 */
final class TracedBackup {
  static final int ENOUGH = 200;

  /** A file gets its name by a link, so that it replaces none, or by a rename, which may. */
  static final String GIVES_A_NAME = "'rename,renameat,renameat2,link,linkat'";

  private final Path folder;
  private final ChildProcess nightjar;
  private final String[] backup;
  private final String earlier;

  TracedBackup(Path folder) throws Exception {
    assumeTrue(isThere("strace"), "strace is not installed: nothing was proved here");
    this.folder = folder;
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

  /** The exit code of a backup in which the fault is injected into one of the calls. */
  int run(String calls, String fault) throws Exception {
    List<String> strace =
        List.of(
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
    return nightjar.startUnder(strace, backup).waitFor();
  }

  /** The last run's messages. */
  String output() throws IOException {
    return nightjar.output();
  }

  String trace() throws IOException {
    return Files.readString(folder.resolve("trace.txt"));
  }

  private List<BackupSummary> backups(String place) throws FailureException {
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

  void nothingIsLost(String what) throws Exception {
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

  void nextRunWorks() throws Exception {
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
