package dev.nightjar.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.faults.Effort;
import dev.nightjar.faults.Seed;
import dev.nightjar.retention.RetentionPlan.Because;
import dev.nightjar.retention.RetentionPlan.Expendable;
import dev.nightjar.retention.RetentionPlan.Kept;
import dev.nightjar.retention.RetentionPlan.Rule;
import dev.nightjar.sqlite.CheckReport;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No plan deletes what must stay, and none undoes another, whatever the history. */
class RetentionPropertiesTest {
  /** Under every policy, however full the disk is. */
  private static final Set<Because> FOR_EVER =
      Set.of(Because.NEWEST, Because.NEWEST_WHOLE, Because.BEFORE_RESTORE, Because.BEFORE_CHANGE);

  private static final int HISTORIES = Effort.of(100, 10_000);
  private static final long SEED = Seed.of(RetentionPropertiesTest.class);

  private static void each(Consumer<RandomHistory> property) {
    for (int number = 0; number < HISTORIES; number++) {
      RandomHistory history = new RandomHistory(SEED, number);
      try {
        property.accept(history);
      } catch (AssertionError e) {
        throw new AssertionError("history " + number + " at " + history.now + ": " + e, e);
      }
    }
  }

  private static RetentionPlan plan(RandomHistory history, PlaceHolding place) {
    return place.keep().plan(place.backups(), history.now, history.zone, place.room());
  }

  private static Set<BackupSummary> kept(RetentionPlan plan) {
    return plan.kept().stream().map(Kept::backup).collect(Collectors.toSet());
  }

  private static boolean isRegular(BackupSummary backup) {
    return backup.kind() != Manifest.Kind.BEFORE_RESTORE;
  }

  @Test
  void noPlaceLosesItsLastProvedCopyNorTheLastWholeOne() {
    each(
        history -> {
          for (PlaceHolding place : history.places) {
            Set<BackupSummary> kept = kept(plan(history, place));
            assertLast(place, kept, RetentionPropertiesTest::isRegular);
            assertLast(
                place, kept, one -> isRegular(one) && one.grade() == CheckReport.Grade.WHOLE);
            assertEquals(place.backups().isEmpty(), kept.isEmpty());
          }
        });
  }

  private static void assertLast(
      PlaceHolding place, Set<BackupSummary> kept, Predicate<BackupSummary> wanted) {
    place.backups().stream()
        .filter(wanted)
        .max(Comparator.comparingLong(BackupSummary::sequence))
        .ifPresent(last -> assertTrue(kept.contains(last), () -> "lost: " + last));
  }

  @Test
  void todaysDataFromBeforeARestoreStaysForThirtyDays() {
    each(
        history -> {
          for (PlaceHolding place : history.places) {
            Set<BackupSummary> kept = kept(plan(history, place));
            for (BackupSummary backup : place.backups()) {
              LocalDate made = LocalDate.ofInstant(backup.snapshotAt(), history.zone);
              LocalDate today = LocalDate.ofInstant(history.now, history.zone);
              if (!isRegular(backup) && made.isAfter(today.minusDays(30))) {
                assertTrue(kept.contains(backup), () -> "lost: " + backup);
              }
            }
          }
        });
  }

  @Test
  void theLastOneBeforeAChangeOfTheLayoutStays() {
    each(
        history -> {
          for (PlaceHolding place : history.places) {
            Set<BackupSummary> kept = kept(plan(history, place));
            List<BackupSummary> inOrder = new ArrayList<>(place.backups());
            inOrder.removeIf(one -> !isRegular(one));
            inOrder.sort(Comparator.comparingLong(BackupSummary::sequence));
            for (int i = 1; i < inOrder.size(); i++) {
              BackupSummary before = inOrder.get(i - 1);
              if (before.userVersion() != inOrder.get(i).userVersion()) {
                assertTrue(kept.contains(before), () -> "lost: " + before);
              }
            }
          }
        });
  }

