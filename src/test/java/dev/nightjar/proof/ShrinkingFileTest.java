package dev.nightjar.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.faults.ChildJava;
import dev.nightjar.io.Progress;
import dev.nightjar.json.JsonExporter;
import dev.nightjar.json.JsonSource;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.DatabaseCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup that is cut while it is read is an error; mapped, it would end the whole JVM. */
final class ShrinkingFileTest {
  private static final long BYTES_LEFT = 64 << 10;

  @TempDir private Path folder;

  /** Reads a database, cuts it as soon as some of it was read, and says how that ended. */
  static final class Reader {
    public static void main(String[] arguments) throws Exception {
      Path file = Path.of(arguments[1]);
      AtomicBoolean cut = new AtomicBoolean();
      Progress cutting =
          (done, total) -> {
            if (!cut.getAndSet(true)) {
              try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(BYTES_LEFT);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          };
      System.out.print(read(arguments[0], file, cutting) + ", " + (cut.get() ? "cut" : "whole"));
    }

    private static String read(String how, Path file, Progress cutting) {
      try {
        if (how.equals("check")) {
          CheckReport report = DatabaseCheck.of(file, cutting);
          return report.usable() ? "fine" : "damaged";
        }
        JsonSource source = new JsonSource(OffsetDateTime.now(), "a.db", "wal");
        Path json = file.resolveSibling("a.json");
        return JsonExporter.export(file, source, json, cutting).lacks().isEmpty()
            ? "fine"
            : "damaged";
      } catch (FailureException e) {
        return "damaged";
      }
    }
  }

  @ParameterizedTest
  @Tag("proof")
  @ValueSource(strings = {"check", "export"})
  void aCopyThatIsCutWhileItIsReadIsAnError(String how) throws Exception {
    Path file = folder.resolve("a.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE a(id INTEGER PRIMARY KEY, photo BLOB)");
      statement.execute(
          "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number LIMIT 250000)"
              + " INSERT INTO a SELECT n, zeroblob(450) FROM number");
    }
    // More than a check keeps in memory.
    assertTrue(Files.size(file) > 100_000_000, "" + Files.size(file));
    Process process =
        new ProcessBuilder(
                ChildJava.command(
                    64,
                    List.of(
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + folder.resolve("crash.txt")),
                    Reader.class.getName(),
                    how,
                    file.toString()))
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), answer);
    assertTrue(answer.endsWith("damaged, cut"), answer);
  }
}
