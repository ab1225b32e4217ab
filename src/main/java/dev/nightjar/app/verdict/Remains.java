package dev.nightjar.app.verdict;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Inventory;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files at the places that are no backup, or none any more: one of two is gone, or no manifest
 * names them. No list has them, and no rule counts them; they can be asked for by their id.
 */
public final class Remains {
  private final Survey survey;

  Remains(Survey survey) {
    this.survey = survey;
  }

  /** A copy of which some file is gone, and the place that has the rest. */
  private record LostCopy(PlaceReport place, Inventory.Lost lost) {
    BackupSummary backup() {
      return lost.backup();
    }
  }

  /** Those of {@code jobs}; all if there are none. */
  private Stream<LostCopy> lost(List<JobBackups> jobs) {
    return survey.places().stream()
        .flatMap(place -> place.inventory().lost().stream().map(lost -> new LostCopy(place, lost)))
        .filter(copy -> jobs.isEmpty() || jobs.stream().anyMatch(job -> isOf(job, copy)));
  }

  private static boolean isOf(JobBackups job, LostCopy copy) {
    return JobBackups.isOf(job.owner(), copy.place().inventory(), copy.backup());
  }

  /** A backup whose manifest is still there is not unknown: its files are gone. */
  void requireNone(Predicate<String> id, List<JobBackups> jobs) throws FailureException {
    Optional<LostCopy> first = lost(jobs).filter(copy -> id.test(copy.backup().id())).findFirst();
    if (first.isPresent()) {
      throw new FailureException(first.get().lost().failure());
    }
  }

  /** Nor is one whose manifest is there and can't be believed, or was made by a newer Nightjar. */
  void requireReadable(Predicate<String> id, List<JobBackups> jobs) throws FailureException {
    Optional<Inventory.Damaged> first =
        survey.places().stream()
            .filter(place -> isOfOneOf(jobs, place.inventory()))
            .flatMap(place -> place.inventory().damaged().stream())
            .filter(one -> id.test(one.id()))
            .findFirst();
    if (first.isPresent()) {
      throw new FailureException(first.get().failure());
    }
  }

  /** Whether a manifest there that can't be read may be of one of these jobs. */
  private static boolean isOfOneOf(List<JobBackups> jobs, Inventory inventory) {
    return jobs.isEmpty()
        || inventory
            .marker()
            .map(marker -> marker.owner().job())
            .map(owner -> jobs.stream().anyMatch(job -> job.owner().job().equals(owner)))
            .orElse(true);
  }

  private Stream<Inventory.Damaged> damaged() {
    return survey.places().stream().flatMap(place -> place.inventory().damaged().stream());
  }

  /**
   * The backup that {@code id} names, shortened while unique, if some file of it is gone at each
   * place and {@code file} is left at one; no list has it.
   */
  Optional<KeptBackup> of(String id, BackupFile file, List<JobBackups> jobs) {
    List<LostCopy> named = named(id, lost(jobs).toList(), copy -> copy.backup().id());
    List<KeptBackup.Copy> left =
        named.stream()
            .filter(copy -> copy.lost().has(file))
            .map(
                copy ->
                    new KeptBackup.Copy(
                        copy.place().label(), copy.place().target().destination(), copy.backup()))
            .toList();
    long backups = named.stream().map(copy -> copy.backup().key()).distinct().count();
    return backups == 1 && !left.isEmpty() ? Optional.of(new KeptBackup(left)) : Optional.empty();
  }

  /** An empty id would be the beginning of all. */
  private static <T> List<T> named(String id, List<T> all, Function<T, String> idOf) {
    return id.isEmpty()
        ? List.of()
        : JobBackups.matching(id, all, one -> Stream.of(idOf.apply(one)));
  }

  /**
   * A file that looks like a backup but that no manifest names, here or of the same backup in
   * another place; {@code id} may be shortened, and is no other backup's. Empty if there are more:
   * nobody knows whether files of one name are the same.
   */
  public Optional<Path> unverified(String id) {
    List<Path> found = allUnverified(id);
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** All such files that {@code id} fits. */
  List<Path> allUnverified(String id) {
    if (isKept(id) || lost(List.of()).anyMatch(copy -> copy.backup().id().equals(id))) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    for (UnverifiedCopy copy : named(id, unverified(), copy -> copy.file().id())) {
      copy.place().target().destination().unverified(copy.file()).ifPresent(found::add);
    }
    return found;
  }

  private record UnverifiedCopy(PlaceReport place, Inventory.Unverified file) {}

  private List<UnverifiedCopy> unverified() {
    List<UnverifiedCopy> all = new ArrayList<>();
    for (PlaceReport place : survey.places()) {
      for (Inventory.Unverified file : place.inventory().unverified()) {
        if (!isKept(file.id())) {
          all.add(new UnverifiedCopy(place, file));
        }
      }
    }
    return all;
  }

  private boolean isKept(String id) {
    return survey.backups().stream().anyMatch(kept -> kept.summary().id().equals(id));
  }

  /**
   * Why the manifest of a copy that {@link #unverified(String)} found can't be believed, if it has
   * one.
   */
  public Optional<Failure> damagedManifest(Path copy) {
    return damaged()
        .filter(one -> copy.endsWith(BackupFile.DATABASE.pathFor(one.id())))
        .map(Inventory.Damaged::failure)
        .findFirst();
  }
}
