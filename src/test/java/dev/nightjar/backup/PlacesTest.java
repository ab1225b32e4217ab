package dev.nightjar.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.FolderDestination.Reach;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.sqlite.LiveDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A NAS whose disks need their time to spin up, and a folder here that is full. */
final class PlacesTest {
  private static final JobIdentity OWNER = new JobIdentity(new UUID(0, 1), "Shop", "PC");

  @TempDir private Path folder;
  private final ExecutorService workers = Executors.newFixedThreadPool(3);
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private Instant now = Instant.parse("2026-03-02T16:00:00Z");
  private Duration waited = Duration.ZERO;
  private Duration headStart = Duration.ofSeconds(30);
  private BackupJob job;

  /** Moved by the waiting alone. */
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @BeforeEach
  void aShopWithANasThatIsOff() throws Exception {
    Path database = folder.resolve("shop.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT)");
    }
    List<Target> targets = List.of(target("this computer", true), target("NAS", false));
    Files.move(folder.resolve("NAS"), folder.resolve("off"));
    job =
        new BackupJob(
            OWNER,
            new LiveDatabase(database, Duration.ofSeconds(5), false, clock),
            targets,
            folder.resolve("staging"),
            new FromOne(),
            Duration.ofMinutes(2));
  }

  @AfterEach
  void end() {
    workers.shutdown();
  }

  private Target target(String label, boolean local) throws Exception {
    Path place = folder.resolve(label);
    FolderDestination.create(place, label, OWNER, clock);
    return new Target(
        label,
        local,
        new FolderDestination(
            place, label, local ? Reach.LOCAL : Reach.REMOTE, Optional.empty(), clock));
  }

  private BackupRun run(Consumer<Duration> wait, RunListener listener) {
    Places.Sleeper sleeper =
        new Places.Sleeper() {
          @Override
          public void sleep(Duration time) {
            wait.accept(time);
          }

          @Override
          public long nanoTime() {
            return waited.toNanos();
          }

          @Override
          public Duration headStart() {
            return headStart;
          }
        };
    return new BackupRunner(clock, workers, "1", sleeper)
        .run(job, Manifest.Kind.SCHEDULED, listener);
  }

  private void wait(Duration time) {
    heard.add("waits");
    now = now.plus(time);
    waited = waited.plus(time);
  }

  private RunListener hearing() {
    return new RunListener() {
      @Override
      public void ended(StepResult result) {
        heard.add(result.step() + " " + result.place() + (result.succeeded() ? "" : " failed"));
      }
    };
  }

  private void switchOn() {
    try {
      Files.move(folder.resolve("off"), folder.resolve("NAS"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<BackupSummary> onTheNas() throws FailureException {
    return job.targets().get(1).destination().inventory().backups();
  }

  @Test
  void aNasThatComesLateGetsItsBackupWhenTheOneHereIsMade() throws Exception {
    BackupRun run =
        run(
            time -> {
              wait(time);
              if (heard.stream().filter("waits"::equals).count() == 3) {
                switchOn();
              }
            },
            hearing());
    assertEquals(Outcome.SUCCEEDED, run.outcome());
    assertEquals(2, run.placesSaved());
    assertEquals(1, onTheNas().size());
    assertTrue(
        heard.indexOf("DATABASE_SAVED this computer") < heard.indexOf("waits"), heard::toString);
    assertEquals(
        List.of("waits", "waits", "waits", "PLACE_READY NAS", "CAUGHT_UP NAS"),
        heard.subList(heard.size() - 5, heard.size()));
  }

  @Test
  void aClockThatIsSetBackWhileANasIsWaitedForMakesNoLongerWait() {
    run(
        time -> {
          wait(time);
          now = now.minus(Duration.ofDays(3));
        },
        hearing());
    assertEquals(60, heard.stream().filter("waits"::equals).count());
  }

  @Test
  void aNasThatStaysAwayIsGivenUpOnceThePatienceIsOverAndToldOnce() {
    BackupRun run = run(this::wait, hearing());
    assertEquals(Outcome.PARTIAL, run.outcome());
    assertEquals(1, heard.stream().filter(step -> step.endsWith("failed")).count());
    assertEquals(60, heard.stream().filter("waits"::equals).count());
  }

  @Test
  void whoeverCancelsTheWaitingKeepsTheBackupThatIsMade() {
    BackupRun run =
        run(
            this::wait,
            new RunListener() {
              @Override
              public void advanced(Step step, String place, long done, long total)
                  throws FailureException {
                if (heard.contains("waits")) {
                  throw new FailureException(Reason.CANCELLED);
                }
              }
            });
    assertEquals(Outcome.PARTIAL, run.outcome());
    assertEquals(1, heard.size());
  }

  @Test
  void whereNoPlaceAnswersTheRunWaitsBeforeItCopies() throws Exception {
    Files.move(folder.resolve("this computer"), folder.resolve("away"));
    BackupRun run =
        run(
            time -> {
              wait(time);
              if (Files.exists(folder.resolve("off"))) {
                switchOn();
              }
            },
            hearing());
    assertEquals(Outcome.PARTIAL, run.outcome());
    assertEquals(1, run.placesSaved());
    assertEquals(1, onTheNas().size());
  }

  /** The place here, as one that says to have so much space. */
  private Target withFreeBytes(long bytes) {
    Target here = job.targets().get(0);
    Destination of = here.destination();
    Destination full =
        (Destination)
            Proxy.newProxyInstance(
                Destination.class.getClassLoader(),
                new Class<?>[] {Destination.class},
                (proxy, method, arguments) -> {
                  Object result = method.invoke(of, arguments);
                  return result instanceof Destination.Prepared prepared
                      ? new Destination.Prepared(
                          new Destination.Readiness(Optional.of(bytes), false, 0),
                          prepared.inventory())
                      : result;
                });
    return new Target(here.label(), true, full);
  }

  @Test
  void aFullFolderHereIsToldBeforeTheFirstByteAndTheNasGetsItsBackup() throws Exception {
    switchOn();
    job =
        new BackupJob(
            OWNER,
            job.database(),
            List.of(withFreeBytes(100), job.targets().get(1)),
            folder.resolve("staging"),
            new FromOne(),
            Duration.ZERO);
    BackupRun run = run(this::wait, hearing());
    assertEquals(Outcome.PARTIAL, run.outcome());
    assertEquals(1, onTheNas().size());
    StepResult failed =
        run.results().stream().filter(result -> !result.succeeded()).findFirst().orElseThrow();
    assertEquals("this computer", failed.place());
    assertEquals(Reason.PLACE_FULL, failed.failure().orElseThrow().reason());
    assertEquals(100L, failed.failure().orElseThrow().arguments().get(2));
    for (String left : List.of("this computer/database", "this computer/json", "staging")) {
      try (var files = Files.list(folder.resolve(left))) {
        assertEquals(List.of(), files.toList());
      }
    }
  }

  @FunctionalInterface
  private interface Beforehand {
    void happens() throws Exception;
  }

  /** The same target; something happens before its place answers. */
  private static Target asked(Target target, Beforehand before) {
    Destination place =
        (Destination)
            Proxy.newProxyInstance(
                Destination.class.getClassLoader(),
                new Class<?>[] {Destination.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("prepareAndRead")) {
                    before.happens();
                  }
                  return method.invoke(target.destination(), arguments);
                });
    return new Target(target.label(), target.local(), place);
  }

  @Test
  void allPlacesAreAskedAtOnceAndToldInOrder() throws Exception {
    switchOn();
    CountDownLatch all = new CountDownLatch(2);
    Beforehand everyOneIsAsked =
        () -> {
          all.countDown();
          assertTrue(all.await(10, TimeUnit.SECONDS), "the other was not asked");
        };
    job =
        new BackupJob(
            OWNER,
            job.database(),
            job.targets().stream().map(target -> asked(target, everyOneIsAsked)).toList(),
            folder.resolve("staging"),
            new FromOne(),
            Duration.ZERO);
    assertEquals(Outcome.SUCCEEDED, run(this::wait, hearing()).outcome());
    assertEquals(List.of("PLACE_READY this computer", "PLACE_READY NAS"), heard.subList(0, 2));
  }

  /** The NAS that hangs until the word comes: it answers then, or {@code refuses}. */
  private void hangs(CountDownLatch word, boolean refuses) throws Exception {
    switchOn();
    headStart = Duration.ZERO;
    Target hanging =
        asked(
            job.targets().get(1),
            () -> {
              boolean came = word.await(10, TimeUnit.SECONDS);
              heard.add(came ? "answers" : "was waited for");
              if (refuses) {
                throw new FailureException(Reason.PLACE_UNREACHABLE, "NAS");
              }
            });
    job =
        new BackupJob(
            OWNER,
            job.database(),
            List.of(job.targets().get(0), hanging),
            folder.resolve("staging"),
            new FromOne(),
            Duration.ZERO);
  }

  /** Says the word when the backup here is made. */
  private RunListener saying(CountDownLatch word) {
    return new RunListener() {
      @Override
      public void ended(StepResult result) {
        hearing().ended(result);
        if (result.step() == Step.JSON_SAVED) {
          word.countDown();
        }
      }
    };
  }

  @Test
  void aNasThatHangsKeepsTheBackupHereFromNothingAndGetsItsOwnAsItAnswers() throws Exception {
    CountDownLatch word = new CountDownLatch(1);
    hangs(word, false);
    assertEquals(Outcome.SUCCEEDED, run(this::wait, saying(word)).outcome());
    assertEquals(
        List.of("JSON_SAVED this computer", "answers", "PLACE_READY NAS", "CAUGHT_UP NAS"),
        heard.subList(heard.size() - 4, heard.size()));
    assertEquals(1, onTheNas().size());
  }

  @Test
  void aNasThatHangsToTheEndIsToldOnce() throws Exception {
    CountDownLatch word = new CountDownLatch(1);
    hangs(word, true);
    assertEquals(Outcome.PARTIAL, run(this::wait, saying(word)).outcome());
    assertEquals(
        List.of("JSON_SAVED this computer", "answers", "PLACE_READY NAS failed"),
        heard.subList(heard.size() - 3, heard.size()));
    assertEquals(1, heard.stream().filter(step -> step.contains("failed")).count());
  }

  @Test
  void whoeverCancelsWaitsForNoNasThatHangs() throws Exception {
    CountDownLatch word = new CountDownLatch(1);
    hangs(word, true); // Else it would go on in a folder that is being deleted.
    BackupRun run =
        run(
            this::wait,
            new RunListener() {
              @Override
              public void advanced(Step step, String place, long done, long total)
                  throws FailureException {
                if (step == Step.PLACE_READY) {
                  throw new FailureException(Reason.CANCELLED);
                }
              }
            });
    word.countDown();
    assertEquals(Outcome.PARTIAL, run.outcome());
    assertEquals(
        Optional.of(Reason.PLACE_UNREACHABLE),
        run.results().get(run.results().size() - 1).failure().map(why -> why.reason()));
  }

  @Test
  void whereOnlyANasThatHangsIsLeftItIsWaitedFor() throws Exception {
    CountDownLatch word = new CountDownLatch(1);
    hangs(word, false);
    Files.move(folder.resolve("this computer"), folder.resolve("away"));
    BackupRun run =
        run(
            this::wait,
            new RunListener() {
              @Override
              public void advanced(Step step, String place, long done, long total) {
                word.countDown();
              }
            });
    assertEquals(1, run.placesSaved());
    assertEquals(1, onTheNas().size());
  }
}
