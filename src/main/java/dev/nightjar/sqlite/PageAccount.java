package dev.nightjar.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Whether every page of a file has exactly one use, asked of SQLite's dbstat, which needs no
 * declaration to be understood: for files on which integrity_check itself can't run.
 */
final class PageAccount {
  private static final long LOCK_BYTE = 1L << 30;

  private PageAccount() {}

  static boolean adds(Connection connection) throws SQLException {
    long used;
    long different;
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*), count(DISTINCT pageno) FROM "
                    + BuiltInTables.PAGES
                    + " WHERE pageno > 0")) {
      used = row.getLong(1);
      different = row.getLong(2);
    }
    long pages = Connections.number(connection, "PRAGMA page_count");
    long size = Connections.number(connection, "PRAGMA page_size");
    long free = Connections.number(connection, "PRAGMA freelist_count");
    boolean mapped = Connections.number(connection, "PRAGMA auto_vacuum") != 0;
    long ofLocks = pages * size > LOCK_BYTE ? 1 : 0;
    return used == different
        && used + free + ofLocks + (mapped ? pointerMaps(pages, size) : 0) == pages;
  }

  /**
   * The pages that say where others are used, one every so many from the second on
   * (sqlite.org/fileformat.html, 1.8).
   */
  private static long pointerMaps(long pages, long size) {
    long every = size / 5 + 1;
    return pages < 2 ? 0 : (pages - 2) / every + 1;
  }
}
