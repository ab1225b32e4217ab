package dev.nightjar.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.faults.ChildJava;
import dev.nightjar.faults.FileOperations;
import dev.nightjar.proof.DatabaseContents;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A restore that is killed before any call that changes a file. One restore is traced; its calls
 * are done again, one more each time, and each time an app opens the database, and the next start
 * finishes: the database is all old or all new, and whole.
 */
@Tag("proof")
final class KilledRestoreTest {
  @TempDir private Path temporary;

  private void traced(Path folder, Path trace) throws Exception {
    List<String> command = new ArrayList<>(FileOperations.tracer(trace));
    command.addAll(
        ChildJava.command(64, List.of(), RestoreInChild.class.getName(), folder.toString()));
    File out = temporary.resolve("out.txt").toFile();
    Process child =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out).start();
    assertEquals(0, child.waitFor(), Files.readString(out.toPath()));
  }

  @ParameterizedTest
  @CsvSource({"WAL, 8192, 512", "DELETE, 1024, 8192", "none, 0, 4096"})
  void killedBeforeEachCallTheDatabaseIsOldOrNew(String mode, int pageSize, int newPageSize)
      throws Exception {
    assumeTrue(FileOperations.canTrace(), "strace is not installed: nothing was proved here");
    Path folder = temporary.toRealPath().resolve("real");
    LiveShop shop = new LiveShop(folder);
    boolean damaged = mode.equals("none");
    if (damaged) {
      Files.writeString(shop.live, "no database, but what is left of one");
    } else {
      LiveShop.make(
          shop.live, "bad", 250, "PRAGMA page_size=" + pageSize, "PRAGMA journal_mode=" + mode);
    }
    LiveShop.make(shop.backup, "good", 200, "PRAGMA page_size=" + newPageSize);
    List<String> before = damaged ? List.of() : DatabaseContents.of(shop.live);
    List<String> after = DatabaseContents.of(shop.backup);
    Path shadow = temporary.resolve("shadow");
    FileOperations.copy(folder, shadow);
    traced(folder, temporary.resolve("trace.txt"));
    List<FileOperations.Operation> calls =
        FileOperations.of(temporary.resolve("trace.txt"), folder);
    TreeMap<String, Integer> moments = new TreeMap<>();
    Set<String> endings = new TreeSet<>();
    for (int number = 0; number <= calls.size(); number++) {
      if (number < calls.size() && isMore(calls, number)) {
        calls.get(number).change().in(shadow);
        continue;
      }
      FileOperations.copy(shadow, folder);
      String moment = number + " of " + calls.size();
      if (number < calls.size()) {
        moment += ", " + calls.get(number).doneIn(shadow, moments);
      }
      boolean begun = !damaged && isWriting(shop);
      // Half of the times an app comes first, which recovers what it finds.
      if (!damaged && number % 2 == 0) {
        // It rolls back before it is asked for its page size, which was read from the file.
        LiveShop.ask(shop.live, "SELECT count(*) FROM sqlite_schema");
        List<String> now = DatabaseContents.of(shop.live);
        assertTrue(now.equals(before) || now.equals(after), moment);
        assertEquals("ok", LiveShop.ask(shop.live, "PRAGMA integrity_check"), moment);
      }
      Optional<InPlaceRestorer.Finished> finished = shop.finish();
      endings.add(finished.map(end -> end.ending().name()).orElse("nothing to finish"));
      if (damaged && Files.size(shop.live) < 512) {
        assertEquals("no database, but what is left of one", Files.readString(shop.live), moment);
        continue;
      }
      List<String> now = DatabaseContents.of(shop.live);
      assertTrue(begun ? now.equals(after) : now.equals(before) || now.equals(after), moment);
      assertEquals("ok", LiveShop.ask(shop.live, "PRAGMA integrity_check"), moment);
      assertEquals(
          mode.equals("DELETE") ? "delete" : "wal",
          LiveShop.ask(shop.live, "PRAGMA journal_mode"),
          moment);
      assertEquals(
          List.of(), shop.left().stream().filter(name -> !mayStay(folder, name)).toList(), moment);
    }
    System.out.println("killed before " + moments + ", then: " + endings);
    assertTrue(endings.contains("DONE") && endings.contains("NOT_BEGUN"), endings.toString());
  }

  /** The middle of a copy of our own, and of a journal, whose pages are written as those before. */
  private static boolean isMore(List<FileOperations.Operation> calls, int number) {
    boolean inPlace = calls.get(number).file().equals("app/shop.db");
    return !inPlace
        && number % 5 != 0
        && number > 1
        && calls.get(number).call().equals("pwrite64")
        && calls.get(number - 1).call().equals("pwrite64")
        && calls.get(number - 2).call().equals("pwrite64");
  }

  /** Raw copies, half a record of ours, and a journal that SQLite has emptied. */
  private static boolean mayStay(Path folder, String name) {
    try {
      return name.matches("home/(before|restores/\\.).*")
          || (name.equals("app/shop.db-journal")
              && Files.readAllBytes(folder.resolve(name))[0] == 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isWriting(LiveShop shop) {
    return new RestoreIntents(shop.home.restoresFolder())
        .all().stream().anyMatch(intent -> intent.stage() == RestoreIntent.Stage.WRITING);
  }
}
