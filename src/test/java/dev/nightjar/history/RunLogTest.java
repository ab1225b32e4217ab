package dev.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
