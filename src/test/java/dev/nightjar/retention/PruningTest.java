package dev.nightjar.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.Copies;
import dev.nightjar.destination.Manifest;
import dev.nightjar.retention.Pruning.Hold;
import dev.nightjar.retention.Pruning.Limits;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of what a place's rule doesn't keep, only that goes which nothing holds back. */
final class PruningTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final OffsetDateTime FIRST = OffsetDateTime.parse("2026-01-05T17:00:01+01:00");
  private static final Instant NOW = FIRST.plusDays(400).toInstant();
  private static final RetentionPolicy LAST_TWO = new RetentionPolicy.Last(2);
  private static final RetentionPolicy EVERYTHING = new RetentionPolicy.Everything();

  private static BackupSummary of(long day) {
    return Backups.summary(
        Backups.OWNER, Manifest.Kind.SCHEDULED, day, FIRST.plusDays(day - 1).toString(), 12, day);
  }

  private static List<BackupSummary> days(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(PruningTest::of).toList();
  }

  private static PlaceHolding holding(List<BackupSummary> backups, RetentionPolicy keep) {
    return new PlaceHolding(backups, keep, Room.UNLIMITED);
  }

  private static Pruning pruning(Limits limits, PlaceHolding... others) {
    return Pruning.at(holding(days(1, 6), LAST_TWO), List.of(others), limits, NOW, BERLIN);
  }

  private static List<BackupSummary> going(Pruning pruning) {
    return pruning.now().stream().map(RetentionPlan.Expendable::backup).toList();
  }

  private static List<BackupSummary> held(Pruning pruning, Hold hold) {
    assertTrue(pruning.held().stream().allMatch(one -> one.hold() == hold), pruning::toString);
    return pruning.held().stream().map(Pruning.Held::backup).toList();
  }

  @Test
  void withNothingToAskTheOldestGoesFirst() {
    Pruning pruning = pruning(Limits.NONE);
    assertEquals(days(1, 4), going(pruning));
    assertEquals(List.of(), pruning.held());
    assertEquals(1 + 2 + 3 + 4, pruning.bytes());
  }

  @Test
  void noMoreGoThanMayAndTheRestWaits() {
    Pruning pruning = pruning(new Limits(false, false, 3));
    assertEquals(days(1, 3), going(pruning));
    assertEquals(days(4, 4), held(pruning, Hold.HALF_IN_A_WEEK));
    assertEquals(List.of(), going(pruning(new Limits(false, false, 0))));
  }

  @Test
  void afterATableShrankNothingGoesNotEvenByHand() {
    assertEquals(days(1, 4), held(pruning(Limits.byHand(true)), Hold.SHRUNK));
    assertEquals(days(1, 4), held(pruning(new Limits(true, true, 9)), Hold.SHRUNK));
    assertEquals(0, pruning(Limits.byHand(true)).bytes());
  }

  @Test
  void whereTheDatesCantBeBelievedNothingGoes() {
    assertEquals(days(1, 4), held(pruning(new Limits(false, true, 9)), Hold.CLOCK));
  }

  @Test
  void aBackupThatAnotherPlaceIsToGetFromHereStays() {
    Pruning pruning = pruning(Limits.NONE, holding(days(4, 6), EVERYTHING));
    assertEquals(days(4, 4), going(pruning));
    assertEquals(days(1, 3), held(pruning, Hold.OWED));
  }

  @Test
  void aPlaceThatHasThemAllOrWantsNoneHoldsNothingBack() {
    assertEquals(days(1, 4), going(pruning(Limits.NONE, holding(days(1, 6), EVERYTHING))));
    assertEquals(days(1, 4), going(pruning(Limits.NONE, holding(days(5, 6), LAST_TWO))));
  }

  @Test
  void aBackupThatAnotherPlaceHasUnderAnotherIdIsNotOwedToIt() {
    List<BackupSummary> renamed =
        days(1, 6).stream().map(backup -> backup.withId(backup.id() + "-2")).toList();
    assertEquals(days(1, 4), going(pruning(Limits.NONE, holding(renamed, EVERYTHING))));
  }

  @Test
  void thoseThatAreHeldDontCountAsGone() {
    Pruning pruning =
        Pruning.at(
            holding(days(1, 6), LAST_TWO),
            List.of(holding(days(3, 6), EVERYTHING)),
            new Limits(false, false, 2),
            NOW,
            BERLIN);
    assertEquals(days(3, 4), going(pruning));
    assertEquals(days(1, 2), held(pruning, Hold.OWED));
  }

  static Copies copies(List<BackupSummary> good, List<BackupSummary> damaged) {
    List<Copies.Bad> bad = damaged.stream().map(one -> new Copies.Bad(one, one.bytes())).toList();
    return new Copies(good, bad, List.of());
  }

  /** Those of the first six days, of which some are damaged, where so many are kept. */
  private static Pruning withDamaged(
      int keep, List<BackupSummary> damaged, PlaceHolding... others) {
    List<BackupSummary> good = new ArrayList<>(days(1, 6));
    good.removeAll(damaged);
    PlaceHolding here =
        new PlaceHolding(copies(good, damaged), new RetentionPolicy.Last(keep), Room.UNLIMITED);
    return Pruning.at(here, List.of(others), Limits.NONE, NOW, BERLIN);
  }

  @Test
  void aDamagedOneGoesAsItWouldIfItWereGood() {
    Pruning pruning = withDamaged(2, days(2, 3));
    assertEquals(Set.copyOf(days(1, 4)), Set.copyOf(going(pruning)));
    assertEquals(days(2, 3), going(pruning).subList(0, 2), "it gives nothing back");
    assertEquals(days(2, 3), going(withDamaged(3, days(2, 5))));
  }

  @Test
  void aDamagedOneTakesNoGoodOnesPlaceAndStaysAsLongAsTheRuleKeepsIt() {
    assertEquals(days(1, 3), going(withDamaged(2, days(5, 5))));
    assertEquals(List.of(), going(withDamaged(4, days(3, 4))));
  }

  @Test
  void noDamagedOneGoesBeforeAGoodOneIsNewer() {
    assertEquals(days(1, 1), going(withDamaged(1, days(3, 6))));
    assertEquals(List.of(), going(withDamaged(1, days(1, 6))));
  }

  @Test
  void aDamagedOneThatIsToBeHealedStays() {
    // Of the third day no place has a good copy, so that it stands for nothing in the end.
    PlaceHolding other = holding(List.of(of(2), of(4)), EVERYTHING);
    PlaceHolding here = new PlaceHolding(copies(days(4, 4), days(2, 3)), LAST_TWO, Room.UNLIMITED);
    Pruning pruning = Pruning.at(here, List.of(other), Limits.NONE, NOW, BERLIN);
    assertEquals(List.of(), going(pruning));
  }

  @Test
  void aDamagedOneThatAnotherPlaceLacksStaysSinceAFileOfItMayBeWhole() {
    Pruning pruning = withDamaged(2, days(1, 2), holding(days(5, 6), EVERYTHING));
    assertEquals(List.of(), going(pruning));
    assertEquals(days(1, 4), held(pruning, Hold.OWED));
  }

  @Test
  void aDamagedOneIsHeldAsAGoodOneIs() {
    PlaceHolding here = new PlaceHolding(copies(days(3, 6), days(1, 2)), LAST_TWO, Room.UNLIMITED);
    Pruning shrunk = Pruning.at(here, List.of(), Limits.byHand(true), NOW, BERLIN);
    assertEquals(days(1, 4), held(shrunk, Hold.SHRUNK));
    Limits one = new Limits(false, false, 1);
    assertEquals(days(1, 1), going(Pruning.at(here, List.of(), one, NOW, BERLIN)));
  }

  @Test
  void aGoodOneStaysWhileAnotherPlaceHasItAndCantReadIt() {
    Copies copies = new Copies(days(5, 6), List.of(), days(2, 2));
    Pruning pruning = pruning(Limits.NONE, new PlaceHolding(copies, LAST_TWO, Room.UNLIMITED));
    assertEquals(List.of(of(1), of(3), of(4)), going(pruning));
    assertEquals(days(2, 2), held(pruning, Hold.OWED));
  }

  private static List<String> staying(Pruning pruning) {
    return pruning.staying().stream()
        .map(one -> one.backup().sequence() + " " + one.why().code())
        .sorted()
        .toList();
  }

  @Test
  void eachDamagedOneThatStaysIsToldWithItsReason() {
    assertEquals(List.of("5 kept"), staying(withDamaged(2, days(5, 5))));
    assertEquals(
        List.of("3 none-newer", "4 none-newer", "5 kept", "6 kept"),
        staying(withDamaged(2, days(3, 6))));
    assertEquals(
        List.of("5 heals"), staying(withDamaged(2, days(5, 5), holding(days(1, 6), LAST_TWO))));
    assertEquals(List.of(), staying(withDamaged(2, days(2, 3))), "they go");
  }

  @Test
  void oneThatCantBeReadIsNeverDeletedAndToldToBeHealed() {
    Copies copies = new Copies(days(3, 6), List.of(), days(1, 1));
    Pruning pruning =
        Pruning.at(
            new PlaceHolding(copies, LAST_TWO, Room.UNLIMITED),
            List.of(holding(days(1, 1), EVERYTHING)),
            Limits.NONE,
            NOW,
            BERLIN);
    assertEquals(List.of("1 heals"), staying(pruning));
    assertTrue(!going(pruning).contains(of(1)), pruning::toString);
  }

  @Test
  void toDeleteADamagedOneFreesOnlyTheSpaceOfWhatIsLeftOfIt() {
    Copies copies =
        new Copies(
            days(3, 6), List.of(new Copies.Bad(of(1), 5), new Copies.Bad(of(2), 0)), List.of());
    PlaceHolding here = new PlaceHolding(copies, LAST_TWO, Room.UNLIMITED);
    long whole = of(3).bytes() + of(4).bytes();
    Pruning all = Pruning.at(here, List.of(), Limits.NONE, NOW, BERLIN);
    assertEquals(whole + 5, all.bytes());
    assertEquals(whole + 5, all.bytesInTheEnd());
    Pruning none = Pruning.at(here, List.of(), Limits.byHand(true), NOW, BERLIN);
    assertEquals(0, none.bytes());
    assertEquals(whole + 5, none.bytesInTheEnd());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 0, 0",
    "2, 0, 1",
    "3, 0, 1",
    "30, 0, 10",
    "200, 0, 20",
    "1000, 0, 100",
    "20, 10, 5",
    "20, 20, 0",
    "20, 21, 0",
    "10, 1000, 0",
    "100, 0, 10",
    "110, 0, 11",
  })
  void unattendedAtMostHalfGoInAWeekAndATenthAtOnce(int there, long deleted, int may) {
    assertEquals(may, Limits.unattended(there, deleted));
  }

  /** However often it runs in a week: no week loses more than half of what it began with. */
  @ParameterizedTest
  @CsvSource({"1", "2", "9", "10", "11", "57", "100", "1001"})
  void manyRunsInAWeekTogetherDeleteAtMostHalf(int atFirst) {
    int there = atFirst;
    long deleted = 0;
    for (int run = 0; run < 200; run++) {
      int may = Limits.unattended(there, deleted);
      there -= may;
      deleted += may;
    }
    assertEquals(atFirst / 2, deleted);
  }

  @Test
  void theMildestRuleThatFreesEnoughIsOffered() {
    List<BackupSummary> there = days(1, 400);
    long all = there.stream().mapToLong(BackupSummary::bytes).sum();
    Fewer little = fewer(there, 1).orElseThrow();
    assertEquals(RetentionPolicy.Thinning.USUAL, little.rule());
    assertTrue(little.bytes() > 1);
    assertEquals(
        new RetentionPolicy.Last(30), fewer(there, little.bytes() + 1).orElseThrow().rule());
    assertEquals(
        Optional.of(new Fewer(new RetentionPolicy.Last(3), all - 400 - 399 - 398)),
        fewer(there, all - 400 - 399 - 398));
    assertEquals(
        Optional.of(new Fewer(new RetentionPolicy.Last(1), all - 400)),
        fewer(there, Long.MAX_VALUE),
        "where none is enough, the one that frees the most");
  }

  @Test
  void aRuleThatWasChosenAndNotFollowedYetIsEnough() {
    List<BackupSummary> there = days(1, 20);
    RetentionPolicy chosen = new RetentionPolicy.Last(7);
    assertEquals(Optional.of(chosen), Fewer.at(there, chosen, 1, NOW, BERLIN).map(Fewer::rule));
  }

  @Test
  void whereEachRuleKeepsAllThereIsNothingToOffer() {
    assertEquals(Optional.empty(), fewer(days(1, 1), 1));
    assertEquals(Optional.empty(), fewer(List.of(), 1));
  }

  private static Optional<Fewer> fewer(List<BackupSummary> there, long wanted) {
    return Fewer.at(there, EVERYTHING, wanted, NOW, BERLIN);
  }
}
