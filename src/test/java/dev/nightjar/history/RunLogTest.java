package dev.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.io.HeldLock;
import dev.nightjar.platform.DaemonThreads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
  private static final int BLOCK = 7;

  @TempDir Path folder;

  @Test
  void aTornLineIsPassedOverAndTheNextOneIsWhole() throws Exception {
    Path file = Files.writeString(folder.resolve("h"), "{\"a\": 1}\n{\"b\":");
    RunLog log = new RunLog(file);
    assertEquals(List.of("{\"a\": 1}"), lines(log));
    log.append("{\"c\": 3}");
    assertEquals(List.of("{\"a\": 1}", "{\"c\": 3}"), lines(log));
  }

  @Test
  void itStaysBoundedAndKeepsTheNewest() throws Exception {
    RunLog log = new RunLog(folder.resolve("h"), 200, BLOCK);
    for (int i = 0; i < 100; i++) {
      log.append("{\"n\": " + i + "}");
    }
    assertTrue(Files.size(folder.resolve("h")) <= 200);
    assertEquals("{\"n\": 99}", lines(log).get(lines(log).size() - 1));
  }

  @Test
  void aLineWaitsForAnotherProcessThatAddsOneOrShortensTheFile() throws Exception {
    RunLog log = new RunLog(file());
    log.append(line(1));
    Path lock = folder.resolve("h.lock");
    FutureTask<Boolean> second =
        new FutureTask<>(
            () -> {
              new RunLog(file()).append(line(2));
              return true;
            });
    try (HeldLock other = HeldLock.await(lock, Duration.ofSeconds(5))) {
      DaemonThreads.start("second", second);
      assertThrows(TimeoutException.class, () -> second.get(300, TimeUnit.MILLISECONDS));
      assertEquals(lines(1, 1), lines(log));
      other.close();
      assertTrue(second.get());
    }
    assertEquals(lines(1, 2), lines(log));
  }

  @Test
  void whileTheLockCantBeHadNoLineIsLostAndNoneIsTakenAway() throws Exception {
    RunLog log = new RunLog(file(), 100, BLOCK);
    Files.createDirectory(folder.resolve("h.lock"));
    for (int i = 10; i < 40; i++) {
      log.append(line(i));
    }
    assertEquals(30, Files.readAllLines(file()).size());
    Files.delete(folder.resolve("h.lock"));
    log.append(line(40));
    assertTrue(Files.size(file()) <= 100);
    assertEquals(line(40), lines(log).get(lines(log).size() - 1));
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

  private static List<String> lines(RunLog log) throws IOException {
    List<String> lines = new ArrayList<>();
    log.newestFirst(lines::add);
    Collections.reverse(lines);
    return lines;
  }

  private RunLog filled(int lines, long maxBytes) throws Exception {
    RunLog log = new RunLog(file(), maxBytes, BLOCK);
    for (int i = 1; i <= lines; i++) {
      log.append(line(i));
    }
    return log;
  }

  @Test
  void asManyBytesAsMayStayDoAndOneMoreTakesAQuarterAway() throws Exception {
    int bytes = 9; // Of each line, with its end.
    assertEquals(lines(1, 8), lines(filled(8, 8 * bytes)));
    RunLog log = new RunLog(file(), 8 * bytes, BLOCK);
    log.append(line(9));
    assertEquals(lines(4, 9), lines(log));
  }

  @Test
  void aLogThatGrewTooLongElsewhereIsReadFromItsEndAndShortened() throws Exception {
    filled(100, 10_000);
    RunLog log = new RunLog(file(), 100, BLOCK);
    assertEquals(line(100), lines(log).get(lines(log).size() - 1));
    assertTrue(lines(log).size() <= 10, "no more than its share is taken in");
    log.append(line(101));
    assertTrue(Files.size(file()) <= 100);
    assertEquals(line(101), lines(log).get(lines(log).size() - 1));
  }

  @Test
  void linesThatAreNoneAreDroppedWhenItIsShortened() throws Exception {
    Files.writeString(file(), "torn\n".repeat(30) + "{\"a\": 1}\n");
    RunLog log = new RunLog(file(), 100, BLOCK);
    log.append(line(2));
    assertEquals(List.of("{\"a\": 1}", line(2)), lines(log));
    assertFalse(Files.readString(file()).contains("torn"));
  }

  @Test
  void aLineOfManyLettersIsCountedByItsBytes() throws Exception {
    RunLog log = new RunLog(file(), 102, BLOCK);
    log.append("{\"ğ\": \"" + "ğ".repeat(20) + "\"}"); // 51 bytes, with its end.
    assertThrows(
        IllegalArgumentException.class, () -> log.append("{\"ğ\": \"" + "ğ".repeat(21) + "\"}"));
    assertEquals(1, lines(log).size());
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
    assertEquals(List.of(), lines(log));
    log.append(line(1));
    assertEquals(lines(1, 1), lines(log));
  }

  @Test
  void aLineWithoutItsEndIsNotWholeYet() throws Exception {
    Files.writeString(file(), "{\"a\": 1}\n{\"b\": 2}");
    assertEquals(List.of("{\"a\": 1}"), lines(new RunLog(file())));
    Files.writeString(file(), "{\"b\": 2}");
    assertEquals(List.of(), lines(new RunLog(file())));
  }

  @Test
  void theLinesAreTheSameHoweverItIsRead() throws Exception {
    String first = "{\"a\": {}}";
    List<String> rest = List.of("{\"ğ\": 1}", "{\"long\": \"" + "x".repeat(50) + "\"}", "{}");
    String text = first + "\nto\n\n" + String.join("\n", rest) + "\n{\"to";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Files.write(file(), bytes);
    List<String> all = Stream.concat(Stream.of(first), rest.stream()).toList();
    int fromWithin = bytes.length - first.indexOf("{}");
    for (int block = 1; block <= bytes.length + 1; block++) {
      assertEquals(all, lines(new RunLog(file(), bytes.length, block)), "blocks of " + block);
      assertEquals(rest, lines(new RunLog(file(), fromWithin, block)), "blocks of " + block);
    }
  }

  @Test
  void nothingIsReadBehindTheLineThatIsEnough() throws Exception {
    filled(9, 1000);
    List<String> read = new ArrayList<>();
    new RunLog(file(), 1000, BLOCK).newestFirst(line -> read.add(line) && read.size() < 3);
    assertEquals(List.of(line(9), line(8), line(7)), read);
  }
}
