package dev.nightjar.app.agent;

import dev.nightjar.app.agent.Engine.StoredCopy;
import dev.nightjar.app.verdict.CheckStore;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.Checks.Checked;
import dev.nightjar.app.verdict.JobFacts;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.destination.BackupSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that each copy is read again within a month, one at a time, while nothing else is to
 * be done: a run ends it at once, and it goes on afterwards. Used on the agent's thread.
 */
final class CheckKeeper {
  /** After a place that couldn't be read. */
  private static final Duration BETWEEN_TRIES = Duration.ofHours(1);

  private final Engine engine;
  private final Timeline timeline;
  private final CheckStore checks;
  private final Rereading rereading;
  private final Runnable damageFound;
  private final Map<UUID, Judged> judged = new HashMap<>();
  private final Set<UUID> ranJustNow = new HashSet<>();
  private Duration tryAt = Duration.ZERO;
  private @Nullable Running running;

  /** The facts by which nothing was to be read, and when. */
  private record Judged(JobFacts facts, Checks checks, Instant at) {
    /** Facts that are equal and were derived anew only cost another choice. */
    @SuppressWarnings("ReferenceEquality")
    boolean stands(JobFacts now, Checks read, Instant instant) {
      Duration since = Duration.between(at, instant);
      return facts == now
          && checks == read
          && !since.isNegative()
          && since.compareTo(BETWEEN_TRIES) < 0;
    }
  }

  private static final class Running {
    private final UUID job;
    private Runnable cancel = () -> {};
    private int left;
    private boolean cancelled;

    Running(UUID job, int left) {
      this.job = job;
      this.left = left;
    }
  }

  /**
   * @param damageFound told when a copy that was whole is no longer, or the other way round
   */
  CheckKeeper(
      Engine engine,
      Timeline timeline,
      CheckStore checks,
      Rereading rereading,
      Runnable damageFound) {
    this.engine = engine;
    this.timeline = timeline;
    this.checks = checks;
    this.rereading = rereading;
    this.damageFound = damageFound;
  }

  /** A run of that job has ended: the disks of its places are awake. */
  void ran(UUID job) {
    ranJustNow.add(job);
    judged.remove(job);
  }

  /** Reads what is to be read again of that job, if nothing is being read. */
  void keep(JobFacts facts) {
    UUID id = facts.job().id();
    if (running != null || timeline.elapsed().compareTo(tryAt) < 0) {
      return;
    }
    Checks known = checks.of(id);
    Instant now = timeline.now().toInstant();
    Judged before = judged.get(id);
    if (!known.isComplete()) {
      return; // Each copy would seem to be due.
    }
    if (before != null && before.stands(facts, known, now)) {
      return;
    }
    List<StoredCopy> due = rereading.due(there(facts), known, now, ranJustNow.contains(id));
    if (due.isEmpty()) {
      ranJustNow.remove(id);
      judged.put(id, new Judged(facts, known, now));
    } else {
      start(facts, due);
    }
  }

  /** The job's copies at the places that answer. */
  private static List<StoredCopy> there(JobFacts facts) {
    List<StoredCopy> there = new ArrayList<>();
    for (PlaceReport place : facts.survey().places()) {
      if (place.sign().answers()) {
        for (BackupSummary backup : place.inventory().backups()) {
          if (facts.survey().isOf(facts.job(), backup)) {
            there.add(new StoredCopy(place.label(), place.location(), backup));
          }
        }
      }
    }
    return there;
  }

  private void start(JobFacts facts, List<StoredCopy> due) {
    Running mine = new Running(facts.job().id(), due.size());
    running = mine;
    mine.cancel =
        engine.check(
            facts.job(),
            due,
            new Engine.CheckListener() {
              @Override
              public void checked(StoredCopy copy, boolean whole) {
                timeline.execute(() -> CheckKeeper.this.checked(mine, copy, whole));
              }

              @Override
              public void ended() {
                timeline.execute(() -> CheckKeeper.this.ended(mine));
              }
            });
  }

  private void checked(Running mine, StoredCopy copy, boolean whole) {
    mine.left--;
    Checks before = checks.of(mine.job);
    Instant now = timeline.now().toInstant();
    checks.add(mine.job, List.of(new Checked(copy.location(), copy.backup().id(), now, whole)));
    if (!checks.of(mine.job).agreesWith(before)) {
      damageFound.run();
    }
  }

  private void ended(Running mine) {
    if (running == mine) {
      running = null;
      if (!mine.cancelled && mine.left > 0) {
        tryAt = timeline.elapsed().plus(BETWEEN_TRIES); // A place couldn't be read.
      }
    }
  }

  /** Something else is to be done, or nothing: what is being read is left at once. */
  void giveWay() {
    if (running != null) {
      running.cancelled = true;
      running.cancel.run();
    }
  }

  void forgetAllBut(List<UUID> jobs) {
    judged.keySet().retainAll(jobs);
    ranJustNow.retainAll(jobs);
    if (running != null && !jobs.contains(running.job)) {
      giveWay();
    }
  }
}
