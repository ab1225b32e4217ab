package dev.nightjar.retention;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.retention.RetentionPlan.Expendable;
import dev.nightjar.retention.RetentionPlan.Kept;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The deletions at one place now: of those that its plan doesn't keep, the ones that nothing else
 * holds back.
 *
 * @param plan the place's own, of the backups that it can give back
 * @param now those to delete, in this order
 * @param held those that the plan doesn't keep, and that stay for the time being
 */
public record Pruning(RetentionPlan plan, List<Expendable> now, List<Held> held) {
  public Pruning {
    now = List.copyOf(now);
    held = List.copyOf(held);
  }

  /** A backup that will go later. */
  public record Held(Expendable expendable, Hold hold) {
    public BackupSummary backup() {
      return expendable.backup();
    }
  }

  /** Why a backup stays that the plan doesn't keep. */
  public enum Hold {
    /** A table lost more than half of its rows, and the user hasn't said that this is right. */
    SHRUNK,
    /** The dates of the newest backups don't fit together: the clock is wrong, or was. */
    CLOCK,
    /** A place that lacks it, and that may be away, is to get it from here. */
    OWED,
    /** As many went within 7 days as may go unattended. */
    HALF_IN_A_WEEK;

    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * The limits on one pruning.
   *
   * @param shrunk whether a table shrank, and nobody has said that this is right
   * @param clock whether the dates can't be believed
   * @param max how many may go
   */
  public record Limits(boolean shrunk, boolean clock, int max) {
    /** By hand, with nothing to ask. */
    public static final Limits NONE = byHand(false);

    private static final int MIN_A_RUN = 10;

    /** By hand: somebody has seen the dates, and said how many. */
    public static Limits byHand(boolean shrunk) {
      return new Limits(shrunk, false, Integer.MAX_VALUE);
    }

    /**
     * Returns how many may go in one run unattended: at most half of a place's backups within 7
     * days, and a tenth at once.
     *
     * @param there how many there are now
     * @param deleted how many went within the last 7 days
     */
    public static int unattended(int there, long deleted) {
      long half = Math.max(0, (there + deleted) / 2 - deleted);
      return (int) Math.min(half, Math.max(MIN_A_RUN, there / MIN_A_RUN));
    }
  }

  /** Plans the deletions at {@code here}, one of the job's places; {@code others} are the rest. */
  public static Pruning at(
      PlaceHolding here, Collection<PlaceHolding> others, Limits limits, Instant at, ZoneId zone) {
    RetentionPlan plan = here.keep().plan(here.backups(), at, zone, here.room());
    List<Expendable> damaged = damaged(here, at, zone);
    if (plan.expendable().isEmpty() && damaged.isEmpty()) {
      return new Pruning(plan, List.of(), List.of());
    }
    List<BackupSummary> everywhere = new ArrayList<>(here.backups());
    others.forEach(other -> everywhere.addAll(other.backups()));
    Set<BackupSummary.Key> needed = new HashSet<>();
    // Deleted, it would be owed to this very place.
    Owed.planOfAll(here.backups(), everywhere, here.keep(), at, zone, here.room()).kept().stream()
        .map(Kept::backup)
        .forEach(backup -> needed.add(backup.key()));
    damaged.removeIf(one -> needed.contains(one.backup().key())); // To be healed.
    needed.addAll(lacking(others, everywhere, at, zone));
    List<Expendable> now = new ArrayList<>();
    List<Held> held = new ArrayList<>();
    if (!damaged.isEmpty()) {
      // One file of a damaged copy may be whole, and the only one left.
      everywhere.addAll(here.damaged());
      Set<BackupSummary.Key> lacking = lacking(others, everywhere, at, zone);
      damaged.forEach(one -> add(one, limits, lacking.contains(one.backup().key()), now, held));
    }
    plan.expendable()
        .forEach(one -> add(one, limits, needed.contains(one.backup().key()), now, held));
    return new Pruning(plan, now, held);
  }

  /** The backups that any of these places is owed. */
  private static Set<BackupSummary.Key> lacking(
      Collection<PlaceHolding> places,
      Collection<BackupSummary> everywhere,
      Instant at,
      ZoneId zone) {
    Set<BackupSummary.Key> keys = new HashSet<>();
    for (PlaceHolding place : places) {
      Owed.to(place.backups(), everywhere, place.keep(), at, zone, place.room())
          .forEach(backup -> keys.add(backup.key()));
    }
    return keys;
  }

  private static void add(
      Expendable one, Limits limits, boolean needed, List<Expendable> now, List<Held> held) {
    if (limits.shrunk()) {
      held.add(new Held(one, Hold.SHRUNK));
    } else if (limits.clock()) {
      held.add(new Held(one, Hold.CLOCK));
    } else if (needed) {
      held.add(new Held(one, Hold.OWED));
    } else if (now.size() >= limits.max()) {
      held.add(new Held(one, Hold.HALF_IN_A_WEEK));
    } else {
      now.add(one);
    }
  }

  /**
   * The damaged backups that the place's rule would let go if they were good, and than which a good
   * one there is newer. They stand for no day and take no good one's place.
   */
  private static List<Expendable> damaged(PlaceHolding here, Instant at, ZoneId zone) {
    Optional<BackupSummary> newest =
        here.backups().stream().filter(Protection::isRegular).max(Protection.BY_SEQUENCE);
    if (here.damaged().isEmpty() || newest.isEmpty()) {
      return new ArrayList<>();
    }
    Set<BackupSummary> damaged = Collections.newSetFromMap(new IdentityHashMap<>());
    damaged.addAll(here.damaged());
    List<BackupSummary> all = new ArrayList<>(here.backups());
    all.addAll(damaged);
    List<Expendable> expendable = new ArrayList<>();
    for (Expendable one : here.keep().plan(all, at, zone).expendable()) {
      BackupSummary backup = one.backup();
      if (damaged.contains(backup) && Protection.BY_SEQUENCE.compare(backup, newest.get()) < 0) {
        expendable.add(one);
      }
    }
    return expendable;
  }

  /** The space that the deletions free. */
  public long bytes() {
    return now.stream().mapToLong(one -> one.backup().bytes()).reduce(0, Room::plus);
  }
}
