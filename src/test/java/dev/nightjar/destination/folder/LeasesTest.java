package dev.nightjar.destination.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.folder.Leases.Runs;
import dev.nightjar.destination.folder.Leases.Writer;
import dev.nightjar.destination.folder.PlaceLayout.Entry;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run counts as live for as long as it may be, and no longer. */
final class LeasesTest {
  private static final String OTHER = "0123abcd";
  private static final Writer HERE = Writer.ofThisProcess("SHOP-PC");

  /** No system gives a process such a number. */
  private static final long NO_PROCESS = Long.MAX_VALUE;

  @TempDir private Path folder;
  private final Leases leases = leases(HERE);

  private static Leases leases(Writer writer) {
    return new Leases(writer, Heartbeat.NONE, Clock.systemUTC());
  }

  private Path other(Writer writer) throws IOException {
    return other(
        "{\"host\": \"%s\", \"user\": \"%s\", \"pid\": %d, \"startedAt\": \"%s\"}"
            .formatted(writer.host(), writer.user(), writer.pid(), Instant.EPOCH));
  }

  private Path other(String content) throws IOException {
    return Files.writeString(folder.resolve(".nightjar.run-" + OTHER), content);
  }

  private Runs runs() throws IOException {
    try (Lease own = leases.take(folder)) {
      Runs runs = leases.runs(new PlaceLayout(folder), own);
      assertEquals(own.hex(), runs.own());
      assertTrue(runs.live().contains(own.hex()), "one's own is live");
      return runs;
    }
  }

