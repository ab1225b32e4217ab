package dev.nightjar.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystemOpenerTest {
  @TempDir private Path folder;

  @BeforeEach
  void whereOpenersAreCommands() {
    assumeTrue(File.separatorChar == '/', "Windows opens by itself");
  }

  @Test
  void thePathIsOneWordWhateverIsInIt() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("a; touch \"b\" $(c) d"));
    Path seen = folder.resolve("seen");

    new SystemOpener(List.of(List.of("cp", "-r", "-t", made(seen)))).open(odd.toString());

    assertEquals(List.of(odd.getFileName().toString()), List.of(seen.toFile().list()));
  }

  private static String made(Path there) throws IOException {
    return Files.createDirectory(there).toString();
  }

  @Test
  void aCommandThatIsMissingOrFailsLeavesItToTheNext() throws IOException {
    Path seen = folder.resolve("seen");

    new SystemOpener(
            List.of(
                List.of("nightjar-no-such-command"),
                List.of("false"),
                List.of("cp", "-r", "-t", made(seen))))
        .open(Files.createDirectory(folder.resolve("x")).toString());

    assertEquals(List.of("x"), List.of(seen.toFile().list()));
  }

  @Test
  void theAddressOfAShareIsNoPath() throws IOException {
    Path seen = folder.resolve("seen");

    new SystemOpener(List.of(List.of("ln", "-s", "-t", made(seen)))).open("smb://nas/backups");

    assertEquals("smb://nas/backups", Files.readSymbolicLink(seen.resolve("backups")).toString());
  }

  @Test
  void isToldApartWhetherItIsGoneOrNothingOpensIt() {
    SystemOpener opener = new SystemOpener(List.of(List.of("false")));

    assertTrue(told(opener, folder).startsWith("No program on this computer opened " + folder));
    Path gone = folder.resolve("gone");
    assertTrue(told(opener, gone).startsWith(gone + " isn't there."));
  }

  private static String told(SystemOpener opener, Path address) {
    IOException failure = assertThrows(IOException.class, () -> opener.open(address.toString()));
    return SystemOpener.sentence(address.toString(), failure);
  }
}
