package dev.nightjar.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.Manifest;
import dev.nightjar.retention.RetentionPlan.Because;
import dev.nightjar.retention.RetentionPlan.Rule;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The room for backups beside the database: the same before a deletion and after it. */
final class RoomTest {
  private static final long GIGA = 1L << 30;
  private static final Instant NOW = Instant.parse("2026-03-02T16:00:00Z");

  private static BackupSummary of(int day, long bytes) {
    return Backups.summary(
        Backups.OWNER,
        Manifest.Kind.SCHEDULED,
        day,
        "2026-02-%02dT17:00:00+01:00".formatted(day),
        12,
        bytes);
  }

  private static List<BackupSummary> small(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(day -> of(day, 10)).toList();
  }

  private static Set<BackupSummary.Key> keys(List<BackupSummary> backups) {
    Set<BackupSummary.Key> keys = new HashSet<>();
    backups.forEach(backup -> keys.add(backup.key()));
    return keys;
  }

  @Test
  void fiveGigabytesOrThreeBackupsStayFree() {
    assertEquals(5 * GIGA, Room.floor(List.of()));
    assertEquals(5 * GIGA, Room.floor(List.of(of(1, GIGA))));
    assertEquals(6 * GIGA, Room.floor(List.of(of(1, 2 * GIGA))));
    assertEquals(
        6 * GIGA, Room.floor(List.of(of(9, 2 * GIGA), of(1, 90 * GIGA))), "by the newest one");
    assertEquals(Long.MAX_VALUE, Room.floor(List.of(of(1, Long.MAX_VALUE))));
  }

  @Test
  void theRoomIsWhatIsFreeAndWhatIsTakenLessWhatIsToStayFree() {
    List<BackupSummary> two = List.of(of(1, GIGA), of(2, GIGA));
    assertEquals(4 * GIGA, Room.besideDatabase(7 * GIGA, two, Set.of()).bytes());
    assertEquals(0, Room.besideDatabase(GIGA, two, Set.of()).bytes());
    assertEquals(0, Room.besideDatabase(0, List.of(), Set.of()).bytes());
  }

  @Test
  void aDeletionChangesNothingAboutIt() {
    List<BackupSummary> before = List.of(of(1, 2 * GIGA), of(2, GIGA), of(3, GIGA));
    List<BackupSummary> after = before.subList(1, 3);
    assertEquals(
        Room.besideDatabase(7 * GIGA, before, Set.of()),
        Room.besideDatabase(9 * GIGA, after, Set.of()));
  }

  @Test
  void sizesThatNobodyHasAddUpToTheLargestNumber() {
    assertEquals(Long.MAX_VALUE, Room.plus(Long.MAX_VALUE, 1));
    assertEquals(Long.MAX_VALUE, Room.plus(Long.MAX_VALUE, Long.MAX_VALUE));
    assertEquals(0, Room.plus(0, 0));
    List<BackupSummary> huge = List.of(of(1, Long.MAX_VALUE), of(2, Long.MAX_VALUE), of(3, 1));
    assertEquals(Long.MAX_VALUE - 5 * GIGA, Room.besideDatabase(7, huge, Set.of()).bytes());
  }

  @Test
  void aTenthIsLeftToNewOnesWhereOldOnesAreCopied() {
    Set<BackupSummary.Key> held = keys(small(2));
    assertEquals(new Room(90, held), new Room(100, Set.of()).forCopies(held));
    assertEquals(new Room(9, held), new Room(9, Set.of()).forCopies(held));
    assertSame(Room.UNLIMITED, Room.UNLIMITED.forCopies(held));
  }

  @Test
  void theNewestFillTheRoomAndTheRestGoesWhereAnotherPlaceHasIt() {
    List<BackupSummary> there = small(5);
    RetentionPlan plan = plan(there, new Room(30, keys(there)));
    assertEquals(List.of(Rule.DISK_SPACE, Rule.DISK_SPACE), rules(plan));
    assertEquals(
        there.subList(0, 2),
        plan.expendable().stream().map(RetentionPlan.Expendable::backup).toList());
    assertEquals(20, plan.bytes());
  }

  @Test
  void roomForExactlyAllKeepsAll() {
    List<BackupSummary> there = small(5);
    assertEquals(List.of(), plan(there, new Room(50, keys(there))).expendable());
    assertEquals(1, plan(there, new Room(49, keys(there))).expendable().size());
  }

  @Test
  void theOnlyCopyStaysHoweverFullTheDiskIs() {
    List<BackupSummary> there = small(5);
    RetentionPlan plan = plan(there, new Room(0, keys(there.subList(1, 2))));
    assertEquals(List.of(Rule.DISK_SPACE), rules(plan));
    assertEquals(
        List.of(Because.NEWEST, Because.ONLY_COPY, Because.ONLY_COPY, Because.ONLY_COPY),
        plan.kept().stream().map(RetentionPlan.Kept::because).toList());
  }

  @Test
  void theNewestStaysAlsoWhereThereIsNoRoomAtAll() {
    List<BackupSummary> one = small(1);
    assertEquals(List.of(), plan(one, new Room(0, keys(one))).expendable());
  }

  /** A small old one isn't kept in the place of a large newer one: no gaps by size. */
  @Test
  void onceTheRoomIsFullAllThatIsOlderGoes() {
    List<BackupSummary> there = List.of(of(1, 1), of(2, 100), of(3, 10));
    RetentionPlan plan = plan(there, new Room(50, keys(there)));
    assertEquals(2, plan.expendable().size());
  }

  @Test
  void eachReasonAndRuleHasAWordForScripts() {
    assertEquals("before-restore", Because.BEFORE_RESTORE.code());
    assertEquals("disk-space", Rule.DISK_SPACE.code());
    assertEquals("half-in-a-week", Pruning.Hold.HALF_IN_A_WEEK.code());
  }

  private static List<Rule> rules(RetentionPlan plan) {
    return plan.expendable().stream().map(RetentionPlan.Expendable::rule).toList();
  }

  private static RetentionPlan plan(List<BackupSummary> there, Room room) {
    return new RetentionPolicy.Everything().plan(there, NOW, ZoneOffset.UTC, room);
  }
}
