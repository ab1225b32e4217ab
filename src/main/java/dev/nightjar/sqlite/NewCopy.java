package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.SideFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.LongSupplier;

/**
 * A copy of a database in a new file: all there and flushed, or gone with what stands beside it.
 */
final class NewCopy {
  private NewCopy() {}

  /** Writes the file, a portion at a time. */
  @FunctionalInterface
  interface Work<T> {
    T into(PortionFlush flusher) throws SQLException, IOException, FailureException;
  }

  /** Says what SQLite's failure means. */
  @FunctionalInterface
  interface Meaning {
    FailureException of(SQLException e) throws FailureException;
  }

  /**
   * Makes {@code target}, which must be new.
   *
   * @param like the file whose permissions it gets
   * @param needed bytes that it needs, or {@code DiskTrouble.UNKNOWN}
   */
  static <T> T make(Path target, Path like, Work<T> work, Meaning meaning, LongSupplier needed)
      throws FailureException {
    // Opened first and closed last: closing any descriptor of a file drops POSIX locks on it.
    try (PortionFlush flusher = new PortionFlush(DurableFiles.create(target, like))) {
      T made = work.into(flusher);
      flusher.finish();
      return made;
    } catch (SQLException e) {
      SideFiles.discardWith(target);
      throw meaning.of(e);
    } catch (FileAlreadyExistsException e) {
      // Not ours, so not ours to remove.
      throw DiskFailures.writing(e, target, DiskTrouble.UNKNOWN);
    } catch (IOException e) {
      // While it is there, a disk that it filled is full.
      FailureException failure = DiskFailures.writing(e, target, needed.getAsLong());
      SideFiles.discardWith(target);
      throw failure;
    } catch (FailureException | RuntimeException e) {
      SideFiles.discardWith(target);
      throw e;
    }
  }
}
