package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.backup.Outcome;
import dev.nightjar.failure.Reason;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The six codes that a script may rely on. */
final class ExitCodeTest {
  @ParameterizedTest
  @CsvSource({"SUCCEEDED, 0", "PARTIAL, 3", "FAILED, 1", "CANCELLED, 130"})
  void aRunEndsByItsOutcome(Outcome outcome, int code) {
    assertEquals(code, ExitCode.of(outcome));
  }

  @ParameterizedTest
  @CsvSource({
    "CANCELLED, 130",
    "RUN_IN_PROGRESS, 4",
    "WRONG_USE, 2",
    "NO_JOBS, 2",
    "JOB_UNKNOWN, 2",
    "SETTINGS_DAMAGED, 2",
    "PLACE_NOT_MARKED, 2",
    "STATEMENT_WRITES, 2",
    "PLACE_FULL, 1",
    "BACKUP_DAMAGED, 1",
    "UNEXPECTED, 1"
  })
  void aFailureEndsByItsKind(Reason reason, int code) {
    assertEquals(code, ExitCode.of(reason));
  }

  @ParameterizedTest
  @EnumSource
  void noFailureEndsAsIfAllWereWell(Reason reason) {
    assertTrue(Set.of(1, 2, 4, 130).contains(ExitCode.of(reason)), reason.toString());
  }

  @Test
  void ofSeveralTheWorstCountsInWhateverOrder() {
    List<Integer> fromGoodToBad = List.of(0, 3, 4, 1, 2, 130);
    for (int one : fromGoodToBad) {
      for (int other : fromGoodToBad) {
        int worse =
            fromGoodToBad.get(Math.max(fromGoodToBad.indexOf(one), fromGoodToBad.indexOf(other)));
        assertEquals(worse, ExitCode.worse(one, other));
      }
    }
  }
}
