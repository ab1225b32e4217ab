package dev.nightjar.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Databases with bytes at the end of each page that an extension keeps for itself. */
public final class Reserved {
  private static final int RESERVED_AT = 20;
  private static final int CONTENT_BEGINS_AT = 100 + 5;

  private Reserved() {}

  /** Makes an empty database; the driver has no door to SQLite's own way to reserve bytes. */
  public static void create(Path file, int pageSize, int reserved)
      throws IOException, SQLException {
    Sql.run(file, "PRAGMA page_size = " + pageSize, "VACUUM");
    ByteBuffer page = ByteBuffer.wrap(Files.readAllBytes(file));
    page.put(RESERVED_AT, (byte) reserved);
    page.putShort(CONTENT_BEGINS_AT, (short) (pageSize - reserved));
    Files.write(file, page.array());
  }
}
