package dev.nightjar.destination;

import dev.nightjar.io.FileHash;
import dev.nightjar.sqlite.CheckReport;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link Manifest} for lists, rules and verdicts: a few hundred bytes for each
 * backup, however many tables its database has. {@link Destination#manifest} reads the rest.
 *
 * @param snapshotAt the time of its data
 * @param offset that of the clock by which it was made
 * @param files the backup's files; the database is always there
 * @param source the live database's path
 * @param tables how many there are
 * @param rows how many there are in all tables
 * @param jsonLacks whether the JSON doesn't have all rows of every table
 * @param jsonProved whether every value of the JSON was compared with the database
 * @param grade whole, or rebuildable: then every row is there, and something derived is to be
 *     mended
 */
public record BackupSummary(
    String id,
    long sequence,
    Manifest.Kind kind,
    JobIdentity job,
    Instant startedAt,
    Instant snapshotAt,
    ZoneOffset offset,
    Map<BackupFile, FileHash> files,
    String source,
    int userVersion,
    int tables,
    long rows,
    boolean jsonLacks,
    boolean jsonProved,
    CheckReport.Grade grade) {
  public BackupSummary {
    Objects.requireNonNull(id);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(job);
    Objects.requireNonNull(startedAt);
    Objects.requireNonNull(snapshotAt);
    Objects.requireNonNull(offset);
    Objects.requireNonNull(source);
    Objects.requireNonNull(grade);
    files = FilesOfABackup.of(files);
  }

  /** The summary of a whole manifest. */
  static BackupSummary of(Manifest manifest) {
    return new BackupSummary(
        manifest.id(),
        manifest.sequence(),
        manifest.kind(),
        manifest.job(),
        manifest.startedAt().toInstant(),
        manifest.snapshotAt().toInstant(),
        manifest.snapshotAt().getOffset(),
        manifest.files(),
        manifest.database().source(),
        manifest.database().userVersion(),
        manifest.tables().size(),
        manifest.rows(),
        !manifest.checks().jsonLacks().isEmpty(),
        manifest.checks().jsonMatchesDatabase(),
        manifest.checks().grade());
  }

  /**
   * The identity of a backup, the same in all copies, wherever they are kept and under whichever
   * id.
   */
  public record Key(UUID job, long sequence, FileHash database) {
    // Thousands are compared by commands that run for a second. A record's own methods are slow
    // until Java has compiled them.

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key same
          && sequence == same.sequence
          && job.equals(same.job)
          && database.equals(same.database);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(sequence) * 31 + database.hashCode();
    }
  }

  /**
   * The order of what was made last: by number, and by date if runs that couldn't see each other's
   * place gave two the same one.
   */
  public static int compareNewestFirst(BackupSummary one, BackupSummary other) {
    int order = Long.compare(other.sequence, one.sequence);
    return order != 0 ? order : other.snapshotAt.compareTo(one.snapshotAt);
  }

  /** The time of its data, by the clock by which it was made. */
  public OffsetDateTime localSnapshotAt() {
    return snapshotAt.atOffset(offset);
  }

  /** Returns the identities of these. */
  public static Set<Key> keys(Collection<BackupSummary> backups) {
    Set<Key> keys = new HashSet<>();
    backups.forEach(backup -> keys.add(backup.key()));
    return keys;
  }

  public Key key() {
    return new Key(job.job(), sequence, databaseFile());
  }

  /** Whether {@code other} is this very backup, kept at another place, perhaps under another id. */
  public boolean sameBackupAs(BackupSummary other) {
    return sequence == other.sequence && key().equals(other.key());
  }

  public FileHash databaseFile() {
    return Objects.requireNonNull(files.get(BackupFile.DATABASE));
  }

  public Optional<FileHash> jsonFile() {
    return Optional.ofNullable(files.get(BackupFile.JSON));
  }

  /** The size of all files. */
  public long bytes() {
    FileHash json = files.get(BackupFile.JSON);
    return plus(databaseFile().bytes(), json == null ? 0 : json.bytes());
  }

  /** A manifest may name any numbers: their sum stops at the largest there is. */
  static long plus(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** The same backup for a place where its name is taken. */
  public BackupSummary withId(String newId) {
    return with(newId, job, source);
  }

  /** Equal to this one, but with these very objects: thousands of backups need them once. */
  public BackupSummary sharing(JobIdentity sameJob, String sameSource) {
    return with(id, sameJob, sameSource);
  }

  private BackupSummary with(String newId, JobIdentity newJob, String newSource) {
    return new BackupSummary(
        newId,
        sequence,
        kind,
        newJob,
        startedAt,
        snapshotAt,
        offset,
        files,
        newSource,
        userVersion,
        tables,
        rows,
        jsonLacks,
        jsonProved,
        grade);
  }
}
