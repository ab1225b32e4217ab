package dev.nightjar.desktop.trace;

import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.trace.TraceEntry.TracedRow;
import dev.nightjar.sqlite.Sql;
import dev.nightjar.text.Messages;
import dev.nightjar.trace.TracedBackup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.swing.JComponent;

/** A row that came, changed and went, and the windows that show it. */
public final class TraceScenes {
  private TraceScenes() {}

  /** Four backups, the newest first; of the second nothing can be read. */
  static List<TracedBackup> backups(Path folder) throws SQLException {
    String table = "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, price)";
    return List.of(
        backup("4", Sql.run(folder.resolve("4.db"), table)),
        backup("3", folder.resolve("missing.db")),
        backup(
            "2", Sql.run(folder.resolve("2.db"), table, "INSERT INTO t VALUES (7, 'Miller', 2.5)")),
        backup(
            "1",
            Sql.run(folder.resolve("1.db"), table, "INSERT INTO t VALUES (7, 'Miller', 1.5)")));
  }

  private static TracedBackup backup(String id, Path file) {
    return new TracedBackup(id, id, () -> new TracedBackup.Opened(file, () -> {}));
  }

  private static JComponent panel(Optional<TracedRow> row, String text, Messages texts) {
    try {
      Path folder = Files.createTempDirectory("nightjar-sample");
      List<TracedBackup> backups = backups(folder);
      TraceTask task = new TraceTask(progress -> backups, Samples.AT_ONCE, Samples.AT_ONCE);
      TracePanel.Outside outside =
          new TracePanel.Outside(
              id -> "Yesterday 17:0" + id,
              id -> {},
              (id, of) -> {},
              of -> {},
              copied -> {},
              () -> {});
      TracePanel panel = new TracePanel(task, row, texts, outside);
      task.find(text);
      try (var files = Files.list(folder)) {
        files.forEach(file -> file.toFile().delete());
      }
      folder.toFile().delete();
      return panel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The life of a row. */
  public static JComponent row(Messages texts) {
    return panel(Optional.of(new TracedRow("t", "7")), "", texts);
  }

  /** The rows in which a text was last seen. */
  public static JComponent text(Messages texts) {
    return panel(Optional.empty(), "mill", texts);
  }
}
