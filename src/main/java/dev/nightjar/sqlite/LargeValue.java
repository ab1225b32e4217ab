package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that is too large to be held whole. Its row is found again twice: for the first piece,
 * which is often enough, and for all others.
 */
final class LargeValue implements Pieces, AutoCloseable {
  private static final byte[] END = {};

  private final Path file;
  private final Connection connection;
  private final RowQuery query;
  private final String column;
  private final long address;
  private long read;
  private long bytes = -1;
  private @Nullable RowCursor others;

  LargeValue(Path file, Connection connection, RowQuery query, String column, long address) {
    this.file = file;
    this.connection = connection;
    this.query = query;
    this.column = column;
    this.address = address;
  }

  @Override
  public byte[] next() throws FailureException {
    try {
      byte[] piece = bytes < 0 ? first() : read < bytes ? other() : END;
      read += piece.length;
      if (read >= bytes) {
        close();
      }
      return piece;
    } catch (SQLException e) {
      throw CopyFailures.ofTable(e, file, query.table());
    }
  }

  private byte[] first() throws SQLException {
    try (RowCursor cursor = new RowCursor(connection, query.firstPieceOf(column, address))) {
      require(cursor.step() == RowCursor.Step.ROW);
      bytes = cursor.integer(1);
      return cursor.bytes(0);
    }
  }

  private byte[] other() throws SQLException {
    RowCursor cursor = others;
    if (cursor == null) {
      cursor = new RowCursor(connection, query.otherPiecesOf(column, bytes, address));
      others = cursor;
    }
    require(cursor.step() == RowCursor.Step.ROW);
    return cursor.bytes(0);
  }

  private static void require(boolean found) throws SQLException {
    if (!found) {
      throw new SQLException("a row is gone while it is read");
    }
  }

  @Override
  public void close() throws SQLException {
    RowCursor cursor = others;
    others = null;
    if (cursor != null) {
      cursor.close();
    }
  }

  /** Ends the reading of values of a row that is left. */
  static void closeAll(List<LargeValue> values) throws SQLException {
    for (LargeValue value : values) {
      value.close();
    }
    values.clear();
  }
}
