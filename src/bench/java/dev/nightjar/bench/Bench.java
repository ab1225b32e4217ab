package dev.nightjar.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nightjar.demo.SampleShop;
import dev.nightjar.demo.WriterProcess;
import dev.nightjar.demo.WriterStats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures a backup's cost, as whole processes, beside a plain copy and beside a careful script.
 *
 * <p>One file, so that {@code java} runs it from its source; it needs the built program's jars on
 * its class path, and {@code sh}, {@code cp} and {@code sync}.
 */
public final class Bench {
  private static final String COPY = "cp + sync";
  private static final String SCRIPT = "careful script";
  private static final String FIRST = "nightjar, first backup";
  private static final String LATER = "nightjar, later backup";
  private static final int PER_SECOND = 200;
  private static final int CALM_SECONDS = 5;

  private static final String COPY_TEXT = "cp \"$1\" \"$2/copy.db\" && sync \"$2/copy.db\"";

  /** The work of threads whose name doesn't say it; names are cut after 15 characters. */
  private static final Map<String, String> SPENT_ON =
      Map.of(
          "java", "start, copying, commit",
          "command", "start, copying, commit",
          "place ", "copies to places",
          "C1 Compiler", "Java's compilers",
          "C2 Compiler", "Java's compilers",
          "VM Thread", "Java's memory",
          "copy's hash", "hash of the copy");

  private static final int SAMPLE_MILLISECONDS = 10;
  private static final long MIN_SHOWN_NANOSECONDS = 5_000_000;

  private static final String REALISTIC =
      """
      PRAGMA journal_mode = wal;
      PRAGMA synchronous = off;
      CREATE TABLE supplier(id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT);
      CREATE TABLE item(id INTEGER PRIMARY KEY AUTOINCREMENT, sku TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL, supplier INTEGER REFERENCES supplier(id), stock INTEGER NOT NULL,
        price REAL, note TEXT, updated_at TEXT);
      CREATE TABLE movement(id INTEGER PRIMARY KEY AUTOINCREMENT,
        item INTEGER NOT NULL REFERENCES item(id), qty INTEGER NOT NULL, price REAL, reason TEXT,
        user TEXT, at TEXT NOT NULL);
      CREATE TABLE invoice_line(invoice INTEGER, line INTEGER,
        item INTEGER NOT NULL REFERENCES item(id), qty INTEGER, amount REAL,
        PRIMARY KEY(invoice, line)) WITHOUT ROWID;
      CREATE INDEX item_name ON item(name COLLATE NOCASE);
      CREATE INDEX item_supplier ON item(supplier);
      CREATE INDEX movement_item ON movement(item, at);
      CREATE INDEX movement_at ON movement(at);
      CREATE INDEX line_item ON invoice_line(item);
      INSERT INTO supplier SELECT value, 'Supplier ' || value, 'Müllheim'
        FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT 500)
          SELECT value FROM n);
      INSERT INTO item(sku, name, supplier, stock, price, note, updated_at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT $items)
        SELECT printf('SKU-%08d', i), 'blue steel box 箱 ' || abs(random() % 9999),
          1 + abs(random() % 500), abs(random() % 5000), round(abs(random() % 50000) / 100.0, 2),
          iif(i % 2, NULL, 'large wooden shelf, with screws and bolts, grün, paper cover'),
          strftime('%Y-%m-%dT%H:%M:%fZ', 2461000 + random() % 999999 / 2000.0) FROM n;
      INSERT INTO movement(item, qty, price, reason, user, at)
        SELECT 1 + abs(random() % $items), random() % 9, round(abs(random() % 50000) / 100.0, 2),
          substr('salecount', 1 + value % 2 * 4, 4), 'user' || (1 + id % 9),
          strftime('%Y-%m-%dT%H:%M:%fZ', 2461000 + random() % 999999 / 2000.0)
        FROM item, (SELECT 1 AS value UNION ALL SELECT 2 UNION ALL SELECT 3);
      INSERT INTO invoice_line SELECT id / 4, id % 4, 1 + abs(random() % $items), 1 + id % 9,
        random() / 1e16 FROM item;
      ALTER TABLE item ADD COLUMN unit TEXT DEFAULT 'piece';
      ALTER TABLE movement ADD COLUMN checked INTEGER NOT NULL DEFAULT 0""";

  private static final String TINY =
      """
      CREATE TABLE tiny(id INTEGER PRIMARY KEY, a, b);
      INSERT INTO tiny SELECT value, value % 7, value % 100
        FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT $rows)
          SELECT value FROM n)""";

