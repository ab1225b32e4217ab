package dev.nightjar.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.FolderDestination.Reach;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.sqlite.AppFile;
import dev.nightjar.sqlite.LiveDatabase;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One run from the live file to two places: in which order things are done, and what is left where
 * one of them fails or the user cancels.
 */
final class OrderOfARunTest {
  private static final JobIdentity OWNER = new JobIdentity(new UUID(0, 1), "Shop", "PC");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-02T16:00:00Z"), ZoneOffset.UTC);
  private static final String HERE = "this computer";
  private static final String NAS = "NAS";

  @TempDir private Path folder;
  private final ExecutorService workers = Executors.newFixedThreadPool(3);

  /** The calls at places and the ends of steps, as they came. */
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());

  /** The calls that are to fail: {@code NAS add DATABASE}. */
  private final List<String> refused = new ArrayList<>();

  private Path live;
  private byte[] before;

  @BeforeEach
  void aShop() throws Exception {
    live =
        AppFile.make(
            folder.resolve("shop.db"),
            "CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT)",
            "INSERT INTO product VALUES (1, 'bolt'), (2, 'nut')");
    before = Files.readAllBytes(live);
  }

  @AfterEach
  void nothingUnfinishedIsLeftAndTheLiveFileIsAsItWas() throws Exception {
    workers.shutdown();
    assertArrayEquals(before, Files.readAllBytes(live));
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(
          List.of(),
          files.map(Path::toString).filter(name -> name.matches(".*(partial|run-.*)")).toList());
    }
    assertEquals(List.of(), filesIn("staging"));
  }

  private List<String> filesIn(String name) throws IOException {
    if (!Files.exists(folder.resolve(name))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Target target(String label, Reach reach) throws Exception {
    Path place = folder.resolve(label);
    FolderDestination.create(place, label, OWNER, CLOCK);
    Destination real = new FolderDestination(place, label, reach, Optional.empty(), CLOCK);
    return new Target(label, reach == Reach.LOCAL, watched(Destination.class, real, label));
  }

  /** The real one, whose calls are noted, and refused where a test wants that. */
  private <T> T watched(Class<T> type, T real, String label) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          String call = label + " " + method.getName();
          if (method.getName().equals("add")) {
            call += " " + arguments[0];
          }
          if (List.of("deliver", "add", "commit").contains(method.getName())) {
            events.add(call);
          }
          if (refused.contains(call)) {
            throw new FailureException(Reason.PLACE_FULL, label, 2L, 1L);
          }
          try {
            Object answer = method.invoke(real, arguments);
            return answer instanceof Delivery delivery
                ? watched(Delivery.class, delivery, label)
                : answer;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private BackupRun run(RunListener listener) throws Exception {
    BackupJob job =
        new BackupJob(
            OWNER,
            new LiveDatabase(live, Duration.ofSeconds(5), false, CLOCK),
            List.of(target(HERE, Reach.LOCAL), target(NAS, Reach.REMOTE)),
            folder.resolve("staging"),
            numbers,
            Duration.ZERO);
    return new BackupRunner(CLOCK, workers, "1").run(job, Manifest.Kind.SCHEDULED, listener);
  }

  private final Sequence numbers =
      new Sequence() {
        @Override
        public long last() {
          return 6;
        }

        @Override
        public void give(long number) {
          events.add("number " + number);
        }
      };

  private final RunListener noting =
      new RunListener() {
        @Override
        public void ended(StepResult result) {
          events.add((result.place() + " " + result.step()).strip());
        }
      };

  private List<BackupSummary> at(String place) throws FailureException {
    return new FolderDestination(
            folder.resolve(place), place, Reach.REMOTE, Optional.empty(), CLOCK)
        .inventory()
        .backups();
  }

  private static Optional<Reason> failure(BackupRun run, Step step, String place) {
    return run.results().stream()
        .filter(result -> result.step() == step && result.place().equals(place))
        .findFirst()
        .flatMap(StepResult::failure)
        .map(Failure::reason);
  }

  @Test
  void filesComeBeforeProofsAndTheManifestIsGivenLast() throws Exception {
    assertEquals(Outcome.SUCCEEDED, run(noting).outcome());

    assertEquals(
        List.of(
            HERE + " PLACE_READY",
            NAS + " PLACE_READY",
            HERE + " deliver",
            NAS + " deliver",
            "CHECKPOINT",
            HERE + " add DATABASE",
            NAS + " add DATABASE",
            "DATABASE",
            "JSON",
            HERE + " add JSON",
            NAS + " add JSON",
            "number 7",
            HERE + " commit",
            HERE + " DATABASE_SAVED",
            NAS + " commit",
            NAS + " DATABASE_SAVED",
            HERE + " JSON_SAVED",
            NAS + " JSON_SAVED"),
        inOrderOfPlaces(events));
  }

  /** Places are asked side by side: which one answers first is chance. */
  private static List<String> inOrderOfPlaces(List<String> events) {
    List<String> ordered = new ArrayList<>(events);
    if (ordered.get(0).startsWith(NAS)) {
      Collections.swap(ordered, 0, 1);
    }
    return ordered;
  }

  @ParameterizedTest
  @ValueSource(strings = {"deliver", "add DATABASE", "add JSON", "commit"})
  void whatOnePlaceRefusesKeepsNoOtherFromItsBackup(String call) throws Exception {
    refused.add(HERE + " " + call);

    BackupRun run = run(noting);

    assertEquals(Outcome.PARTIAL, run.outcome());
    assertEquals(1, at(NAS).size());
    assertEquals(List.of(), at(HERE));
    assertEquals(Optional.of(Reason.PLACE_FULL), failure(run, Step.DATABASE_SAVED, HERE));
    assertEquals(Optional.empty(), failure(run, Step.DATABASE_SAVED, NAS));
    assertTrue(run.lacks(HERE));
  }

  @Test
  void aPlaceThatHasFailedIsAskedNothingMore() throws Exception {
    refused.add(NAS + " add DATABASE");

    assertEquals(Outcome.PARTIAL, run(noting).outcome());

    assertEquals(
        List.of(NAS + " deliver", NAS + " add DATABASE"),
        events.stream().filter(event -> event.matches(NAS + " (deliver|add.*|commit)")).toList());
  }

  @Test
  void whereEveryPlaceRefusesThereIsNoBackup() throws Exception {
    refused.addAll(List.of(HERE + " commit", NAS + " commit"));

    BackupRun run = run(noting);

    assertEquals(Outcome.FAILED, run.outcome());
    assertEquals(Optional.empty(), run.backup());
    assertEquals(List.of(), at(HERE));
    assertEquals(List.of(), at(NAS));
  }

  /** Ends a step's work as soon as it says how far it is. */
  private static RunListener ending(Step ended, Reason reason) {
    return new RunListener() {
      @Override
      public void advanced(Step step, String place, long done, long total) throws FailureException {
        if (step == ended) {
          throw new FailureException(reason, "x", 2L, 1L);
        }
      }
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"DATABASE", "JSON", "DATABASE_SAVED", "JSON_SAVED"})
  void aCancelledRunLeavesNoBackupAnywhere(Step step) throws Exception {
    BackupRun run = run(ending(step, Reason.CANCELLED));

    assertEquals(Outcome.CANCELLED, run.outcome(), run.results()::toString);
    assertEquals(Optional.empty(), run.backup());
    for (String place : List.of(HERE, NAS)) {
      assertEquals(List.of(), at(place));
      for (BackupFile file : BackupFile.values()) {
        assertEquals(List.of(), filesIn(place + "/" + file.folder()), place + " " + file);
      }
      assertEquals(List.of(), filesIn(place + "/manifest"), place);
    }
  }

  @Test
  void aJsonThatCantBeMadeTakesNothingFromTheDatabase() throws Exception {
    BackupRun run = run(ending(Step.JSON, Reason.TARGET_FULL));

    assertEquals(Outcome.FAILED, run.outcome());
    assertEquals(Optional.of(Reason.TARGET_FULL), failure(run, Step.JSON, ""));
    for (String place : List.of(HERE, NAS)) {
      assertEquals(List.of(BackupFile.DATABASE), List.copyOf(at(place).get(0).files().keySet()));
      assertEquals(Optional.empty(), failure(run, Step.DATABASE_SAVED, place));
    }
  }

  @Test
  void aCopyThatCantBeCheckedIsNoBackup() throws Exception {
    Semaphore copied = new Semaphore(0);
    RunListener listener =
        new RunListener() {
          @Override
          public void ended(StepResult result) {
            if (result.step() == Step.CHECKPOINT) {
              copied.release();
            }
          }

          @Override
          public void advanced(Step step, String place, long done, long total)
              throws FailureException {
            if (step == Step.DATABASE && copied.availablePermits() > 0) {
              throw new FailureException(Reason.DATABASE_IO, live);
            }
          }
        };

    BackupRun run = run(listener);

    assertEquals(Outcome.FAILED, run.outcome());
    assertEquals(Optional.of(Reason.DATABASE_IO), failure(run, Step.DATABASE, ""));
    assertEquals(List.of(), at(HERE));
    assertEquals(List.of(), at(NAS));
  }
}
