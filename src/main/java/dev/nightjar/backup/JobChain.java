package dev.nightjar.backup;

import dev.nightjar.destination.Copies;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Finds a job's backups at its places, those that it took over there among them. */
final class JobChain {
  private final Set<UUID> jobs = new HashSet<>();
  private final List<Inventory> places;

  JobChain(JobIdentity job, Collection<Inventory> places) {
    this.places = List.copyOf(places);
    jobs.add(job.job());
    places.forEach(place -> jobs.addAll(place.continuedBy(job)));
  }

  /**
   * The job's backups at one of its places.
   *
   * @param damaged the ids of the copies there that a check found damaged
   */
  Copies at(Inventory place, Set<String> damaged) {
    return Copies.at(place, places, damaged, backup -> jobs.contains(backup.job().job()));
  }
}
