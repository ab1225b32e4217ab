package dev.nightjar.desktop;

import dev.nightjar.desktop.inside.InsideScenes;
import dev.nightjar.desktop.inside.InsideTask;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.Messages;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.imageio.ImageIO;
import javax.swing.JComponent;

/** A shop's tables, looked into. */
public final class SampleInside {
  private static final Path DATABASE = made();

  private SampleInside() {}

  /** Returns a database of the kind that the windows are for. */
  public static Path database() {
    return DATABASE;
  }

  private static Path made() {
    try {
      Path file = Files.createTempDirectory("nightjar-sample").resolve("inventory.db");
      file.toFile().deleteOnExit();
      file.getParent().toFile().deleteOnExit();
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.executeUpdate(
            "CREATE TABLE products(id INTEGER PRIMARY KEY, name TEXT, price REAL, note TEXT, photo BLOB)");
        statement.executeUpdate("CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT)");
        statement.executeUpdate("CREATE TABLE \"sales ‮<b>2026\"(id INTEGER PRIMARY KEY)");
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO products VALUES (?, ?, ?, ?, ?)")) {
          for (int at = 1; at <= 1204; at++) {
            insert.setInt(1, at);
            insert.setString(2, (at % 3 == 0 ? "Größe " : "Widget ") + at);
            insert.setDouble(3, at * 1.25);
            insert.setString(4, at % 4 == 0 ? null : "A note that is long. ".repeat(at % 30));
            insert.setBytes(5, at % 5 == 0 ? null : at % 5 == 1 ? picture() : new byte[at]);
            insert.addBatch();
          }
          insert.executeBatch();
        }
        connection.commit();
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A small photo. */
  public static byte[] picture() throws IOException {
    BufferedImage image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(0x3d55b8));
    g.fillRect(0, 0, 320, 200);
    g.setColor(Color.ORANGE);
    g.fillOval(110, 50, 100, 100);
    g.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /** Reads that database. */
  public static InsideTask.Source source() {
    return progress -> opened(DATABASE);
  }

  /** A file that stays as it is when it is closed. */
  public static InsideTask.Opened opened(Path file) {
    return new InsideTask.Opened() {
      @Override
      public Path path() {
        return file;
      }

      @Override
      public void close() {}
    };
  }

  static JComponent photos(Messages texts) {
    return InsideScenes.chosen(source(), 1, texts);
  }

  static JComponent searched(Messages texts) {
    return InsideScenes.searched(source(), "größe 12", texts);
  }

  static JComponent replacing(Messages texts) {
    return InsideScenes.exported(source(), DATABASE, texts);
  }

  static JComponent value(Messages texts) {
    return InsideScenes.value(source(), texts);
  }

  static JComponent failed(Messages texts) {
    return InsideScenes.chosen(
        progress -> {
          throw new FailureException(Reason.PLACE_UNREACHABLE, Samples.NAS);
        },
        0,
        texts);
  }
}
