package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_CORRUPT;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_ERROR;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.pages.PageFile;
import dev.nightjar.pages.RowRecord;
import dev.nightjar.pages.TableTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The copy in the making: a file of our own that nobody else opens. */
final class StagedFile {
  /** 1 for a rollback journal, 2 for WAL: who may write, and who may read. */
  private static final int WRITE_VERSION_AT = 18;

  private static final int CHANGES_AT = 24;
  private static final int PAGES_AT = 28;
  private static final int FREE_PAGES_AT = 36;
  private static final int ENCODING_AT = 56;
  private static final int USER_VERSION_AT = 60;
  private static final int PAGES_VALID_FOR_AT = 92;
  private static final int SCHEMA_FIELDS = 5;

  private StagedFile() {}

  /** A header's figures. */
  private record Figures(int pageSize, long pages, int userVersion) {}

  /**
   * Makes the copy one file: out of WAL mode (a copy keeps the flag), with no side files.
   *
   * @throws SQLException if what was copied is too damaged or too new for that: the live file's
   *     trouble; its declarations are read for it
   */
  static Snapshot seal(
      Path target, Instant takenAt, String journalMode, Checkpoint checkpoint, boolean waited)
      throws IOException, SQLException {
    Optional<Figures> marked = mark(target);
    Figures figures = marked.isPresent() ? marked.get() : markedBySqlite(target);
    try (Connection library = Connections.inMemory()) {
      return new Snapshot(
          target,
          takenAt.truncatedTo(ChronoUnit.MILLIS),
          figures.pageSize(),
          figures.pages(),
          journalMode,
          figures.userVersion(),
          Connections.text(library, "SELECT sqlite_version()"),
          checkpoint,
          waited);
    }
  }

  /**
   * Marks the header as one for a rollback journal (sqlite.org/fileformat2.html, section 1.3).
   * SQLite would read every declaration for it, and change the file in a transaction.
   *
   * @return the header's figures; empty if anything isn't as it must be, which SQLite will say
   */
  private static Optional<Figures> mark(Path target) {
    try {
      byte[] head = Refusals.head(target, Refusals.HEADER_BYTES);
      if (head.length < Refusals.HEADER_BYTES) {
        return Optional.empty();
      }
      ByteBuffer header = ByteBuffer.wrap(head);
      int size = header.getShort(Refusals.PAGE_SIZE_AT) & 0xffff;
      int pageSize = size == 1 ? 1 << 16 : size;
      long pages = header.getInt(PAGES_AT) & 0xffff_ffffL;
      long free = header.getInt(FREE_PAGES_AT) & 0xffff_ffffL;
      boolean understood =
          header.getInt(CHANGES_AT) == header.getInt(PAGES_VALID_FOR_AT)
              && pages * pageSize == Files.size(target)
              && free < pages
              && isVersion(header.get(WRITE_VERSION_AT))
              && isVersion(header.get(Refusals.READ_VERSION_AT))
              && header.getInt(Refusals.SCHEMA_FORMAT_AT) <= Refusals.NEWEST_SCHEMA_FORMAT
              && header.getInt(ENCODING_AT) <= 3;
      if (!understood || !declarationsCanBeRead(target)) {
        return Optional.empty();
      }
      DurableFiles.change(target, WRITE_VERSION_AT, new byte[] {1, 1});
      return Optional.of(new Figures(pageSize, pages, header.getInt(USER_VERSION_AT)));
    } catch (IOException | FailureException e) {
      return Optional.empty();
    }
  }

  private static boolean isVersion(byte version) {
    return version == 1 || version == 2;
  }

  /** Damage of these pages is the live file's trouble: nobody else has read them so far. */
  private static boolean declarationsCanBeRead(Path target) throws IOException {
    try (PageFile pages = PageFile.open(target)) {
      TableTree declarations = new TableTree(pages, 1);
      RowRecord declaration = new RowRecord(declarations, SCHEMA_FIELDS);
      boolean whole = !declarations.isIndex();
      while (whole && declaration.next()) {
        whole = declaration.fields() == SCHEMA_FIELDS;
      }
      return whole;
    }
  }

  /**
   * The same by SQLite.
   *
   * @throws SQLException if what was copied is too damaged or too new for that: the live file's
   *     trouble; here its declarations are read first
   */
  private static Figures markedBySqlite(Path target) throws IOException, SQLException {
    Duration none = Duration.ZERO;
    try (Connection connection = Connections.recoverer(target, none);
        Statement statement = connection.createStatement()) {
      // A declaration that this SQLite doesn't understand is no reason to leave WAL mode undone.
      statement.execute("PRAGMA writable_schema=ON");
      // A file that a crash leaves half done is thrown away; at its end it is flushed, once.
      statement.execute("PRAGMA synchronous=OFF");
      // Damage of these pages is the live file's trouble: nobody else has read them so far.
      Connections.number(connection, "SELECT count(*) FROM " + BuiltInTables.SCHEMA);
      // No -shm file, which some file systems can't map.
      statement.execute("PRAGMA locking_mode=EXCLUSIVE");
      String mode = Connections.text(connection, "PRAGMA journal_mode=DELETE");
      if (!mode.equals("delete")) {
        throw new IOException("the copy stayed in journal mode " + mode);
      }
      long pages = Connections.number(connection, "PRAGMA page_count");
      int pageSize = (int) Connections.number(connection, "PRAGMA page_size");
      if (pages == 0 || Files.size(target) != pages * pageSize) {
        throw new IOException(
            "the copy has " + Files.size(target) + " bytes for " + pages + " pages of " + pageSize);
      }
      return new Figures(
          pageSize, pages, (int) Connections.number(connection, "PRAGMA user_version"));
    } catch (SQLException e) {
      // The copied file can't be read here: of a disk's trouble SQLite says something else.
      if (Connections.primary(e) == SQLITE_CORRUPT || Connections.primary(e) == SQLITE_ERROR) {
        throw e;
      }
      throw new IOException(e.getMessage(), e);
    }
  }
}
