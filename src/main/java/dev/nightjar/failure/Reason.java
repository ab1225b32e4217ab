package dev.nightjar.failure;

import java.util.Locale;

/**
 * The kind of a failure, as a stable key. The comment beside each names its arguments, in order;
 * the texts stand in {@code messages.properties} under {@code failure.} and {@link #code()}.
 *
 * <p>It is long because each failure that users are told is one of its own.
 */
public enum Reason {
  // The live database. {0} is always its path.
  DATABASE_MISSING(Subject.DATABASE),
  DATABASE_IS_FOLDER(Subject.DATABASE),
  /** {1} the folder that keeps it as a backup. */
  DATABASE_IS_BACKUP(Subject.DATABASE),
  DATABASE_EMPTY(Subject.DATABASE),
  NOT_A_DATABASE(Subject.DATABASE),
  DATABASE_ENCRYPTED(Subject.DATABASE),
  DATABASE_DAMAGED(Subject.DATABASE),
  DATABASE_TOO_NEW(Subject.DATABASE),
  /** {0} may be the file that SQLite keeps beside it, too. */
  DATABASE_NO_PERMISSION(Subject.DATABASE),
  /** WAL, no -wal file, and a folder in which SQLite may not make one. */
  DATABASE_FOLDER_READ_ONLY(Subject.DATABASE),
  /** Another user's, in WAL mode and without side files: ours would lock its app out. */
  DATABASE_WAL_READ_ONLY(Subject.DATABASE),
  DATABASE_WAL_ON_NETWORK(Subject.DATABASE),
  /** {1} the patience in seconds. */
  DATABASE_LOCKED(Subject.DATABASE, true),
  /** It was to be replaced, and a program has it open; {1} the programs, −1 if unknown. */
  DATABASE_IN_USE(Subject.DATABASE, true),
  /** Another file took the live one's place while it was copied, twice. */
  DATABASE_REPLACED(Subject.DATABASE, true),
  DATABASE_IO(Subject.DATABASE, true),
  /** SQLite refuses it, though neither its disk nor its pages are at fault; {1} its words. */
  DATABASE_UNREADABLE(Subject.DATABASE),

  // The copy and the files made from it.
  /** {0} the live database, {1} the first of the findings, {2} how many. */
  COPY_DAMAGED(Subject.COPY),
  /** {0} the copy, which SQLite refuses though it isn't damaged; {1} its words. */
  COPY_UNREADABLE(Subject.COPY),
  /** {0} the JSON file, {1} where in it. */
  JSON_DIFFERS(Subject.COPY),
  /** {0} the JSON file, {1} what is wrong, {2} the byte at which it was seen. */
  JSON_DAMAGED(Subject.COPY),
  JSON_TOO_NEW(Subject.COPY),
  /** {0} the database, {1} how many declarations it has, {2} how many a JSON may have. */
  JSON_TOO_MANY_DECLARATIONS(Subject.COPY),
  /** {0} the database, {1} the bytes of its declarations, {2} how many as many may have. */
  JSON_DECLARATIONS_TOO_LARGE(Subject.COPY),
  /** {0} the JSON file, {1} the name of a declaration, {2} what stands in the way. */
  JSON_NEEDS_APP(Subject.COPY),
  /** {0} the JSON file, {1} a table whose rows it lacks, {2} why. */
  JSON_INCOMPLETE(Subject.COPY),
  /** {0} the rebuilt database, {1} the name of a declaration, {2} why it was refused. */
  JSON_NOT_REBUILT(Subject.COPY),
  /** {0} the copy, {1} the table, {2} what SQLite says. */
  TABLE_UNREADABLE(Subject.COPY),

