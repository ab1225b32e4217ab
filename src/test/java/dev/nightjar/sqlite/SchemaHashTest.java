package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Manifests keep the hash: it stays the one of all parts, each behind its length. */
final class SchemaHashTest {
  @Test
  void partsOfAnySizeAreHashedInTheirOrder() throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    DataOutputStream parts = new DataOutputStream(all);
    SchemaHash hash = new SchemaHash("UTF-8");
    add(parts, "UTF-8");
    for (int size : List.of(10, 16_383, 16_384, 16_385, 100_000, 20, 9000, 9000)) {
      String sql = "x".repeat(size);
      hash.add("table", "t", "t", sql.getBytes(StandardCharsets.UTF_8));
      for (String part : List.of("table", "t", "t", sql)) {
        add(parts, part);
      }
    }
    byte[] whole = MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
    assertEquals(HexFormat.of().formatHex(whole), hash.finish());
  }

  private static void add(DataOutputStream parts, String part) throws Exception {
    parts.writeInt(part.length());
    parts.writeBytes(part);
  }
}
