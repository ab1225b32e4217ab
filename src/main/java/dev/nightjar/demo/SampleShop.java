package dev.nightjar.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** An inventory database as a small shop has it, made from a fixed seed. */
public final class SampleShop {
  /** The usual size of the demonstration. */
  public static final long DEFAULT_BYTES = 8_000_000;

  private static final int SQLITE_CORRUPT = 11;
  private static final int SQLITE_NOTADB = 26;

  private SampleShop() {}

  /**
   * Makes a new shop in WAL mode, about half of it rows and half photos. The same size gives the
   * same rows.
   *
   * @param approximateBytes from about a megabyte up; less gives the smallest shop there is
   * @throws FileAlreadyExistsException if there is a file already; it is left alone
   */
  public static void create(Path database, long approximateBytes) throws IOException, SQLException {
    if (Files.exists(database, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(database.toString());
    }
    try (Connection connection = ShopConnection.creating(database)) {
      run(connection, "tables.sql");
      connection.setAutoCommit(false);
      new ShopFiller(connection, approximateBytes).fill();
      run(connection, "indexes.sql");
      connection.commit();
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA synchronous = FULL");
        statement.execute("PRAGMA journal_mode = WAL");
      }
    }
  }

  /**
   * Looks at a copy that nobody writes to. Its -wal, if there is one, is not read.
   *
   * @return the state; a file too damaged to be read is an inconsistent one
   */
  public static ShopState check(Path database) throws SQLException {
    try (Connection connection = ShopConnection.immutable(database)) {
      boolean whole = whole(connection);
      long stock = ShopConnection.number(connection, "SELECT SUM(quantity) FROM stock");
      long counted = counter(connection, "moves");
      long audited = ShopConnection.number(connection, "SELECT SUM(moves) FROM audit");
      boolean consistent =
          whole && counted == audited && stock == counter(connection, "stock at start");
      return new ShopState(stock, counted, audited, consistent);
    } catch (SQLException e) {
      int code = e.getErrorCode() & 0xff;
      if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) {
        return ShopState.UNREADABLE;
      }
      throw e;
    }
  }

  private static long counter(Connection connection, String name) throws SQLException {
    return ShopConnection.number(
        connection, "SELECT value FROM counters WHERE name = '" + name + "'");
  }

  private static boolean whole(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA integrity_check(1)")) {
      return row.next() && row.getString(1).equals("ok");
    }
  }

  /** Runs a script whose statements are parted by empty lines. */
  private static void run(Connection connection, String script) throws IOException, SQLException {
    try (InputStream in = SampleShop.class.getResourceAsStream(script);
        Statement statement = connection.createStatement()) {
      if (in == null) {
        throw new IOException("The program lacks its file " + script + ".");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String sql : text.split("\\R\\R", -1)) {
        statement.execute(sql);
      }
    }
  }
}