  // Places. {0} is always the folder, but for a file that is no folder.
  PLACE_UNREACHABLE(Subject.PLACE, true),
  /** A command was to read it, and it isn't there; one of the settings doesn't answer. */
  PLACE_MISSING(Subject.PLACE),
  /** No folder of backups yet, and nobody has said that it should be one. */
  PLACE_NOT_MARKED(Subject.PLACE),
  /** The folder is there, its marker isn't: very likely not mounted. */
  PLACE_NOT_CONNECTED(Subject.PLACE),
  /** The marker is another folder's. */
  PLACE_NOT_CHOSEN(Subject.PLACE),
  /** {1} the job and {2} the computer that own it. */
  PLACE_OWNED_BY_OTHER(Subject.PLACE),
  /** {1} the name of the job, which is set up here, too. */
  PLACE_OF_JOB_HERE(Subject.PLACE),
  PLACE_MARKER_DAMAGED(Subject.PLACE),
  /** A newer Nightjar has marked it. */
  PLACE_TOO_NEW(Subject.PLACE),
  /** {0} the file that is where the folder, or one above it, should be. */
  PLACE_IS_FILE(Subject.PLACE),
  /** Its name isn't allowed, or the system refuses to make it. */
  PLACE_IMPOSSIBLE(Subject.PLACE),
  /** {1} a folder that is in use already, and is this one, perhaps under another name. */
  PLACE_SAME(Subject.PLACE),
  /** {1} the job's other folder, which it lies in. */
  PLACE_NESTED(Subject.PLACE),
  PLACE_READ_ONLY(Subject.PLACE),
  /** Nobody may write there: its disk is read-only as a whole. */
  PLACE_DISK_READ_ONLY(Subject.PLACE),
  /** {0} the file or the folder that may not be read. */
  PLACE_UNREADABLE(Subject.PLACE),
  /** {1} bytes needed, {2} bytes free; −1 if unknown. */
  PLACE_FULL(Subject.PLACE, true),
  /** Its disk's format is FAT32. */
  PLACE_NO_LARGE_FILES(Subject.PLACE),
  PLACE_IO(Subject.PLACE, true),
  /** {1} the file's name. */
  READ_BACK_DIFFERS(Subject.PLACE, true),
  /** {1} the file's name. */
  NAME_TAKEN(Subject.PLACE),

  // Backups. {0} is the id, as given.
  BACKUP_UNKNOWN(Subject.BACKUP),
  /** {1} how many match. */
  BACKUP_AMBIGUOUS(Subject.BACKUP),
  /** {1} files that another program made, which it fits. */
  COPY_NOT_CHOSEN(Subject.BACKUP),
  /** {0} the file, which another program made: it has neither a manifest nor a JSON. */
  BACKUP_NOT_OURS(Subject.BACKUP),
  /** {1} the file of it that is not what the manifest says, {2} what was found. */
  BACKUP_DAMAGED(Subject.BACKUP),
  /** {0} the manifest's file, {1} what is wrong with it. */
  MANIFEST_DAMAGED(Subject.BACKUP),
  MANIFEST_TOO_NEW(Subject.BACKUP),
  /** No backup at all; {0} the folder or job. */
  NO_BACKUPS(Subject.BACKUP),
  /** {0} the id: it has no file of the kind asked for, {1}. */
  BACKUP_LACKS_FILE(Subject.BACKUP),

  // The way back. {0} the target.
  TARGET_EXISTS(Subject.TARGET),
  /** It was to be replaced, and is a folder or a device. */
  TARGET_NOT_FILE(Subject.TARGET),
  TARGET_IO(Subject.TARGET),
  /** SQLite would take it for a part of {1}, a database that is there. */
  TARGET_BESIDE_DATABASE(Subject.TARGET),
  /** {1} the folder that it was to be in, and that isn't there. */
  TARGET_NO_FOLDER(Subject.TARGET),
  /** {1} bytes needed, {2} bytes free; −1 if unknown. */
  TARGET_FULL(Subject.TARGET),
  /** Its disk's format is FAT32. */
  TARGET_NO_LARGE_FILES(Subject.TARGET),
  /** It holds something else than was put back. */
  TARGET_DIFFERS(Subject.TARGET),

