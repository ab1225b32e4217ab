package dev.nightjar.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.platform.FileHolders.Holder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

  private List<Holder> answerOfLsof(String script) throws IOException {
    Path program = Files.writeString(folder.resolve("lsof"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Path file = Files.writeString(folder.resolve("shop.db"), "x");
    return new LsofHolders(program.toString(), 20).of(file);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void lsofEndsWithOneAndNoWordIfNobodyHasTheFile() throws Exception {
    assertEquals(List.of(), answerOfLsof("exit 1"));
    assertEquals(List.of(), answerOfLsof("echo p$PPID; echo cjava; echo f3"));
    assertEquals(List.of(new Holder("shop", 7)), answerOfLsof("echo p7; echo cshop; exit 1"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void ifLsofCanNotBeAskedAnotherProgramMayHaveTheFile() throws Exception {
    List<Holder> unknown = List.of(Holder.UNKNOWN);
    assertEquals(unknown, answerOfLsof("echo 'lsof: no kernel' >&2; exit 1"));
    assertEquals(unknown, answerOfLsof("exit 3"));
    Path file = folder.resolve("shop.db");
    assertEquals(unknown, new LsofHolders(folder.resolve("none").toString(), 20).of(file));
    assertEquals(unknown, new LsofHolders("yes", 0).of(file));
    assertEquals(
        List.of(),
        new LsofHolders(folder.resolve("none").toString(), 20).of(folder.resolve("no.db")));
  }

  /** With lsof itself, if it is there. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void lsofIsAskedAsItWantsToBe() throws Exception {
    Path file = Files.writeString(folder.resolve("shop.db"), "x");
    LsofHolders holders = new LsofHolders();
    assumeTrue(!holders.of(file).equals(List.of(Holder.UNKNOWN)), "no lsof");
    assertEquals(List.of(), holders.of(file));
    Process idle = new ProcessBuilder("sleep", "60").redirectInput(file.toFile()).start();
    try {
      assertEquals(List.of(new Holder("sleep", idle.pid())), holders.of(file));
    } finally {
      idle.destroyForcibly();
    }
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
