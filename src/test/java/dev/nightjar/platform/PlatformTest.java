package dev.nightjar.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {
  @Test
  void emptyAndRelativeVariablesAreIgnored(@TempDir Path user) {
    Map<String, String> variables = Map.of("XDG_CONFIG_HOME", "", "XDG_STATE_HOME", "relative");
    Home home = Home.conventional("Linux", variables, user);
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
        AppFolders.of("Windows 11", variables, user));
    assertEquals(
        user.resolve("Library/Application Support"),
        AppFolders.of("Mac OS X", variables, user).get(0));
    assertEquals(user.resolve(".local/share"), AppFolders.of("Linux", variables, user).get(0));
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
}
