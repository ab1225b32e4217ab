package dev.nightjar.destination;

import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The owner of backups: the job and the computer it runs on, as marker and manifests name them.
 *
 * @param job stays the same through renames
 * @param name the user's name for it
 * @param host the computer's name
 */
public record JobIdentity(UUID job, String name, String host) {
  /** The order of lists: by name, then by job. */
  public static final Comparator<JobIdentity> BY_NAME = JobIdentity::byName;

  public JobIdentity {
    Objects.requireNonNull(job);
    Objects.requireNonNull(name);
    Objects.requireNonNull(host);
  }

  @SuppressWarnings("ReferenceEquality") // Thousands of backups share one.
  private static int byName(JobIdentity one, JobIdentity other) {
    if (one == other) {
      return 0;
    }
    int byName = String.CASE_INSENSITIVE_ORDER.compare(one.name, other.name);
    return byName != 0 ? byName : one.job.compareTo(other.job);
  }

  /** Whether it is the same job on the same computer, whatever its name. */
  @SuppressWarnings("ReferenceEquality") // Thousands of backups share one.
  public boolean isSameAs(JobIdentity other) {
    return this == other || (job.equals(other.job) && host.equalsIgnoreCase(other.host));
  }

  // Written out, as in BackupSummary.Key: a record's own are slow until Java has compiled them.

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof JobIdentity same
            && job.equals(same.job)
            && name.equals(same.name)
            && host.equals(same.host));
  }

  @Override
  public int hashCode() {
    return job.hashCode() * 31 + name.hashCode();
  }
}
