package dev.nightjar.simulation;

import dev.nightjar.app.agent.Engine.RunEnd;
import dev.nightjar.app.agent.Engine.Task;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.RunListener;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepFacts;
import dev.nightjar.backup.StepResult;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.retention.Owed;
import dev.nightjar.retention.PlaceHolding;
import dev.nightjar.retention.Pruning;
import dev.nightjar.retention.Pruning.Limits;
import dev.nightjar.retention.RetentionPolicy;
import dev.nightjar.retention.Room;
import dev.nightjar.settings.Settings;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.Violations;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One run, step by step in virtual time; between two of them anything can happen. It leaves what
 * the real one leaves: a backup is at a place wholly, or it isn't.
 */
final class SimRun {
  private static final DateTimeFormatter STEM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");
  private static final int BETWEEN_ATTEMPTS = 2_000;
  private static final StepFacts COPIED =
      new StepFacts.Copy(
          8_200_000,
          2_099,
          0,
          0,
          CheckReport.Grade.WHOLE,
          List.of(),
          List.of(),
          Violations.NONE,
          Violations.NONE,
          false);

  final SimJob job;
  final Task task;
  final long beganAt;
  private final Process process;
  private final World world;
  private final Settings settings;
  private final RunListener listener;
  private final Consumer<RunEnd> answer;
  private final ZonedDateTime startedAt;
  private final List<StepResult> results = new ArrayList<>();
  private final List<SimPlace> ready = new ArrayList<>();
  private final List<SimPlace> silent = new ArrayList<>();
  private final List<SimPlace> late = new ArrayList<>();
  private Optional<Backup> made = Optional.empty();
  private boolean ended;

  SimRun(
      Process process,
      SimJob job,
      Settings settings,
      Task task,
      RunListener listener,
      Consumer<RunEnd> answer) {
    this.process = process;
    this.world = process.world;
    this.job = job;
    this.settings = settings;
    this.task = task;
    this.listener = listener;
    this.answer = answer;
    this.startedAt = world.wall();
    this.beganAt = world.now();
  }

  boolean makesBackup() {
    return task instanceof Task.BackUp;
  }

  boolean isScheduled() {
    return task instanceof Task.BackUp backUp && backUp.kind() == Manifest.Kind.SCHEDULED;
  }

  void begin() {
    job.runBeganAt = world.now();
    world.said("run starts" + (makesBackup() ? "" : " (catching up)"), job);
    readyNext(0);
  }

  /** Goes on later; a kill, or a cancel by hand, may be due between two steps. */
  private void then(long afterMillis, Runnable next) {
    process.post(
        afterMillis,
        () -> {
          if (!ended) {
            world.stepPassed();
            if (process.isAlive() && !ended) {
              next.run();
            }
          }
        });
  }

  private boolean isCancelled(Step step, String place) {
    try {
      listener.advanced(step, place, 1, 2);
      return false;
    } catch (FailureException e) {
      return true;
    }
  }

  private Failure cancelled() {
    return Failure.of(Reason.CANCELLED);
  }

  private void end(Step step, String place, StepFacts facts, Optional<Failure> failure) {
    StepResult result = new StepResult(step, place, 900, facts, failure);
    results.add(result);
    listener.ended(result);
  }

  // The places.

  private void readyNext(int index) {
    if (index == job.places.size()) {
      if (ready.isEmpty()) {
        late(0, () -> placesReady(true));
      } else {
        placesReady(false);
      }
      return;
    }
    SimPlace place = job.places.get(index);
    listener.started(Step.PLACE_READY, place.label);
    then(
        world.latency(place),
        () -> {
          Optional<Failure> failure = place.failure();
          if (mayAnswerLater(failure)) {
            silent.add(place);
          } else {
            endReady(place, ready, failure.or(() -> readOnly(place)));
          }
          readyNext(index + 1);
        });
  }

  /** It writes a small file there. */
  private static Optional<Failure> readOnly(SimPlace place) {
    return place.state == SimPlace.State.READ_ONLY ? place.refusal() : Optional.empty();
  }

  private boolean mayAnswerLater(Optional<Failure> failure) {
    return failure.filter(why -> why.reason() == Reason.PLACE_UNREACHABLE).isPresent()
        && world.now() - beganAt < settings.placePatienceSeconds() * 1000L;
  }

