package dev.nightjar.proof;

import dev.nightjar.cli.CommandLineFace;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.FileOperations;
import dev.nightjar.io.Progress;
import dev.nightjar.json.JsonImporter;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gives damaged and evil manifests, markers, settings and JSON files to the commands that read
 * them, in a process of its own, whose heap is small. Nothing but what a command is asked to make
 * may be another afterwards. Each case's seed is said before the case begins.
 */
final class MutatedFiles {
  private static final String EVIL_FILE = "evil.txt";

  /** No command: past the hash, which lets no damaged JSON through. */
  private static final List<String> REBUILD = List.of("rebuild");

  private final Path folder;

  /**
   * The folder as it was; a command that writes would leave more and more for the others to read.
   */
  private final Path asItWas;

  private final PrintStream out;
  private final Map<String, Integer> ends = new HashMap<>();
  private final List<Kind> kinds;

  private MutatedFiles(Path folder, PrintStream out) throws IOException {
    this.folder = folder;
    this.asItWas = folder.resolveSibling("../as-it-was").normalize();
    this.out = out;
    FileOperations.copy(folder, asItWas);
    Path nas = folder.resolve("nas");
    String from = nas.toString();
    String target = folder.resolve("restored.db").toString();
    Path home = folder.resolve("home");
    Path manifest = only(nas.resolve("manifest"));
    // By its name: the commands that write make newer ones.
    String id = manifest.getFileName().toString().replace("backup-", "").replace(".json", "");
    this.kinds =
        List.of(
            new Kind(
                manifest,
                List.of(
                    List.of("list", "--in", from),
                    List.of("verify", "--all", "--in", from),
                    List.of("restore", id, "--in", from, "--to", target))),
            new Kind(
                only(nas.resolve("json")),
                List.of(
                    REBUILD,
                    REBUILD,
                    REBUILD,
                    List.of("restore", id, "--from", "json", "--in", from, "--to", target))),
            new Kind(
                nas.resolve("nightjar-settings.json"),
                List.of(
                    List.of("status", "--in", from),
                    List.of("settings", "import", from + "/nightjar-settings.json"))),
            new Kind(
                home.resolve("settings.json"),
                List.of(List.of("settings", "check"), List.of("status"), List.of("backup"))),
            new Kind(nas.resolve(".nightjar-place.json"), List.of(List.of("backup"))),
            new Kind(home.resolve("history.jsonl"), List.of(List.of("backup"))),
            new Kind(home.resolve("state.json"), List.of(List.of("status"))));
  }

  /**
   * The file that is damaged, and its reader.
   *
   * @param file one that is whole now
   */
  private record Kind(Path file, List<List<String>> commands) {}

