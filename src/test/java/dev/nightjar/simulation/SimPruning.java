package dev.nightjar.simulation;

import dev.nightjar.app.verdict.ShrunkTables;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Copies;
import dev.nightjar.retention.ClockDoubt;
import dev.nightjar.retention.PlaceHolding;
import dev.nightjar.retention.Pruning;
import dev.nightjar.retention.Pruning.Limits;
import dev.nightjar.retention.RetentionPlan.Expendable;
import dev.nightjar.retention.Room;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The deletions of a run with nobody there: by the real plan, its holds and its limits. */
final class SimPruning {
  private final World world;
  private final SimJob job;

  SimPruning(World world, SimJob job) {
    this.world = world;
    this.job = job;
  }

  /** The copies to delete at a place that has the backup of the run that ends. */
  List<Copy> at(SimPlace place) {
    Instant now = world.wall().toInstant();
    List<PlaceHolding> others = new ArrayList<>();
    List<BackupSummary> all = new ArrayList<>();
    for (SimPlace one : job.places) {
      all.addAll(holding(one).backups());
      if (one != place) {
        others.add(holding(one));
      }
    }
    PlaceHolding here = holding(place);
    boolean shrunk = isShrunk(now);
    boolean doubt = ClockDoubt.of(all, job.id, now);
    Limits none = new Limits(shrunk, doubt, Integer.MAX_VALUE);
    List<Expendable> wanted = Pruning.at(here, others, none, now, world.zone).now();
    int damaged = (int) wanted.stream().filter(Expendable::damaged).count();
    int there = here.backups().size() + damaged;
    int allowed = job.deletions.reserve(place.label, there, wanted.size(), now, world.uptime());
    Limits limits = new Limits(shrunk, doubt, allowed);
    Set<String> gone = new HashSet<>();
    Pruning.at(here, others, limits, now, world.zone)
        .now()
        .forEach(one -> gone.add(one.backup().id()));
    return place.copies.stream()
        .filter(copy -> copy.goneAt == Copy.NEVER && gone.contains(copy.summary.id()))
        .toList();
  }

  private boolean isShrunk(Instant now) {
    return world
        .process
        .map(process -> process.agent.state().of(job.id))
        .filter(state -> ShrunkTables.unanswered(SimEngine.drops(job), state, now).isEmpty())
        .isEmpty();
  }

  /** Of one that doesn't answer as it was when it last did. */
  private PlaceHolding holding(SimPlace place) {
    Copies copies = place.answers() ? place.known() : Copies.whole(place.remembered.backups());
    List<BackupSummary> backups = copies.whole();
    Room room =
        place.answers() ? place.room(backups, elsewhere(place), world.now()) : Room.UNLIMITED;
    return new PlaceHolding(copies, job.keepAt(place).policy(), room);
  }

  /** The backups that other places have for sure. */
  private Set<BackupSummary.Key> elsewhere(SimPlace butNot) {
    Set<BackupSummary.Key> keys = new HashSet<>();
    for (SimPlace place : job.places) {
      if (place != butNot && place.answers()) {
        for (Copy copy : place.there()) {
          if (!copy.foundRotten) {
            keys.add(copy.summary.key());
          }
        }
      }
    }
    return keys;
  }
}
