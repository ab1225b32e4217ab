package dev.nightjar.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StepsTest {
  private static final Logger LOG = Logger.getLogger(Steps.class.getName());

  private final List<LogRecord> logged = new ArrayList<>();
  private final Steps steps = new Steps("Shop", RunListener.NONE, Clock.systemUTC());
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord log) {
          logged.add(log);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOG.setLevel(Level.ALL);
    LOG.setUseParentHandlers(false);
    LOG.addHandler(handler);
  }

  @AfterEach
  void listenNoMore() {
    LOG.removeHandler(handler);
    LOG.setUseParentHandlers(true);
    LOG.setLevel(null);
  }

  private static FailureException full() {
    return FailureException.because(
        new IOException("Disk dolu"), Reason.PLACE_FULL, "/nas", 5000L, 4000L);
  }

  @Test
  void aFailureIsLoggedInOneLineWithAllThatLedToIt() {
    FailureException thrown = full();
    steps.record(Step.DATABASE_SAVED, "NAS", thrown);
    assertEquals(
        "Shop, NAS, database-saved: failed"
            + " (place-full [/nas, 5000, 4000]: java.io.IOException: Disk dolu)",
        logged.get(0).getMessage());
    assertSame(thrown, logged.get(0).getThrown());
    assertEquals("Disk dolu", logged.get(0).getThrown().getCause().getMessage());
    assertEquals(List.of(thrown.failure()), failures());
  }

  private List<Object> failures() {
    return steps.results().stream().map(result -> (Object) result.failure().orElseThrow()).toList();
  }

  @Test
  void whatIsThrownInAStepIsLoggedAsItIs() {
    FailureException thrown = full();
    assertFalse(
        steps.attempt(
            Step.JSON,
            "",
            facts -> {
              throw thrown;
            }));
    assertTrue(logged.get(0).getMessage().startsWith("Shop, json: failed (place-full"));
    assertSame(thrown, logged.get(0).getThrown());
  }

  @Test
  void aMistakeIsAFailureWithItsTrace() {
    RuntimeException mistake = new IllegalStateException("no");
    steps.attempt(
        Step.JSON,
        "",
        facts -> {
          throw mistake;
        });
    assertSame(mistake, logged.get(0).getThrown().getCause());
    assertEquals(Level.SEVERE, logged.get(0).getLevel());
  }

  @Test
  void aStepThatIsTriedAgainHasNotEnded() {
    steps.attempt(
        Step.PLACE_READY,
        "NAS",
        failure -> true,
        facts -> {
          throw full();
        });
    assertEquals(List.of(), steps.results());
    assertTrue(logged.get(0).getMessage().contains("failed, is tried again (place-full"));
  }

  @Test
  void eachStepThatSucceedsHasALine() {
    steps.attempt(Step.PLACE_READY, "NAS", facts -> {});
    steps.record(Step.CHECKPOINT, "", 0, StepFacts.NONE);
    assertEquals(
        List.of("Shop, NAS, place-ready: ok", "Shop, checkpoint: ok"),
        logged.stream().map(LogRecord::getMessage).toList());
  }
}
