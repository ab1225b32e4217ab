package dev.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
  @TempDir Path folder;

  @Test
  void aTornLineIsPassedOverAndTheNextOneIsWhole() throws Exception {
    Path file = Files.writeString(folder.resolve("h"), "{\"a\": 1}\n{\"b\":");
    RunLog log = new RunLog(file);
    assertEquals(List.of("{\"a\": 1}"), log.lines());
    log.append("{\"c\": 3}");
    assertEquals(List.of("{\"a\": 1}", "{\"c\": 3}"), log.lines());
  }

  @Test
  void itStaysBoundedAndKeepsTheNewest() throws Exception {
    RunLog log = new RunLog(folder.resolve("h"), 20, 200);
    for (int i = 0; i < 100; i++) {
      log.append("{\"n\": " + i + "}");
    }
    assertTrue(log.lines().size() <= 20);
    assertTrue(Files.size(folder.resolve("h")) <= 200);
    assertEquals("{\"n\": 99}", log.lines().get(log.lines().size() - 1));
  }

  private Path file() {
    return folder.resolve("h");
  }

  private static String line(int number) {
    return "{\"n\": " + number + "}";
  }

  private static List<String> lines(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(RunLogTest::line).toList();
  }

  private RunLog filled(int lines, int maxLines, long maxBytes) throws Exception {
    RunLog log = new RunLog(file(), maxLines, maxBytes);
    for (int i = 1; i <= lines; i++) {
      log.append(line(i));
    }
    return log;
  }

  @Test
  void asManyLinesAsMayStayDoAndOneMoreTakesAQuarterAway() throws Exception {
    assertEquals(lines(1, 20), filled(20, 20, 10_000).lines());
    RunLog log = new RunLog(file(), 20, 10_000);
    log.append(line(21));
    assertEquals(lines(7, 21), log.lines());
  }

  @Test
  void asManyBytesAsMayStayDoAndOneMoreTakesAQuarterAway() throws Exception {
    int bytes = 9; // Of each line, with its end.
    assertEquals(lines(1, 8), filled(8, 1000, 8 * bytes).lines());
    RunLog log = new RunLog(file(), 1000, 8 * bytes);
    log.append(line(9));
    assertEquals(lines(4, 9), log.lines());
  }

  @Test
  void aLogThatGrewTooLongElsewhereIsReadFromItsEndAndShortened() throws Exception {
    filled(100, 1000, 10_000);
    RunLog log = new RunLog(file(), 1000, 100);
    assertEquals(line(100), log.lines().get(log.lines().size() - 1));
    assertTrue(log.lines().size() <= 10, "no more than its share is taken in");
    log.append(line(101));
    assertTrue(Files.size(file()) <= 100);
    assertEquals(line(101), log.lines().get(log.lines().size() - 1));
  }

  @Test
  void linesThatAreNoneAreDroppedWhenItIsShortened() throws Exception {
    Files.writeString(file(), "torn\n".repeat(30) + "{\"a\": 1}\n");
    RunLog log = new RunLog(file(), 20, 100);
    log.append(line(2));
    assertEquals(List.of("{\"a\": 1}", line(2)), log.lines());
    assertFalse(Files.readString(file()).contains("torn"));
  }

  @Test
  void aLineOfManyLettersIsCountedByItsBytes() throws Exception {
    RunLog log = new RunLog(file(), 1000, 102);
    log.append("{\"ğ\": \"" + "ğ".repeat(20) + "\"}"); // 51 bytes, with its end.
    assertThrows(
        IllegalArgumentException.class, () -> log.append("{\"ğ\": \"" + "ğ".repeat(21) + "\"}"));
    assertEquals(1, log.lines().size());
  }

  @Test
  void twoLinesAreNotOne() {
    RunLog log = new RunLog(file());
    for (String text : List.of("{}\n{}", "{}\r{}", "\n")) {
      assertThrows(IllegalArgumentException.class, () -> log.append(text));
    }
    assertFalse(Files.exists(file()));
  }

  @Test
  void withoutAFileThereAreNoLinesAndTheFirstMakesItsFolder() throws Exception {
    RunLog log = new RunLog(folder.resolve("a/b/h"));
    assertEquals(List.of(), log.lines());
    log.append(line(1));
    assertEquals(lines(1, 1), log.lines());
  }

  @Test
  void aLineWithoutItsEndIsNotWholeYet() throws Exception {
    Files.writeString(file(), "{\"a\": 1}\n{\"b\": 2}");
    assertEquals(List.of("{\"a\": 1}"), new RunLog(file()).lines());
    Files.writeString(file(), "{\"b\": 2}");
    assertEquals(List.of(), new RunLog(file()).lines());
  }
}
