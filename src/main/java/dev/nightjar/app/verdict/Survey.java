package dev.nightjar.app.verdict;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Beside;
import dev.nightjar.settings.Job;
import dev.nightjar.sqlite.TableRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The backups of all places, read from their manifests.
 *
 * @param backups by the names of their jobs, newest first, one entry a backup wherever its copies
 *     are
 */
public record Survey(List<KeptBackup> backups, List<PlaceReport> places) {
  public Survey {
    backups = List.copyOf(backups);
    places = List.copyOf(places);
  }

  /** Reads all places at once; one that doesn't answer keeps no other from being read. */
  public static Survey read(List<Target> targets) {
    return of(reports(targets, PlaceReport::read));
  }

  /** The same of places that are to be somebody's: of one that is another's now that is told. */
  public static Survey read(Map<Target, JobIdentity> owners) {
    return of(
        reports(
            List.copyOf(owners.keySet()),
            target ->
                PlaceReport.read(target).ownedBy(Objects.requireNonNull(owners.get(target)))));
  }

  /** The same, with what a place held when it last answered if it doesn't now. */
  public static Survey readOrRecall(List<Target> targets) {
    return of(reports(targets, target -> PlaceReport.read(target).recalled()));
  }

  /** The same of places that are to be {@code owner}'s: one that is another's isn't usable. */
  public static Survey readOrRecall(List<Target> targets, JobIdentity owner) {
    return of(reports(targets, target -> PlaceReport.readOrRecalled(target, owner)));
  }

  /** The last place is read on this thread, each other one beside it. */
  private static List<PlaceReport> reports(
      List<Target> targets, Function<Target, PlaceReport> reading) {
    if (targets.isEmpty()) {
      return List.of();
    }
    List<Beside<PlaceReport>> others =
        targets.subList(0, targets.size() - 1).stream()
            .map(one -> Beside.start("survey " + one.label(), () -> reading.apply(one)))
            .toList();
    PlaceReport last = reading.apply(targets.get(targets.size() - 1));
    return Stream.concat(others.stream().map(Beside::get), Stream.of(last)).toList();
  }

  /** Puts together what a run has read of {@code targets}, by label. */
  public static Survey of(List<Target> targets, Map<String, Inventory> inventories) {
    return of(
        targets.stream()
            .map(
                target ->
                    new PlaceReport(
                        target,
                        inventories.getOrDefault(target.label(), Inventory.EMPTY),
                        PlaceReport.Sign.READ,
                        Optional.empty()))
            .toList());
  }

  /** Puts together what was read of each place. */
  public static Survey of(List<PlaceReport> places) {
    Map<BackupSummary.Key, List<KeptBackup.Copy>> copies = new LinkedHashMap<>();
    for (PlaceReport place : places) {
      Destination destination = place.target().destination();
      for (BackupSummary backup : place.inventory().backups()) {
        copies
            .computeIfAbsent(backup.key(), key -> new ArrayList<>(2))
            .add(new KeptBackup.Copy(place.label(), destination, backup));
      }
    }
    List<KeptBackup> backups = new ArrayList<>(copies.size());
    copies.values().forEach(all -> backups.add(new KeptBackup(all)));
    backups.sort((one, other) -> inOrder(one.summary(), other.summary()));
    return new Survey(backups, places);
  }

  private static int inOrder(BackupSummary one, BackupSummary other) {
    int order = JobIdentity.BY_NAME.compare(one.job(), other.job());
    return order != 0 ? order : BackupSummary.compareNewestFirst(one, other);
  }

  /**
   * Whether that backup is one of {@code job}'s: its own, or of a job that it continues, as the
   * marker of any place says that was read.
   */
  public boolean isOf(Job job, BackupSummary backup) {
    UUID of = backup.job().job();
    return of.equals(job.id()) || continuedBy(job).contains(of);
  }

