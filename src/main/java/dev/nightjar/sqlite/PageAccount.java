package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.pages.MalformedPage;
import dev.nightjar.pages.PageUses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Whether every page of a file has exactly one use, asked of SQLite's dbstat, which needs no
 * declaration to be understood: for files on which integrity_check itself can't run, or may leave
 * that out.
 */
final class PageAccount {
  private static final long LOCK_BYTE = 1L << 30;

  /** In the file's header (sqlite.org/fileformat.html, 1.3.4). */
  private static final int RESERVED_AT = 20;

  private PageAccount() {}

  /**
   * Asks.
   *
   * @param file the connection's
   */
  static boolean adds(Connection connection, Path file) throws SQLException, FailureException {
    long pages = Connections.number(connection, "PRAGMA page_count");
    return PageUses.holds(pages) ? oneUseEach(connection, file) : sumIs(pages, connection, file);
  }

  private static boolean oneUseEach(Connection connection, Path file)
      throws SQLException, FailureException {
    try (PageUses uses = PageUses.open(file);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pageno FROM " + BuiltInTables.PAGES + " WHERE pageno > 0")) {
      while (row.next()) {
        uses.use(row.getLong(1));
      }
      uses.end();
      return true;
    } catch (MalformedPage e) {
      return false;
    } catch (IOException e) {
      throw FailureException.because(e, Reason.PLACE_IO, file);
    }
  }

  /** Without a bit for each of very many pages; a free one that has a use, too, isn't seen. */
  static boolean sumIs(long pages, Connection connection, Path file)
      throws SQLException, FailureException {
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
    long size = Connections.number(connection, "PRAGMA page_size");
    long free = Connections.number(connection, "PRAGMA freelist_count");
    boolean mapped = Connections.number(connection, "PRAGMA auto_vacuum") != 0;
    long ofLocks = pages * size > LOCK_BYTE ? 1 : 0;
    long ofMaps = mapped ? pointerMaps(pages, size - reserved(file)) : 0;
    return used == different && used + free + ofLocks + ofMaps == pages;
  }

  /** SQLite doesn't say how many bytes of each page it leaves to others. */
  private static int reserved(Path file) throws FailureException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(RESERVED_AT);
      return in.read();
    } catch (IOException e) {
      throw FailureException.because(e, Reason.PLACE_IO, file);
    }
  }

  /**
   * The pages that say where others are used, one every so many from the second on
   * (sqlite.org/fileformat.html, 1.8).
   */
  private static long pointerMaps(long pages, long usable) {
    long every = usable / 5 + 1;
    return pages < 2 ? 0 : (pages - 2) / every + 1;
  }
}