  private void endReady(SimPlace place, List<SimPlace> to, Optional<Failure> failure) {
    Optional<Destination.Readiness> readiness = Optional.empty();
    if (failure.isEmpty()) {
      place.markerGone = false;
      place.changed();
      to.add(place);
      readiness = Optional.of(new Destination.Readiness(Optional.of(place.freeBytes()), false, 0));
    }
    end(Step.PLACE_READY, place.label, new StepFacts.Place(place.location, readiness), failure);
  }

  private void late(int index, Runnable next) {
    if (index == silent.size()) {
      silent.clear();
      next.run();
      return;
    }
    SimPlace place = silent.get(index);
    listener.started(Step.PLACE_READY, place.label);
    waitFor(place, () -> late(index + 1, next));
  }

  private void waitFor(SimPlace place, Runnable next) {
    then(
        world.latency(place),
        () -> {
          Optional<Failure> failure = place.failure();
          boolean again = mayAnswerLater(failure) && !isCancelled(Step.PLACE_READY, place.label);
          if (again) {
            then(BETWEEN_ATTEMPTS, () -> waitFor(place, next));
          } else {
            endReady(place, late, failure.or(() -> readOnly(place)));
            next.run();
          }
        });
  }

  private void placesReady(boolean onlyLate) {
    if (onlyLate) {
      ready.addAll(late);
      late.clear();
    }
    if (ready.isEmpty()) {
      finish();
    } else if (makesBackup()) {
      checkpoint();
    } else {
      late(0, this::catchUp);
    }
  }

  // The backup.

  private void checkpoint() {
    listener.started(Step.CHECKPOINT, "");
    then(
        20,
        () -> {
          boolean fine = job.database.state == SimDatabase.State.FINE;
          if (fine) {
            end(Step.CHECKPOINT, "", StepFacts.NONE, Optional.empty());
          }
          copy(0, job.database.state == SimDatabase.State.LOCKED ? 15 : 3);
        });
  }

  private void copy(int part, int parts) {
    listener.started(Step.DATABASE, "");
    then(
        500 + world.dice(4_000),
        () -> {
          if (isCancelled(Step.DATABASE, "")) {
            end(Step.DATABASE, "", StepFacts.NONE, Optional.of(cancelled()));
            finish();
          } else if (part < parts) {
            copy(part + 1, parts);
          } else {
            copied();
          }
        });
  }

  private void copied() {
    Optional<Failure> failure = job.database.failure();
    if (failure.isPresent()) {
      end(Step.DATABASE, "", StepFacts.NONE, failure);
      finish();
      return;
    }
    Backup backup = backup(world.wall());
    end(Step.DATABASE, "", COPIED, Optional.empty());
    json(backup, 0);
  }

  private Backup backup(ZonedDateTime snapshotAt) {
    String stem = startedAt.format(STEM);
    String id = stem;
    for (int number = 2; taken(id); number++) {
      id = stem + "-" + number;
    }
    long highest = world.lastSequence(job);
    for (SimPlace place : ready) {
      for (Copy copy : place.copies) {
        highest = copy.goneAt == Copy.NEVER ? Math.max(highest, copy.backup.sequence()) : highest;
      }
    }
    return new Backup(
        job.index,
        highest + 1,
        id,
        ((Task.BackUp) task).kind(),
        job.database.version,
        job.database.rows,
        world.now(),
        startedAt,
        snapshotAt,
        snapshotAt.toInstant().toEpochMilli(),
        !job.database.jsonFails,
        job.database.hash());
  }

  private boolean taken(String id) {
    return ready.stream().anyMatch(place -> !place.isFree(id));
  }

  private void json(Backup backup, int part) {
    listener.started(Step.JSON, "");
    then(
        500 + world.dice(3_000),
        () -> {
          if (isCancelled(Step.JSON, "")) {
            end(Step.JSON, "", StepFacts.NONE, Optional.of(cancelled()));
            finish();
          } else if (part < 2) {
            json(backup, part + 1);
          } else {
            Optional<Failure> failure =
                backup.json()
                    ? Optional.empty()
                    : Optional.of(Failure.of(Reason.JSON_DIFFERS, "x", "y"));
            end(Step.JSON, "", new StepFacts.Json(14, 52_310, 0, List.of(), List.of()), failure);
            save(backup, 0, new ArrayList<>());
          }
        });
  }

