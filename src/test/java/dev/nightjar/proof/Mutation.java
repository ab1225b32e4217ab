package dev.nightjar.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages a file as disks, other programs and attackers do. */
final class Mutation {
  private static final List<String> SCHEMA_WORDS =
      List.of(
          "CREATE", "TABLE", "INDEX", "INTEGER", "PRIMARY", "USING fts5", "USING rtree", "AS (");
  private static final List<String> EVIL_WORDS =
      List.of(
          "ATTACH", "PRAGMA", "DROP TABLE", "load_extension('x')", ";;;;;;", "((((((", "AS SELECT");

  private Mutation() {}

  static void damage(Path file, Random random) throws IOException {
    byte[] content = Files.readAllBytes(file);
    for (int times = random.nextInt(4); times >= 0; times--) {
      content = once(content, random);
    }
    Files.write(file, content);
  }

  private static byte[] once(byte[] content, Random random) {
    if (content.length < 2) {
      return content;
    }
    int at = random.nextInt(content.length);
    switch (random.nextInt(7)) {
      case 0 -> content[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        return Arrays.copyOf(content, at);
      }
      case 2 -> {
        int to = Math.min(content.length, at + random.nextInt(600));
        byte[] run = new byte[to - at];
        random.nextBytes(run);
        System.arraycopy(run, 0, content, at, run.length);
      }
      case 3 -> {
        int from = random.nextInt(content.length);
        int length = Math.min(content.length - Math.max(from, at), 512);
        System.arraycopy(content, from, content, at, length);
      }
      case 4 -> content[random.nextInt(Math.min(200, content.length))] = (byte) random.nextInt();
      case 5 ->
          Arrays.fill(content, at, Math.min(content.length, at + random.nextInt(600)), (byte) 0);
      default -> alterSchema(content, random);
    }
    return content;
  }

  private static void alterSchema(byte[] content, Random random) {
    int at = indexOf(content, SCHEMA_WORDS.get(random.nextInt(SCHEMA_WORDS.size())), 100);
    byte[] evil =
        EVIL_WORDS.get(random.nextInt(EVIL_WORDS.size())).getBytes(StandardCharsets.US_ASCII);
    if (at > 0 && at + evil.length < content.length) {
      System.arraycopy(evil, 0, content, at, evil.length);
    }
  }

  /** Without a copy: the heap is small, and the file may be a good part of it. */
  private static int indexOf(byte[] content, String word, int from) {
    byte[] wanted = word.getBytes(StandardCharsets.US_ASCII);
    for (int at = from; at + wanted.length <= content.length; at++) {
      if (Arrays.mismatch(content, at, at + wanted.length, wanted, 0, wanted.length) < 0) {
        return at;
      }
    }
    return -1;
  }
}
