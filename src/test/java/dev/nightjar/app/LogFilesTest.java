package dev.nightjar.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFilesTest {
  private static final Logger ROOT = Logger.getLogger("dev.nightjar");
  private static final Logger LOG = Logger.getLogger(LogFilesTest.class.getName());

  @TempDir private Path folder;
  private final List<Failure> lost = new ArrayList<>();
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private PrintStream realConsole;

  @BeforeEach
  void watchTheConsole() {
    realConsole = System.err;
    System.setErr(new PrintStream(console, true, UTF_8));
  }

  @AfterEach
  void logAsBefore() {
    System.setErr(realConsole);
    Arrays.stream(ROOT.getHandlers()).forEach(LogFilesTest::remove);
    ROOT.setUseParentHandlers(true);
    ROOT.setLevel(null);
  }

  private static void remove(Handler handler) {
    ROOT.removeHandler(handler);
    handler.close();
  }

  @Test
  void aRecordIsOneLineWithTheTraceBelowIt() throws Exception {
    LogFiles.logInto(folder, lost::add);
    Exception cause = new IOException("Ağ adı silindi");
    LOG.log(Level.WARNING, new IOException("copy", cause), () -> "Shop, NAS: failed\n(place-io)");
    LOG.log(Level.CONFIG, () -> "Shop, json: ok");
    List<String> lines = Files.readAllLines(folder.resolve("nightjar-0.0.log"));
    String time = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} [+-]\\d{4} ";
    assertTrue(
        lines.get(0).matches(time + "WARNING Shop, NAS: failed \\(place-io\\)"), lines.get(0));
    assertEquals("java.io.IOException: copy", lines.get(1));
    assertTrue(lines.contains("Caused by: java.io.IOException: Ağ adı silindi"), "" + lines);
    assertTrue(lines.get(lines.size() - 1).matches(time + "CONFIG Shop, json: ok"), "" + lines);
    assertEquals(List.of(), lost);
  }

  @Test
  void aLogThatCantBeMadeIsSaidToBeLostOnceAndNothingElseIsPrinted() throws Exception {
    Path noFolder = Files.writeString(folder.resolve("log"), "");
    LogFiles.logInto(noFolder, lost::add);
    LOG.warning("one");
    LOG.warning("two");
    assertEquals(1, lost.size());
    assertEquals(Reason.LOG_LOST, lost.get(0).reason());
    assertEquals(List.of(noFolder.toString()), lost.get(0).arguments());
    assertEquals("", console.toString(UTF_8));
  }

  @Test
  void aDiskThatIsFullIsSaidOnceAndNothingElseIsPrinted() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no disk here that is always full: nothing was proved");
    Files.createSymbolicLink(folder.resolve("nightjar-0.0.log"), full);
    LogFiles.logInto(folder, lost::add);
    LOG.warning("one");
    LOG.warning("two");
    Arrays.stream(ROOT.getHandlers()).forEach(LogFilesTest::remove);
    assertEquals(1, lost.size());
    assertEquals("", console.toString(UTF_8));
  }
}
