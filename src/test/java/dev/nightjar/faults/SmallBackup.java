package dev.nightjar.faults;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A backup of a few bytes, delivered as a run delivers one. */
final class SmallBackup {
  static final JobIdentity OWNER = new JobIdentity(new UUID(0, 1), "Shop", "PC");

  private SmallBackup() {}

  /**
   * Delivers it.
   *
   * @param scratch where its files are made first
   * @param content the first bytes of each of them
   */
  static void deliver(FolderDestination to, Path scratch, String id, String content, long sequence)
      throws FailureException, IOException {
    Map<BackupFile, FileHash> files = new EnumMap<>(BackupFile.class);
    try (Delivery delivery = to.deliver(id, OWNER)) {
      for (BackupFile file : BackupFile.values()) {
        Path made = Files.writeString(scratch.resolve(content + file), content + file);
        FileHash hash = DurableFiles.hash(made, Progress.NONE);
        files.put(file, hash);
        delivery.add(file, made, hash, Progress.NONE);
      }
      OffsetDateTime at = OffsetDateTime.parse("2026-03-02T16:00:00Z");
      delivery.commit(
          new Manifest(
              "1",
              id,
              sequence,
              Manifest.Kind.SCHEDULED,
              OWNER,
              at,
              at,
              new Manifest.Database("shop.db", 4096, 2, "wal", 0, "3"),
              files,
              List.of(),
              new Manifest.Checks("ok", List.of(), 0, 0, true)));
    }
  }
}
