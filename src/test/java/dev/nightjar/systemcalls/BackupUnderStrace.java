package dev.nightjar.systemcalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.cli.ChildProcess;
import dev.nightjar.cli.ShopFolder;
import dev.nightjar.demo.SampleShop;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.failure.FailureException;
import dev.nightjar.faults.ClassArchive;
import dev.nightjar.faults.FileOperations;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A shop, one backup of it in two places, and a next backup under strace. strace counts calls by
 * thread: for each n, the first thread that comes to its n-th call.
 */
final class BackupUnderStrace {
  static final int ENOUGH = 200;

  /** A file gets its name by a link, so that it replaces none, or by a rename, which may. */
  static final String GIVES_A_NAME = "'rename,renameat,renameat2,link,linkat'";

  private final ShopFolder shop;
  private final ChildProcess nightjar;
  private final String[] backup;
  private final String earlier;

  /** The classes are for all these backups: most of a run's processor is Java's start. */
  BackupUnderStrace(Path folder, ClassArchive classes) throws Exception {
    assumeTrue(FileOperations.canTrace(), "strace is not installed: nothing was proved here");
    shop = new ShopFolder(folder);
    nightjar = new ChildProcess(folder, classes);
    SampleShop.create(shop.database(), 1_000_000);
    backup = shop.backup();
    assertEquals(0, nightjar.start(backup).waitFor(), nightjar.output());
    earlier = backups("local").get(0).id();
  }

  /** Makes the archive of a backup's classes in a folder, by a backup there. */
  static ClassArchive archive(Path folder) throws Exception {
    ClassArchive begun = ClassArchive.begun(folder);
    new BackupUnderStrace(Files.createDirectory(folder.resolve("first")), begun);
    return begun.made();
  }

  /** The exit code of a backup in which the fault is injected into one of the calls. */
  int run(String calls, String fault) throws Exception {
    List<String> strace = FileOperations.injector(traceFile(), calls, fault);
    return nightjar.startUnder(strace, backup).waitFor();
  }

  /** The last run's messages. */
  String output() throws IOException {
    return nightjar.output();
  }

  private Path traceFile() {
    return shop.path().resolve("trace.txt");
  }

  String trace() throws IOException {
    return Files.readString(traceFile());
  }

  private List<BackupSummary> backups(String place) throws FailureException {
    return shop.place(place).inventory().backups();
  }

  void nothingIsLost(String what) throws Exception {
    assertTrue(SampleShop.check(shop.database()).consistent(), what);
    for (String place : List.of("local", "nas")) {
      List<BackupSummary> found = backups(place);
      assertTrue(found.stream().anyMatch(each -> each.id().equals(earlier)), what);
      // The newest is the one that this run can have spoiled.
      for (BackupFile file : found.get(0).files().keySet()) {
        shop.place(place).verify(found.get(0), file, Progress.NONE);
      }
    }
  }

  void nextRunWorks() throws Exception {
    assertEquals(0, nightjar.start(backup).waitFor(), nightjar.output());
    for (String place : List.of("local", "nas")) {
      for (BackupSummary each : backups(place)) {
        for (BackupFile file : each.files().keySet()) {
          shop.place(place).verify(each, file, Progress.NONE);
        }
      }
      try (var files = Files.walk(shop.path().resolve(place))) {
        assertEquals(List.of(), files.filter(f -> f.toString().contains(".partial")).toList());
      }
    }
  }
}
