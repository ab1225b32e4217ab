package dev.nightjar.destination.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Marker;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.io.MalformedRecordException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * The cache of one place as bytes: thousands of backups are read by a command that runs for a
 * second, in which Java compiles little. So a backup is a row of numbers, which are taken out of
 * the bytes at once, and its id; jobs and databases' paths stand once, before the backups. The end
 * is a checksum of all before it: against a damaged disk, and ready before a hash is compiled.
 */
final class CacheFormat {
  private static final int MAX_MANIFESTS = 50_000;
  private static final String FORMAT = "nightjar-inventory/5 " + CacheRow.ORDERS;

  private CacheFormat() {}

  static byte[] toBytes(String location, InventoryCache.Contents contents) throws IOException {
    List<CachedManifest> manifests = contents.manifests();
    if (manifests.size() > MAX_MANIFESTS) {
      manifests = manifests.subList(0, MAX_MANIFESTS);
    }
    Map<JobIdentity, Integer> jobs = new LinkedHashMap<>();
    Map<String, Integer> sources = new LinkedHashMap<>();
    int[] jobOf = new int[manifests.size()];
    int[] sourceOf = new int[manifests.size()];
    number(manifests, BackupSummary::job, jobs, jobOf);
    number(manifests, BackupSummary::source, sources, sourceOf);
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
    CacheRow row = new CacheRow();
    ByteBuffer numbers = ByteBuffer.allocate(CacheRow.bytes());
    for (int at = 0; at < jobOf.length; at++) {
      CachedManifest manifest = manifests.get(at);
      byte[] id = manifest.id().getBytes(UTF_8);
      row.set(manifest, jobOf[at], sourceOf[at], id.length);
      row.writeTo(numbers.clear());
      out.write(numbers.array());
      out.write(id);
    }
    out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    return bytes.toByteArray();
  }

  /**
   * Numbers what backups share, in order of appearance. Nearly each has the one before's very
   * object, of which no hash is needed.
   */
  @SuppressWarnings("ReferenceEquality")
  private static <T> void number(
      List<CachedManifest> manifests,
      Function<BackupSummary, T> shared,
      Map<T, Integer> numbers,
      int[] numberOf) {
    T last = null;
    int number = 0;
    for (int at = 0; at < numberOf.length; at++) {
      T now = shared.apply(manifests.get(at).backup());
      if (now != last) {
        numbers.putIfAbsent(now, numbers.size());
        number = Objects.requireNonNull(numbers.get(now));
        last = now;
      }
      numberOf[at] = number;
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Of the first {@code length} of them. */
  static long checksum(byte[] bytes, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, length);
    return checksum.getValue();
  }

  /**
   * Reads what {@link #toBytes} made; nothing if it isn't that, or is of another place.
   *
   * @throws RuntimeException if it isn't that, and yet whole
   */
  static InventoryCache.Contents parse(byte[] bytes, String location)
      throws MalformedRecordException {
    int end = bytes.length - Long.BYTES;
    if (end < 0 || checksum(bytes, end) != ByteBuffer.wrap(bytes).getLong(end)) {
      return InventoryCache.Contents.NONE;
    }
    return new Reader(bytes, end).contents(location);
  }

  /** Goes through the bytes once. */
  private static final class Reader {
    private final byte[] bytes;
    private final ByteBuffer in;
    private final CacheRow row = new CacheRow();

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
        row.readFrom(in);
        String id = text(row.idLength());
        manifests.add(row.manifest(id, jobs.get(row.job()), sources.get(row.source())));
      }
      return new InventoryCache.Contents(marker, manifests);
    }

    private String text() {
      return text(in.getInt());
    }

    private String text(int length) {
      if (length < 0 || length > in.remaining()) {
        throw new IllegalArgumentException(length + " bytes of text");
      }
      String text = new String(bytes, in.position(), length, UTF_8);
      in.position(in.position() + length);
      return text;
    }
  }
}
