package dev.nightjar.systemcalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel kills the process before a system call, SQLite's own among them. */
@Tag("proof")
final class KilledBySystemCallTest extends SystemCallProof {
  @ParameterizedTest
  @CsvSource({BackupUnderStrace.GIVES_A_NAME, "'unlink,unlinkat'", "'fsync,fdatasync'"})
  void killedBeforeEachOfTheseCalls(String calls) throws Exception {
    BackupUnderStrace backup = backup();
    int kills = 0;
    int code = 1;
    for (int number = 1; code != 0 && number < BackupUnderStrace.ENOUGH; number++) {
      code = backup.run(calls, "signal=KILL:when=" + number);
      backup.nothingIsLost(calls + " " + number);
      kills += code == 0 ? 0 : 1;
    }
    assertEquals(0, code, "no run came to its end");
    assertTrue(kills > 3, kills + " kills");
    System.out.println(calls + ": killed before " + kills + " calls");
    backup.nextRunWorks();
  }
}