  @Test
  void eachBackupStaysOrGoesByOneRuleAndASecondPlanChangesNothing() {
    each(
        history -> {
          for (PlaceHolding place : history.places) {
            RetentionPlan plan = plan(history, place);
            Set<BackupSummary> kept = kept(plan);
            Set<BackupSummary> both = new HashSet<>(kept);
            plan.expendable().forEach(one -> assertTrue(both.add(one.backup())));
            assertEquals(Set.copyOf(place.backups()), both);
            assertEquals(place.backups().size(), plan.kept().size() + plan.expendable().size());
            RetentionPlan again =
                place.keep().plan(List.copyOf(kept), history.now, history.zone, place.room());
            assertEquals(List.of(), again.expendable());
          }
        });
  }

  @Test
  void timeAloneBringsNothingBackAndWhatIsDeletedTodayIsNeverMissedLater() {
    each(
        history -> {
          for (PlaceHolding place : history.places) {
            Instant before = history.now;
            List<BackupSummary> all = new ArrayList<>(place.backups());
            all.removeIf(one -> one.snapshotAt().isAfter(before));
            List<BackupSummary> left =
                new ArrayList<>(kept(place.keep().plan(all, before, history.zone)));
            Duration rhythm = Duration.ofHours(1 + history.random.nextInt(24 * 30));
            for (int more = history.random.nextInt(5); more > 0; more--) {
              BackupSummary made = history.add(rhythm);
              if (!made.snapshotAt().isAfter(history.now)) {
                left.add(made);
                all.add(made);
              }
            }
            Instant later = history.now.plus(rhythm);
            assertEquals(
                kept(place.keep().plan(all, later, history.zone)),
                kept(place.keep().plan(left, later, history.zone)));
          }
        });
  }

  @Test
  void onlyWhatAnotherPlaceHoldsGoesForWantOfSpace() {
    int[] gone = {0};
    each(
        history -> {
          for (PlaceHolding place : history.places) {
            for (Expendable one : plan(history, place).expendable()) {
              if (one.rule() == Rule.DISK_SPACE) {
                gone[0]++;
                assertTrue(place.room().elsewhere().contains(one.backup().key()));
              }
            }
          }
        });
    assertTrue(gone[0] > HISTORIES / 10, () -> gone[0] + " only");
  }

  @Test
  void thinningKeepsTheNewestOfEachDayWeekAndMonthOfTheCalendar() {
    each(
        history -> {
          List<BackupSummary> regular =
              history.all.stream()
                  .filter(RetentionPropertiesTest::isRegular)
                  .filter(one -> !one.snapshotAt().isAfter(history.now))
                  .toList();
          RetentionPlan plan =
              RetentionPolicy.Thinning.USUAL.plan(regular, history.now, history.zone);
          Set<BackupSummary> expected =
              regular.stream()
                  .filter(one -> isWanted(one, regular, history))
                  .collect(Collectors.toSet());
          Set<BackupSummary> found =
              plan.kept().stream()
                  .filter(
                      one -> !FOR_EVER.contains(one.because()) || expected.contains(one.backup()))
                  .map(Kept::backup)
                  .collect(Collectors.toSet());
          assertEquals(expected, found);
        });
  }

  private static boolean isWanted(
      BackupSummary one, List<BackupSummary> all, RandomHistory history) {
    LocalDate today = LocalDate.ofInstant(history.now, history.zone);
    LocalDate day = day(one, history.zone);
    Instant twoDaysAgo = history.now.atZone(history.zone).minusDays(2).toInstant();
    if (!one.snapshotAt().isBefore(twoDaysAgo)) {
      return true;
    }
    List<LocalDate> newer =
        all.stream().filter(other -> isNewer(other, one)).map(o -> day(o, history.zone)).toList();
    long days = today.toEpochDay() - day.toEpochDay();
    long weeks = week(today) - week(day);
    long months = month(today) - month(day);
    return (days < 30 && newer.stream().noneMatch(day::equals))
        || (weeks < 12 && newer.stream().noneMatch(other -> week(other) == week(day)))
        || (months < 24 && newer.stream().noneMatch(other -> month(other) == month(day)));
  }

