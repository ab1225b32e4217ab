package dev.nightjar.destination.folder;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells the file of a backup in a place from an app's database. */
public final class PlacedBackup {
  private static final String BACKUP = BackupFile.DATABASE.nameFor("\n");
  private static final String PREFIX = BACKUP.substring(0, BACKUP.indexOf('\n'));
  private static final String SUFFIX = BACKUP.substring(BACKUP.indexOf('\n') + 1);

  private PlacedBackup() {}

  /**
   * Refuses a {@code file} that is a backup in a place: to write to it would damage it.
   *
   * @throws FailureException {@code DATABASE_IS_BACKUP}
   */
  public static void refuse(Path file) throws FailureException {
    Path real = real(file);
    Path folder = real.getParent();
    Path place = folder == null ? null : folder.getParent();
    String name = String.valueOf(real.getFileName());
    if (folder != null
        && place != null
        && folder.endsWith(BackupFile.DATABASE.folder())
        && name.startsWith(PREFIX)
        && name.endsWith(SUFFIX)
        && Files.exists(place.resolve(MarkerFile.NAME))) {
      throw new FailureException(Reason.DATABASE_IS_BACKUP, file, place);
    }
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize(); // It isn't there: nothing of it can be damaged.
    }
  }
}
