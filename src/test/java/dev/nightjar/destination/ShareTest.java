package dev.nightjar.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.FolderDestination.Reach;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A place without a file system keeps the same promises. */
class ShareTest extends DestinationContract {
  @TempDir private Path folder;

  @Override
  protected Destination destination() throws Exception {
    Clock clock = Clock.systemUTC();
    FolderDestination.create(folder, "NAS", Backups.OWNER, clock);
    return new Share(
        "smb://nas/backups",
        new FolderDestination(folder, "NAS", Reach.REMOTE, Optional.empty(), clock));
  }

  @Test
  void nothingOfItIsAFile() throws Exception {
    Destination share = destination();
    assertEquals(Optional.empty(), share.address());
    assertEquals(Optional.empty(), share.address(BackupFile.DATABASE));
    assertEquals(Optional.empty(), share.lock("anybody"));
  }
}
