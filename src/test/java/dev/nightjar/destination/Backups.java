package dev.nightjar.destination;

import dev.nightjar.io.FileHash;
import dev.nightjar.io.Sha256;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.TableRows;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Backups to try places with. */
public final class Backups {
  public static final JobIdentity OWNER = new JobIdentity(new UUID(0, 1), "Inventory", "SHOP-PC");
  public static final JobIdentity OTHER = new JobIdentity(new UUID(0, 2), "Sales", "OFFICE-PC");
  public static final String ID = "2025-12-12T17-00-00";

  private Backups() {}

  public static FileHash hash(byte[] content) {
    Sha256 hash = new Sha256();
    hash.update(content, 0, content.length);
    return hash.finish();
  }

  public static Manifest manifest(
      String id, long sequence, String at, Map<BackupFile, FileHash> files) {
    return new Manifest(
        "1.0.0",
        id,
        sequence,
        Manifest.Kind.BEFORE_RESTORE,
        OWNER,
        OffsetDateTime.parse(at),
        OffsetDateTime.parse(at),
        new Manifest.Database("C:\\shop\\inventory.db", 4096, 2, "wal", 12, "3.51.1"),
        files,
        List.of(new TableRows("products", 1204)),
        new Manifest.Checks("ok", List.of(), 0, 0, true));
  }

  public static BackupSummary summary(long sequence, String at) {
    return summary(Manifest.Kind.SCHEDULED, sequence, at);
  }

  /** The same of any kind. */
  public static BackupSummary summary(Manifest.Kind kind, long sequence, String at) {
    return summary(OWNER, kind, sequence, at, 12, 1);
  }

  /** The same of any job, with data of that layout and size. */
  public static BackupSummary summary(
      JobIdentity job, Manifest.Kind kind, long sequence, String at, int userVersion, long bytes) {
    OffsetDateTime made = OffsetDateTime.parse(at);
    return new BackupSummary(
        at.substring(0, 19).replace(':', '-'),
        sequence,
        kind,
        job,
        made.toInstant(),
        made.toInstant(),
        made.getOffset(),
        Map.of(BackupFile.DATABASE, new FileHash(bytes, "%064x".formatted(sequence))),
        "C:\\shop\\inventory.db",
        userVersion,
        1,
        1204,
        false,
        true,
        CheckReport.Grade.WHOLE);
  }
}
