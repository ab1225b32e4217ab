package dev.nightjar.app.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A database that nobody named has a name that its settings and its folder can have, too. */
final class DatabaseNameTest {
  @Test
  void itIsTheFilesWithoutItsEnding() {
    assertEquals("my.shop", DatabaseName.of(Path.of("data", "my.shop.db")));
    assertEquals(".shop", DatabaseName.of(Path.of(".shop")));
    assertEquals("database", DatabaseName.of(Path.of(" .db")));
  }

  @Test
  void aVeryLongOneIsCutAndNeverWithinALetter() {
    assertEquals("x".repeat(80), DatabaseName.of(Path.of("x".repeat(150) + ".db")));
    assertEquals("x".repeat(79), DatabaseName.of(Path.of("x".repeat(79) + "🐦.db")));
  }
}
