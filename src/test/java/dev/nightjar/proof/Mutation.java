package dev.nightjar.proof;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damages a file as disks, other programs and attackers do. In place: the heap is small, and the
 * file may be a good part of it.
 */
final class Mutation {
  private static final List<String> SCHEMA_WORDS =
      List.of(
          "CREATE", "TABLE", "INDEX", "INTEGER", "PRIMARY", "USING fts5", "USING rtree", "AS (");
  private static final List<String> EVIL_WORDS =
      List.of(
          "ATTACH", "PRAGMA", "DROP TABLE", "load_extension('x')", ";;;;;;", "((((((", "AS SELECT");

  /** A schema stands in the first pages, after the file's header of 100 bytes. */
  private static final int SCHEMA_BEGINS = 100;

  private static final int SCHEMA_SEARCHED = 1 << 20;

  private Mutation() {}

  static void damage(Path file, Random random) throws IOException {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      for (int times = random.nextInt(4); times >= 0; times--) {
        once(content, random);
      }
    }
  }

  private static void once(RandomAccessFile content, Random random) throws IOException {
    if (content.length() < 2) {
      return;
    }
    int length = Math.toIntExact(content.length());
    int at = random.nextInt(length);
    switch (random.nextInt(7)) {
      case 0 -> {
        int old = read(content, at, 1)[0];
        write(content, at, (byte) (old ^ 1 << random.nextInt(8)));
      }
      case 1 -> content.setLength(at);
      case 2 -> {
        byte[] run = new byte[Math.min(length - at, random.nextInt(600))];
        random.nextBytes(run);
        write(content, at, run);
      }
      case 3 -> {
        int from = random.nextInt(length);
        write(content, at, read(content, from, Math.min(length - Math.max(from, at), 512)));
      }
      case 4 -> write(content, random.nextInt(Math.min(200, length)), (byte) random.nextInt());
      case 5 -> write(content, at, new byte[Math.min(length - at, random.nextInt(600))]);
      default -> alterSchema(content, random);
    }
  }

  private static void alterSchema(RandomAccessFile content, Random random) throws IOException {
    byte[] word = ascii(SCHEMA_WORDS.get(random.nextInt(SCHEMA_WORDS.size())));
    byte[] evil = ascii(EVIL_WORDS.get(random.nextInt(EVIL_WORDS.size())));
    int searched = (int) Math.min(content.length() - SCHEMA_BEGINS, SCHEMA_SEARCHED);
    if (searched <= 0) {
      return;
    }
    int found = indexOf(read(content, SCHEMA_BEGINS, searched), word);
    if (found >= 0 && found + evil.length < searched) {
      write(content, SCHEMA_BEGINS + found, evil);
    }
  }

  private static int indexOf(byte[] content, byte[] word) {
    for (int at = 0; at + word.length <= content.length; at++) {
      if (Arrays.mismatch(content, at, at + word.length, word, 0, word.length) < 0) {
        return at;
      }
    }
    return -1;
  }

  private static byte[] read(RandomAccessFile content, int at, int length) throws IOException {
    byte[] bytes = new byte[length];
    content.seek(at);
    content.readFully(bytes);
    return bytes;
  }

  private static void write(RandomAccessFile content, int at, byte... bytes) throws IOException {
    content.seek(at);
    content.write(bytes);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
