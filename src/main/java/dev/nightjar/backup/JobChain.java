package dev.nightjar.backup;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Finds a job's backups at its places, those that it took over there among them. */
final class JobChain {
  private final Set<UUID> jobs = new HashSet<>();

  JobChain(JobIdentity job, Collection<Inventory> places) {
    jobs.add(job.job());
    places.forEach(place -> jobs.addAll(place.continuedBy(job)));
  }

  /**
   * The job's backups at one place.
   *
   * @param whole the backups that it can give back, as far as anybody knows
   * @param bad the backups that are lost there, or damaged
   */
  record Copies(List<BackupSummary> whole, List<BackupSummary> bad) {}

  /**
   * Tells them apart.
   *
   * @param damaged the ids of the copies there that a check found damaged
   */
  Copies at(Inventory place, Set<String> damaged) {
    List<BackupSummary> whole = new ArrayList<>();
    List<BackupSummary> bad = new ArrayList<>();
    for (BackupSummary backup : of(place.backups())) {
      (damaged.contains(backup.id()) ? bad : whole).add(backup);
    }
    bad.addAll(of(place.lost().stream().map(Inventory.Lost::backup).toList()));
    return new Copies(whole, bad);
  }

  /** Returns those of the job, in the same order. */
  List<BackupSummary> of(List<BackupSummary> backups) {
    return backups.stream().filter(backup -> jobs.contains(backup.job().job())).toList();
  }
}
