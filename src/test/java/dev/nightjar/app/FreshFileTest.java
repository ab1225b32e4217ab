package dev.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.platform.FileHolders;
import dev.nightjar.platform.FileHolders.Holder;
import dev.nightjar.sqlite.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that was just made is taken back, unless somebody has begun to use it. */
final class FreshFileTest {
  private static final FileHolders NOBODY = file -> List.of();

  @TempDir private Path folder;
  private Path file;
  private FreshFile fresh;

  @BeforeEach
  void made() throws Exception {
    file = Sql.run(folder.resolve("shop.db"), "PRAGMA journal_mode=WAL", "CREATE TABLE product(a)");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T12:00:00Z")));
    fresh = new FreshFile(file);
  }

  @Test
  void anUntouchedOneIsGone() throws Exception {
    assertTrue(fresh.takeBack(NOBODY));
    assertFalse(Files.exists(file));
  }

  @Test
  void oneThatAProgramHasOpenStays() throws Exception {
    assertFalse(fresh.takeBack(any -> List.of(new Holder("shop", 4711))));
    assertTrue(Files.exists(file));
  }

  @Test
  void oneThatAnAppHasWrittenToStays() throws Exception {
    Sql.run(file, "INSERT INTO product VALUES (1)");
    assertFalse(fresh.takeBack(NOBODY));
    assertTrue(Files.exists(file));
  }

  @Test
  void oneWhoseLogHoldsWhatAnAppWroteStays() throws Exception {
    try (Connection app = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = app.createStatement()) {
      statement.execute("INSERT INTO product VALUES (1)");
      assertEquals(
          Instant.parse("2026-01-01T12:00:00Z"), Files.getLastModifiedTime(file).toInstant());
      assertFalse(fresh.takeBack(NOBODY));
    }
    assertTrue(Files.exists(file));
  }
}
