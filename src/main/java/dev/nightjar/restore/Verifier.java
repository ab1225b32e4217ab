package dev.nightjar.restore;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.OpenedFile;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import dev.nightjar.io.ScratchFolder;
import dev.nightjar.json.JsonProof;
import dev.nightjar.json.JsonRebuild;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.DatabaseCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Whether a backup is still what was proved when it was made. */
public final class Verifier {
  private Verifier() {}

  /**
   * Reads the backup's files where they are, compares them with the manifest, checks the database
   * and compares the JSON with it again.
   *
   * @param scratchFolder where SQLite reads a file that it can't open at its place
   * @param progress in bytes; each file counts twice
   * @throws FailureException {@code BACKUP_DAMAGED}, {@code COPY_DAMAGED} or {@code JSON_DIFFERS}
   */
  public static void verify(
      Destination place, BackupSummary backup, Path scratchFolder, Progress progress)
      throws FailureException {
    // Each file is read twice: for its hash, and for what is in it.
    long done = bytes(backup);
    long all = 2 * done;
    verifyFiles(place, backup, Progress.part(progress, 0, done, all));
    long bytes = backup.databaseFile().bytes();
    Progress opening = Progress.part(progress, done, 0, all);
    try (OpenedFile database = place.open(backup, BackupFile.DATABASE, scratchFolder, opening)) {
      requireWhole(database.path(), Progress.part(progress, done, bytes, all));
      done += bytes;
      if (backup.files().containsKey(BackupFile.JSON)) {
        Progress proving = Progress.part(progress, done, all - done, all);
        try (OpenedFile json = place.open(backup, BackupFile.JSON, scratchFolder, opening)) {
          JsonProof.prove(json.path(), database.path(), proving);
        }
      }
    }
  }

  /**
   * Reads the backup's manifest and files where they are, and compares them with what was proved:
   * bytes that are the same need no other proof.
   *
   * @param progress in bytes
   * @throws FailureException {@code BACKUP_DAMAGED}, {@code MANIFEST_DAMAGED}
   */
  public static void verifyFiles(Destination place, BackupSummary backup, Progress progress)
      throws FailureException {
    if (!place.manifest(backup).summary().equals(backup)) {
      String path = "manifest/backup-" + backup.id() + ".json";
      throw new FailureException(Reason.BACKUP_DAMAGED, backup.id(), path, "another content");
    }
    long all = bytes(backup);
    long done = 0;
    for (Map.Entry<BackupFile, FileHash> file : backup.files().entrySet()) {
      long bytes = file.getValue().bytes();
      place.verify(backup, file.getKey(), Progress.part(progress, done, bytes, all));
      done += bytes;
    }
  }

  private static long bytes(BackupSummary backup) {
    return backup.files().values().stream().mapToLong(FileHash::bytes).sum();
  }

  /** Whether a check that ended so has found damage, rather than a place that doesn't answer. */
  public static boolean isDamage(FailureException thrown) {
    return switch (thrown.reason()) {
      case BACKUP_DAMAGED, MANIFEST_DAMAGED, COPY_DAMAGED, JSON_DIFFERS, JSON_DAMAGED -> true;
      default -> false;
    };
  }

  /**
   * Whether a place still lists a backup, whole or damaged: one that is no longer there was deleted
   * since, and isn't damaged.
   *
   * @throws FailureException {@code PLACE_…}
   */
  public static boolean isListed(Destination place, BackupSummary backup, Progress progress)
      throws FailureException {
    Inventory now = place.inventory(progress);
    return now.find(backup.id()).filter(backup::sameBackupAs).isPresent()
        || now.damaged().stream().anyMatch(one -> one.id().equals(backup.id()));
  }

  /**
   * Finds out whether a database can still be made from a backup's JSON alone.
   *
   * @param scratchFolder where it is made, and removed again
   * @return the parts it would lack, and why, a line each; empty if nothing is missing, or if the
   *     backup has no JSON
   * @throws FailureException {@code TARGET_…} or {@code HOME_…} if it can't be made there
   */
  public static List<String> rebuildLacks(
      Destination place, BackupSummary backup, Path scratchFolder, Progress progress)
      throws FailureException {
    if (!backup.files().containsKey(BackupFile.JSON)) {
      return List.of();
    }
    return ScratchFolder.use(
        scratchFolder,
        () -> {
          try (OpenedFile json = place.open(backup, BackupFile.JSON, scratchFolder, progress);
              OpenedFile database =
                  place.open(backup, BackupFile.DATABASE, scratchFolder, progress)) {
            return JsonRebuild.lacks(
                json.path(),
                database.path(),
                DurableFiles.partialOf(scratchFolder.resolve("rebuilt.db")),
                progress);
          }
        });
  }

  /**
   * Checks a database file of which nothing else is known.
   *
   * @throws FailureException {@code COPY_DAMAGED}
   */
  public static CheckReport requireWhole(Path database, Progress progress) throws FailureException {
    CheckReport report = DatabaseCheck.of(database, progress);
    if (!report.usable()) {
      throw new FailureException(
          Reason.COPY_DAMAGED, database, report.findings().get(0), report.findings().size());
    }
    return report;
  }
}
