package dev.nightjar.inside;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.sqlite.DatabaseInspection;
import dev.nightjar.sqlite.RowSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Writes all rows of a table to a file, as {@link CsvRows} does: whole, or not there. */
public final class TableExport {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int ROWS_BETWEEN_LOOKS = 256;

  private TableExport() {}

  /**
   * Writes it.
   *
   * @param database a finished file that nobody writes to
   * @param replace whether a file that is there is replaced; a database never is
   * @param progress rows done, of an unknown number
   * @return how many rows were written
   * @throws FailureException {@code TARGET_…} or {@code COPY_…}; then the target is as it was
   */
  public static long write(
      Path database, String table, Path target, boolean replace, Progress progress)
      throws FailureException {
    Path absolute = target.toAbsolutePath();
    // A database never gives way to a list of rows, even with consent.
    boolean there = Files.exists(absolute, LinkOption.NOFOLLOW_LINKS);
    if (there && (!replace || DatabaseInspection.beginsAsOne(absolute))) {
      throw new FailureException(Reason.TARGET_EXISTS, absolute);
    }
    DiskFailures.requireNoSideFile(absolute);
    Path partial = DurableFiles.partialOf(absolute);
    try (BackupDatabase source = BackupDatabase.toCompare(database, progress);
        RowSource rows = source.rows(table)) {
      long written;
      try (FileChannel channel = DurableFiles.create(partial, database);
          OutputStream out =
              new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES)) {
        written = write(new CsvRows(out, source.charset()), rows, progress);
        out.flush();
        channel.force(true);
      }
      give(partial, absolute, replace);
      return written;
    } catch (FileAlreadyExistsException e) {
      throw FailureException.because(e, Reason.TARGET_EXISTS, absolute);
    } catch (IOException e) {
      throw DiskFailures.ofTarget(e, absolute, DiskTrouble.UNKNOWN);
    } finally {
      SideFiles.discardWith(partial);
    }
  }

  private static long write(CsvRows csv, RowSource rows, Progress progress)
      throws IOException, FailureException {
    csv.header(rows.columns());
    long written = 0;
    while (rows.next()) {
      csv.row(rows, rows.columns().size());
      if (++written % ROWS_BETWEEN_LOOKS == 0) {
        progress.advanced(written, -1);
      }
    }
    progress.advanced(written, written);
    return written;
  }

  private static void give(Path made, Path target, boolean replace) throws IOException {
    if (replace) {
      DurableFiles.moveReplacing(made, target);
    } else {
      DurableFiles.moveWithoutReplacing(made, target);
    }
  }
}
