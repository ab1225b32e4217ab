package dev.nightjar.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.nightjar.faults.FastFolder;
import dev.nightjar.faults.Seed;
import dev.nightjar.io.Progress;
import dev.nightjar.json.JsonExporter;
import dev.nightjar.json.JsonImporter;
import dev.nightjar.json.JsonProof;
import dev.nightjar.json.JsonSource;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.DatabaseCheck;
import dev.nightjar.sqlite.LiveDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any database comes back from its snapshot, and from its JSON, as it was. */
final class RoundTripTest {
  @TempDir(factory = FastFolder.class)
  private Path folder;

  @Test
  void anyDatabaseComesBackFromItsJson() throws Exception {
    roundTrips(16);
  }

  @Test
  @Tag("proof")
  void thousandsOfDatabasesComeBackFromTheirJson() throws Exception {
    roundTrips(3000);
  }

  /** {@code -Dnightjar.seed=…} makes the first database that one again. */
  private void roundTrips(int count) throws Exception {
    long seed = Seed.of(RoundTripTest.class);
    Random seeds = new Random(seed);
    for (int i = 0; i < count; i++) {
      long one = i == 0 ? seed : seeds.nextLong();
      try {
        roundTrip(one);
      } catch (Exception | AssertionError e) {
        fail("-Dnightjar.seed=" + one + ": " + e.getMessage(), e);
      }
    }
  }

  private void roundTrip(long seed) throws Exception {
    Path live = folder.resolve("live.db");
    Path copy = folder.resolve("copy.db");
    Path json = folder.resolve("copy.json");
    Path rebuilt = folder.resolve("rebuilt.db");
    GeneratedDatabase.create(live, seed);
    List<String> expected = DatabaseContents.of(live);
    new LiveDatabase(live, Duration.ofSeconds(5), false, Clock.systemUTC())
        .snapshot(copy, Progress.NONE);
    assertEquals(expected, DatabaseContents.of(copy), "the copy");
    CheckReport report = DatabaseCheck.of(copy, Progress.NONE);
    assertEquals(List.of(), report.findings());
    JsonSource source = new JsonSource(OffsetDateTime.now(Clock.systemUTC()), "live.db", "wal");
    JsonExporter.export(copy, source, json, Progress.NONE);
    JsonProof.prove(json, copy, Progress.NONE);
    JsonImporter.rebuild(json, rebuilt, Progress.NONE);
    assertEquals(expected, DatabaseContents.of(rebuilt), "rebuilt from JSON");
    JsonProof.prove(json, rebuilt, Progress.NONE);
    CheckReport again = DatabaseCheck.of(rebuilt, Progress.NONE);
    assertEquals(report.findings(), again.findings());
    assertEquals(report.valueViolations(), again.valueViolations());
    assertEquals(report.foreignKeyViolations(), again.foreignKeyViolations());
    for (Path file : List.of(live, copy, json, rebuilt)) {
      Files.delete(file);
    }
  }
}
