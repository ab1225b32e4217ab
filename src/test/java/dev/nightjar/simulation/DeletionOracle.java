package dev.nightjar.simulation;

import dev.nightjar.app.agent.Engine.Task;
import dev.nightjar.app.agent.Notification;
import dev.nightjar.app.agent.Status;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges what is deleted, and what should be, from the copies at the places alone: it shares no
 * rule with the planner.
 */
final class DeletionOracle implements Watcher {
  private static final long DAY = 24 * 3_600_000L;
  private static final int COMPARED = 30;

  /** Of free space on the database's own disk. */
  static final long FLOOR_BYTES = 5L * 1024 * 1024 * 1024;

  private final World world;
  private final Map<SimPlace, List<Long>> deletedAt = new IdentityHashMap<>();
  private final List<Long> clockSetAt = new ArrayList<>();
  private long answeredAt = Long.MIN_VALUE;
  private final Set<String> goneForSpace = new HashSet<>();
  int deleted;
  int deletedForSpace;

  DeletionOracle(World world) {
    this.world = world;
  }

  @Override
  public boolean judgesDeletions() {
    return true;
  }

  @Override
  public void deleting(SimJob job, SimPlace place, List<Copy> gone) {
    List<Copy> there = place.copies.stream().filter(copy -> copy.goneAt == Copy.NEVER).toList();
    List<Copy> regular =
        there.stream()
            .filter(DeletionOracle::isRegular)
            .filter(copy -> !isDamaged(copy))
            .sorted(Comparator.comparingLong(copy -> copy.summary.sequence()))
            .toList();
    for (Copy copy : gone) {
      damaged(job, place, copy, regular);
      if (!regular.isEmpty() && copy == regular.get(regular.size() - 1)) {
        throw lost("the last proved copy", copy, place);
      }
      Instant old = world.wall().minusDays(30).toInstant();
      if (!isRegular(copy) && copy.summary.snapshotAt().isAfter(old)) {
        throw lost("today's data from before a restore", copy, place);
      }
      int at = regular.indexOf(copy);
      if (at >= 0
          && at + 1 < regular.size()
          && regular.get(at + 1).summary.userVersion() != copy.summary.userVersion()) {
        throw lost("the last one before a change of the layout", copy, place);
      }
      needed(job, place, copy);
    }
    if (!gone.isEmpty()) {
      shrunk(job, place, gone.get(0));
      half(place, there.size(), gone);
    }
    space(job, place, regular, gone);
    deleted += gone.size();
    timely(job, place, there, gone);
  }

  private static boolean isRegular(Copy copy) {
    return copy.summary.kind() != Manifest.Kind.BEFORE_RESTORE;
  }

  /** As far as anybody knows. */
  private static boolean isDamaged(Copy copy) {
    return copy.foundRotten || !copy.isThere();
  }

  /**
   * One that can't be given back goes as it would if it could: once enough newer ones are there.
   */
  private static void damaged(SimJob job, SimPlace place, Copy copy, List<Copy> regular) {
    if (!isDamaged(copy) || !isRegular(copy)) {
      return;
    }
    long newer =
        place.copies.stream()
            .filter(one -> one.goneAt == Copy.NEVER && isRegular(one))
            .filter(one -> one.summary.sequence() > copy.summary.sequence())
            .count();
    if (newer < job.keepAt(place).last()) {
      throw lost("a damaged copy that the rule keeps", copy, place);
    }
    if (regular.stream().noneMatch(one -> one.summary.sequence() > copy.summary.sequence())) {
      throw lost("a damaged copy with no good one after it", copy, place);
    }
  }

  private static Broken lost(String what, Copy copy, SimPlace place) {
    return new Broken(
        Claim.NOTHING_LOST, what + " is deleted at " + place.label + ": " + copy.summary.id());
  }

  /** A place that lacks it, and that may be away, is to get it from here. */
  private static void needed(SimJob job, SimPlace place, Copy copy) {
    if (isDamaged(copy)) {
      return; // Nobody can get it from here.
    }
    for (SimPlace other : job.places) {
      List<BackupSummary> has =
          other.answers()
              ? other.there().stream().map(one -> one.summary).toList()
              : other.remembered.backups();
      // One that is short of space may have no room for it.
      if (other == place
          || other.disk.isPresent()
          || has.stream().anyMatch(copy.summary::sameBackupAs)) {
        continue;
      }
      Map<BackupSummary.Key, BackupSummary> newer = new HashMap<>();
      job.places.stream()
          .flatMap(one -> one.answers() ? one.there().stream() : one.copies.stream())
          .map(one -> one.summary)
          .filter(one -> one.kind() != Manifest.Kind.BEFORE_RESTORE)
          .filter(one -> one.sequence() > copy.summary.sequence())
          .forEach(one -> newer.put(one.key(), one));
      if (isRegular(copy) && newer.size() < job.keepAt(other).last()) {
        throw lost("one that the other place lacks and would keep", copy, place);
      }
    }
  }

