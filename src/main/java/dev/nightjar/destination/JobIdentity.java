package dev.nightjar.destination;

import java.util.Objects;
import java.util.UUID;

/**
 * The owner of backups: the job and the computer it runs on, as marker and manifests name them.
 *
 * @param job stays the same through renames
 * @param name the user's name for it
 * @param host the computer's name
 */
public record JobIdentity(UUID job, String name, String host) {
  public JobIdentity {
    Objects.requireNonNull(job);
    Objects.requireNonNull(name);
    Objects.requireNonNull(host);
  }
}
