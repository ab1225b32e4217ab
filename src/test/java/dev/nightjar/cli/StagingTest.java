package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a killed run in the program's own folder are removed by the next one. */
final class StagingTest {
  @TempDir private Path folder;

  @Test
  void theNextRunOfTheJobRemovesWhatAKilledOneLeft() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT)");
    }
    assertEquals(0, backup("--create"));
    Path staging = folder.resolve("home/staging");
    Path own;
    try (Stream<Path> jobs = Files.list(staging)) {
      own = jobs.findFirst().orElseThrow();
    }
    Files.writeString(own.resolve(".rebuilt.db.12345678.partial"), "left");
    Files.writeString(own.resolve(".rebuilt.db.12345678.partial-journal"), "left");
    Path another = Files.createDirectory(staging.resolve("another-job"));
    Files.writeString(another.resolve(".rebuilt.db.12345678.partial"), "in use");
    Files.writeString(staging.resolve("checked-just-now"), "in use");
    Path stale = Files.writeString(staging.resolve("checked-two-days-ago"), "left");
    Files.setLastModifiedTime(stale, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

    assertEquals(0, backup());

    assertEquals(
        List.of("another-job/.rebuilt.db.12345678.partial", "checked-just-now"), filesIn(staging));
  }

  private int backup(String... more) {
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "--home",
                    folder.resolve("home").toString(),
                    "--quiet",
                    "backup",
                    "--database",
                    folder.resolve("shop.db").toString(),
                    "--local",
                    folder.resolve("local").toString()),
                Stream.of(more))
            .toList();
    return CommandLineFace.run(arguments.toArray(String[]::new));
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }
}
