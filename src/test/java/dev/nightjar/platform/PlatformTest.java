package dev.nightjar.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {
  @Test
  void emptyAndRelativeVariablesAreIgnored(@TempDir Path user) {
    Map<String, String> variables = Map.of("XDG_CONFIG_HOME", "", "XDG_STATE_HOME", "relative");
    Home home = Home.conventional(OperatingSystem.LINUX, variables, user);
    assertEquals(user.resolve(".config/nightjar/settings.json"), home.settingsFile());
    assertEquals(user.resolve(".local/state/nightjar/history.jsonl"), home.historyFile());
  }

  @Test
  void appsKeepTheirDataWhereTheSystemSays(@TempDir Path user) {
    Map<String, String> variables =
        Map.of(
            "APPDATA", user.resolve("Roaming").toString(), "LOCALAPPDATA", "", "ProgramData", "x");
    assertEquals(
        List.of(user.resolve("Roaming"), user.resolve("Documents")),
        AppFolders.of(OperatingSystem.WINDOWS, variables, user));
    assertEquals(
        user.resolve("Library/Application Support"),
        AppFolders.of(OperatingSystem.MAC, variables, user).get(0));
    assertEquals(
        user.resolve(".local/share"), AppFolders.of(OperatingSystem.LINUX, variables, user).get(0));
  }

  @Test
  void sharesAreNetworkAndLongPathsAreNot(@TempDir Path local) {
    assertTrue(NetworkFolders.isUnc("\\\\server\\share"));
    assertTrue(NetworkFolders.isUnc("\\\\?\\UNC\\server\\share"));
    assertFalse(NetworkFolders.isUnc("\\\\?\\C:\\data"));
    assertTrue(NetworkFolders.isNetworkType("NFS4"));
    assertFalse(NetworkFolders.isNetwork(local.resolve("not/there")));
  }

  @Test
  void aComputerAlwaysHasAName(@TempDir Path folder) {
    assertEquals("SHOP", Host.name(Map.of("COMPUTERNAME", "SHOP"), folder.resolve("none")));
    assertFalse(Host.name(Map.of(), folder.resolve("none")).isBlank());
  }

  private record Process(String name, Instant since) implements ProcessHandle.Info {
    @Override
    public Optional<String> user() {
      return Optional.of(name);
    }

    @Override
    public Optional<Instant> startInstant() {
      return Optional.of(since);
    }

    @Override
    public Optional<String> command() {
      return Optional.empty();
    }

    @Override
    public Optional<String> commandLine() {
      return Optional.empty();
    }

    @Override
    public Optional<String[]> arguments() {
      return Optional.empty();
    }

    @Override
    public Optional<Duration> totalCpuDuration() {
      return Optional.empty();
    }
  }

  @Test
  void onWindowsTheComputerIsOnForAUserSinceTheirFirstProcess() {
    Instant signIn = Instant.parse("2026-03-02T08:00:00Z");
    List<ProcessHandle.Info> processes =
        List.of(
            new Process("PC\\me", signIn.plusSeconds(60)),
            new Process("PC\\me", signIn),
            new Process("SYSTEM", signIn.minusSeconds(86_400)));
    assertEquals(
        Optional.of(signIn), Uptime.fromProcesses(processes.stream(), Optional.of("PC\\me")));
    assertEquals(Optional.empty(), Uptime.fromProcesses(processes.stream(), Optional.empty()));
  }
}
