package dev.nightjar.sqlite;

import static dev.nightjar.sqlite.ResultCodes.SQLITE_AUTH;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_BUSY;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_CANTOPEN;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_CORRUPT;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_ERROR;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_FULL;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_IOERR;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_LOCKED;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_NOTADB;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_PERM;
import static dev.nightjar.sqlite.ResultCodes.SQLITE_READONLY;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.PlainFiles;
import dev.nightjar.io.SideFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import org.sqlite.SQLiteErrorCode;

/** Why a file can't be backed up, from SQLite's code and, if that says too little, its header. */
final class Refusals {

  /** sqlite.org/fileformat.html, section 1.3. */
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  static final int PAGE_SIZE_AT = 16;
  static final int READ_VERSION_AT = 19;
  static final int SCHEMA_FORMAT_AT = 44;
  static final int NEWEST_SCHEMA_FORMAT = 4;
  static final int HEADER_BYTES = 100;
  private static final int RESERVED_AT = 72;
  private static final byte[] RESERVED = new byte[20];
  private static final int SAMPLE_BYTES = 4096;

  /** Bits a byte of 4096: cipher text has about 7.95, documents and programs well below 7.5. */
  private static final double ENTROPY_OF_CIPHER = 7.8;

  private Refusals() {}

  /** Looks at the folder entry alone: nothing is opened. Returns what it tells of a file. */
  static BasicFileAttributes ofWhatIsNoFile(Path file) throws FailureException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw new FailureException(Reason.DATABASE_IS_FOLDER, file);
      }
      if (attributes.size() == 0) {
        // To SQLite an empty file is a valid database with nothing in it; to its owner it is a
        // loss.
        throw new FailureException(Reason.DATABASE_EMPTY, file);
      }
      if (attributes.size() == 1) {
        // SQLite on Unix takes one byte for none (unixFileSize), whatever it is.
        throw new FailureException(Reason.NOT_A_DATABASE, file);
      }
      return attributes;
    } catch (NoSuchFileException e) {
      throw FailureException.because(e, Reason.DATABASE_MISSING, file);
    } catch (AccessDeniedException e) {
      throw FailureException.because(e, Reason.DATABASE_NO_PERMISSION, file);
    } catch (IOException e) {
      // POSIX has another answer than "no such file" where a file is in the place of its folder.
      boolean hasNoFolder = DiskTrouble.fileInTheWayOf(DiskFailures.folderOf(file)).isPresent();
      Reason reason = hasNoFolder ? Reason.DATABASE_MISSING : Reason.DATABASE_IO;
      throw FailureException.because(e, reason, file);
    }
  }

  static void ofWalOnNetwork(Path file) throws FailureException {
    try (FileUse use = FileUse.byJava(file)) {
      if (isWal(file)) {
        throw new FailureException(Reason.DATABASE_WAL_ON_NETWORK, file);
      }
    }
  }

  /**
   * Refuses another user's WAL database that this one may not write to, while it has no side files.
   * To read it SQLite makes them, as this user's, and a reader that may not write can't remove
   * them: they would stay, and an app of another user could no longer open its own database. With
   * {@code immutable=1} none are made, and an app that starts meanwhile is not noticed
   * (sqlite.org/wal.html#read_only_databases). Root's side files get the database's owner
   * (os_unix.c, robustFchown). Called before SQLite opens the file.
   */
  static void ofWalThatWeMayOnlyRead(Path file) throws FailureException {
    if (!PlainFiles.isPosix(file) || Files.isWritable(file) || isOurs(file)) {
      return;
    }
    Path opened = LiveDatabase.asOpened(file);
    boolean mayMake = Files.isWritable(DiskFailures.folderOf(opened));
    if (mayMake && !(isThere(opened, "-wal") && isThere(opened, "-shm"))) {
      // One that a connection of this process is on has what it needs.
      try (FileUse use = FileUse.byJavaAtOnce(file).orElse(null)) {
        if (use != null && isWal(file)) {
          throw new FailureException(Reason.DATABASE_WAL_READ_ONLY, file);
        }
      }
    }
  }

  /** Then the side files are of the app's own user, too. */
  private static boolean isOurs(Path file) {
    try {
      return Files.getOwner(file).getName().equals(System.getProperty("user.name"));
    } catch (IOException e) {
      return false; // The careful answer.
    }
  }

  private static boolean isThere(Path file, String suffix) {
    return Files.exists(file.resolveSibling(file.getFileName() + suffix));
  }

  /** The caller has the file for itself. */
  static boolean isWal(Path file) throws FailureException {
    byte[] header = head(file, SAMPLE_BYTES);
    return header.length > READ_VERSION_AT && isMagic(header) && header[READ_VERSION_AT] == 2;
  }

  /** Called with the connection, and its {@link FileUse}, closed. */
  static FailureException explain(SQLException e, Path file, Duration patience) {
    return switch (Connections.primary(e)) {
      case SQLITE_BUSY, SQLITE_LOCKED ->
          FailureException.because(e, Reason.DATABASE_LOCKED, file, patience.toSeconds());
      case SQLITE_NOTADB, SQLITE_CORRUPT -> FailureException.because(e, byHeader(file), file);
      case SQLITE_PERM, SQLITE_AUTH ->
          FailureException.because(e, Reason.DATABASE_NO_PERMISSION, file);
      case SQLITE_READONLY -> FailureException.because(e, Reason.DATABASE_FOLDER_READ_ONLY, file);
      case SQLITE_CANTOPEN -> cantOpen(e, file);
      case SQLITE_IOERR, SQLITE_FULL -> FailureException.because(e, Reason.DATABASE_IO, file);
      case SQLITE_ERROR -> byFormat(e, file);
      default -> unreadable(e, file);
    };
  }

  /** The same of a file that stays open for writing: Java mustn't open it, too. */
  static FailureException whileOpen(SQLException e, Path file) {
    return switch (Connections.primary(e)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          FailureException.because(e, Reason.DATABASE_DAMAGED, file);
      case SQLITE_FULL -> FailureException.because(e, Reason.TARGET_FULL, file, -1L, -1L);
      case SQLITE_IOERR -> FailureException.because(e, Reason.DATABASE_IO, file);
      case SQLITE_READONLY -> FailureException.because(e, Reason.DATABASE_NO_PERMISSION, file);
      default ->
          FailureException.because(e, Reason.DATABASE_UNREADABLE, file, CopyFailures.words(e));
    };
  }

  private static FailureException unreadable(SQLException e, Path file) {
    return FailureException.because(e, Reason.DATABASE_UNREADABLE, file, CopyFailures.words(e));
  }

  /**
   * SQLite refuses a schema format beyond 4 (sqlite.org/fileformat.html, 1.3.8); cipher text may
   * look like one.
   */
  private static FailureException byFormat(SQLException e, Path file) {
    try (FileUse use = FileUse.byJava(file)) {
      byte[] head = head(file, SAMPLE_BYTES);
      if (isEncrypted(head)) {
        return FailureException.because(e, Reason.DATABASE_ENCRYPTED, file);
      }
      boolean isNewer =
          head.length >= HEADER_BYTES
              && isMagic(head)
              && ByteBuffer.wrap(head).getInt(SCHEMA_FORMAT_AT) > NEWEST_SCHEMA_FORMAT;
      return isNewer
          ? FailureException.because(e, Reason.DATABASE_TOO_NEW, file)
          : unreadable(e, file);
    } catch (FailureException unread) {
      return unreadable(e, file);
    }
  }

  /**
   * SQLCipher leaves the first 32 bytes of a header as they are if the app says so
   * (cipher_plaintext_header_size), but not those that are always zero.
   */
  private static boolean isEncrypted(byte[] head) {
    return head.length == SAMPLE_BYTES
        && entropy(head) > ENTROPY_OF_CIPHER
        && !(isMagic(head) && Arrays.equals(head, RESERVED_AT, RESERVED_AT + 20, RESERVED, 0, 20));
  }

  private static FailureException cantOpen(SQLException e, Path file) {
    if (!Files.exists(file)) {
      return FailureException.because(e, Reason.DATABASE_MISSING, file);
    }
    if (!LiveDatabase.readable(file)) {
      return FailureException.because(e, Reason.DATABASE_NO_PERMISSION, file);
    }
    for (Path side : SideFiles.of(LiveDatabase.asOpened(file))) {
      if (Files.exists(side) && !Files.isReadable(side)) {
        return FailureException.because(e, Reason.DATABASE_NO_PERMISSION, side);
      }
    }
    Reason reason =
        Connections.code(e) == SQLiteErrorCode.SQLITE_CANTOPEN_ISDIR
            ? Reason.DATABASE_IS_FOLDER
            : Reason.DATABASE_FOLDER_READ_ONLY;
    return FailureException.because(e, reason, file);
  }

  private static Reason byHeader(Path file) {
    byte[] head;
    try (FileUse use = FileUse.byJava(file)) {
      head = head(file, SAMPLE_BYTES);
    } catch (FailureException e) {
      return e.reason();
    }
    if (isEncrypted(head)) {
      return Reason.DATABASE_ENCRYPTED;
    }
    if (!isMagic(head)) {
      return Reason.NOT_A_DATABASE;
    }
    return head.length >= HEADER_BYTES && head[READ_VERSION_AT] > 2
        ? Reason.DATABASE_TOO_NEW
        : Reason.DATABASE_DAMAGED;
  }

  /** The caller has the file for itself. */
  static boolean beginsAsDatabase(Path file) {
    try {
      return isMagic(head(file, SAMPLE_BYTES));
    } catch (FailureException e) {
      return false;
    }
  }

  /** Whether the parts of a header that never vary are right (sqlite.org/fileformat.html, 1.3). */
  static boolean hasHeader(byte[] head) {
    if (head.length < HEADER_BYTES || !isMagic(head)) {
      return false;
    }
    int pageSize = ByteBuffer.wrap(head).getShort(PAGE_SIZE_AT) & 0xffff;
    boolean sized = pageSize == 1 || isPageSize(pageSize);
    return sized && head[21] == 64 && head[22] == 32 && head[23] == 32;
  }

  /** Whether pages may have so many bytes; a header has 1 for 65536. */
  static boolean isPageSize(int bytes) {
    return bytes >= 512 && Integer.bitCount(bytes) == 1;
  }

  private static boolean isMagic(byte[] head) {
    return head.length >= MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** Called under {@link FileUse#byJava}: it opens the file, and closes it. */
  static byte[] head(Path file, int bytes) throws FailureException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(bytes);
      PlainFiles.read(channel, buffer, 0);
      return Arrays.copyOf(buffer.array(), buffer.position());
    } catch (NoSuchFileException e) {
      throw FailureException.because(e, Reason.DATABASE_MISSING, file);
    } catch (AccessDeniedException e) {
      throw FailureException.because(e, Reason.DATABASE_NO_PERMISSION, file);
    } catch (IOException e) {
      throw FailureException.because(e, Reason.DATABASE_IO, file);
    }
  }

  /** Shannon's entropy of the bytes, in bits a byte. */
  private static double entropy(byte[] bytes) {
    int[] counts = new int[256];
    for (byte value : bytes) {
      counts[value & 0xff]++;
    }
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / bytes.length;
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }
}
