package dev.nightjar.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.platform.FileHolders.Holder;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that have a file open, as each system tells them. */
final class FileHoldersTest {
  @TempDir private Path folder;

  @Test
  void nobodyHasAFileThatIsNotThere() {
    assertEquals(List.of(), FileHolders.current().of(folder.resolve("none.db")));
  }

  @Test
  void thisProgramIsNoneOfThem() throws Exception {
    Path file = Files.writeString(folder.resolve("shop.db"), "x");
    FileHolders holders = FileHolders.current();
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      assertEquals('x', open.read());
      if (holders.tellsOthersFromUs()) {
        assertEquals(List.of(), holders.of(file));
      }
    }
    assertEquals(List.of(), holders.of(file));
  }

  @Test
  void lsofIsReadByItsFields() {
    assertEquals(
        List.of(new Holder("Inventory", 812), new Holder("sqlite3", 9)),
        LsofHolders.parsed("p812\ncInventory\nf7\np4711\ncjava\nf3\np9\ncsqlite3\nf4\n", 4711));
    assertEquals(List.of(), LsofHolders.parsed("", 1));
  }

  @Test
  void theRestartManagersAnswerIsReadWhateverTheCodePage() {
    String answer = "812\tEnvanter Uygulaması\n4711\tNightjar\nrubbish\n";
    String encoded =
        Base64.getEncoder().encodeToString(answer.getBytes(StandardCharsets.UTF_8)) + "\r\n";
    assertEquals(
        List.of(new Holder("Envanter Uygulaması", 812)), WindowsHolders.parsed(encoded, 4711));
    assertEquals(List.of(), WindowsHolders.parsed("no answer at all", 1));
  }

  /** Windows takes 32 767 characters; a path is no part of the script that could end its quotes. */
  @Test
  void thePathGoesIntoTheScriptAsBase64() {
    String encoded = WindowsHolders.encoded(folder.resolve("it's a 'shop'.db"));
    assertTrue(encoded.length() < 20_000, "" + encoded.length());
    String script = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_16LE);
    assertTrue(!script.contains("it's") && !script.contains("@PATH@"), script);
  }

  @Test
  void namesAreToldOnceAndUnknownOnesNotAtAll() {
    assertEquals(
        "app, sqlite3",
        Holder.names(
            List.of(
                new Holder("app", 1),
                new Holder("app", 2),
                Holder.UNKNOWN,
                new Holder("sqlite3", 3))));
  }
}