  // Rows that come back. {0} their table.
  /** {1} the key that no row of the backup has. */
  ROW_UNKNOWN(Subject.BACKUP),
  /** {1} the database that has no such table. */
  TABLE_MISSING(Subject.TARGET),
  /** It is virtual, or behind a virtual one, or SQLite's own: no row of it comes back by itself. */
  TABLE_WITHOUT_ROWS(Subject.TARGET),
  /** Neither a key nor a row number that SQL can see tells its rows apart. */
  TABLE_WITHOUT_KEY(Subject.TARGET),
  /** {1} the columns, or the key, that it has in one of the two databases only. */
  TABLE_CHANGED(Subject.TARGET),
  /** {0} the live database: it stores text in another encoding than the backup. */
  ENCODING_CHANGED(Subject.TARGET),
  /** {1} why, in SQLite's words. */
  ROWS_REFUSED(Subject.TARGET),
  /** Rows of today have their keys; {1} how many can't be written for it. */
  ROWS_KEY_TAKEN(Subject.TARGET),
  /** {1} the table that lacks what they refer to, {2} how many do. */
  ROWS_WITHOUT_PARENT(Subject.TARGET),
  /** A trigger changes them each time that they are written; {1} how many. */
  ROWS_CHANGED_BY_TRIGGER(Subject.TARGET),
  /**
   * {1} the trigger, {2} the table on which it stands, which is the inner one of a virtual table.
   */
  ROWS_TRIGGER_INSIDE(Subject.TARGET),

  // Settings and targets. {0} the settings' file, or the value given.
  /** {1} the line of the fault, {2} the character of that line; −1 if it is in none. */
  SETTINGS_DAMAGED(Subject.SETTINGS),
  /** {1} the last good copy, which is all that there is. */
  SETTINGS_LOST(Subject.SETTINGS),
  IMPORT_DAMAGED(Subject.SETTINGS),
  /** {0} the file that a job's settings should be read from. */
  IMPORT_MISSING(Subject.SETTINGS),
  SETTINGS_TOO_NEW(Subject.SETTINGS),
  /** {0} field, {1} rule, {2} the value. */
  SETTING_INVALID(Subject.SETTINGS),
  SETTINGS_IO(Subject.SETTINGS),
  /** {0} the folder with the results of checks. */
  CHECKS_UNREADABLE(Subject.SETTINGS),
  /** {0} the program's own folder, in which it may not write. */
  HOME_READ_ONLY(Subject.SETTINGS),
  /** {0} that folder; nobody may write there. */
  HOME_DISK_READ_ONLY(Subject.SETTINGS),
  /** {0} that folder; its disk has no room. */
  HOME_FULL(Subject.SETTINGS),
  /** {0} a folder where a file of the program's own should be, or the other way round. */
  HOME_BLOCKED(Subject.SETTINGS),
  JOB_UNKNOWN(Subject.SETTINGS),
  /** {0} the name of the very job that was to be added, {1} its database. */
  JOB_EXISTS(Subject.SETTINGS),
  /** {0} the name that another job has, {1} that job's database. */
  JOB_NAME_TAKEN(Subject.SETTINGS),
  /** {0} the name that more than one job has. */
  JOB_AMBIGUOUS(Subject.SETTINGS),
  /** More than one fits, and none was named; {0} their names. */
  JOB_NOT_CHOSEN(Subject.SETTINGS),
  NO_JOBS(Subject.SETTINGS),
  /** {0} what is wrong, a sentence; {1} the command that shows the right use. */
  WRONG_USE(Subject.SETTINGS),
  /** More than one statement was given if one is run. */
  STATEMENT_NOT_ALONE(Subject.SETTINGS),
  /** A statement that would write. */
  STATEMENT_WRITES(Subject.SETTINGS),
  /** A statement that gives no rows. */
  STATEMENT_WITHOUT_ROWS(Subject.SETTINGS),
  /** SQLite doesn't take it as it is written; {0} SQLite's words. */
  STATEMENT_FAILED(Subject.SETTINGS),
  /** It compares or sorts by the collation {0}, which only the app has. */
  STATEMENT_NEEDS_APP(Subject.SETTINGS),
  /** It reads what the function {0} computes, which it doesn't name and only the app has. */
  STATEMENT_NEEDS_FUNCTION(Subject.SETTINGS),
  /** SQLite took it, and couldn't go on; {0} SQLite's words. */
  STATEMENT_STOPPED(Subject.SETTINGS),
  /** A value, or the statement itself, is beyond SQLite's limit; {0} SQLite's words. */
  STATEMENT_TOO_LARGE(Subject.SETTINGS),
  STATEMENT_OUT_OF_MEMORY(Subject.SETTINGS),
  /**
   * It has a value that is computed twice, and not the same each time; {0} how many bytes it has.
   */
  STATEMENT_LARGE_BY_CHANCE(Subject.SETTINGS),
  /** {0} the file or registry key by which the system is told. */
  AUTOSTART_FAILED(Subject.SETTINGS),
  /** {0} the command that would start the program; {1} how many characters the system takes. */
  AUTOSTART_TOO_LONG(Subject.SETTINGS),
  /** The running program was asked to end; {0} the seconds it was waited for. */
  STILL_RUNNING(Subject.SETTINGS, true),

