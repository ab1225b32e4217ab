package dev.nightjar.destination.folder;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.FilesOfABackup;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.io.FileHash;
import dev.nightjar.sqlite.CheckReport;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A manifest in the cache without its texts: as many numbers for each, which are read at once. */
final class CacheRow {
  private static final List<Manifest.Kind> KINDS = List.of(Manifest.Kind.values());
  private static final List<CheckReport.Grade> GRADES = List.of(CheckReport.Grade.values());
  private static final List<BackupFile> FILES = List.of(BackupFile.values());

  /** The orders in which this version counts: another one's numbers mean something else. */
  static final String ORDERS = "" + KINDS + GRADES + FILES;

  private static final int BYTES = 0;
  private static final int MODIFIED_SECOND = 1;
  private static final int STARTED_SECOND = 2;
  private static final int SNAPSHOT_SECOND = 3;
  private static final int SEQUENCE = 4;
  private static final int ROWS = 5;

  // A number that is two: see two.
  private static final int JOB_AND_SOURCE = 6;
  private static final int ID_LENGTH_AND_MODIFIED_NANO = 7;
  private static final int STARTED_AND_SNAPSHOT_NANO = 8;
  private static final int OFFSET_AND_USER_VERSION = 9;
  private static final int TABLES_AND_FLAGS = 10;

  private static final int DATABASE = 11;
  private static final int JSON = DATABASE + FileHash.NUMBERS;
  private static final int NUMBERS = JSON + FileHash.NUMBERS;

  // The flags: sets of files, small numbers, and these.
  private static final int JSON_LACKS = 1;
  private static final int JSON_PROVED = 2;
  private static final int HAS_JSON = 4;
  private static final int MISSING = 4;
  private static final int CUT = 8;
  private static final int KIND = 16;
  private static final int GRADE = 24;

  private final long[] numbers = new long[NUMBERS];
  private ZoneOffset offset = ZoneOffset.UTC;

  private static long two(int upper, int lower) {
    return (long) upper << Integer.SIZE | Integer.toUnsignedLong(lower);
  }

  private int upper(int at) {
    return (int) (numbers[at] >> Integer.SIZE);
  }

  private int lower(int at) {
    return (int) numbers[at];
  }

  /** The seconds stand in a number of their own. */
  @SuppressWarnings("JavaInstantGetSecondsGetNano")
  private static int nano(Instant instant) {
    return instant.getNano();
  }

  /** Takes the numbers of {@code manifest}; {@code job} and {@code source} stand for its own. */
  void set(CachedManifest manifest, int job, int source, int idLength) {
    BackupSummary backup = manifest.backup();
    numbers[BYTES] = manifest.bytes();
    numbers[MODIFIED_SECOND] = manifest.modifiedAt().getEpochSecond();
    numbers[STARTED_SECOND] = backup.startedAt().getEpochSecond();
    numbers[SNAPSHOT_SECOND] = backup.snapshotAt().getEpochSecond();
    numbers[SEQUENCE] = backup.sequence();
    numbers[ROWS] = backup.rows();
    numbers[JOB_AND_SOURCE] = two(job, source);
    numbers[ID_LENGTH_AND_MODIFIED_NANO] = two(idLength, nano(manifest.modifiedAt()));
    numbers[STARTED_AND_SNAPSHOT_NANO] = two(nano(backup.startedAt()), nano(backup.snapshotAt()));
    numbers[OFFSET_AND_USER_VERSION] = two(backup.offset().getTotalSeconds(), backup.userVersion());
    numbers[TABLES_AND_FLAGS] = two(backup.tables(), flags(manifest));
    backup.databaseFile().writeTo(numbers, DATABASE);
    backup.jsonFile().ifPresent(json -> json.writeTo(numbers, JSON));
  }

  private static int flags(CachedManifest manifest) {
    BackupSummary backup = manifest.backup();
    return (backup.jsonLacks() ? JSON_LACKS : 0)
        | (backup.jsonProved() ? JSON_PROVED : 0)
        | (backup.jsonFile().isPresent() ? HAS_JSON : 0)
        | bits(manifest.missing()) << MISSING
        | bits(manifest.cut()) << CUT
        | KINDS.indexOf(backup.kind()) << KIND
        | GRADES.indexOf(backup.grade()) << GRADE;
  }

  private static int bits(Set<BackupFile> files) {
    int bits = 0;
    for (BackupFile file : files) {
      bits |= 1 << FILES.indexOf(file);
    }
    return bits;
  }

  void writeTo(ByteBuffer out) {
    out.asLongBuffer().put(numbers);
    out.position(out.position() + bytes());
  }

  void readFrom(ByteBuffer in) {
    in.asLongBuffer().get(numbers);
    in.position(in.position() + bytes());
  }

  /** The size of each. */
  static int bytes() {
    return NUMBERS * Long.BYTES;
  }

  int job() {
    return upper(JOB_AND_SOURCE);
  }

  int source() {
    return lower(JOB_AND_SOURCE);
  }

  int idLength() {
    return upper(ID_LENGTH_AND_MODIFIED_NANO);
  }

  /** Returns the manifest with its texts. */
  CachedManifest manifest(String id, JobIdentity job, String source) {
    int flags = lower(TABLES_AND_FLAGS);
    BackupSummary backup =
        new BackupSummary(
            id,
            numbers[SEQUENCE],
            KINDS.get(flags >> KIND & 0xff),
            job,
            Instant.ofEpochSecond(numbers[STARTED_SECOND], upper(STARTED_AND_SNAPSHOT_NANO)),
            Instant.ofEpochSecond(numbers[SNAPSHOT_SECOND], lower(STARTED_AND_SNAPSHOT_NANO)),
            offset(upper(OFFSET_AND_USER_VERSION)),
            FilesOfABackup.of(new FileHash(numbers, DATABASE), json(flags)),
            source,
            lower(OFFSET_AND_USER_VERSION),
            upper(TABLES_AND_FLAGS),
            numbers[ROWS],
            (flags & JSON_LACKS) != 0,
            (flags & JSON_PROVED) != 0,
            GRADES.get(flags >> GRADE));
    return new CachedManifest(
        id,
        numbers[BYTES],
        Instant.ofEpochSecond(numbers[MODIFIED_SECOND], lower(ID_LENGTH_AND_MODIFIED_NANO)),
        backup,
        files(flags >> MISSING),
        files(flags >> CUT));
  }

  private @Nullable FileHash json(int flags) {
    return (flags & HAS_JSON) == 0 ? null : new FileHash(numbers, JSON);
  }

  private static Set<BackupFile> files(int bits) {
    if ((bits & 0xf) == 0) {
      return Set.of();
    }
    Set<BackupFile> files = EnumSet.noneOf(BackupFile.class);
    for (int at = 0; at < FILES.size(); at++) {
      if ((bits & 1 << at) != 0) {
        files.add(FILES.get(at));
      }
    }
    return files;
  }

  /** Most have the one before's. */
  private ZoneOffset offset(int seconds) {
    if (seconds != offset.getTotalSeconds()) {
      offset = ZoneOffset.ofTotalSeconds(seconds);
    }
    return offset;
  }
}