  private List<UUID> continuedBy(Job job) {
    return places.stream()
        .flatMap(place -> place.inventory().marker().stream())
        .filter(marker -> marker.owner().job().equals(job.id()))
        .flatMap(marker -> marker.continues().stream())
        .toList();
  }

  /**
   * The tables of {@code job} that shrank: compares the rows of the newest backup with those of the
   * 29 before it, as far as they can be read; empty if the newest can't be, so that nobody knows.
   */
  public Optional<List<TableDrop>> drops(Job job) {
    List<KeptBackup> newestFirst = compared(job);
    if (newestFirst.isEmpty()) {
      return Optional.of(List.of());
    }
    return whole(newestFirst.get(0))
        .map(
            newest ->
                TableDrop.among(
                    Stream.concat(
                            Stream.of(newest),
                            newestFirst.stream()
                                .skip(1)
                                .map(Survey::whole)
                                .flatMap(Optional::stream))
                        .toList()));
  }

  /** The same; empty, too, if any of those before can't be read: it may be the one with more. */
  public Optional<List<TableDrop>> allDrops(Job job) {
    List<Manifest> read = new ArrayList<>();
    for (KeptBackup kept : compared(job)) {
      Optional<Manifest> manifest = whole(kept);
      if (manifest.isEmpty()) {
        return Optional.empty();
      }
      read.add(manifest.get());
    }
    return Optional.of(TableDrop.among(read));
  }

  /** The rows of each table in the newest backup; empty if it can't be read. */
  public Optional<Map<String, Long>> newestRows(Job job) {
    return compared(job).stream()
        .findFirst()
        .flatMap(Survey::whole)
        .map(
            newest ->
                newest.tables().stream()
                    .collect(Collectors.toMap(TableRows::name, TableRows::rows, Math::max)));
  }

  /** Whether each of the backups that {@link #drops} compares is at a place that answers. */
  public boolean isCompared(Job job) {
    Set<String> answering =
        places.stream()
            .filter(place -> place.sign().answers())
            .map(PlaceReport::label)
            .collect(Collectors.toUnmodifiableSet());
    return compared(job).stream()
        .allMatch(
            kept -> kept.copies().stream().anyMatch(copy -> answering.contains(copy.label())));
  }

  private List<KeptBackup> compared(Job job) {
    return backups.stream()
        .filter(kept -> isOf(job, kept.summary()))
        // The rows from before a restore are those that somebody has just put right.
        .filter(kept -> kept.summary().kind().keepsDueDates())
        .sorted(Comparator.comparing((KeptBackup kept) -> !isOwn(job, kept)))
        .limit(TableDrop.BACKUPS)
        .toList();
  }

  private static boolean isOwn(Job job, KeptBackup kept) {
    return kept.summary().job().job().equals(job.id());
  }

  private static Optional<Manifest> whole(KeptBackup kept) {
    try {
      return Optional.of(kept.manifest());
    } catch (FailureException e) {
      return Optional.empty(); // Gone since it was listed: the next survey says what is there then.
    }
  }

  /** Why no backup was found: a place or a manifest that couldn't be read, or there is none. */
  public FailureException whyThereIsNone() {
    return Stream.concat(
            places.stream().flatMap(place -> place.failure().stream()),
            places.stream()
                .flatMap(place -> place.inventory().damaged().stream())
                .map(Inventory.Damaged::failure))
        .findFirst()
        .map(FailureException::new)
        .orElseGet(
            () ->
                new FailureException(
                    Reason.NO_BACKUPS,
                    String.join(", ", places.stream().map(PlaceReport::location).toList())));
  }

  /** The files that are no backup any more, or never were one. */
  public Remains remains() {
    return new Remains(this);
  }

  /** Since when the job has had a place, as its markers say. */
  Optional<Instant> setUpAt(UUID job) {
    return places.stream()
        .flatMap(place -> place.inventory().marker().stream())
        .filter(marker -> marker.owner().job().equals(job))
        .map(marker -> marker.created().toInstant())
        .min(Comparator.naturalOrder());
  }
}
