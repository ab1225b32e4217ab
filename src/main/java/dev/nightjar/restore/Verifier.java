package dev.nightjar.restore;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.json.JsonProof;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.DatabaseCheck;
import java.nio.file.Path;

/** Whether a backup is still what was proved when it was made. */
public final class Verifier {
  private Verifier() {}

  /**
   * Reads the backup's files where they are, compares them with the manifest, and where SQLite can
   * open them there checks the database and compares the JSON with it again.
   *
   * @throws FailureException {@code BACKUP_DAMAGED}, {@code COPY_DAMAGED} or {@code JSON_DIFFERS}
   */
  public static void verify(Destination place, Manifest backup, Progress progress)
      throws FailureException {
    for (BackupFile file : BackupFile.values()) {
      if (backup.files().containsKey(file)) {
        place.verify(backup, file, progress);
      }
    }
    if (place.folder().isEmpty()) {
      return;
    }
    Path database = fileOf(place.folder().get(), BackupFile.DATABASE, backup);
    requireWhole(database, progress);
    if (backup.files().containsKey(BackupFile.JSON)) {
      JsonProof.prove(fileOf(place.folder().get(), BackupFile.JSON, backup), database, progress);
    }
  }

  /**
   * Checks a database file of which nothing else is known.
   *
   * @throws FailureException {@code COPY_DAMAGED}
   */
  public static CheckReport requireWhole(Path database, Progress progress) throws FailureException {
    CheckReport report = DatabaseCheck.of(database, progress);
    if (!report.whole()) {
      throw new FailureException(
          Reason.COPY_DAMAGED, database, report.problems().get(0), report.problems().size());
    }
    return report;
  }

  private static Path fileOf(Path folder, BackupFile file, Manifest backup) {
    return folder.resolve(file.folder()).resolve(file.nameFor(backup.id()));
  }
}
