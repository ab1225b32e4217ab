package dev.nightjar.app.verdict;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Marker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The backups of one job on one computer, with those that it took over: for lists and for {@code
 * latest} they are one job's.
 *
 * @param owner their owner
 * @param backups its own first, then those that it took over; newest first, as their sequence says
 */
public record JobBackups(JobIdentity owner, List<KeptBackup> backups) {
  public JobBackups {
    backups = List.copyOf(backups);
  }

  /**
   * Those of a job that is known. On a computer that was renamed since they are known by the job
   * alone.
   */
  public static JobBackups of(JobIdentity owner, Survey survey) {
    JobBackups strictly = of(owner, survey, (place, backup) -> isOf(owner, place, backup));
    return strictly.backups().isEmpty()
        ? of(owner, survey, (place, backup) -> backup.job().job().equals(owner.job()))
        : strictly;
  }

  /** Those of each job that left backups at the places, by its name. */
  public static List<JobBackups> allIn(Survey survey) {
    Map<String, JobIdentity> owners = new LinkedHashMap<>();
    for (PlaceReport place : survey.places()) {
      place.inventory().marker().map(Marker::owner).ifPresent(owner -> put(owners, owner));
    }
    List<JobBackups> jobs = new ArrayList<>();
    Set<BackupSummary.Key> grouped = new HashSet<>();
    for (JobIdentity owner : owners.values()) {
      JobBackups found = of(owner, survey, (place, backup) -> isOf(owner, place, backup));
      found.backups().forEach(kept -> grouped.add(kept.summary().key()));
      jobs.add(found);
    }
    // A folder without a marker, or one in which another job's backups were put by hand.
    Map<String, JobIdentity> others = new LinkedHashMap<>();
    for (KeptBackup kept : survey.backups()) {
      if (!grouped.contains(kept.summary().key())) {
        put(others, kept.summary().job());
      }
    }
    for (JobIdentity other : others.values()) {
      jobs.add(
          of(
              other,
              survey,
              (place, backup) -> !grouped.contains(backup.key()) && other.isSameAs(backup.job())));
    }
    jobs.removeIf(job -> job.backups().isEmpty());
    jobs.sort(
        Comparator.comparing((JobBackups job) -> job.owner().name(), String.CASE_INSENSITIVE_ORDER)
            .thenComparing(job -> job.owner().host(), String.CASE_INSENSITIVE_ORDER)
            .thenComparing(job -> job.owner().job()));
    return jobs;
  }

  private static void put(Map<String, JobIdentity> owners, JobIdentity owner) {
    owners.putIfAbsent(owner.job() + " " + owner.host().toLowerCase(Locale.ROOT), owner);
  }

  static boolean isOf(JobIdentity owner, Inventory place, BackupSummary backup) {
    // A folder is one job's: what else is in it was taken over, or copied there by its owner.
    return owner.isSameAs(backup.job())
        || place.marker().filter(marker -> marker.isOwnedBy(owner)).isPresent();
  }

  private static JobBackups of(
      JobIdentity owner, Survey survey, BiPredicate<Inventory, BackupSummary> wanted) {
    Set<BackupSummary.Key> keys = new HashSet<>();
    List<UUID> chain = new ArrayList<>(List.of(owner.job()));
    for (PlaceReport place : survey.places()) {
      Inventory inventory = place.inventory();
      inventory
          .marker()
          .filter(marker -> marker.isOwnedBy(owner))
          .ifPresent(marker -> chain.addAll(marker.continues()));
      for (BackupSummary backup : inventory.backups()) {
        if (wanted.test(inventory, backup)) {
          keys.add(backup.key());
        }
      }
    }
    List<KeptBackup> found = new ArrayList<>();
    for (KeptBackup kept : survey.backups()) {
      if (keys.contains(kept.summary().key())) {
        found.add(kept);
      }
    }
    Comparator<BackupSummary> order = order(owner, chain);
    found.sort((one, other) -> order.compare(one.summary(), other.summary()));
    return new JobBackups(owner, found);
  }

  /** Its own first, then along the chain; of each job the newest first. */
  private static Comparator<BackupSummary> order(JobIdentity owner, List<UUID> chain) {
    Comparator<JobIdentity> byJob =
        Comparator.comparing((JobIdentity job) -> !owner.isSameAs(job))
            .thenComparingInt(job -> rank(chain, job.job()));
    return (one, other) -> {
      int order = one.job() == other.job() ? 0 : byJob.compare(one.job(), other.job());
      return order != 0 ? order : Inventory.NEWEST_FIRST.compare(one, other);
    };
  }

  private static int rank(List<UUID> chain, UUID job) {
    int at = chain.indexOf(job);
    return at < 0 ? chain.size() : at;
  }

  /** The newest proved one; what was saved before a restore is none. */
  public Optional<KeptBackup> latest() {
    return backups.stream().filter(kept -> kept.summary().kind().keepsDueDates()).findFirst();
  }

  /** Those whose id is {@code id}, or else begins with it. */
  public List<KeptBackup> matching(String id) {
    return matching(id, backups, kept -> kept.copies().stream().map(copy -> copy.summary().id()));
  }

  /**
   * The same of anything that has ids.
   *
   * @param ids all that one is known by
   */
  static <T> List<T> matching(String id, List<T> all, Function<T, Stream<String>> ids) {
    List<T> exact = all.stream().filter(one -> ids.apply(one).anyMatch(id::equals)).toList();
    return exact.isEmpty()
        ? all.stream().filter(one -> ids.apply(one).anyMatch(own -> own.startsWith(id))).toList()
        : exact;
  }
}