  private void save(Backup backup, int index, List<SimPlace> saved) {
    if (index == ready.size()) {
      if (backup.json()) {
        for (SimPlace place : saved) {
          end(Step.JSON_SAVED, place.label, saved(place), Optional.empty());
        }
      }
      made = saved.isEmpty() ? Optional.empty() : Optional.of(backup);
      late(0, made.isPresent() ? this::catchUp : this::finish);
      return;
    }
    SimPlace place = ready.get(index);
    listener.started(Step.DATABASE_SAVED, place.label);
    then(
        world.latency(place),
        () -> {
          Optional<Failure> failure =
              isCancelled(Step.DATABASE_SAVED, place.label)
                  ? Optional.of(cancelled())
                  : place.refusal();
          if (failure.isEmpty()) {
            world.write(job, place, backup, backup.id());
            saved.add(place);
          }
          end(
              Step.DATABASE_SAVED,
              place.label,
              failure.isEmpty() ? saved(place) : StepFacts.NONE,
              failure);
          save(backup, index + 1, saved);
        });
  }

  private static StepFacts saved(SimPlace place) {
    return new StepFacts.Saved(8_200_000, place.location + "/x");
  }

  // The backups owed.

  /** A place that can only be read is a source. */
  private void catchUp() {
    List<SimPlace> all = new ArrayList<>(ready);
    all.addAll(late);
    int receivers = all.size();
    job.places.stream()
        .filter(place -> place.state == SimPlace.State.READ_ONLY && place.answers())
        .filter(place -> !all.contains(place))
        .forEach(all::add);
    catchUp(all, receivers, 0);
  }

  private void catchUp(List<SimPlace> all, int receivers, int index) {
    if (index == receivers) {
      finish();
      return;
    }
    SimPlace place = all.get(index);
    boolean meant = !(task instanceof Task.Deliver to) || to.places().contains(place.label);
    List<Backup> owed = meant ? owed(place, all) : List.of();
    if (owed.isEmpty()) {
      catchUp(all, receivers, index + 1);
      return;
    }
    listener.started(Step.CAUGHT_UP, place.label);
    deliver(place, all, owed, 0, new Delivered(), () -> catchUp(all, receivers, index + 1));
  }

  private static final class Delivered {
    private long count;
    private Optional<Failure> first = Optional.empty();
    private final List<String> healed = new ArrayList<>();
    private final List<StepFacts.CaughtUp.Copy> rotten = new ArrayList<>();

    private void failed(Failure failure) {
      first = first.or(() -> Optional.of(failure));
    }
  }

  /**
   * Returns the backups that its plan would keep and it lacks or has damaged; one just refused
   * isn't tried.
   */
  private List<Backup> owed(SimPlace place, List<SimPlace> all) {
    List<BackupSummary> everywhere = new ArrayList<>();
    Map<BackupSummary.Key, Backup> book = new LinkedHashMap<>();
    List<BackupSummary> there = new ArrayList<>();
    for (SimPlace one : all) {
      for (Copy copy : one.there()) {
        book.put(copy.summary.key(), copy.backup);
        if (!isToHeal(one, copy)) {
          everywhere.add(copy.summary);
          if (one == place) {
            there.add(copy.summary);
          }
        }
      }
    }
    Instant wall = world.wall().toInstant();
    Room room = place.room(there, Set.of(), world.now());
    PlaceHolding holding = new PlaceHolding(there, policy(place), room);
    return Owed.to(holding, everywhere, wall, world.zone).stream()
        .map(summary -> book.get(summary.key()))
        .filter(backup -> late.contains(place) || made.filter(backup::isSameAs).isEmpty())
        .toList();
  }

  private boolean isToHeal(SimPlace place, Copy copy) {
    return task.damaged().getOrDefault(place.label, Set.of()).contains(copy.summary.id());
  }

  private RetentionPolicy policy(SimPlace place) {
    return job.keepAt(place).policy();
  }

