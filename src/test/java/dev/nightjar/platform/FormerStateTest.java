package dev.nightjar.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.io.HeldLock;
import dev.nightjar.platform.instance.SingleInstance;
import dev.nightjar.platform.instance.SingleInstance.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An earlier version kept settings and all else in one folder. */
@Timeout(30)
final class FormerStateTest {
  @TempDir private Path folder;
  private Home former;
  private Home home;

  @BeforeEach
  void anEarlierVersionWasHere() throws IOException {
    former = Home.at(folder.resolve("roaming"));
    home = new Home(folder.resolve("roaming"), folder.resolve("local"));
    Files.createDirectories(former.locksFolder());
    Files.createDirectories(former.logFolder());
    Files.writeString(former.settingsFile(), "settings");
    Files.writeString(former.historyFile(), "history");
    Files.writeString(former.stateFile(), "state");
    Files.writeString(former.logFolder().resolve("nightjar.0.log"), "log");
    Files.createFile(former.locksFolder().resolve("tray.lock"));
  }

  @Test
  void onWindowsOnlySettingsRoam() {
    Map<String, String> environment =
        Map.of("APPDATA", folder + "/roaming", "LOCALAPPDATA", folder + "/local");
    assertEquals(
        new Home(folder.resolve("roaming/Nightjar"), folder.resolve("local/Nightjar")),
        Home.conventional(OperatingSystem.WINDOWS, environment, folder));
    assertEquals(
        new Home(
            folder.resolve("AppData/Roaming/Nightjar"), folder.resolve("AppData/Local/Nightjar")),
        Home.conventional(OperatingSystem.WINDOWS, Map.of(), folder));
  }

  @Test
  void whatAnEarlierVersionRememberedIsMovedOver() throws IOException {
    FormerState.moveOver(home);

    assertEquals("history", Files.readString(home.historyFile()));
    assertEquals("state", Files.readString(home.stateFile()));
    assertEquals("log", Files.readString(home.logFolder().resolve("nightjar.0.log")));
    assertEquals("settings", Files.readString(home.settingsFile()));
    assertFalse(Files.exists(former.historyFile()));
  }

  @Test
  void nothingIsMovedWhileTheEarlierVersionRuns() throws IOException {
    try (HeldLock lock =
        HeldLock.tryAcquire(former.locksFolder().resolve("tray.lock"), "it").orElseThrow()) {
      FormerState.moveOver(home);
      assertFalse(Files.exists(home.historyFile()));
    }
    FormerState.moveOver(home);
    assertEquals("history", Files.readString(home.historyFile()));
  }

  @Test
  void whatTheNewVersionHasWrittenMeanwhileStays() throws IOException {
    Files.createDirectories(home.stateFolder());
    Files.writeString(home.historyFile(), "newer");

    FormerState.moveOver(home);

    assertEquals("newer", Files.readString(home.historyFile()));
    assertEquals("history", Files.readString(former.historyFile()));
  }

  @Test
  void theRunningProgramKeepsAnEarlierVersionFromStarting() throws IOException {
    try (SingleInstance mine = SingleInstance.tryBecome(home).orElseThrow()) {
      assertEquals(Optional.empty(), SingleInstance.tryBecome(former));
    }
    SingleInstance.tryBecome(former).orElseThrow().close();
  }

  @Test
  void anEarlierVersionThatRunsIsReportedToAndEnded() throws IOException {
    try (SingleInstance old = SingleInstance.tryBecome(former).orElseThrow()) {
      old.listen(
          work -> {
            Thread thread = new Thread(work, "earlier version");
            thread.setDaemon(true);
            thread.start();
          },
          message -> {
            if (message == Message.QUIT) {
              old.close();
            }
          });
      assertEquals(Optional.empty(), SingleInstance.tryBecome(home));
      assertTrue(SingleInstance.isRunning(home));
      assertTrue(SingleInstance.tell(home, Message.SHOW));
      assertTrue(SingleInstance.end(home, Duration.ofSeconds(10)));
    }
    SingleInstance.tryBecome(home).orElseThrow().close();
  }

  @Test
  void whereThereWasNoEarlierVersionNothingIsMade() {
    Home fresh = new Home(folder.resolve("config"), folder.resolve("state"));
    FormerState.moveOver(fresh);
    assertFalse(Files.exists(fresh.stateFolder()));
    assertEquals(Optional.empty(), fresh.former());
  }
}
