package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.faults.FileOperations;
import dev.nightjar.io.FileHash;
import dev.nightjar.sqlite.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
      "openat,read,pread64,write,pwrite64,copy_file_range,sendfile,fsync,fdatasync"
          + ",newfstatat,lstat,statx,getdents64";
  private static final Pattern CALL =
      Pattern.compile("(\\w+)\\((?:\\d+<([^>]*)>|\\w+<?[^,]*, \"([^\"]*)\")(.*)\\) += (\\d+).*");

  /**
   * If the proof is still at work when the JSON is written, the copy is opened once more, and the
   * JSON for each part that the second reader takes: the next one is half as large, and none is
   * smaller than a megabyte. How many there are is as the clock has it.
   */
  private static final int OF_SECOND_READER = 6;

  @TempDir private Path folder;

  /** Counts of what was done below one folder. */
  private record Counts(
      long read,
      long written,
      long opens,
      long flushes,
      long looks,
      long lists,
      Set<String> pastCache) {}

  private Counts counts(String name, String... statements) throws Exception {
    return counts(name, 0, false, statements);
  }

  /**
   * Of a backup, where two earlier ones and {@code kept} more are kept at each place.
   *
   * @param inSettings whether the settings name what is backed up, or the words of the command
   */
  private Counts counts(String name, int kept, boolean inSettings, String... statements)
      throws Exception {
    Path own = Files.createDirectory(folder.resolve(name));
    ShopFolder shop = new ShopFolder(own);
    Sql.run(shop.database(), statements);
    ChildProcess nightjar = new ChildProcess(own);
    String[] backup = shop.backup();
    if (inSettings) {
      assertEquals(0, nightjar.start(addSettings(backup)).waitFor(), nightjar.output());
      backup = new String[] {"backup"};
    }
    assertEquals(0, nightjar.start(backup).waitFor(), nightjar.output());
    if (kept > 0) {
      keepAgain(shop, kept);
      assertEquals(0, nightjar.start(backup).waitFor(), nightjar.output());
    }
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

  private static String[] addSettings(String... backup) {
    return Stream.concat(Stream.of("settings", "add", "--at", "03:00"), Stream.of(backup).skip(1))
        .toArray(String[]::new);
  }

  /** Adds the backup that is there so many times more, as ones that were made long ago. */
  private static void keepAgain(ShopFolder shop, int times) throws Exception {
    for (String name : List.of("local", "nas")) {
      FolderDestination place = shop.place(name);
      Manifest first = place.manifest(place.inventory().backups().get(0));
      for (int number = 1; number <= times; number++) {
        keepAgain(shop.path().resolve(name), first, number);
      }
    }
  }

  private static void keepAgain(Path place, Manifest first, int number) throws Exception {
    OffsetDateTime at = OffsetDateTime.parse("2020-01-01T17:00:00Z").plusHours(number);
    FileHash database = new FileHash(first.databaseFile().bytes(), "%064x".formatted(number));
    Manifest again =
        new Manifest(
            first.nightjarVersion(),
            at.format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss")),
            0,
            first.kind(),
            first.job(),
            at,
            at,
            first.database(),
            Map.of(BackupFile.DATABASE, database, BackupFile.JSON, first.jsonFile().orElseThrow()),
            first.tables(),
            first.checks());
    for (BackupFile file : BackupFile.values()) {
      Files.createLink(
          place.resolve(file.pathFor(again.id())), place.resolve(file.pathFor(first.id())));
    }
    Path manifest = place.resolve("manifest/backup-" + again.id() + ".json");
    Files.write(manifest, ManifestFormat.toBytes(again));
    Files.setLastModifiedTime(manifest, FileTime.from(at.toInstant()));
  }

  private static Counts counted(Path traces, Path own) throws IOException {
    long read = 0;
    long looks = 0;
    long lists = 0;
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
          case "newfstatat", "lstat", "statx" -> looks += file.contains("/backup-2020-") ? 1 : 0;
          case "getdents64" -> lists += file.matches(".*/(database|json|manifest)") ? 1 : 0;
          case "openat" -> {
            opens++;
            // To list a folder by its name alone opens it with O_DIRECTORY.
            if (call.group(4).matches(".*\\bO_DIRECT\\b.*")) {
              pastCache.add(own.relativize(Path.of(file)).getParent().toString());
            }
          }
          case "read", "pread64" -> read += result;
          case "fsync", "fdatasync" -> {
            assertFalse(file.contains("/inventories"), "a cache is flushed: " + file);
            flushes++;
          }
          default -> written += result;
        }
      }
    }
    return new Counts(read, written, opens, flushes, looks, lists, pastCache);
  }

  private static void requireLinear(Counts one, Counts four) {
    String both = one + " and " + four;
    assertTrue(one.read() > 0 && one.written() > 0 && one.opens() > 0, both);
    assertTrue(four.read() <= GROWTH * TOLERANCE * one.read(), both);
    assertTrue(four.written() <= GROWTH * TOLERANCE * one.written(), both);
    long more = Math.abs(four.opens() - one.opens());
    assertTrue(more <= OF_SECOND_READER, both);
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

  @Test
  void ofKeptBackups() throws Exception {
    // Each of three folders at two places is listed once; a second call says that there is no more.
    requireOneLook(true, 3 * 2 * 2);
  }

  @Test
  void ofKeptBackupsThatTheWordsOfACommandAreComparedWith() throws Exception {
    // The manifests are named once more, for whose backups they are.
    requireOneLook(false, 3 * 2 * 2 + 2 * 2);
  }

  /** Each of three files at two places is asked for once, however many are kept. */
  private void requireOneLook(boolean inSettings, int lists) throws Exception {
    assumeTrue(FileOperations.canTrace(), "strace is not installed: nothing was proved here");
    Counts one = counts("one", 30, inSettings, rows(10));
    Counts four = counts("four", 120, inSettings, rows(10));
    String both = one + " and " + four;
    assertTrue(four.opens() < one.opens() + 90 / 3, both);
    assertEquals(one.flushes(), four.flushes(), both);
    assertEquals(30 * 3 * 2, one.looks(), both);
    assertEquals(120 * 3 * 2, four.looks(), both);
    assertEquals(lists, four.lists(), both);
  }
}
