package dev.nightjar.sqlite;

import dev.nightjar.faults.ChildJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An app at work: moves amounts between accounts as fast as it can, so that in every consistent
 * state the balances add up to {@link #TOTAL}; in a thread here, or in a process of its own.
 */
final class TransferWriter {
  static final int ACCOUNTS = 1000;
  static final long TOTAL = ACCOUNTS * 1000L;

  private TransferWriter() {}

  /** Each account's row is about {@code padding} bytes long. */
  static void fill(Path file, String journalMode, int padding) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=" + journalMode);
      statement.execute("CREATE TABLE account(id INTEGER PRIMARY KEY, balance, padding)");
      statement.execute(
          "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < "
              + (ACCOUNTS - 1)
              + (") INSERT INTO account SELECT i, 1000, randomblob(" + padding + ") FROM n"));
    }
  }

  static Connection connect(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout=20000");
      statement.execute("PRAGMA synchronous=OFF");
    }
    return connection;
  }

  static void run(Path file, AtomicBoolean stop, AtomicLong commits) throws SQLException {
    try (Connection connection = connect(file);
        PreparedStatement move =
            connection.prepareStatement("UPDATE account SET balance = balance + ? WHERE id = ?");
        Statement statement = connection.createStatement()) {
      while (!stop.get()) {
        statement.execute("BEGIN IMMEDIATE");
        int amount = ThreadLocalRandom.current().nextInt(100);
        move(move, amount);
        move(move, -amount);
        statement.execute("COMMIT");
        commits.incrementAndGet();
      }
    }
  }

  private static void move(PreparedStatement move, int amount) throws SQLException {
    move.setInt(1, amount);
    move.setInt(2, ThreadLocalRandom.current().nextInt(ACCOUNTS));
    move.executeUpdate();
  }

  /** Starts a process that writes until it is destroyed; returns once it has committed. */
  static Process spawn(Path file) throws Exception {
    Process process = java("write", file);
    if (process.getInputStream().read() != 'r') {
      throw new IOException("the writer ended with " + process.waitFor());
    }
    return process;
  }

  /** Runs a process that dies in the middle of a transaction and leaves a hot journal. */
  static void dieInTransaction(Path file) throws Exception {
    Process process = java("die", file);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the writer didn't die");
    }
  }

  private static Process java(String what, Path file) throws Exception {
    return ChildJava.start(TransferWriter.class, what, file.toString());
  }

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[1]);
    if (arguments[0].toLowerCase(Locale.ROOT).equals("die")) {
      try (Connection connection = connect(file);
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA synchronous=FULL");
        statement.execute("PRAGMA cache_size=5");
        statement.execute("BEGIN");
        statement.execute("UPDATE account SET balance = 7, padding = randomblob(4000)");
        Runtime.getRuntime().halt(0);
      }
    }
    AtomicLong commits = new AtomicLong();
    Thread told =
        new Thread(
            () -> {
              while (commits.get() == 0) {
                Thread.onSpinWait();
              }
              System.out.print('r');
              System.out.flush();
            });
    told.setDaemon(true);
    told.start();
    run(file, new AtomicBoolean(), commits);
  }

  static long sum(Path copy) throws SQLException {
    try (Connection connection = Connections.finished(copy)) {
      return Connections.number(connection, "SELECT sum(balance) FROM account");
    }
  }

  static boolean exists(Path file, String suffix) {
    return Files.exists(file.resolveSibling(file.getFileName() + suffix));
  }
}
