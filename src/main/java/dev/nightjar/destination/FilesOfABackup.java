package dev.nightjar.destination;

import dev.nightjar.io.FileHash;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of a backup, in their own order: of two, as thousands of backups have them, in as
 * little memory as goes.
 */
public final class FilesOfABackup extends AbstractMap<BackupFile, FileHash> {
  private final FileHash database;
  private final @Nullable FileHash json;

  private FilesOfABackup(FileHash database, @Nullable FileHash json) {
    this.database = database;
    this.json = json;
  }

  /** A backup's files; without {@code json} the database alone. */
  public static FilesOfABackup of(FileHash database, @Nullable FileHash json) {
    return new FilesOfABackup(database, json);
  }

  /**
   * Copies them.
   *
   * @throws IllegalArgumentException if the database isn't among them
   */
  static FilesOfABackup of(Map<BackupFile, FileHash> files) {
    if (files instanceof FilesOfABackup same) {
      return same;
    }
    FileHash database = files.get(BackupFile.DATABASE);
    if (database == null) {
      throw new IllegalArgumentException("files: the database copy must be among them");
    }
    return new FilesOfABackup(database, files.get(BackupFile.JSON));
  }

  @Override
  public int size() {
    return json == null ? 1 : 2;
  }

  @Override
  public @Nullable FileHash get(@Nullable Object file) {
    return file == BackupFile.DATABASE ? database : file == BackupFile.JSON ? json : null;
  }

  @Override
  public boolean containsKey(@Nullable Object file) {
    return get(file) != null;
  }

  @Override
  public Set<Map.Entry<BackupFile, FileHash>> entrySet() {
    Map<BackupFile, FileHash> entries = new LinkedHashMap<>();
    entries.put(BackupFile.DATABASE, database);
    if (json != null) {
      entries.put(BackupFile.JSON, json);
    }
    return Collections.unmodifiableMap(entries).entrySet();
  }
}
