package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A value that is too large to be held whole, in a row that is found again for each piece. */
final class LargeValue implements Pieces {
  private final Path file;
  private final Connection connection;
  private final String query;
  private final long address;
  private long read;

  LargeValue(Path file, Connection connection, String query, long address) {
    this.file = file;
    this.connection = connection;
    this.query = query;
    this.address = address;
  }

  @Override
  public byte[] next() throws FailureException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setLong(1, read + 1);
      statement.setLong(2, address);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("a row is gone while it is read");
        }
        byte[] piece = row.getBytes(1);
        read += piece == null ? 0 : piece.length;
        return piece == null ? new byte[0] : piece;
      }
    } catch (SQLException e) {
      throw CopyFailures.of(e, file);
    }
  }
}
