package dev.nightjar.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.FolderDestination.Reach;
import dev.nightjar.destination.folder.InventoryCache;
import dev.nightjar.destination.folder.Leases;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.retention.Pruning.Limits;
import dev.nightjar.retention.RetentionPolicy;
import dev.nightjar.sqlite.LiveDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database's own disk keeps some space free, and a full place makes room. */
final class NearlyFullDisksTest {
  private static final JobIdentity OWNER = new JobIdentity(new UUID(0, 1), "Shop", "PC");
  private static final String HERE = "this computer";
  private static final String NAS = "NAS";
  private static final RetentionPolicy MANY = new RetentionPolicy.Last(100);

  @TempDir private Path folder;
  private final ExecutorService workers = Executors.newFixedThreadPool(3);
  private Instant now = Instant.parse("2026-03-02T16:00:00Z");
  private Optional<Long> free = Optional.empty();
  private boolean nasIsFull;

  @BeforeEach
  void aShopWithFourBackups() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT)");
    }
    for (String place : List.of(HERE, NAS)) {
      FolderDestination.create(folder.resolve(place), place, OWNER, clock());
    }
    for (int i = 0; i < 4; i++) {
      run(MANY, MANY);
    }
  }

  @AfterEach
  void end() {
    workers.shutdown();
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private Destination place(String label) {
    Reach reach = label.equals(HERE) ? Reach.LOCAL : Reach.REMOTE;
    return new FolderDestination(
        folder.resolve(label),
        label,
        reach,
        Optional.empty(),
        clock(),
        InventoryCache.in(folder.resolve("cache")),
        Leases.brief(clock()));
  }

  private Destination nas() {
    Destination real = place(NAS);
    InvocationHandler full =
        (proxy, method, arguments) -> {
          if (nasIsFull && method.getReturnType() == Delivery.class) {
            throw new FailureException(Reason.PLACE_FULL, NAS, 2L, 1L);
          }
          try {
            return method.invoke(real, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (Destination)
        Proxy.newProxyInstance(
            Destination.class.getClassLoader(), new Class<?>[] {Destination.class}, full);
  }

  private BackupJob job(RetentionPolicy here, RetentionPolicy nas) {
    return new BackupJob(
        OWNER,
        new LiveDatabase(folder.resolve("shop.db"), Duration.ofSeconds(5), false, clock()),
        List.of(
            new Target(HERE, true, place(HERE)).keeping(here).beside(() -> free),
            new Target(NAS, false, nas()).keeping(nas)),
        folder.resolve("staging"),
        new FromOne(),
        Duration.ZERO);
  }

  private void run(RetentionPolicy here, RetentionPolicy nas) {
    new BackupRunner(clock(), workers, "1")
        .pruning(guard())
        .runAndDeliverOwed(job(here, nas), Manifest.Kind.SCHEDULED, Map.of(), RunListener.NONE);
    now = now.plus(Duration.ofDays(1));
  }

  private static PruneGuard guard() {
    return new PruneGuard() {
      @Override
      public boolean isShrunk(Map<String, Inventory> read) {
        return false;
      }

      @Override
      public int reserve(String place, int there, int wanted) {
        return Math.min(wanted, Limits.unattended(there, 0));
      }
    };
  }

  private List<Long> at(String place) throws Exception {
    return place(place).inventory().backups().stream()
        .map(backup -> backup.sequence())
        .sorted()
        .toList();
  }

  @Test
  void belowTheFloorTheOldestGoThatTheOtherPlaceHasAndAreNotCopiedBack() throws Exception {
    free = Optional.of(1L << 30);
    run(MANY, MANY);
    assertEquals(List.of(3L, 4L, 5L), at(HERE));
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), at(NAS));
    run(MANY, MANY);
    assertEquals(List.of(5L, 6L), at(HERE));
    run(MANY, MANY);
    assertEquals(List.of(6L, 7L), at(HERE));
    free = Optional.of(6L << 30);
    run(MANY, MANY);
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), at(HERE));
  }

  @Test
  void aboveTheFloorNothingGoes() throws Exception {
    free = Optional.of(6L << 30);
    run(MANY, MANY);
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), at(HERE));
  }

  @Test
  void whatOnlyThisPlaceHoldsStaysBelowTheFloor() throws Exception {
    Files.move(folder.resolve(NAS), folder.resolve("away"));
    free = Optional.of(0L);
    run(MANY, MANY);
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), at(HERE));
  }

  @Test
  void everythingMeansEverythingBelowTheFloorToo() throws Exception {
    free = Optional.of(0L);
    run(new RetentionPolicy.Everything(), MANY);
    new BackupRunner(clock(), workers, "1")
        .prune(
            job(new RetentionPolicy.Everything(), MANY),
            Set.of(HERE),
            false,
            Map.of(),
            RunListener.NONE);
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), at(HERE));
  }

  @Test
  void atAFullPlaceTheOldestMakeRoomOnceTheNewOneIsProvedElsewhere() throws Exception {
    nasIsFull = true;
    run(MANY, new RetentionPolicy.Last(2));
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), at(HERE));
    assertEquals(List.of(3L, 4L), at(NAS));
  }

  @Test
  void byHandAtAChosenPlaceAlone() throws Exception {
    BackupJob job = job(new RetentionPolicy.Last(1), new RetentionPolicy.Last(1));
    new BackupRunner(clock(), workers, "1")
        .prune(job, Set.of(NAS), false, Map.of(), RunListener.NONE);
    assertEquals(List.of(1L, 2L, 3L, 4L), at(HERE));
    assertEquals(List.of(4L), at(NAS));
  }
}