  private final Path program;
  private final Path folder;
  private final int runs;
  private final boolean markdown;
  private final boolean timed;

  /** The summary: a row for each database. */
  private final List<List<String>> summary =
      new ArrayList<>(
          List.of(
              List.of(
                  "database",
                  "script wall s",
                  "first backup ×",
                  "later backup ×",
                  "script CPU s",
                  "first backup ×",
                  "later backup ×")));

  private record Cost(double wallSeconds, double cpuSeconds, double peakMegabytes) {}

  private Bench(Path program, Path folder, int runs, boolean markdown) throws IOException {
    this.program = program;
    this.folder = Files.createTempDirectory(Files.createDirectories(folder), "run");
    this.runs = runs;
    this.markdown = markdown;
    this.timed = works("/usr/bin/time", "-v", "true");
  }

  /**
   * Works in a new folder inside DIR, which decides the disk that is measured, and removes it.
   * Takes {@code --realistic 78 --sizes 8,122 --tables 1000,10000 --rows 3000000 --columns 1500
   * --kept 1000,10000 --runs 5 --folder DIR --nightjar FILE --markdown}. Without an idle machine
   * only the seconds of CPU tell something.
   */
  public static void main(String[] arguments) throws Exception {
    List<String> given = Arrays.asList(arguments);
    Path folder = Path.of(option(given, "--folder", "target/bench")).toAbsolutePath();
    Path program = Path.of(option(given, "--nightjar", "target/nightjar/bin/nightjar"));
    Bench bench =
        new Bench(
            program.toAbsolutePath(),
            folder,
            Integer.parseInt(option(given, "--runs", "5")),
            given.contains("--markdown"));
    try {
      for (int size : numbers(option(given, "--realistic", "78"))) {
        bench.measureRealistic(size);
      }
      for (int size : numbers(option(given, "--sizes", "8,122"))) {
        bench.measure(size);
      }
      for (int tables : numbers(option(given, "--tables", ""))) {
        bench.measureTables(tables);
      }
      for (int rows : numbers(option(given, "--rows", ""))) {
        bench.measureMade(rows + " tiny rows", TINY.replace("$rows", Integer.toString(rows)));
      }
      for (int columns : numbers(option(given, "--columns", ""))) {
        bench.measureMade(columns + " columns", wide(columns));
      }
      int[] kept = numbers(option(given, "--kept", ""));
      if (kept.length > 0) {
        bench.measureKept(kept);
      }
      bench.title("Beside the careful script, median of " + bench.runs);
      bench.print(bench.summary);
    } finally {
      delete(bench.folder);
    }
  }

  private static String option(List<String> given, String name, String otherwise) {
    int at = given.indexOf(name);
    return at >= 0 && at + 1 < given.size() ? given.get(at + 1) : otherwise;
  }

