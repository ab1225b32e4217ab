package dev.nightjar.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.FolderDestination.Reach;
import dev.nightjar.destination.folder.InventoryCache;
import dev.nightjar.destination.folder.Leases;
import dev.nightjar.retention.RetentionPolicy;
import dev.nightjar.sqlite.AppFile;
import dev.nightjar.sqlite.LiveDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts how often a run lists a place: with thousands of backups that is most of its cost. */
final class ListingsOfARunTest {
  private static final JobIdentity OWNER = new JobIdentity(new UUID(0, 1), "Shop", "PC");
  private static final String HERE = "this computer";
  private static final String NAS = "NAS";
  private static final RetentionPolicy ALL = new RetentionPolicy.Everything();

  @TempDir private Path folder;
  private final ExecutorService workers = Executors.newFixedThreadPool(3);
  private final Map<String, Integer> listings = new ConcurrentHashMap<>();
  private Instant now = Instant.parse("2026-03-02T16:00:00Z");

  @BeforeEach
  void aShop() throws Exception {
    AppFile.make(folder.resolve("shop.db"), "CREATE TABLE product(id INTEGER PRIMARY KEY)");
    for (String place : List.of(HERE, NAS)) {
      FolderDestination.create(folder.resolve(place), place, OWNER, clock());
    }
  }

  @AfterEach
  void end() {
    workers.shutdown();
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private FolderDestination place(String label) {
    return new FolderDestination(
        folder.resolve(label),
        label,
        label.equals(HERE) ? Reach.LOCAL : Reach.REMOTE,
        Optional.empty(),
        clock(),
        InventoryCache.in(folder.resolve("cache")),
        Leases.brief(clock()));
  }

  private Target target(String label, RetentionPolicy keep) {
    FolderDestination real = place(label);
    Destination counted =
        (Destination)
            Proxy.newProxyInstance(
                Destination.class.getClassLoader(),
                new Class<?>[] {Destination.class},
                (proxy, method, arguments) -> {
                  if (Set.of("inventory", "prepareAndRead").contains(method.getName())) {
                    listings.merge(label, 1, Integer::sum);
                  }
                  try {
                    return method.invoke(real, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return new Target(label, label.equals(HERE), counted).keeping(keep);
  }

  private BackupJob job(RetentionPolicy keep) {
    listings.clear();
    return new BackupJob(
        OWNER,
        new LiveDatabase(folder.resolve("shop.db"), Duration.ofSeconds(5), false, clock()),
        List.of(target(HERE, keep), target(NAS, keep)),
        folder.resolve("staging"),
        new FromOne(),
        Duration.ZERO);
  }

  private BackupRun run(RetentionPolicy keep) {
    now = now.plus(Duration.ofDays(1));
    return new BackupRunner(clock(), workers, "1")
        .pruning(new AllAllowed())
        .runAndDeliverOwed(job(keep), Manifest.Kind.SCHEDULED, Map.of(), RunListener.NONE);
  }

  private static final class AllAllowed implements PruneGuard {
    @Override
    public boolean isShrunk(Map<String, Inventory> read) {
      return false;
    }

    @Override
    public int reserve(String place, int there, int wanted) {
      return wanted;
    }
  }

  private void assertKnownAsItIs(String label) throws Exception {
    List<String> known =
        place(label).lastKnown().orElseThrow().inventory().backups().stream()
            .map(backup -> backup.id() + " " + backup.databaseFile().sha256())
            .toList();
    List<String> there =
        place(label).inventory().backups().stream()
            .map(backup -> backup.id() + " " + backup.databaseFile().sha256())
            .toList();
    assertEquals(there, known);
  }

  @Test
  void aRunListsEachPlaceOnce() {
    run(ALL);
    assertEquals(Outcome.SUCCEEDED, run(ALL).outcome());
    assertEquals(Map.of(HERE, 1, NAS, 1), listings);
  }

  @Test
  void aRunWithARuleListsNothingMoreAsLongAsNothingIsToGo() {
    run(new RetentionPolicy.Last(2));
    assertEquals(0, pruned(run(new RetentionPolicy.Last(2))));
    assertEquals(Map.of(HERE, 1, NAS, 1), listings);
  }

  /** A long run has listed them hours ago: something may be gone there since. */
  @Test
  void aRunThatDeletesListsEachPlaceOnceMoreJustBefore() {
    run(ALL);
    run(ALL);
    assertEquals(2, pruned(run(new RetentionPolicy.Last(2))));
    assertEquals(Map.of(HERE, 2, NAS, 2), listings);
  }

  private static long pruned(BackupRun run) {
    return run.results().stream()
        .flatMap(result -> result.facts(StepFacts.Pruned.class).stream())
        .mapToLong(StepFacts.Pruned::deleted)
        .sum();
  }

  @Test
  void howeverManyAreOwedADeliveryListsEachPlaceOnce() throws Exception {
    Path away = folder.resolve("away");
    Files.move(folder.resolve(NAS), away);
    run(ALL);
    run(ALL);
    run(ALL);
    Files.move(away, folder.resolve(NAS));
    BackupRun delivery =
        new BackupRunner(clock(), workers, "1")
            .deliverOwed(job(ALL), Set.of(NAS), Map.of(), RunListener.NONE);
    assertEquals(3, delivery.results().stream().mapToLong(StepResult::delivered).sum());
    assertEquals(Map.of(HERE, 1, NAS, 1), listings);
    assertKnownAsItIs(NAS);
  }

  /** Its own backup was never listed, and is known though the place goes away. */
  @Test
  void whatARunStoresIsKnownOfThePlace() throws Exception {
    run(ALL);
    run(ALL);
    assertKnownAsItIs(HERE);
    assertKnownAsItIs(NAS);
  }

  /** It is owed to nobody: the run knows what it stored, at each place. */
  @Test
  void whatARunStoresIsDeliveredNoSecondTime() {
    run(ALL);
    BackupRun run = run(ALL);
    assertEquals(0, run.results().stream().mapToLong(StepResult::delivered).sum());
    assertEquals(
        List.of(),
        run.results().stream().filter(result -> result.step() == Step.CAUGHT_UP).toList());
  }
}
