package dev.nightjar.demo;

import dev.nightjar.platform.DaemonThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The shop's own program, as a process of its own: it moves pieces from one place to another,
 * transaction after transaction, until its standard input is closed.
 *
 * <p>Each move changes two rows of stock, their index, and the count of moves in two tables; the
 * pieces in all places together stay the same.
 */
public final class ShopWriter {
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  private final Random random = new Random();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CommitTimes times = new CommitTimes();

  private ShopWriter() {}

  /**
   * Takes the database, the transactions per second (0: as fast as it can, flushing only at
   * checkpoints; otherwise at each commit) and, if wanted, after how many seconds to end. Prints
   * {@code ready} after the first commit, and one line of JSON at the end, or why it failed.
   */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length < 2 || arguments.length > 3) {
      throw new IllegalArgumentException("Usage: ShopWriter DATABASE PER_SECOND [SECONDS]");
    }
    int perSecond = Integer.parseInt(arguments[1]);
    Duration limit =
        arguments.length == 3 ? Duration.ofSeconds(Long.parseLong(arguments[2])) : FOR_EVER;
    ShopWriter writer = new ShopWriter();
    writer.stopWhenInputEnds();
    try {
      writer.run(Path.of(arguments[0]), perSecond, limit);
      System.out.println(writer.times.toStats().toJson());
    } catch (SQLException e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }

  private void stopWhenInputEnds() {
    DaemonThreads.start(
        "end of input",
        () -> {
          try {
            while (System.in.read() >= 0) {
              // Only the end matters.
            }
          } catch (IOException e) {
            // The one who started this is gone: that is an end, too.
          }
          stopped.countDown();
        });
  }

  private void run(Path database, int perSecond, Duration limit)
      throws SQLException, InterruptedException {
    String synchronous = perSecond == 0 ? "NORMAL" : "FULL";
    try (Connection connection = ShopConnection.writing(database, synchronous);
        PreparedStatement take =
            connection.prepareStatement(
                "UPDATE stock SET quantity = quantity - 1 WHERE id = ? AND quantity > 0");
        PreparedStatement put =
            connection.prepareStatement("UPDATE stock SET quantity = quantity + 1 WHERE id = ?");
        PreparedStatement count =
            connection.prepareStatement(
                "UPDATE counters SET value = value + 1 WHERE name = 'moves'");
        PreparedStatement audit =
            connection.prepareStatement(
                "UPDATE audit SET moves = moves + 1"
                    + " WHERE location_id = (SELECT location_id FROM stock WHERE id = ?)")) {
      int places = (int) ShopConnection.number(connection, "SELECT MAX(id) FROM stock");
      connection.setAutoCommit(false);
      long start = System.nanoTime();
      boolean ready = false;
      for (long moves = 0; !isOver(start, limit, moves, perSecond); moves++) {
        int from = 1 + random.nextInt(places);
        int to = 1 + random.nextInt(places);
        long begin = System.nanoTime();
        if (change(take, from) == 0) {
          connection.rollback();
          continue;
        }
        change(put, to);
        count.executeUpdate();
        change(audit, to);
        connection.commit();
        times.add(System.nanoTime() - begin);
        if (!ready) {
          ready = true;
          System.out.println("ready");
        }
      }
    }
  }

  private static int change(PreparedStatement statement, int id) throws SQLException {
    statement.setInt(1, id);
    return statement.executeUpdate();
  }

  /** Waits for the next move's moment; a writer that fell behind doesn't wait. */
  private boolean isOver(long start, Duration limit, long moves, int perSecond)
      throws InterruptedException {
    long elapsed = System.nanoTime() - start;
    if (elapsed >= limit.toNanos()) {
      return true;
    }
    long due = perSecond == 0 ? 0 : moves * TimeUnit.SECONDS.toNanos(1) / perSecond;
    return stopped.await(Math.max(0, due - elapsed), TimeUnit.NANOSECONDS);
  }
}
