package dev.nightjar.simulation;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.io.FileHash;
import dev.nightjar.sqlite.CheckReport;
import java.util.EnumMap;
import java.util.Map;

/** A backup at one place: it is in the book once it was wholly written there. */
final class Copy {
  static final long NEVER = Long.MAX_VALUE;

  final Backup backup;
  final BackupSummary summary;
  final long writtenAt;

  /** When its files went while its manifest was left. */
  long cutAt = NEVER;

  /** When all of it went. */
  long goneAt = NEVER;

  /** When its content changed without anything to be seen. */
  long rottenAt = NEVER;

  /** Whether somebody has read it since it rotted. */
  boolean foundRotten;

  long foundAt = NEVER;

  /** Whether retention took it. */
  boolean pruned;

  Copy(Backup backup, String id, JobIdentity identity, String source, long now) {
    this(backup, id, identity, source, now, backup.kind(), 12);
  }

  /** Now and then one from before a restore, and a change of the app's layout. */
  static Copy ofManyKinds(Backup backup, String id, JobIdentity identity, String source, long now) {
    boolean before = backup.sequence() % 11 == 5;
    return new Copy(
        backup,
        id,
        identity,
        source,
        now,
        before ? Manifest.Kind.BEFORE_RESTORE : backup.kind(),
        (int) (backup.sequence() / 17));
  }

  private Copy(
      Backup backup,
      String id,
      JobIdentity identity,
      String source,
      long now,
      Manifest.Kind kind,
      int layout) {
    this.backup = backup;
    this.writtenAt = now;
    Map<BackupFile, FileHash> files = new EnumMap<>(BackupFile.class);
    files.put(BackupFile.DATABASE, backup.database());
    if (backup.json()) {
      files.put(BackupFile.JSON, backup.database());
    }
    summary =
        new BackupSummary(
            id,
            backup.sequence(),
            kind,
            identity,
            backup.startedAt().toInstant(),
            backup.snapshotAt().toInstant(),
            backup.snapshotAt().getOffset(),
            files,
            source,
            layout,
            backup.rows().size(),
            backup.rows().values().stream().mapToLong(Long::longValue).sum(),
            false,
            backup.json(),
            CheckReport.Grade.WHOLE);
  }

  /** Somebody reads it. */
  void found(long now) {
    if (!isSound() && !foundRotten) {
      foundRotten = true;
      foundAt = now;
    }
  }

  boolean isThere() {
    return cutAt == NEVER && goneAt == NEVER;
  }

  boolean isSound() {
    return isThere() && rottenAt == NEVER;
  }

  /** When somebody who reads the place could see that it went. */
  long lostAt() {
    return Math.min(cutAt, goneAt);
  }
}
