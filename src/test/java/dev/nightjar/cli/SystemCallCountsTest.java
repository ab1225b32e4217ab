package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.faults.FileOperations;
import dev.nightjar.sqlite.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The system calls of a later backup, as strace sees them, grow no faster than the database: for
 * four times as much, four times the bytes, and no file is opened more often.
 */
@Tag("proof")
final class SystemCallCountsTest {
  private static final double GROWTH = 4;

  /** For what is in whole pages and buffers. */
  private static final double TOLERANCE = 1.15;

  private static final String CALLS =
      "openat,read,pread64,write,pwrite64,copy_file_range,sendfile,fsync,fdatasync";
  private static final Pattern CALL =
      Pattern.compile("(\\w+)\\((?:\\d+<([^>]*)>|\\w+<?[^,]*, \"([^\"]*)\")(.*)\\) += (\\d+).*");

  @TempDir private Path folder;

  /** Counts of what was done below one folder. */
  private record Counts(long read, long written, long opens, long flushes, Set<String> pastCache) {}

  private Counts counts(String name, String... statements) throws Exception {
    Path own = Files.createDirectory(folder.resolve(name));
    ShopFolder shop = new ShopFolder(own);
    Sql.run(shop.database(), statements);
    ChildProcess nightjar = new ChildProcess(own);
    String[] backup = shop.backup();
    assertEquals(0, nightjar.start(backup).waitFor(), nightjar.output());
    Path traces = Files.createDirectory(folder.resolve(name + "-trace"));
    List<String> strace =
        List.of(
            "strace",
            "-ff", // A file for each thread: no call is told in two halves.
            "-y",
            "-s",
            "0",
            "-qq",
            "-o",
            traces.resolve("thread").toString(),
            "-e",
            "trace=" + CALLS);
    assertEquals(0, nightjar.startUnder(strace, backup).waitFor(), nightjar.output());
    return counted(traces, own);
  }

  private static Counts counted(Path traces, Path own) throws IOException {
    long read = 0;
    long written = 0;
    long opens = 0;
    long flushes = 0;
    Set<String> pastCache = new TreeSet<>();
    List<Path> threads = new ArrayList<>();
    try (Stream<Path> listed = Files.list(traces)) {
      listed.forEach(threads::add);
    }
    for (Path thread : threads) {
      for (String line : Files.readString(thread, StandardCharsets.ISO_8859_1).lines().toList()) {
        Matcher call = CALL.matcher(line);
        if (!call.matches()) {
          continue;
        }
        String file = call.group(2) == null ? call.group(3) : call.group(2);
        if (!file.startsWith(own + "/")) {
          continue;
        }
        long result = Long.parseLong(call.group(5));
        switch (call.group(1)) {
          case "openat" -> {
            opens++;
            if (call.group(4).contains("O_DIRECT")) {
              pastCache.add(own.relativize(Path.of(file)).getParent().toString());
            }
          }
          case "read", "pread64" -> read += result;
          case "fsync", "fdatasync" -> flushes++;
          default -> written += result;
        }
      }
    }
    return new Counts(read, written, opens, flushes, pastCache);
  }

  private static void requireLinear(Counts one, Counts four) {
    String both = one + " and " + four;
    assertTrue(one.read() > 0 && one.written() > 0 && one.opens() > 0, both);
    assertTrue(four.read() <= GROWTH * TOLERANCE * one.read(), both);
    assertTrue(four.written() <= GROWTH * TOLERANCE * one.written(), both);
    assertEquals(one.opens(), four.opens(), both);
    assertTrue(four.flushes() <= GROWTH * one.flushes(), both);
    for (Counts each : List.of(one, four)) {
      assertEquals(
          Set.of("local/database", "local/json", "nas/database", "nas/json"), each.pastCache());
    }
  }

  private static String[] rows(int rows) {
    return new String[] {
      "CREATE TABLE item(id INTEGER PRIMARY KEY, name TEXT, place INTEGER, note TEXT)",
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT "
          + rows
          + ") INSERT INTO item SELECT i, 'item ' || i, (i * 7919) % 1000003, 'a note' FROM n",
      "CREATE INDEX item_place ON item(place)",
      "CREATE INDEX item_name ON item(name)"
    };
  }

  @Test
  void ofRows() throws Exception {
    assumeTrue(FileOperations.canTrace(), "strace is not installed: nothing was proved here");
    requireLinear(counts("one", rows(30_000)), counts("four", rows(120_000)));
  }

  private static String[] tables(int tables) {
    List<String> statements = new ArrayList<>(List.of("BEGIN"));
    for (int i = 0; i < tables; i++) {
      statements.add("CREATE TABLE t" + i + "(id INTEGER PRIMARY KEY, a)");
      statements.add("INSERT INTO t" + i + " VALUES (1, 2)");
    }
    statements.add("COMMIT");
    return statements.toArray(String[]::new);
  }

  @Test
  void ofTables() throws Exception {
    assumeTrue(FileOperations.canTrace(), "strace is not installed: nothing was proved here");
    requireLinear(counts("one", tables(300)), counts("four", tables(1200)));
  }
}
