package dev.nightjar.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SyncedFoldersTest {
  @TempDir private Path folder;
  private Path user;

  @BeforeEach
  void aUser() throws IOException {
    user = Files.createDirectory(folder.resolve("me"));
  }

  private String serviceOf(Path place, Map<String, String> environment) {
    return new SyncedFolders(environment, user).serviceOf(place).orElse("none");
  }

  private String serviceOf(Path place) {
    return serviceOf(place, Map.of());
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void anOrdinaryFolderIsNotSynced() throws IOException {
    Files.createDirectories(user.resolve(".dropbox")); // Dropbox's own, in the user's folder.
    assertEquals("none", serviceOf(user.resolve("Nightjar Backups/Inventory")));
    assertEquals("none", serviceOf(user));
    assertEquals("none", serviceOf(user.resolve("Boxes")));
    assertEquals(Optional.empty(), SyncedFolders.here().serviceOf(folder));
  }

  @Test
  void windowsNamesOneDrivesFolder() {
    Path business = folder.resolve("elsewhere/OneDrive - Shop");
    Map<String, String> environment =
        Map.of("OneDriveCommercial", business.toString(), "OneDrive", "");
    assertEquals("OneDrive", serviceOf(business.resolve("Documents"), environment));
    assertEquals("OneDrive", serviceOf(user.resolve("OneDrive - Shop/x")));
    assertEquals("none", serviceOf(folder.resolve("elsewhere"), environment));
  }

  @Test
  void macKeepsThemInTheLibrary() throws IOException {
    assertEquals(
        "iCloud", serviceOf(user.resolve("Library/Mobile Documents/com~apple~CloudDocs/Backups")));
    Path cloud = user.resolve("Library/CloudStorage");
    assertEquals("Google Drive", serviceOf(cloud.resolve("GoogleDrive-me@example.org/My Drive")));
    assertEquals("OneDrive", serviceOf(cloud.resolve("OneDrive-Personal")));
    assertEquals("Egnyte", serviceOf(cloud.resolve("Egnyte-Shop")));
  }

  @Test
  void aLinkedFolderCountsAsWhatItLeadsTo() throws IOException {
    Path cloud = user.resolve("Library/Mobile Documents/com~apple~CloudDocs");
    Files.createDirectories(cloud);
    Files.createDirectories(user.resolve("Documents"));
    Files.createSymbolicLink(cloud.resolve("Documents"), user.resolve("Documents"));
    assertEquals("iCloud", serviceOf(user.resolve("Documents/Backups")));
    assertEquals("none", serviceOf(user.resolve("Desktop/Backups")));
  }

  @Test
  void dropboxTellsWhereItsFoldersAre() throws IOException {
    Path mine = folder.resolve("data/My Dropbox");
    String path = mine.toString().replace("\\", "\\\\");
    write(
        user.resolve(".dropbox/info.json"),
        "{\"personal\": {\"path\": \"" + path + "\", \"host\": 1, \"is_team\": false}}");
    assertEquals("Dropbox", serviceOf(mine.resolve("Backups")));
    write(user.resolve(".dropbox/info.json"), "not JSON");
    assertEquals("none", serviceOf(mine.resolve("Backups")));
  }

  @Test
  void nextcloudsConfigurationNamesItsFolders() throws IOException {
    Path mine = folder.resolve("data/cloud");
    write(
        user.resolve(".config/Nextcloud/nextcloud.cfg"),
        "[Accounts]\n0\\Folders\\1\\localPath=" + mine + "/\n0\\Folders\\1\\paused=false\n");
    assertEquals("Nextcloud", serviceOf(mine.resolve("Backups")));
  }

  @Test
  void whatAServiceLeavesBehindGivesItAway() throws IOException {
    Path shared = folder.resolve("shared");
    Files.createDirectories(shared.resolve(".stfolder"));
    assertEquals("Syncthing", serviceOf(shared.resolve("a/b")));
  }

  @Test
  void filesOfOneVolumeAreOnOneDisk() {
    Path database = user.resolve("not/there/inventory.db");
    assertTrue(SyncedFolders.sameDisk(database, folder.resolve("backups")));
    if (Files.isDirectory(Path.of("/proc/self"))) {
      assertFalse(SyncedFolders.sameDisk(database, Path.of("/proc")));
    }
  }
}