  // The folder to which SQLite's own library is unpacked; {0} is always that folder.
  /** {1} bytes needed, {2} bytes free; −1 if unknown. */
  TEMPORARY_FULL(Subject.PROGRAM, true),
  TEMPORARY_READ_ONLY(Subject.PROGRAM),
  /** The system lets no program run from there. */
  TEMPORARY_RUNS_NOTHING(Subject.PROGRAM),
  TEMPORARY_IO(Subject.PROGRAM, true),

  // The run itself.
  /** The program's own log can't be written; {0} its folder. */
  LOG_LOST(Subject.RUN),
  /** {0} who holds the lock, {1} the lock's file. */
  RUN_IN_PROGRESS(Subject.RUN, true),
  CANCELLED(Subject.RUN),
  /** Nobody takes what a command prints. */
  OUTPUT_LOST(Subject.RUN),
  /** A mistake in this program; {0} what it says of itself. */
  UNEXPECTED(Subject.RUN);

  /** The subject of a failure. */
  public enum Subject {
    /** The live database. */
    DATABASE,
    /** The copy, or the JSON, that was made from it. */
    COPY,
    /** A folder that keeps backups. */
    PLACE,
    /** A backup that is kept. */
    BACKUP,
    /** The file that a backup is put back to. */
    TARGET,
    /** The user's settings or request; the program's own folder. */
    SETTINGS,
    /** The part of the system without which the program does nothing, whatever it is asked. */
    PROGRAM,
    /** The run as a whole. */
    RUN
  }

  private final Subject subject;
  private final boolean worthRetrying;
  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  Reason(Subject subject) {
    this(subject, false);
  }

  Reason(Subject subject, boolean worthRetrying) {
    this.subject = subject;
    this.worthRetrying = worthRetrying;
  }

  /** The subject: rules go by this, never by a name. */
  public Subject subject() {
    return subject;
  }

  /** Whether the same would happen with another copy of the same backup. */
  public boolean sameWithEveryCopy() {
    return this == CANCELLED
        || subject == Subject.TARGET
        || subject == Subject.PROGRAM
        || subject == Subject.SETTINGS;
  }

  /** Whether the same would happen with any other file at the same place. */
  public boolean sameWithEveryFile() {
    return subject == Subject.PLACE && this != PLACE_IO;
  }

  /** Whether the same attempt may succeed a while later with nobody doing anything. */
  public boolean worthRetrying() {
    return worthRetrying;
  }

  /** The name in texts, history and {@code --json}; never changes. */
  public String code() {
    return code;
  }
}