  private static boolean isNewer(BackupSummary other, BackupSummary one) {
    int order = other.snapshotAt().compareTo(one.snapshotAt());
    return order > 0 || (order == 0 && other.sequence() > one.sequence());
  }

  private static LocalDate day(BackupSummary backup, ZoneId zone) {
    return LocalDate.ofInstant(backup.snapshotAt(), zone);
  }

  /** The weeks since that of 29 December 1969, a Monday. */
  private static long week(LocalDate day) {
    return Math.floorDiv(day.toEpochDay() + 3, 7);
  }

  private static long month(LocalDate day) {
    return day.getYear() * 12L + day.getMonthValue();
  }

  @Test
  void nothingIsDeletedThatAnotherPlaceIsOwedWhetherItIsAwayOrNot() {
    int[] held = {0};
    each(
        history -> {
          PlaceHolding here = history.places.get(0);
          PlaceHolding away = history.places.get(1);
          List<BackupSummary> owed = owed(away, here.backups(), history);
          Pruning pruning = prune(here, away, history);
          List<BackupSummary> left = without(here.backups(), pruning);
          Set<BackupSummary> stillOwed = new HashSet<>(owed(away, left, history));
          owed.forEach(one -> assertTrue(stillOwed.contains(one), () -> "can't be had: " + one));
          held[0] += pruning.held().size();
        });
    assertTrue(held[0] > HISTORIES / 10, () -> held[0] + " only");
  }

  private static List<BackupSummary> owed(
      PlaceHolding to, List<BackupSummary> others, RandomHistory history) {
    List<BackupSummary> everywhere = new ArrayList<>(to.backups());
    everywhere.addAll(others);
    return Owed.to(to, everywhere, history.now, history.zone);
  }

  private static Pruning prune(PlaceHolding here, PlaceHolding other, RandomHistory history) {
    return Pruning.at(here, List.of(other), Pruning.Limits.NONE, history.now, history.zone);
  }

  private static List<BackupSummary> without(List<BackupSummary> backups, Pruning pruning) {
    Set<BackupSummary> gone =
        pruning.now().stream().map(Expendable::backup).collect(Collectors.toSet());
    return backups.stream().filter(backup -> !gone.contains(backup)).toList();
  }

  @Test
  void damagedOnesChangeNothingForGoodOnesAndGoOnlyAfterThem() {
    int[] gone = {0};
    each(
        history -> {
          PlaceHolding all = history.places.get(0);
          PlaceHolding other = history.places.get(1);
          List<BackupSummary> damaged = new ArrayList<>(all.backups());
          damaged.removeIf(one -> history.random.nextInt(3) > 0);
          List<BackupSummary> good = new ArrayList<>(all.backups());
          good.removeAll(damaged);
          PlaceHolding here =
              new PlaceHolding(PruningTest.copies(good, damaged), all.keep(), all.room());
          PlaceHolding alone = new PlaceHolding(good, all.keep(), all.room());
          Set<BackupSummary> going = going(prune(here, other, history));
          Set<BackupSummary> goodGoing = new HashSet<>(going);
          goodGoing.removeAll(damaged);
          assertEquals(going(prune(alone, other, history)), goodGoing);
          going.removeAll(good);
          gone[0] += going.size();
          Set<BackupSummary> kept = kept(all.keep().plan(all.backups(), history.now, history.zone));
          for (BackupSummary one : going) {
            assertTrue(!kept.contains(one), () -> "as a good one it would stay: " + one);
            assertTrue(
                good.stream().anyMatch(two -> isRegular(two) && two.sequence() > one.sequence()),
                () -> "no good one is newer than " + one);
          }
        });
    assertTrue(gone[0] > HISTORIES / 10, () -> gone[0] + " only");
  }

  private static Set<BackupSummary> going(Pruning pruning) {
    return pruning.now().stream().map(Expendable::backup).collect(Collectors.toSet());
  }