  /** More goes than the rule says only if the disk's floor needs it, and another place has it. */
  private void space(SimJob job, SimPlace place, List<Copy> regular, List<Copy> gone) {
    if (place.disk.isEmpty()) {
      return;
    }
    copiedBack(place, regular);
    long disk = place.disk.get().applyAsLong(world.now());
    List<Copy> early = new ArrayList<>();
    for (Copy copy : gone) {
      int at = regular.indexOf(copy);
      if (at >= 0 && regular.size() - 1 - at < job.keepAt(place).last()) {
        early.add(copy);
      }
    }
    if (early.isEmpty()) {
      return;
    }
    long left = place.there().stream().mapToLong(copy -> copy.summary.bytes()).sum();
    left -= gone.stream().mapToLong(copy -> copy.summary.bytes()).sum();
    long smallest = early.stream().mapToLong(copy -> copy.summary.bytes()).min().orElseThrow();
    if (disk - left - smallest >= FLOOR_BYTES) {
      throw lost("one too many for the floor of free space", early.get(0), place);
    }
    for (Copy copy : early) {
      boolean elsewhere =
          job.places.stream()
              .filter(other -> other != place && other.answers())
              .flatMap(other -> other.there().stream())
              .anyMatch(other -> !other.foundRotten && copy.summary.sameBackupAs(other.summary));
      if (!elsewhere) {
        throw lost("for want of space the only copy", copy, place);
      }
      goneForSpace.add(place.number + " " + copy.summary.key());
    }
    deletedForSpace += early.size();
  }

  /** A backup that went for want of space comes back only where the newer ones leave it room. */
  private void copiedBack(SimPlace place, List<Copy> regular) {
    for (Copy copy : regular) {
      if (goneForSpace.remove(place.number + " " + copy.summary.key())) {
        long there =
            regular.stream()
                .filter(one -> one.summary.sequence() >= copy.summary.sequence())
                .filter(one -> one.writtenAt <= copy.writtenAt)
                .mapToLong(one -> one.summary.bytes())
                .sum();
        long disk = place.disk.orElseThrow().applyAsLong(copy.writtenAt);
        if (there > disk - FLOOR_BYTES) {
          throw new Broken(
              Claim.NOTHING_TWICE,
              copy.summary.id() + " is copied back to a disk that was too full");
        }
      }
    }
  }

  private void shrunk(SimJob job, SimPlace place, Copy gone) {
    Map<Long, Backup> known = new HashMap<>();
    for (SimPlace one : job.places) {
      if (one.answers()) {
        one.there().stream()
            .filter(DeletionOracle::isRegular)
            .forEach(copy -> known.put(copy.backup.sequence(), copy.backup));
      }
    }
    List<Backup> newestFirst = new ArrayList<>(known.values());
    newestFirst.sort(Comparator.comparingLong(Backup::sequence).reversed());
    for (int i = 1; i < Math.min(COMPARED, newestFirst.size()); i++) {
      Backup before = newestFirst.get(i);
      before
          .rows()
          .forEach(
              (table, rows) -> {
                long left = newestFirst.get(0).rows().getOrDefault(table, 0L);
                if (rows >= 10 && 2 * left < rows && before.trueAt() > answeredAt) {
                  throw lost("while " + table + " has shrunk, a backup", gone, place);
                }
              });
    }
  }

  /**
   * Within 7 days of true time. A clock that was set once can't be told from a computer that was
   * off, which the promise allows for; each further time that it was set is worth a day at most.
   */
  private void half(SimPlace place, int there, List<Copy> gone) {
    clockSetAt.removeIf(at -> at <= world.now() - 8 * DAY);
    long week = (7 - Math.max(0, clockSetAt.size() - 1)) * DAY;
    List<Long> times = deletedAt.computeIfAbsent(place, none -> new ArrayList<>());
    times.removeIf(at -> at <= world.now() - week);
    int lately = times.size() + gone.size();
    if (2 * lately > there + times.size()) {
      throw lost("more than half within a week", gone.get(0), place);
    }
    gone.forEach(copy -> times.add(world.now()));
  }

  /** Half of what is too much goes each week. */
  private static void timely(SimJob job, SimPlace place, List<Copy> there, List<Copy> gone) {
    int left = there.size() - gone.size();
    if (left > 4 * job.keepAt(place).last() + 60) {
      throw new Broken(
          Claim.NOTHING_POSSIBLE_LEFT_UNDONE, left + " backups are left at " + place.label);
    }
  }

  @Override
  public void happened(Event event) {
    if (event.what() == What.ANSWER) {
      answeredAt = world.now();
    } else if (event.what() == What.CLOCK_SET) {
      clockSetAt.add(world.now());
    }
  }

  @Override
  public void notified(Notification notification) {}

  @Override
  public void published(Status status) {}

  @Override
  public void runAsked(SimJob job, Task task, Optional<SimRun> running) {}

  @Override
  public void runEnded(SimRun run, BackupRun result) {}

  @Override
  public void touched(SimJob job, SimPlace place) {}

  @Override
  public void checkBegun(SimJob job) {}

  @Override
  public void checks() {}

  @Override
  public void checkEnded() {}

  @Override
  public void judge() {}
}
