package dev.nightjar.destination;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * The marker {@code .nightjar-place.json}: this is the folder that the user chose, and whose it is.
 *
 * @param label the user's name for the place: this computer, NAS
 * @param owner the one job that may write here
 * @param continues the jobs whose backups here the owner took over, the latest first: one chain
 *     with its own
 */
public record Marker(
    String format,
    UUID id,
    OffsetDateTime created,
    String label,
    JobIdentity owner,
    List<UUID> continues) {
  public static final String FORMAT = "nightjar-place/1";

  public Marker {
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

  /** Whether that job, on that computer, may write here. */
  public boolean isOwnedBy(JobIdentity someone) {
    return owner.isSameAs(someone);
  }

  /** Fails with {@code PLACE_OWNED_BY_OTHER} if {@code someone} may not write here. */
  public void requireOwner(JobIdentity someone, Object place) throws FailureException {
    if (!isOwnedBy(someone)) {
      throw new FailureException(Reason.PLACE_OWNED_BY_OTHER, place, owner.name(), owner.host());
    }
  }
}
