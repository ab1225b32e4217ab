package dev.nightjar.sqlite;

import dev.nightjar.io.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The SHA-256 of all declarations of a database, in the schema's order. */
public final class SchemaHash {
  /** So much is hashed at once. */
  private static final int PORTION_BYTES = 1 << 14;

  private final Sha256 hash = new Sha256();
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream(2 * PORTION_BYTES);

  /** Begins with no declaration. */
  public SchemaHash(String encoding) {
    add(encoding.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds a declaration.
   *
   * @param sql in UTF-8 if it is valid Unicode
   */
  public void add(String type, String name, String table, byte[] sql) {
    add(Names.bytes(type));
    add(Names.bytes(name));
    add(Names.bytes(table));
    add(sql);
    if (parts.size() >= PORTION_BYTES) {
      hashParts();
    }
  }

  private void add(byte[] part) {
    parts.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    if (part.length < PORTION_BYTES) {
      parts.writeBytes(part);
      return;
    }
    hashParts();
    hash.update(ByteBuffer.wrap(part)); // A large one isn't held a second time.
  }

  private void hashParts() {
    hash.update(ByteBuffer.wrap(parts.toByteArray()));
    parts.reset();
  }

  /** Returns the hash, which ends this object's use. */
  public String finish() {
    hashParts();
    return hash.finish().sha256();
  }
}
