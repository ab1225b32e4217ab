package dev.nightjar.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.faults.Seed;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import dev.nightjar.json.JsonExporter;
import dev.nightjar.json.JsonImporter;
import dev.nightjar.json.JsonProof;
import dev.nightjar.json.JsonRebuild;
import dev.nightjar.json.JsonSource;
import dev.nightjar.json.JsonSummary;
import dev.nightjar.json.ProofByTwo;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.DatabaseCheck;
import dev.nightjar.sqlite.LiveDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However its schema was changed, a database's copy is kept and equal; and its JSON comes back
 * equal, or the backup said beforehand what it lacks.
 */
final class MutatedSchemasTest {
  /** Rows at which two readers of one JSON meet. */
  private static final int MEETINGS = 3;

  private static final JsonSource SOURCE =
      new JsonSource(OffsetDateTime.parse("2025-12-12T17:00:00+08:00"), "live.db", "wal");

  private static final int SQLITE_CORRUPT = 11;

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private int told;
  private int damaged;

  @Test
  void aChangedSchemaComesBackOrTheBackupSaysWhatDoesNot() throws Exception {
    comeBack(15);
  }

  @Test
  @Tag("proof")
  void thousandsOfChangedSchemasComeBackOrTheBackupSaysWhatDoesNot() throws Exception {
    comeBack(2000);
  }

  /** {@code -Dnightjar.seed=…} makes the first database that one again. */
  private void comeBack(int usualCount) throws Exception {
    int count = Integer.getInteger("nightjar.databases", usualCount);
    long seed = Seed.of(MutatedSchemasTest.class);
    Random seeds = new Random(seed);
    for (int i = 0; i < count; i++) {
      long one = i == 0 ? seed : seeds.nextLong();
      try {
        comesBack(one);
      } catch (Exception | AssertionError e) {
        fail("-Dnightjar.seed=" + one + ": " + e.getMessage(), e);
      }
    }
    System.out.println(
        "MutatedSchemasTest: "
            + count
            + " databases, "
            + told
            + " of them lack something, which was said, "
            + damaged
            + " were damaged by the change");
    assertTrue(damaged * 10 <= count, "too many are no healthy databases: " + damaged);
    assertTrue(told * 2 <= count, "too many are not tried: " + told);
  }

  private Optional<List<String>> readable(MutatedSchema.Made made, Path live, Path json)
      throws Exception {
    try {
      return Optional.of(contents(made, live, json));
    } catch (SQLException e) {
      requireCorrupt(e);
      return Optional.empty();
    }
  }

  private static void requireCorrupt(SQLException e) throws SQLException {
    if ((e.getErrorCode() & 0xff) != SQLITE_CORRUPT) {
      throw e;
    }
  }

  private void comesBack(long seed) throws Exception {
    Path live = folder.resolve("live.db");
    Path copy = folder.resolve("copy.db");
    Path json = folder.resolve("copy.json");
    Path rebuilt = folder.resolve("rebuilt.db");
    MutatedSchema.Made made;
    try {
      made = MutatedSchema.create(live, seed);
    } catch (SQLException e) {
      SideFiles.discardWith(live);
      requireCorrupt(e);
      damaged++; // A change after which SQLite can't go on.
      return;
    }
    try {
      Optional<List<String>> readable = readable(made, live, json);
      if (readable.isEmpty()) {
        damaged++; // SQLite itself can't read what the change made of it.
        return;
      }
      List<String> expected = readable.get();
      new LiveDatabase(live, Duration.ofSeconds(5), false, Clock.systemUTC())
          .snapshot(copy, Progress.NONE);
      assertEquals(expected, contents(made, copy, json), "the copy");
      CheckReport report = DatabaseCheck.of(copy, Progress.NONE);
      if (!report.usable()) {
        // An index whose condition means something else now, say: the app's file is damaged.
        damaged++;
        return;
      }
      JsonSummary summary = JsonExporter.export(copy, SOURCE, json, Progress.NONE);
      JsonProof.prove(json, copy, Progress.NONE);
      assertEquals(List.of(), summary.lacks(), "all tables can be read");
      ProofByTwo.of(copy, live.resolveSibling("by-two.json"), MEETINGS);
      List<String> lacks = JsonRebuild.lacks(json, copy, rebuilt, Progress.NONE);
      assertFalse(Files.exists(rebuilt));
      if (made.needsApp() && !lacks.isEmpty()) {
        told++;
        comesBackWithout(lacks, json, rebuilt);
        return;
      }
      if (!lacks.isEmpty() && lacks.stream().allMatch(line -> isOfOne(made.storedEdited(), line))) {
        told++;
        return;
      }
      assertEquals(List.of(), lacks, "nothing needs the app");
      JsonImporter.rebuild(json, rebuilt, Progress.NONE);
      Files.delete(json);
      assertEquals(expected, contents(made, rebuilt, json), "rebuilt from JSON");
      assertTrue(DatabaseCheck.of(rebuilt, Progress.NONE).usable(), "whole");
    } catch (Exception | AssertionError e) {
      throw new AssertionError(e.getMessage() + " " + made, e);
    } finally {
      SideFiles.discardWith(live);
      SideFiles.discardWith(copy);
      SideFiles.discardWith(rebuilt);
      Files.deleteIfExists(json);
    }
  }

  /** Indexes are left out, as was said beforehand; what a table needs is refused. */
  private static void comesBackWithout(List<String> lacks, Path json, Path rebuilt)
      throws FailureException {
    List<String> leftOut;
    try {
      leftOut = JsonImporter.rebuild(json, rebuilt, Progress.NONE);
    } catch (FailureException e) {
      assertTrue(
          e.reason() == Reason.JSON_NEEDS_APP || e.reason() == Reason.JSON_NOT_REBUILT,
          e::toString);
      assertFalse(Files.exists(rebuilt));
      return;
    }
    assertTrue(lacks.containsAll(leftOut), () -> leftOut + " of " + lacks);
    assertTrue(DatabaseCheck.of(rebuilt, Progress.NONE).usable(), "whole without " + leftOut);
  }

  /** Of values that are others two may be the same, which so can't be in an index of its UNIQUE. */
  private static boolean isOfOne(Set<String> tables, String line) {
    return tables.stream()
        .anyMatch(
            table ->
                line.startsWith("table " + table + ": ")
                    || line.startsWith("index sqlite_autoindex_" + table + "_"));
  }

  /** By SQL alone; where names are no text, which SQL from Java can't say, by its JSON. */
  private static List<String> contents(MutatedSchema.Made made, Path file, Path json)
      throws Exception {
    if (made.textNames()) {
      return DatabaseContents.of(file, MutatedSchema::app);
    }
    JsonExporter.export(file, SOURCE, json, Progress.NONE);
    List<String> lines = Files.readAllLines(json);
    Files.delete(json);
    return lines;
  }
}