  private void deliver(
      SimPlace place,
      List<SimPlace> all,
      List<Backup> owed,
      int index,
      Delivered so,
      Runnable next) {
    if (index == owed.size()) {
      StepFacts facts = new StepFacts.CaughtUp(owed.size(), so.count, so.healed, so.rotten);
      end(Step.CAUGHT_UP, place.label, facts, so.first);
      next.run();
      return;
    }
    then(
        world.latency(place),
        () -> {
          Optional<Failure> failure =
              isCancelled(Step.CAUGHT_UP, place.label)
                  ? Optional.of(cancelled())
                  : place.refusal().or(() -> deliver(place, all, owed.get(index), so));
          failure.ifPresent(so::failed);
          boolean ends = failure.filter(why -> why.reason() == Reason.CANCELLED).isPresent();
          deliver(place, all, owed, ends ? owed.size() : index + 1, so, next);
        });
  }

  private Optional<Failure> deliver(
      SimPlace place, List<SimPlace> all, Backup backup, Delivered so) {
    Optional<Failure> last = Optional.of(damaged(backup.id()));
    for (SimPlace source : all) {
      Optional<Copy> kept = source.find(backup).filter(Copy::isThere);
      if (source == place || kept.isEmpty()) {
        continue;
      }
      if (!source.answers()) {
        last = source.failure();
      } else if (kept.get().isSound()) {
        heal(place, backup, kept.get().summary.id(), so);
        so.count++;
        return Optional.empty();
      } else {
        kept.get().found(world.now());
        so.rotten.add(new StepFacts.CaughtUp.Copy(source.label, kept.get().summary.id()));
        last = Optional.of(damaged(kept.get().summary.id()));
      }
    }
    return last;
  }

  /** The copy is named as its source has it. */
  private static Failure damaged(String id) {
    return Failure.of(Reason.BACKUP_DAMAGED, id, "no whole copy", "");
  }

  /** A copy that is there, cut or rotten, is replaced; otherwise a new one is written. */
  private void heal(SimPlace place, Backup backup, String id, Delivered so) {
    Optional<Copy> old = place.find(backup);
    if (old.isPresent()) {
      old.get().goneAt = world.now();
      so.healed.add(old.get().summary.id());
      world.write(job, place, backup, old.get().summary.id());
      return;
    }
    String free = id;
    for (int number = 2; !place.isFree(free); number++) {
      free = id + "-" + number;
    }
    world.write(job, place, backup, free);
  }

  /** As the real ones: only where the backup of this very run is. */
  private void pruneForReal(SimPlace place) {
    if (job.keep.rule().equals("last")
        && place.takes()
        && made.filter(backup -> place.has(backup)).isPresent()) {
      List<Copy> gone = new SimPruning(world, job).at(place);
      world.watcher.deleting(job, place, gone);
      for (Copy copy : gone) {
        copy.goneAt = world.now();
        copy.pruned = true;
      }
      place.changed();
    }
  }

  private void prune(SimPlace place) {
    if (world.watcher.judgesDeletions()) {
      pruneForReal(place);
      return;
    }
    if (job.keep.rule().equals("last") && place.takes()) {
      // A copy that is known to be damaged keeps no place, as it is none to those that are owed.
      PlaceHolding here = new PlaceHolding(place.known(), policy(place), Room.UNLIMITED);
      Set<String> expendable = new HashSet<>();
      Pruning.at(here, List.of(), Limits.NONE, world.wall().toInstant(), world.zone)
          .now()
          .forEach(one -> expendable.add(one.backup().id()));
      for (Copy copy : place.copies) {
        if (copy.goneAt == Copy.NEVER && expendable.contains(copy.summary.id())) {
          copy.goneAt = world.now();
          copy.pruned = true;
        }
      }
      place.changed();
    }
  }

  private void finish() {
    ended = true;
    ready.forEach(this::prune);
    process.run = Optional.empty();
    BackupRun run =
        new BackupRun(
            job.id,
            job.name,
            task instanceof Task.BackUp backUp ? backUp.kind() : Manifest.Kind.SCHEDULED,
            startedAt.toInstant(),
            world.wall().toInstant(),
            results,
            made.map(Backup::id),
            made.map(Backup::sequence).orElse(world.lastSequence(job)));
    if (makesBackup() || results.stream().anyMatch(one -> one.delivered() > 0)) {
      world.runs.add(run);
    }
    world.said("run ends: " + run.outcome(), job);
    world.settle();
    world.watcher.runEnded(this, run);
    answer.accept(new RunEnd(Optional.of(run), Optional.empty()));
  }
}
