package dev.nightjar.retention;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Copies.Bad;
import dev.nightjar.retention.RetentionPlan.Expendable;
import dev.nightjar.retention.RetentionPlan.Kept;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The deletions at one place now: of those that its plan doesn't keep, the ones that nothing else
 * holds back.
 *
 * @param plan the place's own, of the backups that it can give back
 * @param now those to delete, in this order
 * @param held those that the plan doesn't keep, and that stay for the time being
 * @param staying the damaged copies that are neither
 */
public record Pruning(
    RetentionPlan plan, List<Expendable> now, List<Held> held, List<Staying> staying) {
  public Pruning {
    now = List.copyOf(now);
    held = List.copyOf(held);
    staying = List.copyOf(staying);
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

  /** A damaged copy that stays. */
  public record Staying(Bad copy, Stay why) {
    public BackupSummary backup() {
      return copy.backup();
    }
  }

  /** Why a damaged copy stays. */
  public enum Stay {
    /** It is to be copied again from another place. */
    HEALS,
    /** The place's rule would keep it if it were good. */
    KEPT,
    /** No good one at the place is newer. */
    NONE_NEWER;

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
    List<BackupSummary> notWhole = here.copies().notWhole();
    if (plan.expendable().isEmpty() && notWhole.isEmpty()) {
      return new Pruning(plan, List.of(), List.of(), List.of());
    }
    List<BackupSummary> everywhere = new ArrayList<>(here.backups());
    others.forEach(other -> everywhere.addAll(other.backups()));
    // Deleted, they would be owed to this very place.
    Set<BackupSummary.Key> own =
        BackupSummary.keys(
            Owed.planOfAll(here, everywhere, at, zone).kept().stream().map(Kept::backup).toList());
    List<Expendable> now = new ArrayList<>();
    List<Held> held = new ArrayList<>();
    List<Staying> staying = new ArrayList<>();
    if (!notWhole.isEmpty()) {
      List<Expendable> damaged = new ArrayList<>();
      damaged(here, own, at, zone, damaged, staying);
      // One file of a damaged copy may be whole, and the only one left.
      List<BackupSummary> all = new ArrayList<>(everywhere);
      all.addAll(notWhole);
      Set<BackupSummary.Key> lacking = lacking(others, all, at, zone);
      damaged.forEach(one -> add(one, limits, lacking.contains(one.backup().key()), now, held));
    }
    Set<BackupSummary.Key> needed = new HashSet<>(own);
    needed.addAll(lacking(others, everywhere, at, zone));
    plan.expendable()
        .forEach(one -> add(one, limits, needed.contains(one.backup().key()), now, held));
    return new Pruning(plan, now, held, staying);
  }

  /** The backups that any of these places is owed. */
  private static Set<BackupSummary.Key> lacking(
      Collection<PlaceHolding> places,
      Collection<BackupSummary> everywhere,
      Instant at,
      ZoneId zone) {
    Set<BackupSummary.Key> keys = new HashSet<>();
    places.forEach(place -> keys.addAll(BackupSummary.keys(Owed.to(place, everywhere, at, zone))));
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
   * Finds the damaged copies that the place's rule would let go if they were good, and than which a
   * good one there is newer. They stand for no day and take no good one's place.
   *
   * @param own the backups that this place is to have
   * @param expendable gets them, in the order in which to delete
   * @param staying gets the others, but files that nobody can tell
   */
  private static void damaged(
      PlaceHolding here,
      Set<BackupSummary.Key> own,
      Instant at,
      ZoneId zone,
      List<Expendable> expendable,
      List<Staying> staying) {
    IdentityHashMap<BackupSummary, Bad> bad = new IdentityHashMap<>();
    here.copies().bad().forEach(one -> bad.put(one.backup(), one));
    List<BackupSummary> all = new ArrayList<>(here.backups());
    all.addAll(bad.keySet());
    RetentionPlan plan = here.keep().plan(all, at, zone);
    for (Kept one : plan.kept()) {
      boolean heals = own.contains(one.backup().key());
      Optional.ofNullable(bad.get(one.backup()))
          .ifPresent(it -> staying.add(new Staying(it, heals ? Stay.HEALS : Stay.KEPT)));
    }
    Optional<BackupSummary> newest =
        here.backups().stream().filter(Protection::isRegular).max(Protection.BY_SEQUENCE);
    for (Expendable one : plan.expendable()) {
      Bad copy = bad.get(one.backup());
      if (copy == null) {
        continue;
      }
      if (own.contains(one.backup().key())) {
        staying.add(new Staying(copy, Stay.HEALS));
      } else if (newest.filter(it -> isNewer(it, one.backup())).isEmpty()) {
        staying.add(new Staying(copy, Stay.NONE_NEWER));
      } else {
        expendable.add(new Expendable(one.backup(), one.rule(), copy.bytes(), true));
      }
    }
    for (BackupSummary unread : here.copies().unread()) {
      if (own.contains(unread.key()) || here.copies().rewritable().contains(unread)) {
        staying.add(new Staying(new Bad(unread, unread.bytes()), Stay.HEALS));
      }
    }
  }

  private static boolean isNewer(BackupSummary one, BackupSummary other) {
    return Protection.BY_SEQUENCE.compare(one, other) > 0;
  }

  /** The space that the deletions free. */
  public long bytes() {
    return bytes(now.stream());
  }

  /** The space that is free once nothing holds any of them back. */
  public long bytesInTheEnd() {
    return bytes(Stream.concat(now.stream(), held.stream().map(Held::expendable)));
  }

  private static long bytes(Stream<Expendable> going) {
    return going.mapToLong(Expendable::bytes).reduce(0, Room::plus);
  }
}