  /**
   * Copies and deletes in turn. One that went for want of space comes back only once there is more
   * of it.
   */
  @Test
  void whatIsDeletedAtAPlaceIsNeverCopiedBackToIt() {
    each(
        history -> {
          List<PlaceHolding> places = new ArrayList<>(history.places);
          List<Set<BackupSummary.Key>> deleted = List.of(new HashSet<>(), new HashSet<>());
          boolean changed = true;
          int rounds = 0;
          while (changed) {
            changed = false;
            assertTrue(rounds++ < 6, "it never ends");
            for (int i = 0; i < 2; i++) {
              PlaceHolding place = places.get(i);
              PlaceHolding other = places.get(1 - i);
              List<BackupSummary> owed = owed(place, other.backups(), history);
              for (BackupSummary one : owed) {
                assertTrue(!deleted.get(i).contains(one.key()), () -> "copied back: " + one);
              }
              List<BackupSummary> more = new ArrayList<>(place.backups());
              more.addAll(owed);
              places.set(i, holding(more, place, other));
              changed |= !owed.isEmpty();
            }
            for (int i = 0; i < 2; i++) {
              PlaceHolding place = places.get(i);
              Set<BackupSummary.Key> gone = deleted.get(i);
              Pruning pruning = prune(place, places.get(1 - i), history);
              pruning.now().stream()
                  .filter(one -> one.rule() != Rule.DISK_SPACE)
                  .forEach(one -> gone.add(one.backup().key()));
              changed |= !pruning.now().isEmpty();
              places.set(i, holding(without(place.backups(), pruning), place, places.get(1 - i)));
              PlaceHolding rest = places.get(1 - i);
              places.set(1 - i, holding(rest.backups(), rest, places.get(i)));
            }
          }
          for (PlaceHolding place : places) {
            assertEquals(place.backups().isEmpty(), plan(history, place).kept().isEmpty());
          }
        });
  }

  private static PlaceHolding holding(
      List<BackupSummary> backups, PlaceHolding was, PlaceHolding other) {
    Set<BackupSummary.Key> elsewhere =
        other.backups().stream().map(BackupSummary::key).collect(Collectors.toSet());
    return new PlaceHolding(
        backups,
        was.keep(),
        was.room().equals(Room.UNLIMITED)
            ? Room.UNLIMITED
            : new Room(was.room().bytes(), elsewhere));
  }

  @Test
  void nothingIsDeletedWhileAShrunkenTableIsUnanswered() {
    each(
        history -> {
          Pruning pruning =
              Pruning.at(
                  history.places.get(0),
                  List.of(history.places.get(1)),
                  new Pruning.Limits(true, false, Integer.MAX_VALUE),
                  history.now,
                  history.zone);
          assertEquals(List.of(), pruning.now());
          assertEquals(pruning.plan().expendable().size(), pruning.held().size());
        });
  }

  @Test
  void unattendedAtMostHalfGoesWithinAWeekHoweverOftenItRuns() {
    each(
        history -> {
          PlaceHolding place = history.places.get(0);
          int atFirst = place.backups().size();
          int deleted = 0;
          for (int run = 0; run < 4; run++) {
            Pruning pruning =
                Pruning.at(
                    place,
                    List.of(),
                    new Pruning.Limits(
                        false, false, Pruning.Limits.unattended(place.backups().size(), deleted)),
                    history.now,
                    history.zone);
            deleted += pruning.now().size();
            place = new PlaceHolding(without(place.backups(), pruning), place.keep(), place.room());
          }
          int gone = deleted;
          assertTrue(2 * gone <= atFirst, () -> gone + " of " + atFirst);
        });
  }

  @Test
  void everyRuleHasItsTurn() {
    Set<Object> rules = new HashSet<>();
    each(
        history -> {
          Pruning pruning = prune(history.places.get(0), history.places.get(1), history);
          pruning.plan().kept().forEach(one -> rules.add(one.because()));
          pruning.plan().expendable().forEach(one -> rules.add(one.rule()));
        });
    assertTrue(rules.containsAll(Set.of(Because.values())), rules::toString);
    assertTrue(rules.containsAll(Set.of(Rule.values())), rules::toString);
  }
}
