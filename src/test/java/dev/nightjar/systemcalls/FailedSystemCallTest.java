package dev.nightjar.systemcalls;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A system call fails, SQLite's own among them. */
@Tag("proof")
final class FailedSystemCallTest extends SystemCallProof {
  @ParameterizedTest
  @CsvSource({
    "'pwrite64,write', ENOSPC, 7",
    "'pwrite64,write', EIO, 11",
    "'fsync,fdatasync', EIO, 1",
    "'pread64,read', EIO, 41",
    BackupUnderStrace.GIVES_A_NAME + ", EACCES, 1"
  })
  void eachOfTheseCallsFails(String calls, String error, int apart) throws Exception {
    BackupUnderStrace backup = backup();
    Set<String> told = new TreeSet<>();
    int failed = 0;
    for (int number = apart;
        number < BackupUnderStrace.ENOUGH * apart && failed < 40;
        number += apart) {
      String fault = "error=" + error + ":when=" + number;
      int code = backup.run(calls, fault);
      String what = calls + " " + fault;
      String trace = backup.trace();
      if (!trace.contains("INJECTED")) {
        break;
      }
      failed++;
      // A Java that can't even read its own classes says so in its own words.
      boolean started = backup.output().contains("accessible") || code <= 4;
      assertTrue(Set.of(0, 1, 2, 3).contains(code) || !started, what + ": " + backup.output());
      backup
          .output()
          .lines()
          .filter(line -> !isOfJava(trace))
          .filter(line -> line.contains("✗") || line.contains("⚠"))
          .map(line -> line.replace(folder.toString(), "").replaceAll("[0-9a-f]{8}\\.partial", "…"))
          .forEach(told::add);
      backup.nothingIsLost(what);
    }
    assertTrue(failed > 3, failed + " calls failed");
    System.out.println(calls + " " + error + ": " + failed + " calls failed, told as:");
    for (String line : told) {
      System.out.println("  " + line);
      assertFalse(line.matches(".*\\b\\w+Exception\\b.*"), line);
    }
    backup.nextRunWorks();
  }

  /** Java throws anything if it can't read its own classes. */
  private static boolean isOfJava(String trace) {
    return trace
        .lines()
        .filter(line -> line.contains("INJECTED"))
        .anyMatch(line -> line.matches(".*(/lib/modules|\\.jar|\\.jsa|\\.class)>.*"));
  }
}
