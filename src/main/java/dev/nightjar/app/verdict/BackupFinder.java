package dev.nightjar.app.verdict;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the backup that a user means among those of one or more jobs. */
public final class BackupFinder {
  /** The id that stands for the newest proved one. */
  public static final String LATEST = "latest";

  private static final int MAX_NAMED = 5;

  private final Survey survey;
  private final List<JobBackups> jobs;

  /**
   * Among all that is in {@code survey}.
   *
   * @param jobs those whose backups count
   */
  public BackupFinder(Survey survey, List<JobBackups> jobs) {
    this.survey = survey;
    this.jobs = List.copyOf(jobs);
  }

  /** One backup, and the job by which it was found. */
  public record Found(JobBackups job, KeptBackup kept) {}

  public Survey survey() {
    return survey;
  }

  public List<JobBackups> jobs() {
    return jobs;
  }

  /**
   * The backup that {@code id} names: whole, shortened while unique, or {@code latest} if there is
   * one job only.
   *
   * @throws FailureException {@code JOB_NOT_CHOSEN}, {@code NO_BACKUPS}, {@code BACKUP_UNKNOWN},
   *     {@code BACKUP_AMBIGUOUS}, {@code COPY_NOT_CHOSEN}, {@code BACKUP_NOT_OURS}, {@code
   *     MANIFEST_…}, {@code BACKUP_DAMAGED}, or why no place could be read
   */
  public Found find(String id) throws FailureException {
    if (id.equals(LATEST) && jobs.size() > 1) {
      throw new FailureException(Reason.JOB_NOT_CHOSEN, String.join(", ", names(jobs)));
    }
    List<Found> found = new ArrayList<>();
    for (JobBackups job : jobs) {
      if (id.equals(LATEST)) {
        job.latest().ifPresent(kept -> found.add(new Found(job, kept)));
      } else {
        job.matching(id).forEach(kept -> found.add(new Found(job, kept)));
      }
    }
    Remains remains = survey.remains();
    if (found.stream().noneMatch(one -> one.kept().summary().id().equals(id))) {
      remains.requireNone(id::equals, jobs); // Else it would be the beginning of another's.
      remains.requireReadable(id::equals, jobs);
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    if (!found.isEmpty()) {
      throw isOneIdOfSeveralJobs(found)
          ? new FailureException(Reason.JOB_NOT_CHOSEN, String.join(", ", names(found, jobs)))
          : new FailureException(Reason.BACKUP_AMBIGUOUS, id, found.size());
    }
    List<Path> unverified = remains.allUnverified(id);
    if (unverified.size() == 1) {
      Path only = unverified.get(0);
      throw remains
          .damagedManifest(only)
          .map(FailureException::new)
          .orElseGet(() -> new FailureException(Reason.BACKUP_NOT_OURS, only));
    }
    if (!id.equals(LATEST)) {
      remains.requireNone(lost -> lost.startsWith(id), List.of());
      remains.requireReadable(one -> one.startsWith(id), jobs);
      if (!unverified.isEmpty()) {
        throw new FailureException(Reason.COPY_NOT_CHOSEN, id, some(unverified));
      }
    }
    if (jobs.stream().allMatch(job -> job.backups().isEmpty()) || id.equals(LATEST)) {
      throw survey.whyThereIsNone();
    }
    throw new FailureException(Reason.BACKUP_UNKNOWN, id);
  }

  /**
   * The reasons why there may be a newer backup than {@code found}: places and manifests that can't
   * be read, and files that are gone. None unless {@code id} is {@code latest}.
   */
  public List<Failure> mayBeNewer(String id, Found found) {
    if (!id.equals(LATEST)) {
      return List.of();
    }
    Predicate<String> isNewer = other -> other.compareTo(found.kept().summary().id()) > 0;
    return survey.places().stream()
        .flatMap(
            place ->
                Stream.of(
                        place.failure().stream(),
                        place.inventory().damaged().stream()
                            .filter(one -> isNewer.test(one.id()))
                            .map(Inventory.Damaged::failure),
                        place.inventory().lost().stream()
                            .filter(one -> one.backup().job().equals(found.kept().summary().job()))
                            .filter(one -> isNewer.test(one.backup().id()))
                            .map(Inventory.Lost::failure))
                    .flatMap(each -> each))
        .distinct()
        .toList();
  }

  private static String some(List<Path> files) {
    return files.stream().limit(MAX_NAMED).map(Path::toString).collect(Collectors.joining(", "));
  }

  /** Finds a backup that isn't whole at any place, if its {@code file} is left at one. */
  public Optional<KeptBackup> remains(String id, BackupFile file) {
    return survey.remains().of(id, file, jobs);
  }

  /** Whether no more of the id would tell them apart, but their jobs do. */
  private static boolean isOneIdOfSeveralJobs(List<Found> found) {
    long ids = found.stream().map(one -> one.kept().summary().id()).distinct().count();
    long owners = found.stream().map(one -> one.job().owner()).distinct().count();
    return ids == 1 && owners == found.size();
  }

  private static List<String> names(List<Found> found, List<JobBackups> among) {
    return found.stream().map(one -> name(one.job().owner(), among)).toList();
  }

  /** The same, of the one job that {@code name} names. */
  public BackupFinder of(String name) throws FailureException {
    return new BackupFinder(survey, List.of(named(name)));
  }

  /** By its name, {@code name@computer}, or the beginning of its id. */
  private JobBackups named(String name) throws FailureException {
    String wanted = name.strip();
    List<JobBackups> found = new ArrayList<>();
    for (JobBackups job : jobs) {
      JobIdentity one = job.owner();
      if (one.name().equalsIgnoreCase(wanted)
          || full(one).equalsIgnoreCase(wanted)
          || (!wanted.isEmpty() && one.job().toString().startsWith(wanted))) {
        found.add(job);
      }
    }
    if (found.isEmpty()) {
      throw new FailureException(Reason.JOB_UNKNOWN, name);
    }
    if (found.size() > 1) {
      throw new FailureException(Reason.JOB_NOT_CHOSEN, String.join(", ", names(found)));
    }
    return found.get(0);
  }

  /** A name for each of {@code jobs} by which it can be told from the others. */
  public static List<String> names(List<JobBackups> jobs) {
    return jobs.stream().map(JobBackups::owner).map(each -> name(each, jobs)).toList();
  }

  private static String name(JobIdentity one, List<JobBackups> jobs) {
    if (jobs.stream().filter(each -> each.owner().name().equalsIgnoreCase(one.name())).count()
        == 1) {
      return one.name();
    }
    boolean alone =
        jobs.stream().filter(each -> full(each.owner()).equalsIgnoreCase(full(one))).count() == 1;
    return alone ? full(one) : one.job().toString();
  }

  private static String full(JobIdentity job) {
    return job.name() + "@" + job.host();
  }
}