  private static void age(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aLeaseSaysWhoWritesAndGoesWithTheRun() throws IOException {
    try (Lease lease = leases.take(folder)) {
      assertEquals(List.of(".nightjar.run-" + lease.hex()), names());
      String text = Files.readString(lease.file());
      assertTrue(text.contains("\"host\": \"SHOP-PC\""), text);
      assertTrue(text.contains("\"pid\": " + HERE.pid()), text);
      assertEquals(
          folder.resolve(".a.db." + lease.hex() + ".partial"),
          lease.partialOf(folder.resolve("a.db")));
    }
    assertEquals(List.of(), names());
  }

  @Test
  void aRunThatCouldNotCleanUpLeavesItsLeaseButHoldsItNoMore() throws IOException {
    Lease lease = leases.take(folder);
    lease.abandon();
    Files.delete(lease.file());
    lease.beat();
    assertEquals(List.of(), names(), "a lease that was given up is never written again");
    assertFalse(runs().areOthersLive());
  }

  @Test
  void anotherRunOfThisProcessIsLiveUntilItGivesItsLeaseUp() throws IOException {
    Lease other = leases.take(folder);
    assertTrue(runs().areOthersLive());
    other.abandon();
    Runs runs = runs();
    assertFalse(runs.areOthersLive());
    assertEquals(Set.of(other.hex()), runs.dead());
  }

  @Test
  void aLeaseThatThisProcessDoesntKnowIsLeftFromOneOfTheSameNumber() throws IOException {
    other(HERE);
    assertEquals(Set.of(OTHER), runs().dead());
  }

  @Test
  void aProcessOfThisUserAndComputerThatHasEndedIsDeadAtOnce() throws IOException {
    other(new Writer(HERE.host(), HERE.user(), NO_PROCESS));
    assertEquals(Set.of(OTHER), runs().dead());
  }

  @Test
  void anotherComputersOrUsersProcessesCantBeAskedFor() throws IOException {
    for (Writer writer :
        List.of(
            new Writer("OFFICE-PC", HERE.user(), NO_PROCESS),
            new Writer(HERE.host(), "someone else", NO_PROCESS))) {
      Path lease = other(writer);
      assertTrue(runs().areOthersLive());
      age(lease, Duration.ofMinutes(11));
      assertEquals(Set.of(OTHER), runs().dead());
    }
  }

  @Test
  void aLeaseThatCantBeReadIsJudgedByItsAge() throws IOException {
    for (String content : List.of("", "{torn", "{}", "{\"host\": \"a\"}", "x".repeat(5000))) {
      Path lease = other(content);
      age(lease, Duration.ofMinutes(9));
      assertTrue(runs().areOthersLive(), content);
      age(lease, Duration.ofMinutes(11));
      assertFalse(runs().areOthersLive(), content);
    }
  }

  @Test
  void aLeaseFromTheFutureIsAsOldAsOneFromThePast() throws IOException {
    Path lease = other("{}");
    age(lease, Duration.ofMinutes(-9));
    assertTrue(runs().areOthersLive());
    age(lease, Duration.ofMinutes(-11));
    assertEquals(Set.of(OTHER), runs().dead());
  }

  @Test
  void anythingThatIsNamedOtherwiseOrIsNoFileIsNoLease() throws IOException {
    Files.createDirectory(folder.resolve(".nightjar.run-00000001"));
    Files.createSymbolicLink(folder.resolve(".nightjar.run-00000002"), folder.resolve("x"));
    Files.writeString(folder.resolve(".nightjar.run-0000000G"), "");
    Files.writeString(folder.resolve(".nightjar.run-000000003"), "");
    Files.writeString(folder.resolve("x.nightjar.run-00000004"), "");
    Runs runs = runs();
    assertFalse(runs.areOthersLive());
    assertEquals(Set.of(), runs.dead());
  }

  @Test
  void theTimeIsThePlacesOwn() throws IOException {
    Instant before = Instant.now().minusSeconds(5);
    Runs runs = runs();
    assertTrue(runs.now().isAfter(before) && runs.now().isBefore(before.plusSeconds(60)));
  }

  @Test
  void whereTheLeaseIsGoneNothingIsDecided() throws IOException {
    Lease own = leases.take(folder);
    PlaceLayout elsewhere = new PlaceLayout(Files.createDirectory(folder.resolve("elsewhere")));
    assertThrows(IOException.class, () -> leases.runs(elsewhere, own));
    own.close();
  }

  @Test
  void anUnfinishedFileIsAbandonedOnceItsRunIsDeadOrItIsADayOld() {
    Instant now = Instant.parse("2025-12-12T09:00:00Z");
    Runs runs = new Runs("aaaaaaaa", Set.of("aaaaaaaa", "bbbbbbbb"), Set.of("dddddddd"), now);
    Optional<Entry> young =
        Optional.of(
            new Entry(true, 1, FileTime.from(now.minus(Duration.ofHours(24)).plusNanos(1))));
    Optional<Entry> old =
        Optional.of(new Entry(true, 1, FileTime.from(now.minus(Duration.ofHours(24)))));
    assertTrue(runs.isAbandoned("dddddddd", young));
    assertTrue(runs.isAbandoned("dddddddd", Optional.empty()));
    assertFalse(runs.isAbandoned("bbbbbbbb", old));
    assertFalse(runs.isAbandoned("cccccccc", young));
    assertFalse(runs.isAbandoned("cccccccc", Optional.empty()));
    assertTrue(runs.isAbandoned("cccccccc", old));
  }

  @Test
  void aLeaseBeatsUntilItEndsAndItsThreadEndsWithIt() throws IOException {
    List<Runnable> beats = new ArrayList<>();
    Leases beating =
        new Leases(
            HERE,
            (name, apart, work) -> {
              assertEquals("lease " + folder, name);
              assertTrue(apart.multipliedBy(3).compareTo(Leases.LIVE_FOR) < 0);
              beats.add(work);
              return () -> beats.remove(work);
            },
            Clock.systemUTC());
    Lease lease = beating.take(folder);
    age(lease.file(), Duration.ofHours(1));
    Runnable beat = beats.get(0);
    beat.run();
    assertTrue(
        Files.getLastModifiedTime(lease.file())
            .toInstant()
            .isAfter(Instant.now().minus(Duration.ofMinutes(1))));
    byte[] text = Files.readAllBytes(lease.file());
    beat.run();
    assertEquals(new String(text, UTF_8), Files.readString(lease.file()));
    lease.close();
    assertEquals(List.of(), beats);
    beat.run();
    assertEquals(List.of(), names(), "one that beats late makes no file");
  }

  @Test
  void aPlaceThatIsAwayForAMomentDoesntEndTheBeats() throws IOException {
    List<Runnable> beats = new ArrayList<>();
    Leases beating =
        new Leases(
            HERE,
            (name, apart, work) -> {
              beats.add(work);
              return () -> {};
            },
            Clock.systemUTC());
    Path place = Files.createDirectory(folder.resolve("nas"));
    Lease lease = beating.take(place);
    Files.move(place, folder.resolve("away"));
    beats.get(0).run();
    Files.move(folder.resolve("away"), place);
    age(lease.file(), Duration.ofHours(1));
    beats.get(0).run();
    assertTrue(Files.getLastModifiedTime(lease.file()).toInstant().isAfter(Instant.EPOCH));
    lease.close();
    assertEquals(List.of(), List.of(place.toFile().list()));
  }

  @Test
  void onAFullDiskALeaseToDeleteIsANameAlone() throws IOException {
    Faults faults = new Faults();
    faults.rule(
        (operation, path) ->
            operation.equals("write") ? Optional.of(new IOException("full")) : Optional.empty());
    Path full = new FaultyFileSystem(faults).path(folder);
    assertThrows(IOException.class, () -> leases.take(full));
    assertEquals(List.of(), names(), "half a lease would pass for another's");
    try (Lease lease = leases.takeToDelete(full)) {
      assertEquals(0, Files.size(lease.file()));
      assertEquals(List.of(lease.file().getFileName().toString()), names());
    }
  }
}
