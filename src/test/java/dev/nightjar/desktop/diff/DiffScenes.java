package dev.nightjar.desktop.diff;

import dev.nightjar.desktop.Samples;
import dev.nightjar.text.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Executor;
import javax.swing.JComponent;

/** A shop yesterday and today, and the window that compares them. */
public final class DiffScenes {
  private DiffScenes() {}

  static void older(Path file) throws SQLException {
    execute(
        file,
        "CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT, price REAL)",
        "CREATE TABLE sale(id INTEGER PRIMARY KEY, product)",
        "CREATE INDEX by_name ON product(name)",
        "INSERT INTO product VALUES (1, 'Widget', 1.5), (2, 'Gadget', 2.5), (3, 'Gizmo', 3.5)");
  }

  static void newer(Path file) throws SQLException {
    older(file);
    execute(
        file,
        "DELETE FROM product WHERE id = 2",
        "UPDATE product SET price = 4.5 WHERE id = 3",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)"
            + " INSERT INTO sale SELECT i, 1 FROM n",
        "CREATE TABLE supplier(name TEXT)",
        "INSERT INTO supplier VALUES ('Acme')",
        "DROP INDEX by_name",
        "CREATE INDEX by_name ON product(name, price)");
  }

  private static void execute(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  static DiffTask.Opened opened(Path file, Runnable closed) {
    return new DiffTask.Opened() {
      @Override
      public Path path() {
        return file;
      }

      @Override
      public void close() {
        closed.run();
      }
    };
  }

  /** Compared; {@code work} may never do it. */
  public static JComponent panel(Executor work, boolean same, Messages texts) {
    try {
      Path folder = Files.createTempDirectory("nightjar-sample");
      Path older = folder.resolve("older.db");
      Path newer = folder.resolve("newer.db");
      older(older);
      newer(newer);
      for (Path one : List.of(newer, older)) {
        one.toFile().deleteOnExit();
      }
      List<DiffTask.Source> sources =
          List.of(progress -> opened(newer, () -> {}), progress -> opened(older, () -> {}));
      DiffTask task = new DiffTask(sources, 1, same ? 1 : 0, work, Samples.AT_ONCE);
      List<String> names = List.of("Today 17:00", "Yesterday 17:00");
      DiffPanel.Outside outside = new DiffPanel.Outside(0, lost -> {}, copied -> {}, () -> {});
      return new DiffPanel(task, names, texts, outside);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
