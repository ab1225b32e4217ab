package dev.nightjar.destination.folder;

import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Marker;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.io.MalformedRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads and writes the marker of a folder. */
public final class MarkerFile {
  /** The file's name in its folder. */
  public static final String NAME = ".nightjar-place.json";

  private static final long MAX_BYTES = 64 << 10;

  private static final Pattern NEWER = Pattern.compile("nightjar-place/([2-9]|[1-9]\\d+)");

  private MarkerFile() {}

  /**
   * Reads the marker of {@code folder}; empty if the folder has none.
   *
   * @throws FailureException {@code PLACE_UNREACHABLE} if there is no such folder, {@code
   *     PLACE_IS_FILE}, {@code PLACE_MARKER_DAMAGED}, {@code PLACE_TOO_NEW}
   */
  public static Optional<Marker> read(Path folder) throws FailureException {
    try {
      return Optional.of(parse(folder, JsonRecords.bytes(folder.resolve(NAME), MAX_BYTES)));
    } catch (NoSuchFileException e) {
      if (Files.isDirectory(folder)) {
        return Optional.empty();
      }
      throw DiskFailures.unreachable(e, folder);
    } catch (MalformedRecordException e) {
      Failure failure = Failure.of(Reason.PLACE_MARKER_DAMAGED, folder);
      throw new FailureException(failure.withDetail(String.valueOf(e.getMessage())), e);
    } catch (IOException e) {
      throw PlaceFailures.of(e, folder);
    }
  }

  private static Marker parse(Path folder, byte[] text)
      throws MalformedRecordException, FailureException {
    try {
      return JsonRecords.parse(text, Marker.class);
    } catch (MalformedRecordException e) {
      String format = JsonRecords.formatOf(text);
      if (NEWER.matcher(format).matches()) {
        throw new FailureException(
            Failure.of(Reason.PLACE_TOO_NEW, folder).withDetail("format " + format));
      }
      throw e;
    }
  }

  /** The same; a damaged one is none. */
  public static Optional<Marker> readUnlessDamaged(Path folder) throws FailureException {
    return readUnless(Set.of(Reason.PLACE_MARKER_DAMAGED), folder);
  }

  /** The same; nor is one of a newer Nightjar. */
  static Optional<Marker> readIfUnderstood(Path folder) throws FailureException {
    return readUnless(Set.of(Reason.PLACE_MARKER_DAMAGED, Reason.PLACE_TOO_NEW), folder);
  }

  private static Optional<Marker> readUnless(Set<Reason> none, Path folder)
      throws FailureException {
    try {
      return read(folder);
    } catch (FailureException e) {
      if (none.contains(e.reason())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Writes a marker in {@code folder}, replacing one that is there. */
  static Marker write(
      Path folder, UUID id, String label, JobIdentity owner, List<UUID> continues, Clock clock)
      throws FailureException {
    return write(folder, id, label, owner, continues, clock, DurableFiles.newTag());
  }

  /** The same, by a run whose unfinished files carry {@code tag}. */
  static Marker write(
      Path folder,
      UUID id,
      String label,
      JobIdentity owner,
      List<UUID> continues,
      Clock clock,
      String tag)
      throws FailureException {
    OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    Marker marker = new Marker(Marker.FORMAT, id, now, label, owner, continues);
    try {
      DurableFiles.replace(folder.resolve(NAME), JsonRecords.toBytes(marker), tag);
    } catch (IOException e) {
      throw PlaceFailures.writing(e, folder);
    }
    return marker;
  }
}
