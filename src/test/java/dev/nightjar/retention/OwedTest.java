package dev.nightjar.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.Copies;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A place is owed what its own plan would keep and it doesn't have; nothing else. */
final class OwedTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final OffsetDateTime FIRST = OffsetDateTime.parse("2026-01-05T17:00:01+01:00");
  private static final RetentionPolicy EVERYTHING = new RetentionPolicy.Everything();
  private static final RetentionPolicy LAST_TWO = new RetentionPolicy.Last(2);

  /** The one of that day, counted from 1. */
  private static BackupSummary of(long day) {
    return Backups.summary(day, FIRST.plusDays(day - 1).toString());
  }

  private static List<BackupSummary> days(long... days) {
    return LongStream.of(days).mapToObj(OwedTest::of).toList();
  }

  private static List<BackupSummary> owed(
      List<BackupSummary> there, List<BackupSummary> everywhere, RetentionPolicy keep) {
    Instant now = FIRST.plusDays(400).toInstant();
    return Owed.to(new PlaceHolding(there, keep, Room.UNLIMITED), everywhere, now, BERLIN);
  }

  @Test
  void whatAPlaceLacksIsOwedNewestFirst() {
    assertEquals(days(4, 3, 1), owed(days(2), days(1, 2, 3, 4), EVERYTHING));
  }

  @Test
  void theOrderInWhichBackupsAreFoundChangesNothing() {
    assertEquals(days(4, 3, 1), owed(days(2), days(3, 1, 4, 2), EVERYTHING));
  }

  @Test
  void nothingIsOwedOnlyToBeDeleted() {
    assertEquals(days(5, 4), owed(List.of(), days(1, 2, 3, 4, 5), LAST_TWO));
    assertEquals(List.of(), owed(days(4, 5), days(1, 2, 3, 4, 5), LAST_TWO));
  }

  @Test
  void aBackupThatTwoPlacesHaveIsOwedOnce() {
    assertEquals(days(1), owed(List.of(), days(1, 1), EVERYTHING));
  }

  @Test
  void aBackupUnderAnotherIdIsThere() {
    BackupSummary renamed = of(1).withId("2026-01-05T17-00-01-2");

    assertEquals(List.of(), owed(List.of(renamed), days(1), EVERYTHING));
  }

  @Test
  void aBackupThatThePlaceCantReadIsOwedWhateverTheRuleSays() {
    Copies copies = new Copies(days(4, 5), List.of(), days(2));
    PlaceHolding place = new PlaceHolding(copies, LAST_TWO, Room.UNLIMITED);
    Instant now = FIRST.plusDays(400).toInstant();
    assertEquals(days(2), Owed.to(place, days(1, 2, 3, 4, 5), now, BERLIN));
    assertEquals(List.of(), Owed.to(place, days(1, 3, 4, 5), now, BERLIN), "no place has it");
  }

  @Test
  void onlyThePlaceItselfKnowsNothingMoreToWant() {
    assertEquals(List.of(), owed(days(1, 2), List.of(), EVERYTHING));
    assertEquals(List.of(), owed(List.of(), List.of(), EVERYTHING));
  }

  /** A delivery that calls for the next one would never end. */
  @Test
  void whenAllIsDeliveredNothingIsOwedAndNothingDeliveredIsDeleted() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    List<RetentionPolicy> policies =
        List.of(EVERYTHING, LAST_TWO, RetentionPolicy.Thinning.USUAL, new RetentionPolicy.Last(7));
    for (int i = 0; i < 200; i++) {
      List<BackupSummary> everywhere = some(random, 1 + random.nextInt(300));
      List<BackupSummary> there = some(random, random.nextInt(300));
      RetentionPolicy keep = policies.get(i % policies.size());
      everywhere.addAll(there);
      List<BackupSummary> owed = owed(there, everywhere, keep);

      Set<BackupSummary> after = new HashSet<>(there);
      after.addAll(owed);
      List<BackupSummary> all = new ArrayList<>(after);
      Collections.shuffle(all, new java.util.Random(i));
      assertEquals(List.of(), owed(all, everywhere, keep), keep::toString);
      Instant now = FIRST.plusDays(400).toInstant();
      List<BackupSummary> kept =
          keep.plan(all, now, BERLIN).kept().stream().map(RetentionPlan.Kept::backup).toList();
      assertTrue(kept.containsAll(owed), keep::toString);
    }
  }

  private static List<BackupSummary> some(RandomGenerator random, int count) {
    Set<Long> days = new HashSet<>();
    for (int i = 0; i < count; i++) {
      days.add(1L + random.nextInt(400));
    }
    return new ArrayList<>(days.stream().map(OwedTest::of).toList());
  }
}
