package dev.nightjar.destination;

import dev.nightjar.io.FileHash;
import dev.nightjar.io.TrueOrLacks;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.TableRows;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Describes a backup: when, of what, which files with which hashes, and what was checked. Stands
 * beside the files as {@code manifest/backup-<id>.json}, in the format {@code nightjar-manifest/1}.
 *
 * @param id the local time at which the run started, {@code yyyy-MM-dd'T'HH-mm-ss}, with {@code
 *     -2}, {@code -3} if that was taken
 * @param sequence orders a job's backups; names and times don't; at most {@link #MAX_SEQUENCE}
 * @param files the backup's files; the database is always there
 */
public record Manifest(
    String nightjarVersion,
    String id,
    long sequence,
    Kind kind,
    JobIdentity job,
    OffsetDateTime startedAt,
    OffsetDateTime snapshotAt,
    Database database,
    Map<BackupFile, FileHash> files,
    List<TableRows> tables,
    Checks checks) {
  public static final String FORMAT = "nightjar-manifest/1";

  /** JavaScript, and so any reader of JSON, counts no further; a larger number is damage. */
  public static final long MAX_SEQUENCE = (1L << 53) - 1;

  /** Why a backup was made. */
  public enum Kind {
    SCHEDULED,
    MANUAL,
    BEFORE_RESTORE;

    /** Whether it keeps a due date, as one from before a restore doesn't: that is a way back. */
    public boolean keepsDueDates() {
      return this != BEFORE_RESTORE;
    }
  }

  /** The live database at the snapshot's instant. */
  public record Database(
      String source,
      int pageSize,
      long pages,
      String journalMode,
      int userVersion,
      String sqliteVersion) {}

  /**
   * The proof made.
   *
   * @param judge the one whose word {@code integrityCheck} is: {@code pages} or {@code
   *     integrity_check}; not in older manifests, in which it is the latter
   * @param integrityCheckAt the instant of the last backup, up to this one, of which SQLite's own
   *     check has said that it is whole, of this schema
   * @param notChecked tables that integrity_check couldn't look at (the app's own functions)
   * @param valueViolations values that break their column's declaration; not in older manifests
   * @param jsonMatchesDatabase true only if every value was compared
   * @param jsonLacks tables whose rows the JSON doesn't have, or not all, and why, a line each
   * @param jsonRebuilds whether a database was made from the JSON and was the same, or what it
   *     lacked; empty if nobody has tried
   * @param jsonRebuildProvedFor the SHA-256 of the schema with which that was tried
   * @param twoReaders whether each row of the JSON was read from the pages of the copy before it
   *     was compared with SQLite's, or the tables that SQLite alone has read; not in older
   *     manifests
   * @param grade whole or rebuildable: a damaged copy has no manifest; not in older manifests,
   *     which are of whole ones
   * @param findings the parts to be made again and how, at most {@link CheckReport#MAX_FINDINGS}
   *     lines
   */
  public record Checks(
      String integrityCheck,
      Optional<String> judge,
      Optional<OffsetDateTime> integrityCheckAt,
      List<String> notChecked,
      long valueViolations,
      long foreignKeyViolations,
      boolean jsonMatchesDatabase,
      List<String> jsonLacks,
      Optional<TrueOrLacks> jsonRebuilds,
      Optional<String> jsonRebuildProvedFor,
      Optional<TrueOrLacks> twoReaders,
      CheckReport.Grade grade,
      List<String> findings) {
    public Checks {
      jsonLacks = List.copyOf(jsonLacks);
      notChecked = List.copyOf(notChecked);
      grade = Objects.requireNonNullElse(grade, CheckReport.Grade.WHOLE);
      findings = List.copyOf(findings);
    }

    /**
     * Of a copy in which nothing was found, and nothing said of the JSON but whether it matches.
     */
    public Checks(
        String integrityCheck,
        List<String> notChecked,
        long valueViolations,
        long foreignKeyViolations,
        boolean jsonMatchesDatabase) {
      this(
          integrityCheck,
          Optional.empty(),
          Optional.empty(),
          notChecked,
          valueViolations,
          foreignKeyViolations,
          jsonMatchesDatabase,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          CheckReport.Grade.WHOLE,
          List.of());
    }
  }

  public Manifest {
    Objects.requireNonNull(id);
    // In the files' own order: a copy's would change from start to start.
    files = Collections.unmodifiableMap(files.isEmpty() ? Map.of() : new EnumMap<>(files));
    tables = List.copyOf(tables);
    if (!files.containsKey(BackupFile.DATABASE)) {
      throw new IllegalArgumentException("files: the database copy must be among them");
    }
  }

  public FileHash databaseFile() {
    return Objects.requireNonNull(files.get(BackupFile.DATABASE));
  }

  public Optional<FileHash> jsonFile() {
    return Optional.ofNullable(files.get(BackupFile.JSON));
  }

  /** How many rows there are in all tables; as many as a number holds, if there are more. */
  public long rows() {
    long rows = 0;
    for (TableRows table : tables) {
      rows = BackupSummary.plus(rows, table.rows());
    }
    return rows;
  }

  /**
   * The number after {@code given}. One that is the last there is was set by no run of ours and
   * must not end all later backups: it is passed over.
   */
  public static long nextSequence(LongStream given) {
    return given.filter(number -> number >= 0 && number < MAX_SEQUENCE).max().orElse(0) + 1;
  }

  /** Returns the part that lists and rules need. */
  public BackupSummary summary() {
    return BackupSummary.of(this);
  }

  /** The same backup for a place where its name is taken. */
  public Manifest withId(String newId) {
    return new Manifest(
        nightjarVersion,
        newId,
        sequence,
        kind,
        job,
        startedAt,
        snapshotAt,
        database,
        files,
        tables,
        checks);
  }
}
