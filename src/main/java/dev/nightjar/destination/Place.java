package dev.nightjar.destination;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The marker {@code .nightjar-place.json}: this is the folder that the user chose, and whose it is.
 *
 * @param label the user's name for the place: this computer, NAS
 * @param owner the one job that may write here
 * @param continues the jobs whose backups here the owner took over, the latest first: one chain
 *     with its own
 */
public record Place(
    String format,
    UUID id,
    OffsetDateTime created,
    String label,
    JobIdentity owner,
    List<UUID> continues) {
  public static final String FORMAT = "nightjar-place/1";
  public static final String FILE = ".nightjar-place.json";

  private static final long MAX_BYTES = 64 << 10;

  public Place {
    if (!FORMAT.equals(format)) {
      throw new IllegalArgumentException("format: must be " + FORMAT + " (got " + format + ")");
    }
    Objects.requireNonNull(id);
    Objects.requireNonNull(created);
    Objects.requireNonNull(label);
    Objects.requireNonNull(owner);
    continues = continues == null ? List.of() : List.copyOf(continues);
  }

  /** The owner's job and those that it continues: for lists and retention one job. */
  public List<UUID> chain() {
    List<UUID> chain = new ArrayList<>(List.of(owner.job()));
    chain.addAll(continues);
    return List.copyOf(chain);
  }

  /**
   * Reads the marker of {@code folder}; empty where the folder has none.
   *
   * @throws FailureException {@code PLACE_UNREACHABLE} where there is no such folder, {@code
   *     PLACE_MARKER_DAMAGED}
   */
  public static Optional<Place> read(Path folder) throws FailureException {
    try {
      return Optional.of(JsonRecords.read(folder.resolve(FILE), Place.class, MAX_BYTES));
    } catch (NoSuchFileException e) {
      if (Files.isDirectory(folder)) {
        return Optional.empty();
      }
      throw FailureException.because(e, Reason.PLACE_UNREACHABLE, folder);
    } catch (MalformedRecordException e) {
      Failure failure = Failure.of(Reason.PLACE_MARKER_DAMAGED, folder);
      throw new FailureException(failure.withDetail(String.valueOf(e.getMessage())), e);
    } catch (IOException e) {
      throw PlaceFailures.of(e, folder);
    }
  }

  /** Writes a marker in {@code folder}, replacing one that is there. */
  static Place write(
      Path folder, UUID id, String label, JobIdentity owner, List<UUID> continues, Clock clock)
      throws FailureException {
    return write(folder, id, label, owner, continues, clock, DurableFiles.newTag());
  }

  /** The same, by a run whose unfinished files carry {@code tag}. */
  static Place write(
      Path folder,
      UUID id,
      String label,
      JobIdentity owner,
      List<UUID> continues,
      Clock clock,
      String tag)
      throws FailureException {
    OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    Place place = new Place(FORMAT, id, now, label, owner, continues);
    try {
      DurableFiles.replace(folder.resolve(FILE), JsonRecords.toBytes(place), tag);
    } catch (IOException e) {
      throw PlaceFailures.writing(e, folder);
    }
    return place;
  }

  /** Whether that job, on that computer, may write here. */
  public boolean isOwnedBy(JobIdentity someone) {
    return owner.job().equals(someone.job()) && owner.host().equalsIgnoreCase(someone.host());
  }

  /** Fails with {@code PLACE_OWNED_BY_OTHER} where {@code someone} may not write here. */
  void requireOwner(JobIdentity someone, Path folder) throws FailureException {
    if (!isOwnedBy(someone)) {
      throw new FailureException(Reason.PLACE_OWNED_BY_OTHER, folder, owner.name(), owner.host());
    }
  }
}
