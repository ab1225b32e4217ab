package dev.nightjar.failure;

import java.util.Locale;

/**
 * What went wrong, as a stable key. The comment beside each names its arguments, in order; the
 * texts stand in {@code failures.properties} under {@link #code()}.
 */
public enum Reason {
  // The live database. {0} is always its path.
  DATABASE_MISSING,
  DATABASE_IS_FOLDER,
  DATABASE_EMPTY,
  NOT_A_DATABASE,
  DATABASE_ENCRYPTED,
  DATABASE_DAMAGED,
  DATABASE_TOO_NEW,
  DATABASE_NO_PERMISSION,
  /** WAL, no -wal file, and a folder in which SQLite may not make one. */
  DATABASE_FOLDER_READ_ONLY,
  DATABASE_WAL_ON_NETWORK,
  /** {1} the patience in seconds. */
  DATABASE_LOCKED(true),
  /** Another file took the live one's place while it was copied, twice. */
  DATABASE_REPLACED(true),
  DATABASE_IO(true),
  /** SQLite refuses it, though neither its disk nor its pages are at fault; {1} its words. */
  DATABASE_UNREADABLE,

  // What was made from it.
  /** {0} the live database, {1} the first of the findings, {2} how many. */
  COPY_DAMAGED,
  /** {0} the copy, which SQLite refuses though it isn't damaged; {1} its words. */
  COPY_UNREADABLE,
  /** {0} the JSON file, {1} where in it. */
  JSON_DIFFERS,
  /** {0} the JSON file, {1} what is wrong, {2} the byte at which it was seen. */
  JSON_DAMAGED,
  JSON_TOO_NEW,
  /** {0} the JSON file, {1} the name of a declaration, {2} what stands in the way. */
  JSON_NEEDS_APP,
  /** {0} the rebuilt database, {1} the name of a declaration, {2} why it was refused. */
  JSON_NOT_REBUILT,
  /** {0} the copy, {1} the table, {2} what SQLite says. */
  TABLE_UNREADABLE,

  // Places. {0} is always the folder.
  PLACE_UNREACHABLE(true),
  /** No folder of backups yet, and nobody has said that it should be one. */
  PLACE_NOT_MARKED,
  /** The folder is there, its marker isn't: very likely not mounted. */
  PLACE_NOT_CONNECTED,
  /** The marker is another folder's. */
  PLACE_NOT_CHOSEN,
  /** {1} the job and {2} the computer that own it. */
  PLACE_OWNED_BY_OTHER,
  PLACE_MARKER_DAMAGED,
  /** A file is in its way, its name isn't allowed, or the system refuses to make it. */
  PLACE_IMPOSSIBLE,
  /** {1} a folder that is in use already, and is this one under another name. */
  PLACE_SAME,
  PLACE_READ_ONLY,
  /** {1} bytes needed, {2} bytes free; −1 where unknown. */
  PLACE_FULL(true),
  PLACE_IO(true),
  /** {1} the file's name. */
  READ_BACK_DIFFERS(true),
  /** {1} the file's name. */
  NAME_TAKEN,

  // Backups. {0} is the id, as given.
  BACKUP_UNKNOWN,
  /** {1} how many match. */
  BACKUP_AMBIGUOUS,
  /** {1} the file of it that is not what the manifest says, {2} what was found. */
  BACKUP_DAMAGED,
  /** {0} the manifest's file, {1} what is wrong with it. */
  MANIFEST_DAMAGED,
  MANIFEST_TOO_NEW,
  /** No backup at all; {0} the folder or job. */
  NO_BACKUPS,
  /** {0} the id: it has no file of the kind asked for, {1}. */
  BACKUP_LACKS_FILE,

  // The way back. {0} the target.
  TARGET_EXISTS,
  TARGET_IO,
  /** {1} bytes needed, {2} bytes free; −1 where unknown. */
  TARGET_FULL,

  // What was chosen. {0} the settings' file, or the value given.
  /** {1} the line of the fault, {2} the character of that line; −1 where it is in none. */
  SETTINGS_DAMAGED,
  IMPORT_DAMAGED,
  SETTINGS_TOO_NEW,
  /** {0} field, {1} rule, {2} the value. */
  SETTING_INVALID,
  SETTINGS_IO,
  /** {0} the program's own folder, in which it may not write. */
  HOME_READ_ONLY,
  JOB_UNKNOWN,
  /** {0} the name that more than one job has. */
  JOB_AMBIGUOUS,
  /** More than one fits, and none was named; {0} their names. */
  JOB_NOT_CHOSEN,
  NO_JOBS,
  /** {0} what is wrong, a sentence; {1} the command that shows the right use. */
  WRONG_USE,
  /** {0} the file or registry key by which the system is told. */
  AUTOSTART_FAILED,
  /** The running program was asked to end; {0} the seconds it was waited for. */
  STILL_RUNNING(true),

  // The run itself.
  /** {0} who holds the lock, {1} the lock's file. */
  RUN_IN_PROGRESS(true),
  CANCELLED,
  /** A mistake in this program; {0} what it says of itself. */
  UNEXPECTED;

  private final boolean worthRetrying;

  Reason() {
    this(false);
  }

  Reason(boolean worthRetrying) {
    this.worthRetrying = worthRetrying;
  }

  /** Whether the same attempt may succeed a while later with nobody doing anything. */
  public boolean worthRetrying() {
    return worthRetrying;
  }

  /** The name in texts, history and {@code --json}; never changes. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
