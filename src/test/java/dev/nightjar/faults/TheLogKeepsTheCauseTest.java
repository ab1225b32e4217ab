package dev.nightjar.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.app.App;
import dev.nightjar.backup.RunListener;
import dev.nightjar.destination.Manifest;
import dev.nightjar.platform.Home;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * If something fails in a run, the step's line in the log has what the system threw, in each step.
 */
final class TheLogKeepsTheCauseTest {
  private static final Logger LOG = Logger.getLogger("dev.nightjar.backup");

  @TempDir private Path folder;
  private final Faults faults = new Faults();
  private final FaultyFileSystem system = new FaultyFileSystem(faults);
  private final Map<String, String> causes = new TreeMap<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord log) {
          if (log.getLevel().intValue() >= Level.WARNING.intValue()) {
            String step = log.getMessage().replaceAll(": .*", "");
            Throwable root = root(log.getThrown());
            causes.put(step, root instanceof FileSystemException e ? e.getReason() : "" + root);
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private static Throwable root(Throwable thrown) {
    return thrown.getCause() == null ? thrown : root(thrown.getCause());
  }

  @BeforeEach
  void listen() {
    LOG.setUseParentHandlers(false);
    LOG.addHandler(handler);
  }

  @AfterEach
  void listenNoMore() {
    LOG.removeHandler(handler);
    LOG.setUseParentHandlers(true);
  }

  private void backUp(String database) throws Exception {
    try (App app = new App(Home.at(system.path(folder.resolve("home"))), Clock.systemUTC(), "1")) {
      var job =
          app.jobs()
              .once(
                  system.path(folder.resolve(database)),
                  system.path(folder.resolve("local")),
                  Optional.of(system.path(folder.resolve("nas"))),
                  true,
                  Duration.ofSeconds(5));
      app.backUp(job, Manifest.Kind.MANUAL, false, RunListener.NONE);
    }
  }

  private void makeDatabase() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE a(b)");
    }
  }

  private void failMakingFilesAt(String place) {
    Path files = folder.resolve(place).resolve("database");
    faults.rule(
        (operation, path) ->
            operation.equals("open")
                    && FaultyPath.real(path).startsWith(files)
                    && path.toString().endsWith(".partial")
                ? says(path)
                : Optional.empty());
  }

  private static Optional<IOException> says(Path path) {
    return Optional.of(new FileSystemException(path.toString(), null, "Sürücü yanıt vermiyor"));
  }

  @Test
  void whereAPlaceCantBeStagedIn() throws Exception {
    makeDatabase();
    failMakingFilesAt("local");
    backUp("shop.db");
    assertEquals(Map.of("shop, this computer, database-saved", "Sürücü yanıt vermiyor"), causes);
  }

  @Test
  void whereAPlaceCantBeCopiedTo() throws Exception {
    makeDatabase();
    failMakingFilesAt("nas");
    backUp("shop.db");
    assertEquals(Map.of("shop, NAS, database-saved", "Sürücü yanıt vermiyor"), causes);
  }

  @Test
  void whereTheDatabaseCantBeCopied() throws Exception {
    makeDatabase();
    backUp("shop.db");
    faults.rule(
        (operation, path) ->
            operation.equals("look") && path.toString().endsWith("shop.db")
                ? says(path)
                : Optional.empty());
    backUp("shop.db");
    assertEquals(Map.of("shop, database", "Sürücü yanıt vermiyor"), causes);
  }
}
