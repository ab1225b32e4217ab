package dev.nightjar.destination;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.io.MalformedRecordException;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.TableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The manifest as a file, {@code nightjar-manifest/1}; believes nothing that it reads. Its last
 * field is the SHA-256 of all that stands before it ({@link ManifestSeal}), so that no bit of it
 * can change unseen.
 */
public final class ManifestFormat {
  static final long MAX_BYTES = 16L << 20;

  private static final Pattern ID =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2})(-\\d{1,9})?");
  private static final Pattern FORMAT = Pattern.compile("nightjar-manifest/(\\d{1,9})(\\.\\d+)?");

  private ManifestFormat() {}

  private record Job(String id, String name, String host) {
    Job {
      Objects.requireNonNull(id);
    }
  }

  private record Entry(String path, Long bytes, String sha256) {
    Entry {
      Objects.requireNonNull(path);
      Objects.requireNonNull(bytes);
      Objects.requireNonNull(sha256);
    }
  }

  private record Document(
      String format,
      String nightjarVersion,
      String id,
      Long sequence,
      Manifest.Kind kind,
      Job job,
      OffsetDateTime startedAt,
      OffsetDateTime snapshotAt,
      Manifest.Database database,
      List<Entry> files,
      List<TableRows> tables,
      Manifest.Checks checks) {
    Document {
      Objects.requireNonNull(format);
      Objects.requireNonNull(nightjarVersion);
      Objects.requireNonNull(id);
      Objects.requireNonNull(sequence);
      Objects.requireNonNull(kind);
      Objects.requireNonNull(job);
      Objects.requireNonNull(startedAt);
      Objects.requireNonNull(snapshotAt);
      Objects.requireNonNull(database);
      Objects.requireNonNull(checks);
    }
  }

  /** Whether {@code id} is a backup's: a local time, with a number if that was taken. */
  public static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /** The id without its number, if it has one. */
  public static String withoutNumber(String id) {
    Matcher matcher = ID.matcher(id);
    return matcher.matches() ? matcher.group(1) : id;
  }

  public static byte[] toBytes(Manifest manifest) {
    List<Entry> files =
        List.of(BackupFile.values()).stream()
            .filter(manifest.files()::containsKey)
            .map(file -> entry(file, manifest))
            .toList();
    JobIdentity job = manifest.job();
    return ManifestSeal.on(
        JsonRecords.toBytes(
            new Document(
                Manifest.FORMAT,
                manifest.nightjarVersion(),
                manifest.id(),
                manifest.sequence(),
                manifest.kind(),
                new Job(job.job().toString(), job.name(), job.host()),
                manifest.startedAt(),
                manifest.snapshotAt(),
                manifest.database(),
                files,
                manifest.tables(),
                manifest.checks())));
  }

  private static Entry entry(BackupFile file, Manifest manifest) {
    FileHash hash = Objects.requireNonNull(manifest.files().get(file));
    return new Entry(file.pathFor(manifest.id()), hash.bytes(), hash.sha256());
  }

  /**
   * Reads the manifest of the backup {@code id}; a link is not followed.
   *
   * @throws FailureException {@code MANIFEST_DAMAGED}, {@code MANIFEST_TOO_NEW}
   * @throws IOException if the file is missing or the system can't read it
   */
  public static Manifest read(Path file, String id) throws IOException, FailureException {
    byte[] text;
    try {
      text = bytes(file);
    } catch (MalformedRecordException e) {
      throw damaged(file, e);
    }
    return read(file, id, text);
  }

  /**
   * The text of a manifest, whatever it says; a link is not followed.
   *
   * @throws MalformedRecordException if the file can't be one
   */
  public static byte[] bytes(Path file) throws IOException {
    return JsonRecords.bytes(file, MAX_BYTES);
  }

  /** The same of a text that is in no file yet. */
  static Manifest read(String id, byte[] text) throws FailureException {
    return read(Path.of(id), id, text);
  }

  private static Manifest read(Path file, String id, byte[] text) throws FailureException {
    try {
      if (!isId(id)) {
        throw new MalformedRecordException("its name is no backup's (" + id + ")");
      }
      require(!ManifestSeal.isBroken(text), "sha256: must be of all that stands before it");
      Document document = document(file, text);
      require(!ManifestSeal.isIllegible(text), "sha256: must be its last field");
      return manifest(document, id);
    } catch (MalformedRecordException | IllegalArgumentException | NullPointerException e) {
      throw damaged(file, e);
    }
  }

  private static FailureException damaged(Path file, Exception e) {
    return new FailureException(
        Failure.of(Reason.MANIFEST_DAMAGED, file, Objects.requireNonNullElse(e.getMessage(), "")),
        e);
  }

  /** Only if it can't be read is its format asked for by itself: a newer one may be the reason. */
  private static Document document(Path file, byte[] text)
      throws MalformedRecordException, FailureException {
    try {
      Document document = JsonRecords.parse(text, Document.class);
      requireKnown(file, document.format());
      return document;
    } catch (MalformedRecordException e) {
      requireKnown(file, JsonRecords.formatOf(text));
      throw e;
    }
  }

  private static void requireKnown(Path file, String format)
      throws MalformedRecordException, FailureException {
    Matcher version = FORMAT.matcher(format);
    if (!version.matches() || Integer.parseInt(version.group(1)) == 0) {
      throw new MalformedRecordException("format: must be " + Manifest.FORMAT);
    }
    if (Integer.parseInt(version.group(1)) > 1) {
      throw new FailureException(Reason.MANIFEST_TOO_NEW, file, format);
    }
  }

  private static Manifest manifest(Document document, String id) throws MalformedRecordException {
    require(document.id().equals(id), "id: must be as in the file's name (" + id + ")");
    require(
        document.sequence() >= 0 && document.sequence() <= Manifest.MAX_SEQUENCE,
        "sequence: must be 0 to " + Manifest.MAX_SEQUENCE);
    Manifest.Database database = document.database();
    require(
        database.source() != null
            && database.journalMode() != null
            && database.sqliteVersion() != null
            && database.pages() >= 0,
        "database: incomplete");
    require(document.checks().integrityCheck() != null, "checks: incomplete");
    require(document.checks().grade() != CheckReport.Grade.DAMAGED, "grade: must be of a backup");
    require(
        document.checks().findings().size() <= CheckReport.MAX_FINDINGS,
        "findings: must be at most " + CheckReport.MAX_FINDINGS);
    for (TableRows table : document.tables()) {
      require(table != null && table.name() != null && table.rows() >= 0, "tables: incomplete");
    }
    Job job = document.job();
    return new Manifest(
        document.nightjarVersion(),
        id,
        document.sequence(),
        document.kind(),
        new JobIdentity(UUID.fromString(job.id()), job.name(), job.host()),
        document.startedAt(),
        document.snapshotAt(),
        database,
        files(document.files(), id),
        document.tables(),
        document.checks());
  }

  private static Map<BackupFile, FileHash> files(List<Entry> entries, String id)
      throws MalformedRecordException {
    Map<BackupFile, FileHash> files = new EnumMap<>(BackupFile.class);
    for (Entry entry : entries) {
      require(entry != null, "files: incomplete");
      BackupFile file = null;
      for (BackupFile candidate : BackupFile.values()) {
        file = candidate.pathFor(id).equals(entry.path()) ? candidate : file;
      }
      if (file == null || files.containsKey(file)) {
        throw new MalformedRecordException("files: no path of this backup (" + entry.path() + ")");
      }
      files.put(file, new FileHash(entry.bytes(), entry.sha256()));
    }
    return files;
  }

  private static void require(boolean claim, String otherwise) throws MalformedRecordException {
    if (!claim) {
      throw new MalformedRecordException(otherwise);
    }
  }
}
