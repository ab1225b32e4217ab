package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** A value that is too large to be held whole, in a row that is found again for each piece. */
final class LargeValue implements Pieces {
  private final Path file;
  private final Connection connection;
  private final RowQuery query;
  private final String column;
  private final long address;
  private long read;

  LargeValue(Path file, Connection connection, RowQuery query, String column, long address) {
    this.file = file;
    this.connection = connection;
    this.query = query;
    this.column = column;
    this.address = address;
  }

  @Override
  public byte[] next() throws FailureException {
    try (RowCursor cursor = new RowCursor(connection, query.pieceOf(column, read + 1, address))) {
      if (cursor.step() != RowCursor.Step.ROW) {
        throw new SQLException("a row is gone while it is read");
      }
      byte[] piece = cursor.bytes(0);
      read += piece.length;
      return piece;
    } catch (SQLException e) {
      throw CopyFailures.ofTable(e, file, query.table());
    }
  }
}