  private static Path only(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  /** Arguments: an empty folder, the first seed, how many cases of each kind. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    PrintStream out = System.out;
    makeBackup(folder, out);
    MutatedFiles all = new MutatedFiles(folder, out);
    Random seeds = new Random(Long.parseLong(arguments[1]));
    int cases = Integer.parseInt(arguments[2]);
    for (int i = cases; i > 0; i--) {
      long seed = i == cases ? Long.parseLong(arguments[1]) : seeds.nextLong();
      out.println("seed " + seed);
      for (Kind kind : all.kinds) {
        all.one(kind, new Random(seed));
      }
    }
    out.println("done " + new TreeMap<>(all.ends));
  }

  private static void makeBackup(Path folder, PrintStream out) throws Exception {
    Path database = folder.resolve("shop.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT, photo BLOB)");
      statement.execute("INSERT INTO product VALUES (1, 'Widget', x'00ff'), (2, NULL, 1.5)");
      statement.execute("CREATE TABLE note(text TEXT PRIMARY KEY) WITHOUT ROWID");
      statement.execute("CREATE INDEX by_name ON product(name)");
      statement.execute("CREATE VIEW named AS SELECT name FROM product");
      statement.execute("CREATE TRIGGER t AFTER DELETE ON note BEGIN SELECT 1; END");
    }
    String local = folder.resolve("local").toString();
    String nas = folder.resolve("nas").toString();
    run(
        folder,
        List.of(
            "settings",
            "add",
            "--database",
            database.toString(),
            "--local",
            local,
            "--nas",
            nas,
            "--create"),
        out);
    run(folder, List.of("backup"), out);
    Files.writeString(
        folder.resolve("home/state.json"),
        "{\"format\": \"nightjar-state/1\", \"jobs\": [{\"job\":"
            + " \"00000000-0000-0001-0000-000000000002\", \"seen\": [{\"location\": \"x\","
            + " \"newestAt\": \"2026-01-01T00:00:00Z\"}]}], \"windowClosedTold\": true}");
  }

  /** The command's exit code; throws where it ended in anything but words. */
  private static int run(Path folder, List<String> words, PrintStream out) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("--home", folder.resolve("home").toString()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    PrintStream error = System.err;
    System.setOut(stream);
    System.setErr(stream);
    int code;
    try {
      code = CommandLineFace.run(all.toArray(new String[0]));
    } finally {
      System.setOut(out);
      System.setErr(error);
      Messages.use(Language.ENGLISH);
    }
    String text = said.toString(StandardCharsets.UTF_8);
    if (text.contains("\tat ") || text.contains("Exception") || code < 0 || code > 3) {
      throw new IllegalStateException(words + " ended with " + code + ":\n" + text);
    }
    if (code != 0 && text.isBlank()) {
      throw new IllegalStateException(words + " ended with " + code + " and said nothing");
    }
    return code;
  }

  private int rebuild(Path json) {
    Path target = folder.resolve("restored.db");
    try {
      JsonImporter.rebuild(json, target, Progress.NONE);
      return 0;
    } catch (FailureException e) {
      if (e.reason() == Reason.UNEXPECTED || Files.exists(target)) {
        throw new IllegalStateException(e);
      }
      return 1;
    }
  }

  private void one(Kind kind, Random random) throws Exception {
    byte[] whole = Files.readAllBytes(kind.file());
    byte[] bad = damaged(whole, random);
    try {
      List<String> words = kind.commands().get(random.nextInt(kind.commands().size()));
      if (words.get(0).equals("backup") && random.nextInt(40) > 0) {
        return; // It takes the longest.
      }
      Files.write(kind.file(), bad);
      boolean writes = words.get(0).equals("backup") || words.contains("import");
      Map<Path, Long> before = contents();
      Set<Path> roots = roots();
      int code = words.equals(REBUILD) ? rebuild(kind.file()) : run(folder, words, out);
      ends.merge(
          folder.relativize(kind.file()).subpath(0, 2) + " " + words.get(0) + " " + code,
          1,
          Integer::sum);
      Files.deleteIfExists(folder.resolve("restored.db"));
      if (!roots.equals(roots())) {
        throw new IllegalStateException(words + " made " + roots());
      }
      if (!writes && !before.equals(contents())) {
        throw new IllegalStateException(words + " changed files: " + contents());
      }
      if (writes) {
        FileOperations.copy(asItWas, folder);
      }
    } finally {
      Files.write(kind.file(), whole);
    }
  }

  /** The sizes of all files beside the log: a command that reads changes none. */
  private Map<Path, Long> contents() throws IOException {
    Map<Path, Long> found = new TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!file.startsWith(folder.resolve("home"))) {
              found.put(file, attributes.size() ^ attributes.lastModifiedTime().toMillis());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  /** Files beside the folders that a command may write to. */
  private Set<Path> roots() {
    Set<Path> roots = new TreeSet<>();
    for (Path each : List.of(folder, folder.getParent())) {
      try (var files = Files.list(each)) {
        files.forEach(roots::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return roots;
  }

  private byte[] damaged(byte[] whole, Random random) {
    byte[] bad = whole.clone();
    for (int times = random.nextInt(3); times >= 0; times--) {
      bad = random.nextInt(3) == 0 ? bytes(bad, random) : evil(bad, random);
    }
    return bad;
  }

  private static byte[] bytes(byte[] content, Random random) {
    if (content.length == 0) {
      return content;
    }
    if (random.nextInt(5) == 0) {
      return Arrays.copyOf(content, random.nextInt(content.length));
    }
    byte[] bad = content.clone();
    bad[random.nextInt(bad.length)] =
        random.nextBoolean()
            ? (byte) random.nextInt(256)
            : (byte) "{}[]\",:0-9eE.\\nul$".charAt(random.nextInt(18));
    return bad;
  }

  /** A value, a statement or a structure that someone put there on purpose. */
  private byte[] evil(byte[] content, Random random) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    Path evil = folder.resolveSibling(EVIL_FILE);
    List<String> values =
        List.of(
            "\"../../" + EVIL_FILE + "\"",
            "\"" + evil + "\"",
            "\"..\\\\..\\\\" + EVIL_FILE + "\"",
            "\"C:\\\\Windows\\\\" + EVIL_FILE + "\"",
            "\"\\\\\\\\server\\\\share\"",
            "\"CON\"",
            "\"x:stream\"",
            "\"nul.json \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"" + "x".repeat(100_000) + "\"",
            "[".repeat(100_000),
            "{\"a\":".repeat(20_000),
            "9".repeat(10_000),
            "1e999999999",
            "-9223372036854775809",
            "null",
            "true",
            "{}",
            "[]",
            "\"ATTACH DATABASE '" + evil + "' AS x\"",
            "\"CREATE TABLE product(id); ATTACH DATABASE '" + evil + "' AS x\"",
            "\"VACUUM INTO '" + evil + "'\"",
            "\"PRAGMA writable_schema=1\"",
            "\"CREATE VIRTUAL TABLE product USING csv(filename='/etc/passwd')\"",
            "\"CREATE TABLE product AS SELECT load_extension('" + evil + "')\"",
            "\"CREATE TABLE product(id DEFAULT (load_extension('" + evil + "')))\"",
            "\"CREATE TRIGGER t AFTER INSERT ON product BEGIN DELETE FROM product; END\"");
    String value = values.get(random.nextInt(values.size()));
    // In the place of one of the values: from a colon to the next comma.
    int colon = text.indexOf(':', random.nextInt(Math.max(1, text.length())));
    int end = colon < 0 ? -1 : text.indexOf(',', colon);
    return end < 0
        ? (text + value).getBytes(StandardCharsets.ISO_8859_1)
        : (text.substring(0, colon + 1) + value + text.substring(end))
            .getBytes(StandardCharsets.ISO_8859_1);
  }
}
