package dev.nightjar.backup;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Copies;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.KnownInventory;
import dev.nightjar.failure.FailureException;
import dev.nightjar.retention.ClockDoubt;
import dev.nightjar.retention.PlaceHolding;
import dev.nightjar.retention.Pruning;
import dev.nightjar.retention.Pruning.Limits;
import dev.nightjar.retention.RetentionPolicy;
import dev.nightjar.retention.Room;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The backups of a job at all its places: as they are now, or, at a place that doesn't answer, as
 * they were when it last did. A place of which nobody knows anything is taken for empty, so that it
 * is owed all that it would keep.
 */
public final class Holdings {
  private final BackupJob job;
  private final Map<String, Copies> copies = new LinkedHashMap<>();
  private final Map<String, FailureException> silent = new LinkedHashMap<>();
  private final Map<String, Inventory> inventories;

  private Holdings(BackupJob job, Map<String, Inventory> inventories) {
    this.job = job;
    this.inventories = Collections.unmodifiableMap(new LinkedHashMap<>(inventories));
  }

  /**
   * Reads them.
   *
   * @param damaged the ids of the copies that a check found damaged, by the place's label
   */
  public static Holdings read(BackupJob job, Map<String, Set<String>> damaged) {
    return read(job, Map.of(), damaged);
  }

  /**
   * The same.
   *
   * @param known the contents of those places that were read already
   */
  static Holdings read(
      BackupJob job, Map<String, Inventory> known, Map<String, Set<String>> damaged) {
    Map<String, Inventory> inventories = new LinkedHashMap<>();
    Map<String, FailureException> silent = new LinkedHashMap<>();
    for (BackupJob.Target target : job.targets()) {
      try {
        Inventory read = known.get(target.label());
        inventories.put(target.label(), read == null ? target.destination().inventory() : read);
      } catch (FailureException e) {
        silent.put(target.label(), e);
        Optional<KnownInventory> before = target.destination().lastKnown();
        inventories.put(
            target.label(), before.map(KnownInventory::inventory).orElse(Inventory.EMPTY));
      }
    }
    return of(job, inventories, silent, damaged);
  }

  /**
   * Takes what somebody has read.
   *
   * @param inventories by the place's label: of one that doesn't answer the last that is known
   * @param silent why places don't answer
   * @param damaged as for {@link #read}
   */
  public static Holdings of(
      BackupJob job,
      Map<String, Inventory> inventories,
      Map<String, FailureException> silent,
      Map<String, Set<String>> damaged) {
    Holdings holdings = new Holdings(job, inventories);
    holdings.silent.putAll(silent);
    JobChain chain = new JobChain(job.identity(), inventories.values());
    inventories.forEach(
        (label, inventory) ->
            holdings.copies.put(label, chain.at(inventory, damaged.getOrDefault(label, Set.of()))));
    return holdings;
  }

  /** Returns all that was read, by the place's label; of one that doesn't answer the last known. */
  Map<String, Inventory> inventories() {
    return inventories;
  }

  /** The backups at a place that it can give back. */
  public List<BackupSummary> at(String place) {
    return copiesAt(place).whole();
  }

  private Copies copiesAt(String place) {
    return copies.getOrDefault(place, Copies.whole(List.of()));
  }

  /** Why a place doesn't answer, if it doesn't. */
  public Optional<FailureException> silence(String place) {
    return Optional.ofNullable(silent.get(place));
  }

  /** Whether the dates of the job's newest backups, wherever they are, can't all be right. */
  boolean areDatesDoubtful(Instant now) {
    List<BackupSummary> all = copies.values().stream().flatMap(at -> at.whole().stream()).toList();
    return ClockDoubt.of(all, job.identity().job(), now);
  }

  /** Plans the deletions at a place by its own rule. */
  public Pruning plan(String place, Limits limits, Instant now, ZoneId zone) {
    return plan(place, target(place).kept(), limits, now, zone);
  }

  /** Plans the deletions at a place as if it kept backups by {@code rule}. */
  public Pruning plan(String place, RetentionPolicy rule, Limits limits, Instant now, ZoneId zone) {
    List<PlaceHolding> others = new ArrayList<>();
    for (BackupJob.Target target : job.targets()) {
      if (!target.label().equals(place)) {
        others.add(holding(target.label(), target.wanted()));
      }
    }
    PlaceHolding here = holding(place, rule);
    if (rule instanceof RetentionPolicy.Everything) {
      // Then the user is asked.
      here = new PlaceHolding(here.copies(), rule, Room.UNLIMITED);
    }
    return Pruning.at(here, others, limits, now, zone);
  }

  private BackupJob.Target target(String place) {
    return job.targets().stream()
        .filter(target -> target.label().equals(place))
        .findFirst()
        .orElseThrow();
  }

  private PlaceHolding holding(String place, RetentionPolicy keep) {
    // One that doesn't answer can't be measured, and would get all that it keeps.
    Room room =
        silent.containsKey(place)
            ? Room.UNLIMITED
            : target(place).room(at(place), answering(place));
    return new PlaceHolding(copiesAt(place), keep, room);
  }

  /** The backups that other places have for sure: they answer. */
  private Set<BackupSummary.Key> answering(String butNot) {
    Set<BackupSummary.Key> keys = new HashSet<>();
    copies.forEach(
        (place, there) -> {
          if (!place.equals(butNot) && !silent.containsKey(place)) {
            there.whole().forEach(backup -> keys.add(backup.key()));
          }
        });
    return keys;
  }

  /** A backup has been deleted at a place. */
  void deleted(String place, BackupSummary backup) {
    copies.computeIfPresent(place, (label, there) -> there.without(backup));
  }
}
