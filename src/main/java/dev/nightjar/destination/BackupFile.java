package dev.nightjar.destination;

/** The files that make up a backup, and where in a place each stands. */
public enum BackupFile {
  DATABASE("database", ".db"),
  JSON("json", ".json");

  private final String folder;
  private final String extension;

  BackupFile(String folder, String extension) {
    this.folder = folder;
    this.extension = extension;
  }

  public String folder() {
    return folder;
  }

  /** The end of its name, with the point. */
  public String extension() {
    return extension;
  }

  /** The file's name alone: {@code backup-<id>.db}. */
  public String nameFor(String id) {
    return "backup-" + id + extension;
  }

  /** The path inside the place, as the manifest has it: {@code database/backup-<id>.db}. */
  public String pathFor(String id) {
    return folder + "/" + nameFor(id);
  }
}
