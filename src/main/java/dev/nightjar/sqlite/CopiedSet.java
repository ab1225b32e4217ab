package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.SideFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A database file with what SQLite left beside it, as another tool copies them side by side: part
 * of its content is in there, or half of a change in the file itself.
 */
public final class CopiedSet {
  private CopiedSet() {}

  /** The fate of a file beside the database. */
  public enum Use {
    /** Its content is in the database now. */
    TAKEN,
    /** It holds nothing that isn't in the database. */
    NOTHING_IN_IT,
    /** It was left out: it is another database's, or of another time. */
    NOT_ITS_OWN
  }

  /**
   * A file beside the database.
   *
   * @param suffix {@code -wal} or {@code -journal}
   * @param why the reason against it; empty if there is none
   */
  public record Beside(String suffix, Use use, String why) {}

  /**
   * Makes one file of a set: SQLite replays a log and takes half a transaction back.
   *
   * @param file a scratch copy that nobody else opens, with scratch copies of its side files
   * @return the files that were beside it and aren't any more
   * @throws FailureException {@code COPY_DAMAGED}
   */
  public static List<Beside> join(Path file) throws FailureException {
    List<Beside> beside = judge(file);
    recover(file);
    return beside;
  }

  /** As {@link #join}, of which it is the first half: removes the files that aren't its own. */
  public static List<Beside> judge(Path file) throws FailureException {
    List<Beside> beside = new ArrayList<>();
    try {
      for (Path side : SideFiles.of(file)) {
        Optional<Beside> found = judge(file, side);
        found.ifPresent(beside::add);
        if (found.isEmpty() || found.get().use() != Use.TAKEN) {
          DurableFiles.deleteIfExists(side);
        }
      }
      return beside;
    } catch (IOException e) {
      throw DiskFailures.of(e, file);
    }
  }

  private static Optional<Beside> judge(Path file, Path side) throws IOException {
    String suffix = side.toString().substring(file.toString().length());
    if (!Files.isRegularFile(side) || suffix.equals("-shm")) {
      return Optional.empty();
    }
    SideFile found =
        suffix.equals("-wal") ? SideFile.wal(file, side) : SideFile.journal(file, side);
    return Optional.of(new Beside(suffix, found.use(), found.why()));
  }

  /**
   * As {@link #join}, of which it is the second half: what was found beside it is known even if
   * SQLite can't read the two together.
   */
  public static void recover(Path file) throws FailureException {
    try (Connection connection = Connections.recoverer(file, Duration.ZERO)) {
      // No -shm file, which some file systems can't map.
      NewDatabase.execute(connection, "PRAGMA locking_mode=EXCLUSIVE");
      Connections.number(connection, "SELECT count(*) FROM " + BuiltInTables.SCHEMA);
      String mode = Connections.text(connection, "PRAGMA journal_mode=DELETE");
      if (!mode.equals("delete")) {
        throw new SQLException("the copy stayed in journal mode " + mode);
      }
    } catch (SQLException e) {
      throw CopyFailures.of(e, file);
    }
  }
}
