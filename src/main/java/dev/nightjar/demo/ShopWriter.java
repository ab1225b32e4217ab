package dev.nightjar.demo;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** The app of the sample shop: moves stock in transactions until its standard input is closed. */
final class ShopWriter {
  private static final int MOVES_A_TRANSACTION = 3;

  private ShopWriter() {}

  public static void main(String[] arguments) throws SQLException, IOException {
    long commits = 0;
    Random random = new Random();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout=10000");
      statement.execute("PRAGMA synchronous=NORMAL");
      while (System.in.available() == 0) {
        SampleShop.move(connection, random, MOVES_A_TRANSACTION);
        if (commits++ == 0) {
          System.out.println("ready");
        }
      }
    }
    System.out.println(commits);
  }
}
