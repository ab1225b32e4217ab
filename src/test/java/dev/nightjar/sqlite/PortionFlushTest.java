package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A portion that the disk doesn't take is found, though the next one is copied meanwhile. */
class PortionFlushTest {
  /** Three portions of a megabyte, the last one smaller. */
  private static final int BYTES = 5 << 19;

  private static final int FLUSHES = 4;

  @TempDir(factory = FastFolder.class)
  Path folder;

  private final Faults faults = new Faults();
  private final AtomicInteger flushes = new AtomicInteger();

  private Snapshot copied(int failing) throws Exception {
    Path live = folder.resolve("live.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + live);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t AS SELECT zeroblob(" + BYTES + ") AS a");
    }
    faults.rule((operation, path) -> failure(operation, failing));
    Path target = new FaultyFileSystem(faults).path(Files.createDirectory(folder.resolve("to")));
    return new LiveDatabase(live, Duration.ofSeconds(10), false, Clock.systemUTC())
        .snapshot(target.resolve("copy.db"), Progress.NONE);
  }

  private Optional<IOException> failure(String operation, int failing) {
    return operation.equals("flush") && flushes.incrementAndGet() == failing
        ? Optional.of(new IOException("made up"))
        : Optional.empty();
  }

  @Test
  void eachPortionIsFlushedAndThenTheWhole() throws Exception {
    copied(-1);
    assertEquals(FLUSHES, flushes.get());
  }

  @Test
  void eachFlushThatFailsFailsTheCopyAndLeavesNothing() throws Exception {
    for (int failing = 1; failing <= FLUSHES; failing++) {
      int number = failing;
      flushes.set(0);
      FailureException failure = assertThrows(FailureException.class, () -> copied(number));
      assertEquals(Reason.PLACE_IO, failure.reason());
      try (Stream<Path> left = Files.list(folder.resolve("to"))) {
        assertEquals(0, left.count());
      }
      Files.delete(folder.resolve("to"));
      Files.delete(folder.resolve("live.db"));
    }
  }
}
