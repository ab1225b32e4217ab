package dev.nightjar.destination;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The copies of one job's backups at one place, good and bad apart.
 *
 * @param whole the backups that it can give back, as far as anybody knows
 * @param bad the copies that are lost there, or damaged
 * @param unread the backups whose manifests can't be read there, and can at another place
 * @param rewritable those of them whose files nobody has found to be others
 */
public record Copies(
    List<BackupSummary> whole,
    List<Bad> bad,
    List<BackupSummary> unread,
    List<BackupSummary> rewritable) {
  /**
   * A copy that can't be given back.
   *
   * @param bytes the space of its files that are still there, in the size that was proved
   */
  public record Bad(BackupSummary backup, long bytes) {}

  public Copies {
    whole = List.copyOf(whole);
    bad = List.copyOf(bad);
    unread = List.copyOf(unread);
    rewritable = List.copyOf(rewritable);
  }

  /** Each that can't be read may be written again. */
  public Copies(List<BackupSummary> whole, List<Bad> bad, List<BackupSummary> unread) {
    this(whole, bad, unread, unread);
  }

  /** Whole ones alone. */
  public static Copies whole(List<BackupSummary> whole) {
    return new Copies(whole, List.of(), List.of());
  }

  /**
   * Tells them apart.
   *
   * @param places all places of the job, this one among them
   * @param damaged the ids of the copies here that a check found damaged
   * @param isOf whether a backup is the job's
   */
  public static Copies at(
      Inventory place,
      Collection<Inventory> places,
      Set<String> damaged,
      Predicate<BackupSummary> isOf) {
    List<BackupSummary> whole = new ArrayList<>();
    List<Bad> bad = new ArrayList<>();
    for (BackupSummary backup : place.backups()) {
      if (isOf.test(backup) && damaged.contains(backup.id())) {
        bad.add(new Bad(backup, backup.bytes()));
      } else if (isOf.test(backup)) {
        whole.add(backup);
      }
    }
    for (Inventory.Lost lost : place.lost()) {
      if (isOf.test(lost.backup())) {
        bad.add(new Bad(lost.backup(), lost.bytesLeft()));
      }
    }
    List<BackupSummary> unread = unread(place.unreadable(places), whole, isOf);
    List<BackupSummary> rewritable =
        unread.stream().filter(backup -> !damaged.contains(backup.id())).toList();
    return new Copies(whole, bad, unread, rewritable);
  }

  /** One that the place has under another id as well needs nothing. */
  private static List<BackupSummary> unread(
      List<BackupSummary> unreadable, List<BackupSummary> whole, Predicate<BackupSummary> isOf) {
    if (unreadable.isEmpty()) {
      return List.of(); // Nearly always.
    }
    Set<BackupSummary.Key> has = BackupSummary.keys(whole);
    return unreadable.stream()
        .filter(backup -> isOf.test(backup) && !has.contains(backup.key()))
        .toList();
  }

  /** All that it can't give back: the bad ones, then those that it can't read. */
  public List<BackupSummary> notWhole() {
    return Stream.concat(bad.stream().map(Bad::backup), unread.stream()).toList();
  }

  /** The same without a copy that was deleted. */
  public Copies without(BackupSummary deleted) {
    return new Copies(
        whole.stream().filter(one -> !one.equals(deleted)).toList(),
        bad.stream().filter(one -> !one.backup().equals(deleted)).toList(),
        unread,
        rewritable);
  }
}
