package dev.nightjar.app.verdict;

import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Runs;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepResult;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Copies;
import dev.nightjar.destination.Inventory;
import dev.nightjar.failure.Reason;
import dev.nightjar.retention.Owed;
import dev.nightjar.retention.PlaceHolding;
import dev.nightjar.retention.Room;
import dev.nightjar.settings.Job;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts known of one job at one time: due date, catching up and verdict are derived from them.
 *
 * @param everywhere every backup that is at some place, the job's own before those that it took
 *     over, highest sequence first
 * @param provedAt when the proved backups were made, as far as dates can be believed: place by
 *     place, the newest first
 * @param provedAtPlace the same, of each place
 * @param withNewest the places that have the newest proved backup of all
 * @param there the backups that each place has, in the same order; a copy that a check found
 *     damaged is none
 * @param damaged the ids of the copies at each place that are damaged, cut or gone
 * @param owed the backups that each place lacks of those it should keep, as far as anybody knows,
 *     newest first
 * @param refused the places that had no room for a backup when they were last to get one
 * @param live the live database, if it was inspected
 * @param drops the tables that lost more than half of their rows
 * @param delivered for a place that doesn't answer and of which nobody knows what it holds: the
 *     runs that brought their backup there
 */
public record JobFacts(
    Job job,
    Survey survey,
    List<BackupSummary> everywhere,
    List<Instant> provedAt,
    Map<String, List<Instant>> provedAtPlace,
    Set<String> withNewest,
    Map<String, List<BackupSummary>> there,
    Map<String, List<BackupSummary>> damaged,
    Map<String, List<BackupSummary>> owed,
    Set<String> refused,
    Optional<LiveReport> live,
    List<TableDrop> drops,
    Map<String, List<BackupRun>> delivered) {
  private static final Set<Step> BRING =
      Set.of(Step.PLACE_READY, Step.DATABASE_SAVED, Step.CAUGHT_UP);

  /** Derives what follows from what was read. */
  public static JobFacts of(
      Job job,
      Survey survey,
      Optional<LiveReport> live,
      List<TableDrop> drops,
      Runs runs,
      Checks checks,
      Instant now,
      ZoneId zone) {
    Map<String, List<BackupSummary>> there = new LinkedHashMap<>();
    Map<String, List<BackupSummary>> damaged = new LinkedHashMap<>();
    Map<String, List<BackupRun>> delivered = new LinkedHashMap<>();
    List<Inventory> inventories = survey.places().stream().map(PlaceReport::inventory).toList();
    Map<String, Copies> copies = new LinkedHashMap<>();
    for (PlaceReport place : survey.places()) {
      Set<String> found = checks.damagedAt(place.location());
      Copies at =
          Copies.at(place.inventory(), inventories, found, backup -> survey.isOf(job, backup));
      copies.put(place.label(), at);
      there.put(place.label(), at.whole().stream().sorted(newestFirst(job)).toList());
      damaged.put(place.label(), at.notWhole());
      delivered.put(place.label(), isUnknown(place) ? deliveredTo(place, job, runs) : List.of());
    }
    List<BackupSummary> everywhere = distinct(there, job);
    Map<String, List<BackupSummary>> owed = new LinkedHashMap<>();
    for (PlaceReport place : survey.places()) {
      Copies has = Objects.requireNonNull(copies.get(place.label()));
      Room room =
          place
              .besideDatabase()
              .map(free -> Room.besideDatabase(free, has.whole(), Set.of()))
              .orElse(Room.UNLIMITED);
      PlaceHolding holding = new PlaceHolding(has, job.wantedAt(place.label()), room);
      Set<Long> brought =
          delivered.getOrDefault(place.label(), List.of()).stream()
              .map(BackupRun::sequence)
              .collect(Collectors.toSet());
      owed.put(
          place.label(),
          Owed.to(holding, everywhere, now, zone).stream()
              .filter(backup -> !(isOwn(job, backup) && brought.contains(backup.sequence())))
              .toList());
    }
    Map<BackupSummary.Key, Instant> madeAt = madeAt(everywhere);
    Optional<BackupSummary> newest = newest(everywhere);
    Map<String, List<Instant>> provedAtPlace = new LinkedHashMap<>();
    Set<String> withNewest = new LinkedHashSet<>();
    there.forEach(
        (place, backups) -> {
          List<BackupRun> brought = delivered.getOrDefault(place, List.of());
          provedAtPlace.put(place, times(backups, madeAt, brought));
          if (newest.filter(one -> has(backups, brought, one)).isPresent()) {
            withNewest.add(place);
          }
        });
    return new JobFacts(
        job,
        survey,
        everywhere,
        provedAtPlace.values().stream().flatMap(List::stream).toList(),
        provedAtPlace,
        withNewest,
        there,
        damaged,
        owed,
        refusedBy(job, survey, runs),
        live,
        drops,
        delivered);
  }

  /** A backup that it took over is older than all of its own, whatever the other's numbers. */
  private static Comparator<BackupSummary> newestFirst(Job job) {
    return (one, other) -> {
      int order = Boolean.compare(!isOwn(job, one), !isOwn(job, other));
      return order != 0 ? order : BackupSummary.compareNewestFirst(one, other);
    };
  }

  private static boolean isOwn(Job job, BackupSummary backup) {
    return backup.job().job().equals(job.id());
  }

  private static Map<BackupSummary.Key, Instant> madeAt(List<BackupSummary> newestFirst) {
    List<Instant> believed =
        DueDates.believable(newestFirst.stream().map(BackupSummary::snapshotAt).toList());
    Map<BackupSummary.Key, Instant> madeAt = new HashMap<>();
    for (int i = 0; i < believed.size(); i++) {
      madeAt.put(newestFirst.get(i).key(), believed.get(i));
    }
    return madeAt;
  }

  /** The end of the last step that was to bring a backup there says how much room there is. */
  private static Set<String> refusedBy(Job job, Survey survey, Runs runs) {
    Set<String> awaited =
        survey.places().stream().map(PlaceReport::label).collect(Collectors.toSet());
    Set<String> refused = new LinkedHashSet<>();
    runs.newestFirst(
        job.id(),
        run -> {
          List<StepResult> results = run.results();
          for (int i = results.size() - 1; i >= 0; i--) {
            StepResult result = results.get(i);
            if (BRING.contains(result.step())
                && awaited.remove(result.place())
                && result.failure().filter(why -> why.reason() == Reason.PLACE_FULL).isPresent()) {
              refused.add(result.place());
            }
          }
          return !awaited.isEmpty();
        });
    return refused;
  }

  private static boolean isUnknown(PlaceReport place) {
    return place.failure().isPresent() && place.rememberedFrom().isEmpty();
  }

  private static List<BackupRun> deliveredTo(PlaceReport place, Job job, Runs runs) {
    List<BackupRun> delivered = new ArrayList<>();
    runs.newestFirst(
        job.id(),
        run -> {
          if (run.backup().isPresent()
              && run.kind().keepsDueDates()
              && run.results().stream().anyMatch(result -> isSaved(result, place))) {
            delivered.add(run);
          }
          return true;
        });
    return List.copyOf(delivered);
  }

  private static boolean isSaved(StepResult result, PlaceReport place) {
    return result.step() == Step.DATABASE_SAVED
        && result.place().equals(place.label())
        && result.succeeded();
  }

  private static List<BackupSummary> distinct(Map<String, List<BackupSummary>> there, Job job) {
    Set<BackupSummary.Key> seen = new LinkedHashSet<>();
    List<BackupSummary> all = new ArrayList<>();
    there.values().stream()
        .flatMap(List::stream)
        .sorted(newestFirst(job))
        .filter(backup -> seen.add(backup.key()))
        .forEach(all::add);
    return List.copyOf(all);
  }

  /** The newest proved backup of all, as its sequence has it. */
  public Optional<BackupSummary> newest() {
    return newest(everywhere);
  }

  static Optional<BackupSummary> newest(List<BackupSummary> backups) {
    return backups.stream().filter(JobFacts::counts).findFirst();
  }

  static boolean counts(BackupSummary backup) {
    return backup.kind().keepsDueDates();
  }

  /** When the proved backups of that place were made. */
  List<Instant> provedAt(String place) {
    return provedAtPlace.getOrDefault(place, List.of());
  }

  private static List<Instant> times(
      List<BackupSummary> backups,
      Map<BackupSummary.Key, Instant> madeAt,
      List<BackupRun> brought) {
    return Stream.concat(
            backups.stream()
                .filter(JobFacts::counts)
                .map(backup -> Objects.requireNonNull(madeAt.get(backup.key()))),
            brought.stream().map(BackupRun::startedAt))
        .toList();
  }

  /** Whether that place has the newest proved backup of all. */
  boolean hasNewest(String place) {
    return withNewest.contains(place);
  }

  /**
   * The proved backups of a place, newest first; of one of which nobody knows what it holds those
   * that runs brought there, as far as another place tells what they are.
   */
  List<BackupSummary> knownAt(String place) {
    List<BackupSummary> found = there.getOrDefault(place, List.of());
    List<BackupRun> brought = delivered.getOrDefault(place, List.of());
    return brought.isEmpty()
        ? found
        : everywhere.stream().filter(backup -> has(found, brought, backup)).toList();
  }

  private static boolean has(
      List<BackupSummary> backups, List<BackupRun> brought, BackupSummary wanted) {
    return backups.stream().anyMatch(wanted::sameBackupAs)
        || brought.stream().anyMatch(run -> run.sequence() == wanted.sequence());
  }

  /** The place of that name. */
  public Optional<PlaceReport> place(String label) {
    return survey.places().stream().filter(place -> place.label().equals(label)).findFirst();
  }
}
