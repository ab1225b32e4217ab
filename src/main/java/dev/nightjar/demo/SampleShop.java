package dev.nightjar.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;

/**
 * A small shop's inventory, in WAL mode. Moves keep the sum of the stock, and every move counts in
 * two tables: a copy in which that isn't so is torn.
 */
public final class SampleShop {
  private static final int PRODUCTS = 1200;
  private static final int PLACES = 4;
  private static final int IN_STOCK = 50;
  private static final int ORDERS = 20_000;
  private static final int PHOTO_BYTES = 3000;

  private SampleShop() {}

  /** What must be so in every consistent copy. */
  public record State(long stock, long moves, long movesToo) {
    public boolean consistent() {
      return stock == (long) PRODUCTS * PLACES * IN_STOCK && moves == movesToo;
    }
  }

  /** Makes the shop in a new file. */
  public static void create(Path database) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      for (String sql :
          List.of(
              "CREATE TABLE suppliers(id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT)",
              "CREATE TABLE products(id INTEGER PRIMARY KEY, sku TEXT NOT NULL UNIQUE,"
                  + " name TEXT NOT NULL, price REAL, supplier INTEGER REFERENCES suppliers(id))",
              "CREATE TABLE stock(product INTEGER REFERENCES products(id), place INTEGER,"
                  + " quantity INTEGER NOT NULL, PRIMARY KEY(product, place)) WITHOUT ROWID",
              "CREATE TABLE orders(id INTEGER PRIMARY KEY AUTOINCREMENT,"
                  + " product INTEGER REFERENCES products(id), pieces INTEGER, at TEXT)",
              "CREATE TABLE photos(product INTEGER REFERENCES products(id), image BLOB)",
              "CREATE TABLE counter(moves INTEGER NOT NULL)",
              "CREATE TABLE audit(what TEXT PRIMARY KEY, moves INTEGER NOT NULL)",
              "CREATE INDEX orders_by_product ON orders(product, at)",
              "CREATE VIEW worth AS SELECT sum(s.quantity * p.price) AS worth"
                  + " FROM stock s JOIN products p ON p.id = s.product",
              "INSERT INTO counter VALUES (0)",
              "INSERT INTO audit VALUES ('moves', 0)")) {
        statement.execute(sql);
      }
      connection.setAutoCommit(false);
      fill(connection);
      connection.commit();
    }
  }

  private static void fill(Connection connection) throws SQLException {
    Random random = new Random(17);
    insert(connection, "suppliers", 40, i -> new Object[] {i, "Supplier " + i, "Ring twice 🔔"});
    insert(
        connection,
        "products",
        PRODUCTS,
        i -> new Object[] {i, "SKU-" + i, "Widget № " + i, i * 0.37, i % 40 + 1});
    insert(
        connection,
        "stock",
        PRODUCTS * PLACES,
        i -> new Object[] {(i - 1) / PLACES + 1, (i - 1) % PLACES + 1, IN_STOCK});
    insert(
        connection,
        "orders",
        ORDERS,
        i -> new Object[] {i, random.nextInt(PRODUCTS) + 1, random.nextInt(9) + 1, "2026-11-24"});
    insert(
        connection,
        "photos",
        PRODUCTS,
        i -> {
          byte[] image = new byte[PHOTO_BYTES];
          random.nextBytes(image);
          return new Object[] {i, image};
        });
  }

  private interface Row {
    Object[] values(int number);
  }

  private static void insert(Connection connection, String table, int count, Row row)
      throws SQLException {
    String marks = "?, ".repeat(row.values(1).length - 1) + "?";
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")")) {
      for (int number = 1; number <= count; number++) {
        Object[] values = row.values(number);
        for (int i = 0; i < values.length; i++) {
          insert.setObject(i + 1, values[i]);
        }
        insert.executeUpdate();
      }
    }
  }

  /** Moves a piece from one shelf to another, {@code count} times in one transaction. */
  static void move(Connection connection, Random random, int count) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      for (int i = 0; i < count; i++) {
        int product = random.nextInt(PRODUCTS) + 1;
        int other = random.nextInt(PRODUCTS) + 1;
        statement.execute(
            "UPDATE stock SET quantity = quantity - 1 WHERE place = 1 AND product = " + product);
        statement.execute(
            "UPDATE stock SET quantity = quantity + 1 WHERE place = 2 AND product = " + other);
      }
      statement.execute("UPDATE counter SET moves = moves + " + count);
      statement.execute("UPDATE audit SET moves = moves + " + count);
      statement.execute("COMMIT");
    }
  }

  /** Reads what must be so. */
  public static State state(Path copy) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT (SELECT sum(quantity) FROM stock), (SELECT moves FROM counter),"
                    + " (SELECT moves FROM audit)")) {
      row.next();
      return new State(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }
}
