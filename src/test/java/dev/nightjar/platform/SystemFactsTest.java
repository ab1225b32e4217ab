package dev.nightjar.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts that systems tell each in its own words; where one says nothing, nothing is invented. */
final class SystemFactsTest {
  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @ParameterizedTest
  @CsvSource({
    "Windows 11, WINDOWS",
    "windows server 2022, WINDOWS",
    "Mac OS X, MAC",
    "Linux, LINUX",
    "FreeBSD, OTHER",
    "Darwin Windows, OTHER",
    "'', OTHER"
  })
  void aSystemIsKnownByTheBeginningOfItsName(String name, OperatingSystem system) {
    assertEquals(system, OperatingSystem.of(name));
  }

  @Test
  void aComputersNameIsItsFirstLineThatIsNoComment() throws IOException {
    Path name = file("hostname", "# set at install\n  shop-pc\u0007 \nother\n");
    assertEquals("shop-pc", Host.name(Map.of(), name));
    assertEquals("SHOP", Host.name(Map.of("COMPUTERNAME", " SHOP\n"), name));
    assertEquals("shop-pc", Host.name(Map.of("COMPUTERNAME", "  "), name));
  }

  @Test
  void aComputerWhoseFileSaysNothingUsefulHasANameAllTheSame() throws IOException {
    for (String text : new String[] {"", "# only this\n", "x".repeat(1025)}) {
      String name = Host.name(Map.of(), file("hostname", text));
      assertFalse(name.isBlank());
      assertTrue(name.length() < 1024, "not taken from a file that is none");
    }
    assertFalse(Host.name(Map.of(), folder).isBlank());
  }

  @Test
  void linuxSaysSinceWhenItIsOnAmongOtherThings() throws IOException {
    Path statistics = file("stat", "cpu 1 2\nctxt 5\nbtime 1772697600\nprocesses 7\n");
    assertEquals(Optional.of(Instant.ofEpochSecond(1772697600)), Uptime.fromStatistics(statistics));
    for (String other : new String[] {"", "cpu 1 2\n", "btime soon\n", "btime \u00ff"}) {
      assertEquals(Optional.empty(), Uptime.fromStatistics(file("stat", other)), other);
    }
    assertEquals(Optional.empty(), Uptime.fromStatistics(folder.resolve("none")));
    assertEquals(Optional.empty(), Uptime.fromStatistics(folder));
  }

  @Test
  void macSaysItInAStructure() {
    assertEquals(
        Optional.of(Instant.ofEpochSecond(1772697600)),
        Uptime.fromMac("{ sec = 1772697600, usec = 123 } Thu Mar  5 09:00:00 2026\n"));
    assertEquals(Optional.empty(), Uptime.fromMac("sysctl: unknown oid"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cifs", "SMB3", "nfs", "fuse.sshfs", "9p", "davfs"})
  void aShareIsANetworkWhateverItsProtocol(String type) {
    assertTrue(NetworkFolders.isNetworkType(type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "NTFS", "apfs", "tmpfs", "fuseblk", "fuse", "overlay", ""})
  void aDiskOfThisComputerIsNone(String type) {
    assertFalse(NetworkFolders.isNetworkType(type));
  }

  @ParameterizedTest
  @CsvSource({
    "\\\\nas\\share, true",
    "\\\\?\\unc\\nas\\share, true",
    "\\\\?\\C:\\data, false",
    "\\\\.\\PhysicalDrive0, false",
    "\\nas, false",
    "C:\\nas, false",
    "//nas/share, false"
  })
  void aPathOfAServerBeginsWithTwoSeparators(String path, boolean network) {
    assertEquals(network, NetworkFolders.isUnc(path));
  }

  @Test
  void aThreadOfOursHasItsNameAndKeepsNothingRunning() throws InterruptedException {
    Thread thread = DaemonThreads.named("backups").newThread(() -> {});
    assertEquals("backups", thread.getName());
    assertTrue(thread.isDaemon());
    assertEquals(Thread.State.NEW, thread.getState());
    Thread started = DaemonThreads.start("place", () -> {});
    started.join();
    assertEquals(Thread.State.TERMINATED, started.getState());
  }

  @Test
  void aToolThatIsNotThereOrFailsHasNoAnswer() throws IOException {
    assertEquals(Optional.empty(), ChildProcess.answer(folder.resolve("none").toString()));
    assertEquals(Optional.empty(), ChildProcess.answer(file("no program", "x").toString()));
    if (OperatingSystem.current() != OperatingSystem.WINDOWS) {
      assertEquals(Optional.of("a b\n"), ChildProcess.answer("/bin/sh", "-c", "echo a b"));
      assertEquals(Optional.of("e\n"), ChildProcess.answer("/bin/sh", "-c", "echo e >&2"));
      assertEquals(Optional.empty(), ChildProcess.answer("/bin/sh", "-c", "echo a; exit 3"));
      assertEquals(
          Optional.empty(), ChildProcess.answerWithin(0, "/bin/sh", "-c", "sleep 60; echo a"));
    }
  }

  @Test
  void windowsToolsAreRunByTheirWholePath() {
    assertTrue(
        ChildProcess.ofWindows("reg").matches("[A-Za-z]:.*\\\\System32\\\\reg\\.exe"),
        ChildProcess.ofWindows("reg"));
  }

  @Test
  void theClockOfThisComputerCanBeAskedInAnotherZone() {
    LocalClock clock = new LocalClock();
    ZoneId tokyo = ZoneId.of("Asia/Tokyo");
    assertEquals(ZoneId.systemDefault(), clock.getZone());
    assertEquals(tokyo, clock.withZone(tokyo).getZone());
    assertThrows(NullPointerException.class, () -> clock.withZone(null));
  }
}
