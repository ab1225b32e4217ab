package dev.nightjar.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.platform.FileHolders.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The programs that have a file open, read from a {@code /proc} of our own making. */
@DisabledOnOs(OS.WINDOWS)
final class ProcHoldersTest {
  @TempDir private Path folder;
  private Path proc;
  private Path database;

  @BeforeEach
  void aFile() throws IOException {
    proc = Files.createDirectory(folder.resolve("proc"));
    database = Files.writeString(folder.resolve("shop.db"), "rows");
  }

  private void process(long id, String command, Path... open) throws IOException {
    Path files = Files.createDirectories(proc.resolve("" + id).resolve("fd"));
    Files.writeString(proc.resolve("" + id).resolve("comm"), command);
    for (int i = 0; i < open.length; i++) {
      Files.createSymbolicLink(files.resolve("" + i), open[i]);
    }
  }

  private List<Holder> holders() {
    return new ProcHolders(proc).of(database);
  }

  @Test
  void aProgramIsKnownByTheFileWhateverItCallsIt() throws IOException {
    Path hard = Files.createLink(folder.resolve("other name"), database);
    process(7, "shop\n", Path.of("/dev/null"), hard);
    process(8, "other\n", Path.of("/dev/null"));
    assertEquals(List.of(new Holder("shop", 7)), holders());
  }

  @Test
  void aProgramThatHasItOpenTwiceIsToldOnce() throws IOException {
    process(7, "shop\n", database, database);
    assertEquals(1, holders().size());
  }

  @Test
  void thisProgramIsLeftOut() throws IOException {
    process(ProcessHandle.current().pid(), "nightjar\n", database);
    assertEquals(List.of(), holders());
  }

  @Test
  void aPipeOrAFileThatWasDeletedIsAnother() throws IOException {
    process(7, "shop\n", Path.of("pipe:[4711]"), Path.of(database + " (deleted)"));
    assertEquals(List.of(), holders());
  }

  @Test
  void aProgramThatEndsMeanwhileDoesntHideTheOthers() throws IOException {
    Files.createDirectory(proc.resolve("6"));
    process(7, "shop\n", database);
    Files.createDirectory(proc.resolve("self"));
    Files.writeString(proc.resolve("9"), "no folder");
    Path nameless = Files.createDirectories(proc.resolve("5").resolve("fd"));
    Files.createSymbolicLink(nameless.resolve("0"), database);
    assertEquals(
        List.of(new Holder("", 5), new Holder("shop", 7)),
        holders().stream()
            .sorted((one, other) -> Long.compare(one.process(), other.process()))
            .toList());
  }

  @Test
  void aNameThatAProgramGaveItselfCantMoveACursor() throws IOException {
    process(7, "sh\u001b[2J\nop\n", database);
    assertEquals("sh [2J op", holders().get(0).name());
  }

  @Test
  void aFileThatIsNotThereIsHeldByNobody() throws IOException {
    process(7, "shop\n", database);
    assertEquals(List.of(), new ProcHolders(proc).of(folder.resolve("none")));
    assertEquals(List.of(), new ProcHolders(folder.resolve("none")).of(database));
    assertTrue(new ProcHolders(proc).tellsOthersFromUs());
  }
}
