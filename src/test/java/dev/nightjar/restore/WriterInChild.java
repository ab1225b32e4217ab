package dev.nightjar.restore;

import dev.nightjar.faults.ChildJava;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** An app as a process of its own: keeps one connection and writes a row every few milliseconds. */
final class WriterInChild {
  private WriterInChild() {}

  public static void main(String[] arguments) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
        Statement statement = connection.createStatement()) {
      while (true) {
        statement.execute("INSERT INTO stock(name) VALUES ('written')");
        System.out.println("wrote");
        Thread.sleep(5);
      }
    }
  }

  /** Starts one; returns once it has written. */
  static Process start(Path database) throws Exception {
    Process process = ChildJava.start(WriterInChild.class, database.toString());
    if (process.getInputStream().read() != 'w') {
      throw new IllegalStateException("the writer ended with " + process.waitFor());
    }
    return process;
  }
}
