package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.App;
import dev.nightjar.app.InPlaceRestore;
import dev.nightjar.app.RowsRestore;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.LocalClock;
import dev.nightjar.rows.RowsRequest;
import dev.nightjar.settings.Job;
import dev.nightjar.sqlite.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows come back while the app goes on writing. */
final class RowsWhileWritingTest {
  @TempDir private Path folder;

  private Program.Ended run(String... arguments) {
    return InThisProcess.run(folder, "shop.db|place", arguments);
  }

  /** The app writes once the data of today is being copied. */
  private final class Writer implements RowsRestore.Listener {
    private final AtomicBoolean due = new AtomicBoolean();

    @Override
    public void begins(InPlaceRestore.Stage stage) {
      due.set(stage == InPlaceRestore.Stage.SAVING);
    }

    @Override
    public void advanced(long done, long total) throws FailureException {
      if (due.getAndSet(false)) {
        try {
          Sql.run(folder.resolve("shop.db"), "INSERT INTO t VALUES (99, 'meanwhile')");
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  @Test
  void theBackupMadeBeforeHasWhatTheAppWroteMeanwhile() throws Exception {
    Path shop = folder.resolve("shop.db");
    Sql.run(
        shop,
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a)",
        "INSERT INTO t VALUES (1, 'one'), (2, 'two')");
    assertEquals(0, run("settings", "add", "--database", "shop.db", "--local", "place").code());
    assertEquals(0, run("backup").code());
    Sql.run(shop, "DELETE FROM t WHERE id = 1");
    String saved;
    try (App app = new App(Home.at(folder.resolve("home")), new LocalClock(), "test")) {
      Job job = app.settings().load().jobs().get(0);
      var backup = Survey.read(app.jobs().targets(job)).backups().get(0);
      RowsRestore.Request request =
          new RowsRestore.Request(
              backup, new RowsRequest("t", List.of(), false), shop, java.util.Optional.of(job));
      RowsRestore.Done done = app.rowsRestore().apply(request, new Writer());
      assertEquals(1, done.effect().tables().get(0).inserted());
      saved = done.saved().orElseThrow().id();
      assertEquals(
          2,
          Survey.read(app.jobs().targets(job)).backups().stream()
              .filter(kept -> kept.summary().kind() == Manifest.Kind.BEFORE_RESTORE)
              .count());
    }
    String all = "SELECT group_concat(id) AS ids FROM t";
    assertTrue(run("sql", "now", "--csv", all).out().contains("\"1,2,99\""));
    assertTrue(run("sql", saved, "--csv", all).out().contains("\"2,99\""));
  }
}
