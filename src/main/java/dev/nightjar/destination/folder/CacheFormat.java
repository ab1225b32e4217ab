package dev.nightjar.destination.folder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.Marker;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.io.MalformedRecordException;
import dev.nightjar.io.Sha256;
import dev.nightjar.sqlite.CheckReport;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The cache of one place as bytes: thousands of backups are read by a command that runs for a
 * second, in which Java compiles little, and text took longer than the place itself. Jobs and
 * databases' paths stand once, before the backups; the end is the hash of all before it.
 */
final class CacheFormat {
  private static final int MAX_MANIFESTS = 50_000;
  private static final int HASH_DIGITS = 64;
  private static final int JSON_LACKS = 1;
  private static final int JSON_PROVED = 2;
  private static final List<Manifest.Kind> KINDS = List.of(Manifest.Kind.values());
  private static final List<CheckReport.Grade> GRADES = List.of(CheckReport.Grade.values());
  private static final List<BackupFile> FILES = List.of(BackupFile.values());

  /** With the orders in which this version counts: another one's numbers mean something else. */
  private static final String FORMAT = "nightjar-inventory/4 " + KINDS + GRADES + FILES;

  private CacheFormat() {}

  static byte[] toBytes(String location, InventoryCache.Contents contents) throws IOException {
    List<CachedManifest> manifests = contents.manifests();
    if (manifests.size() > MAX_MANIFESTS) {
      manifests = manifests.subList(0, MAX_MANIFESTS);
    }
    Map<JobIdentity, Integer> jobs = new LinkedHashMap<>();
    Map<String, Integer> sources = new LinkedHashMap<>();
    for (CachedManifest manifest : manifests) {
      jobs.putIfAbsent(manifest.backup().job(), jobs.size());
      sources.putIfAbsent(manifest.backup().source(), sources.size());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    text(out, FORMAT);
    text(out, location);
    text(out, contents.marker().map(JsonRecords::toLine).orElse(""));
    out.writeInt(jobs.size());
    for (JobIdentity job : jobs.keySet()) {
      out.writeLong(job.job().getMostSignificantBits());
      out.writeLong(job.job().getLeastSignificantBits());
      text(out, job.name());
      text(out, job.host());
    }
    out.writeInt(sources.size());
    for (String source : sources.keySet()) {
      text(out, source);
    }
    out.writeInt(manifests.size());
    for (CachedManifest manifest : manifests) {
      BackupSummary backup = manifest.backup();
      out.writeInt(Objects.requireNonNull(jobs.get(backup.job())));
      out.writeInt(Objects.requireNonNull(sources.get(backup.source())));
      manifest(out, manifest);
    }
    bytes.writeBytes(hash(bytes.toByteArray(), bytes.size()).getBytes(ISO_8859_1));
    return bytes.toByteArray();
  }

  private static void manifest(DataOutputStream out, CachedManifest manifest) throws IOException {
    BackupSummary backup = manifest.backup();
    text(out, manifest.id());
    out.writeLong(manifest.bytes());
    Instant modifiedAt = manifest.modifiedAt();
    out.writeLong(modifiedAt.getEpochSecond());
    out.writeInt(modifiedAt.getNano());
    out.writeByte(bits(manifest.missing()));
    out.writeByte(bits(manifest.cut()));
    out.writeLong(backup.sequence());
    out.writeByte(KINDS.indexOf(backup.kind()));
    time(out, backup.startedAt());
    time(out, backup.snapshotAt());
    out.writeInt(backup.userVersion());
    out.writeInt(backup.tables());
    out.writeLong(backup.rows());
    out.writeByte((backup.jsonLacks() ? JSON_LACKS : 0) | (backup.jsonProved() ? JSON_PROVED : 0));
    out.writeByte(GRADES.indexOf(backup.grade()));
    out.writeByte(bits(backup.files().keySet()));
    for (FileHash hash : backup.files().values()) {
      out.writeLong(hash.bytes());
      out.write(hash.binary());
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void time(DataOutputStream out, OffsetDateTime time) throws IOException {
    out.writeLong(time.toEpochSecond());
    out.writeInt(time.getNano());
    out.writeInt(time.getOffset().getTotalSeconds());
  }

  private static int bits(Set<BackupFile> files) {
    int bits = 0;
    for (BackupFile file : files) {
      bits |= 1 << FILES.indexOf(file);
    }
    return bits;
  }

  private static String hash(byte[] bytes, int length) {
    Sha256 hash = new Sha256();
    hash.update(bytes, 0, length);
    return hash.finish().sha256();
  }

  /**
   * Reads what {@link #toBytes} made; nothing if it isn't that, or is of another place.
   *
   * @throws RuntimeException if it isn't that, and yet whole
   */
  static InventoryCache.Contents parse(byte[] bytes, String location)
      throws MalformedRecordException {
    int end = bytes.length - HASH_DIGITS;
    if (end < 0 || !hash(bytes, end).equals(new String(bytes, end, HASH_DIGITS, ISO_8859_1))) {
      return InventoryCache.Contents.NONE;
    }
    return new Reader(bytes, end).contents(location);
  }

  /** Goes through the bytes once. */
  private static final class Reader {
    private final byte[] bytes;
    private final ByteBuffer in;
    private ZoneOffset offset = ZoneOffset.UTC;

    Reader(byte[] bytes, int end) {
      this.bytes = bytes;
      this.in = ByteBuffer.wrap(bytes, 0, end);
    }

    InventoryCache.Contents contents(String location) throws MalformedRecordException {
      if (!text().equals(FORMAT) || !text().equals(location)) {
        return InventoryCache.Contents.NONE;
      }
      String line = text();
      Optional<Marker> marker =
          line.isEmpty() ? Optional.empty() : Optional.of(JsonRecords.parse(line, Marker.class));
      List<JobIdentity> jobs = new ArrayList<>();
      for (int left = in.getInt(); left > 0; left--) {
        jobs.add(new JobIdentity(new UUID(in.getLong(), in.getLong()), text(), text()));
      }
      List<String> sources = new ArrayList<>();
      for (int left = in.getInt(); left > 0; left--) {
        sources.add(text());
      }
      List<CachedManifest> manifests = new ArrayList<>();
      for (int left = in.getInt(); left > 0; left--) {
        manifests.add(manifest(jobs.get(in.getInt()), sources.get(in.getInt())));
      }
      return new InventoryCache.Contents(marker, manifests);
    }

    private CachedManifest manifest(JobIdentity job, String source) {
      String id = text();
      long bytes = in.getLong();
      Instant modifiedAt = Instant.ofEpochSecond(in.getLong(), in.getInt());
      Set<BackupFile> missing = files(in.get());
      Set<BackupFile> cut = files(in.get());
      long sequence = in.getLong();
      Manifest.Kind kind = KINDS.get(in.get());
      OffsetDateTime startedAt = time();
      OffsetDateTime snapshotAt = time();
      int userVersion = in.getInt();
      int tables = in.getInt();
      long rows = in.getLong();
      int json = in.get();
      CheckReport.Grade grade = GRADES.get(in.get());
      BackupSummary backup =
          new BackupSummary(
              id,
              sequence,
              kind,
              job,
              startedAt,
              snapshotAt,
              hashes(),
              source,
              userVersion,
              tables,
              rows,
              (json & JSON_LACKS) != 0,
              (json & JSON_PROVED) != 0,
              grade);
      return new CachedManifest(id, bytes, modifiedAt, backup, missing, cut);
    }

    private Map<BackupFile, FileHash> hashes() {
      Map<BackupFile, FileHash> hashes = new EnumMap<>(BackupFile.class);
      int bits = in.get();
      for (int at = 0; at < FILES.size(); at++) {
        BackupFile file = FILES.get(at);
        if ((bits & (1 << at)) != 0) {
          hashes.put(file, new FileHash(in.getLong(), in));
        }
      }
      return hashes;
    }

    private static Set<BackupFile> files(int bits) {
      if (bits == 0) {
        return Set.of();
      }
      Set<BackupFile> files = EnumSet.noneOf(BackupFile.class);
      for (int at = 0; at < FILES.size(); at++) {
        BackupFile file = FILES.get(at);
        if ((bits & (1 << at)) != 0) {
          files.add(file);
        }
      }
      return files;
    }

    private OffsetDateTime time() {
      long second = in.getLong();
      int nano = in.getInt();
      int seconds = in.getInt();
      if (seconds != offset.getTotalSeconds()) {
        offset = ZoneOffset.ofTotalSeconds(seconds);
      }
      return OffsetDateTime.of(LocalDateTime.ofEpochSecond(second, nano, offset), offset);
    }

    private String text() {
      return text(in.getInt(), UTF_8);
    }

    private String text(int length, Charset charset) {
      if (length < 0 || length > in.remaining()) {
        throw new IllegalArgumentException(length + " bytes of text");
      }
      String text = new String(bytes, in.position(), length, charset);
      in.position(in.position() + length);
      return text;
    }
  }
}
