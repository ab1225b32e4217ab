package dev.nightjar.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line that was added stays a line of its own, whatever a crash did to the one before. */
final class AppendedLinesTest {
  @TempDir private Path folder;

  private static byte[] line(String text) {
    return (text + "\n").getBytes(UTF_8);
  }

  @Test
  void linesStandInTheOrderInWhichTheyWereAdded() throws IOException {
    Path file = folder.resolve("log");
    for (String text : new String[] {"one", "zwei ğ", ""}) {
      AppendedLines.append(file, line(text));
    }
    assertEquals("one\nzwei ğ\n\n", Files.readString(file));
  }

  @Test
  void aTornLineIsEndedFirst() throws IOException {
    Path file = Files.writeString(folder.resolve("log"), "one\ntor");
    AppendedLines.append(file, line("two"));
    assertEquals("one\ntor\ntwo\n", Files.readString(file));
    Files.writeString(file, "t");
    AppendedLines.append(file, line("two"));
    assertEquals("t\ntwo\n", Files.readString(file));
  }

  @Test
  void aLineCountsOnceItIsFlushed() throws IOException {
    Faults faults = new Faults();
    Path file = new FaultyFileSystem(faults).path(folder.resolve("log"));
    faults.rule((operation, path) -> Optional.empty());
    AppendedLines.append(file, line("one"));
    assertTrue(faults.done().indexOf("flush log") > faults.done().lastIndexOf("write log"));
    faults.rule(
        (operation, path) ->
            operation.equals("flush") ? Optional.of(new IOException("broken")) : Optional.empty());
    assertThrows(IOException.class, () -> AppendedLines.append(file, line("two")));
  }

  @Test
  void aFolderThatIsGoneIsNotMadeAgain() {
    Path file = folder.resolve("gone/log");
    assertThrows(IOException.class, () -> AppendedLines.append(file, line("one")));
    assertTrue(Files.notExists(file.getParent()));
  }

  @Test
  void aDeviceOrAPipeIsNeitherReadNorWritten() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "POSIX only");
    assertThrows(IOException.class, () -> AppendedLines.open(device).close());
    assertThrows(IOException.class, () -> AppendedLines.append(device, new byte[] {'\n'}));
  }
}
