package dev.nightjar.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shop's users waited for the worst commit, and for all but the worst hundredth. */
final class WriterStatsTest {
  private static final long MILLI = 1_000_000;
  private final CommitTimes times = new CommitTimes();

  private void add(int count, long nanos) {
    for (int i = 0; i < count; i++) {
      times.add(nanos);
    }
  }

  @Test
  void withoutACommitThereWasNothingToWaitFor() {
    assertEquals(new WriterStats(0, 0, 0), times.toStats());
  }

  @Test
  void oneInAHundredMayBeSlow() {
    add(99, MILLI);
    add(1, 500 * MILLI);
    WriterStats stats = times.toStats();
    assertEquals(100, stats.commits());
    assertEquals(500.0, stats.worstCommitMilliseconds());
    assertEquals(1.1, stats.percentile99CommitMilliseconds(), 1e-9);
  }

  @Test
  void twoInAHundredAreNotPassedOver() {
    add(98, MILLI);
    add(2, 500 * MILLI);
    assertEquals(500.0, times.toStats().percentile99CommitMilliseconds(), 1e-9);
  }

  @Test
  void aCommitLongerThanAnyBucketCountsAsTheWorst() {
    add(10, 3_600_000 * MILLI);
    WriterStats stats = times.toStats();
    assertEquals(3_600_000.0, stats.worstCommitMilliseconds());
    assertEquals(12_000.0, stats.percentile99CommitMilliseconds(), 1e-9);
  }

  @Test
  void theLineThatTheWriterPrintsIsReadAgain() {
    add(3, 7_450_000);
    String line = times.toStats().toJson();
    assertEquals(
        "{\"commits\":3,\"worstCommitMilliseconds\":7.5,\"percentile99CommitMilliseconds\":7.5}",
        line);
    assertEquals(Optional.of(new WriterStats(3, 7.5, 7.5)), WriterStats.fromJson(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "Killed", "{\"commits\":3,\"worstCommitMilliseconds\":7.5"})
  void anythingElseIsNoResult(String line) {
    assertEquals(Optional.empty(), WriterStats.fromJson(line));
  }
}
