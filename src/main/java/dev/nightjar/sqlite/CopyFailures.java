package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_CANTOPEN;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_CORRUPT;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_FULL;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_IOERR;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_NOTADB;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_PERM;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_READONLY;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.PlainFiles;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Turns SQLite's answers about a copy of ours into the failures that are reported. */
final class CopyFailures {
  private static final int BYTES_READ = 1 << 16;

  private CopyFailures() {}

  static boolean saysDamaged(SQLException e) {
    int code = Connections.primary(e);
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
  }

  /**
   * Requires that a copy in which SQLite finds damage can be read at all: an error of the drive is
   * damage, too, to SQLite, if it meets it within a statement (SQLITE_IOERR_CORRUPTFS in vdbe.c).
   *
   * @throws FailureException {@code PLACE_…} if it can't be read, or {@code CANCELLED}
   */
  static void requireReadable(Path copy, Progress progress) throws FailureException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES_READ);
    try (FileChannel channel = PlainFiles.open(copy)) {
      while (channel.read(bytes.clear()) >= 0) {
        progress.advanced(0, -1);
      }
    } catch (IOException e) {
      throw DiskFailures.of(e, copy);
    }
  }

  /**
   * The same if one table is read: {@code TABLE_UNREADABLE} if it is that table's affair and no
   * drive's.
   */
  static FailureException ofTable(SQLException e, Path copy, String table) {
    FailureException failure = reading(e, copy);
    return failure.reason() == Reason.COPY_UNREADABLE
        ? FailureException.because(e, Reason.TABLE_UNREADABLE, copy, Names.shown(table), words(e))
        : failure;
  }

  /**
   * The same if nothing is written but what SQLite sorts or keeps in files of its own: a disk that
   * is full is the one of these.
   */
  static FailureException reading(SQLException e, Path copy) {
    return Connections.primary(e) == SQLITE_FULL
        ? FailureException.because(e, Reason.TARGET_FULL, temporary(), -1L, -1L)
        : of(e, copy);
  }

  /** The folder of SQLite's own files (sqlite.org/tempfiles.html, section 5). */
  private static String temporary() {
    for (String name : List.of("SQLITE_TMPDIR", "TMPDIR")) {
      String folder = System.getenv(name);
      if (folder != null && !folder.isEmpty()) {
        return folder;
      }
    }
    return Path.of("/var/tmp").toFile().isDirectory()
        ? "/var/tmp"
        : System.getProperty("java.io.tmpdir", "");
  }

  /** Returns SQLite's message, without the driver's text about its code. */
  static String words(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int open = message.indexOf(" (");
    return message.startsWith("[SQLITE_") && open > 0 && message.endsWith(")")
        ? message.substring(open + 2, message.length() - 1)
        : message;
  }

  /**
   * {@code COPY_DAMAGED}, {@code PLACE_…} if the drive refuses, or {@code COPY_UNREADABLE} if
   * SQLite itself does, which is no drive's doing.
   */
  static FailureException of(SQLException e, Path copy) {
    String detail = words(e);
    return switch (Connections.code(e).code & 0xff) {
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          FailureException.because(e, Reason.COPY_DAMAGED, copy, detail, 1L);
      case SQLITE_FULL ->
          FailureException.because(e, Reason.PLACE_FULL, DiskFailures.folderOf(copy), -1L, -1L);
      case SQLITE_PERM, SQLITE_READONLY, SQLITE_IOERR, SQLITE_CANTOPEN ->
          DiskFailures.of(new IOException(e), copy);
      default -> FailureException.because(e, Reason.COPY_UNREADABLE, copy, detail);
    };
  }
}