  private static int[] numbers(String list) {
    return Stream.of(list.split(","))
        .map(String::trim)
        .filter(number -> !number.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  /** Many small tables cost by their number. */
  private void measureTables(int tables) throws Exception {
    Path shop = folder.resolve("tables-" + tables + ".db");
    Path sql = folder.resolve("tables.sql");
    try (var out = Files.newBufferedWriter(sql)) {
      out.write("PRAGMA synchronous=OFF;\nBEGIN;\n");
      for (int i = 0; i < tables; i++) {
        out.write("CREATE TABLE t" + i + "(id INTEGER PRIMARY KEY, a, b);\n");
        out.write("INSERT INTO t" + i + " VALUES (1, 2, 3);\n");
        out.write("CREATE INDEX i" + i + " ON t" + i + "(a);\n");
      }
      out.write("COMMIT;\n");
    }
    String[] make = {"sh", "-c", "sqlite3 \"$1\" < \"$2\"", "sh", shop.toString(), sql.toString()};
    if (!works(make)) {
      System.out.println("Tables: there is no sqlite3 here.");
      return;
    }
    all(tables + " tables", shop);
    Files.delete(shop);
    Files.delete(sql);
  }

  /** As apps are: many small rows, indexes, foreign keys, columns that were added later. */
  private void measureRealistic(int megabytes) throws Exception {
    String items = Long.toString(megabytes * 1_000_000L / 640);
    measureMade("realistic " + megabytes + " MB", REALISTIC.replace("$items", items));
  }

  private void measureMade(String name, String statements) throws Exception {
    Path file = made(statements);
    all(name, file);
    Files.delete(file);
  }

  private Path made(String statements) throws Exception {
    Path file = folder.resolve("made.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements.split(";")) {
        statement.execute(sql);
      }
    }
    return file;
  }

  /** A table as wide as a report that somebody imported. */
  private static String wide(int columns) {
    return IntStream.range(0, columns)
        .mapToObj(column -> "c" + column)
        .collect(
            Collectors.joining(
                ", ",
                "CREATE TABLE wide(",
                "); INSERT INTO wide SELECT "
                    + "value,".repeat(columns - 1)
                    + " value FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL"
                    + " SELECT value + 1 FROM n LIMIT 5000) SELECT value FROM n)"));
  }

  /** A backup's cost by the number of those that both places keep already. */
  private void measureKept(int... numbers) throws Exception {
    if (!Files.isExecutable(program)) {
      return;
    }
    Path file = made("CREATE TABLE product(id INTEGER PRIMARY KEY, name); VACUUM");
    title("backups that are kept already, median of " + runs);
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("kept", "reading them first, wall s", "wall s", "more", "CPU s", "more"));
    double[] without = new double[2];
    for (int kept : IntStream.concat(IntStream.of(0), IntStream.of(numbers)).toArray()) {
      Path output = fresh("output");
      if (run(nightjar(file, output), folder.resolve("said.txt")) != 0) {
        System.out.println("Failed: " + Files.readString(folder.resolve("said.txt")).strip());
        return;
      }
      multiply(output.resolve("local"), kept, output.resolve("home").toString());
      multiply(output.resolve("nas"), kept);
      double reading = cost(nightjar(file, output)).map(Cost::wallSeconds).orElse(Double.NaN);
      List<Cost> costs = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        cost(nightjar(file, output)).ifPresent(costs::add);
      }
      double wall = median(costs, Cost::wallSeconds);
      double cpu = median(costs, Cost::cpuSeconds);
      if (kept == 0) {
        without[0] = wall;
        without[1] = cpu;
      }
      table.add(
          List.of(
              Integer.toString(kept),
              number(reading, 2),
              number(wall, 2),
              number(wall - without[0], 2),
              number(cpu, 2),
              number(cpu - without[1], 2)));
    }
    print(table);
    delete(folder.resolve("output"));
    Files.delete(file);
  }

  private void multiply(Path place, int count, String... home) throws Exception {
    List<String> java =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "src/bench/java/dev/nightjar/bench/EarlierBackups.java",
                place.toString(),
                Integer.toString(count)));
    java.addAll(List.of(home));
    if (run(java, folder.resolve("said.txt")) != 0) {
      throw new IOException(Files.readString(folder.resolve("said.txt")));
    }
  }

  private void title(String text) {
    System.out.printf("%n%s%s%n%n", markdown ? "### " : "", text);
  }

  private void all(String name, Path database) throws Exception {
    title(name + ", " + Files.size(database) / 1_000_000 + " MB, median of " + runs);
    compare(name, database);
    steps(database);
    threads(database);
  }

  private void measure(int megabytes) throws Exception {
    Path shop = folder.resolve("shop-" + megabytes + ".db");
    SampleShop.create(shop, megabytes * 1_000_000L);
    all("with photos " + megabytes + " MB", shop);
    disturb(shop);
    Files.delete(shop);
  }

  /** All ways in turn, so that a busy minute of the machine strikes them alike. */
  private void compare(String database, Path shop) throws Exception {
    Map<String, List<Cost>> costs = new LinkedHashMap<>();
    for (int run = 0; run < runs; run++) {
      for (Map.Entry<String, List<String>> way : ways().entrySet()) {
        // A later backup finds what the first one left.
        Path output = way.getKey().equals(LATER) ? folder.resolve("output") : fresh("output");
        cost(command(way.getValue(), shop, output))
            .ifPresent(
                cost -> costs.computeIfAbsent(way.getKey(), key -> new ArrayList<>()).add(cost));
      }
    }
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("way", "wall s", "× cp", "CPU s", "peak RSS MB, largest process"));
    double plain =
        costs.containsKey(COPY) ? median(costs.get(COPY), Cost::wallSeconds) : Double.NaN;
    costs.forEach(
        (name, of) -> {
          double wall = median(of, Cost::wallSeconds);
          table.add(
              List.of(
                  name,
                  number(wall, 3),
                  number(wall / plain, 1),
                  number(median(of, Cost::cpuSeconds), 2),
                  number(median(of, Cost::peakMegabytes), 0)));
        });
    print(table);
    summarize(database, costs);
    if (!timed) {
      System.out.println("CPU and memory: not measured, there is no GNU time here.");
    }
    for (String name : List.of(COPY, SCRIPT, FIRST, LATER)) {
      int done = costs.getOrDefault(name, List.of()).size();
      if (done < runs) {
        System.out.println(name + ": only " + done + " of " + runs + " runs worked here.");
      }
    }
  }

  private void summarize(String database, Map<String, List<Cost>> costs) {
    if (!costs.keySet().containsAll(List.of(SCRIPT, FIRST, LATER))) {
      return;
    }
    List<String> row = new ArrayList<>(List.of(database));
    for (ToDoubleFunction<Cost> cost :
        List.<ToDoubleFunction<Cost>>of(Cost::wallSeconds, Cost::cpuSeconds)) {
      double script = median(costs.get(SCRIPT), cost);
      row.add(number(script, 2));
      for (String way : List.of(FIRST, LATER)) {
        row.add(number(median(costs.get(way), cost) / script, 2));
      }
    }
    summary.add(row);
  }

  /**
   * Each second of CPU by its use: the program names its threads after what they do. Linux only. Of
   * a later backup; a first one rebuilds a database from its JSON, too.
   */
  private void threads(Path shop) throws Exception {
    if (!Files.isExecutable(program) || !Files.isDirectory(Path.of("/proc/self/task"))) {
      return;
    }
    Path output = fresh("output");
    if (run(nightjar(shop, output), folder.resolve("said.txt")) != 0) {
      return;
    }
    Process process =
        new ProcessBuilder(nightjar(shop, output))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.txt").toFile())
            .start();
    Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
    Map<String, Long> before = new HashMap<>();
    Map<String, Long> spent = new TreeMap<>();
    while (!process.waitFor(SAMPLE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
      sample(tasks, before, spent);
    }
    delete(output);
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("spent by a later backup on", "CPU s"));
    spent.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .filter(entry -> entry.getValue() >= MIN_SHOWN_NANOSECONDS)
        .forEach(entry -> table.add(List.of(entry.getKey(), number(entry.getValue() / 1e9, 2))));
    System.out.println();
    print(table);
  }

  private static void sample(Path tasks, Map<String, Long> before, Map<String, Long> spent)
      throws IOException {
    List<Path> threads;
    try (Stream<Path> listed = Files.list(tasks)) {
      threads = listed.toList();
    } catch (NoSuchFileException | UncheckedIOException e) {
      return; // It has ended.
    }
    for (Path thread : threads) {
      try {
        String name = Files.readString(thread.resolve("comm")).strip();
        long busy = Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
        Long last = before.put(thread.toString(), busy);
        String kind =
            SPENT_ON.entrySet().stream()
                .filter(entry -> name.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(name);
        spent.merge(kind, busy - (last == null ? 0 : last), Long::sum);
      } catch (IOException e) {
        continue; // This thread has.
      }
    }
  }

  private Map<String, List<String>> ways() {
    Map<String, List<String>> ways = new LinkedHashMap<>();
    ways.put(COPY, List.of("sh", "-c", COPY_TEXT, "sh"));
    if (works("sqlite3", "--version")) {
      ways.put(SCRIPT, List.of("sh", "src/bench/careful-script.sh"));
    }
    if (Files.isExecutable(program)) {
      ways.put(FIRST, List.of());
      ways.put(LATER, List.of());
    }
    return ways;
  }

  private List<String> command(List<String> way, Path shop, Path output) {
    if (way.isEmpty()) {
      return nightjar(shop, output);
    }
    return Stream.concat(way.stream(), Stream.of(shop.toString(), output.toString())).toList();
  }

  private List<String> nightjar(Path shop, Path output, String... more) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of("--home", output.resolve("home").toString()));
    command.addAll(List.of("backup", "--database", shop.toString()));
    command.addAll(List.of("--local", output.resolve("local").toString()));
    command.addAll(List.of("--nas", output.resolve("nas").toString(), "--create"));
    command.addAll(List.of(more));
    return command;
  }

  /** Prints the time of each step, if the program says so. */
  private void steps(Path shop) throws Exception {
    if (!Files.isExecutable(program)) {
      return;
    }
    Path output = fresh("output");
    Path said = folder.resolve("said.json");
    int exit = run(nightjar(shop, output, "--json"), said);
    delete(output);
    JsonElement answer =
        exit == 0 ? JsonParser.parseString(Files.readString(said)) : new JsonObject();
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("step", "ms"));
    findSteps(answer).forEach(step -> table.add(stepRow(step.getAsJsonObject())));
    if (table.size() > 1) {
      System.out.println();
      print(table);
    }
  }

  private static List<String> stepRow(JsonObject step) {
    return List.of(
        step.get("name").getAsString(), number(step.get("milliseconds").getAsDouble(), 0));
  }

  /** The first array {@code steps}, however deep. */
  private static List<JsonElement> findSteps(JsonElement in) {
    if (in.isJsonObject()) {
      JsonObject object = in.getAsJsonObject();
      if (object.has("steps") && object.get("steps").isJsonArray()) {
        return object.getAsJsonArray("steps").asList();
      }
      return findFirst(object.asMap().values().stream());
    }
    return in.isJsonArray() ? findFirst(in.getAsJsonArray().asList().stream()) : List.of();
  }

  private static List<JsonElement> findFirst(Stream<JsonElement> parts) {
    return parts
        .map(Bench::findSteps)
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Delays of the shop's own program. The worst of all runs counts, not their median. */
  private void disturb(Path shop) throws Exception {
    List<List<String>> table = new ArrayList<>();
    table.add(
        List.of(PER_SECOND + " commits a second", "worst ms", "99th percentile ms", "commits"));
    List<WriterStats> calm = new ArrayList<>();
    List<WriterStats> busy = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      try (WriterProcess writer = WriterProcess.start(shop, PER_SECOND)) {
        TimeUnit.SECONDS.sleep(CALM_SECONDS);
        calm.add(writer.stop());
      }
      if (Files.isExecutable(program)) {
        Path output = fresh("output");
        try (WriterProcess writer = WriterProcess.start(shop, PER_SECOND)) {
          if (run(nightjar(shop, output), folder.resolve("said.txt")) == 0) {
            busy.add(writer.stop());
          }
        }
        delete(output);
      }
    }
    table.add(writerRow("alone, " + CALM_SECONDS + " s", calm));
    if (!busy.isEmpty()) {
      table.add(writerRow("during a backup", busy));
    }
    System.out.println();
    print(table);
    if (busy.size() < runs) {
      System.out.println("Only " + busy.size() + " of " + runs + " backups worked here.");
    }
  }

  private static List<String> writerRow(String name, List<WriterStats> runs) {
    double worst =
        runs.stream().mapToDouble(WriterStats::worstCommitMilliseconds).max().orElse(Double.NaN);
    return List.of(
        name,
        number(worst, 1),
        number(median(runs, WriterStats::percentile99CommitMilliseconds), 1),
        Long.toString(runs.stream().mapToLong(WriterStats::commits).sum()));
  }

  /** Nothing if the command failed; what it said is printed then. */
  private Optional<Cost> cost(List<String> command) throws Exception {
    Path report = folder.resolve("time.txt");
    Path said = folder.resolve("said.txt");
    List<String> whole = new ArrayList<>();
    if (timed) {
      whole.addAll(List.of("/usr/bin/time", "-v", "-o", report.toString()));
    }
    whole.addAll(command);
    long begin = System.nanoTime();
    int exit = run(whole, said);
    double wall = (System.nanoTime() - begin) / 1e9;
    if (exit != 0) {
      System.out.println("Failed with " + exit + ": " + Files.readString(said).strip());
      return Optional.empty();
    }
    String times = timed ? Files.readString(report) : "";
    return Optional.of(
        new Cost(
            wall,
            field(times, "User time (seconds)") + field(times, "System time (seconds)"),
            field(times, "Maximum resident set size (kbytes)") * 1024 / 1e6));
  }

  private static double field(String report, String name) {
    Matcher matcher = Pattern.compile(Pattern.quote(name) + ": ([\\d.]+)").matcher(report);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
  }

  private static int run(List<String> command, Path output) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start()
        .waitFor();
  }

  private static boolean works(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static <T> double median(List<T> of, ToDoubleFunction<T> value) {
    double[] sorted = of.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String number(double value, int decimals) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private void print(List<List<String>> table) {
    for (int row = 0; row < table.size(); row++) {
      System.out.println(
          markdown ? "| " + String.join(" | ", table.get(row)) + " |" : plain(table, row));
      if (markdown && row == 0) {
        System.out.println("| --- |" + " ---: |".repeat(table.get(0).size() - 1));
      }
    }
  }

  private static String plain(List<List<String>> table, int row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < table.get(row).size(); i++) {
      int column = i;
      int width = table.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(1);
      line.append(String.format((i == 0 ? "%-" : "  %") + width + "s", table.get(row).get(i)));
    }
    return line.toString();
  }

  private Path fresh(String name) throws IOException {
    Path fresh = folder.resolve(name);
    delete(fresh);
    return Files.createDirectories(fresh);
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(tree)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
