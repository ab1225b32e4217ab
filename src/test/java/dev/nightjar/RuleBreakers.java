package dev.nightjar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes classes that break the rules of {@link ArchitectureRules}, one or more for each. */
final class RuleBreakers {
  private static final String IN_ROOT = "dev.nightjar";
  private static final String DESKTOP = "dev.nightjar.desktop.";

  private final Map<String, List<Source>> sources = new LinkedHashMap<>();

  /**
   * A class.
   *
   * @param name its own
   * @param body its content
   */
  private record Source(String in, String name, String body) {
    Path file(Path folder) {
      return folder.resolve(in.replace('.', '/')).resolve(name + ".java");
    }

    String text() {
      return "package " + in + ";\nclass " + name + " {\n" + body + "\n}\n";
    }
  }

  private RuleBreakers() {
    uses("gson is used in io", IN_ROOT, "com.google.gson.Gson");
    uses("the driver is used in sqlite", IN_ROOT, "org.sqlite.SQLiteConnection");
    uses("picocli is used in cli", IN_ROOT, "picocli.CommandLine");
    uses("cron-utils is used in schedule", IN_ROOT, "com.cronutils.model.Cron");
    uses("FlatLaf is used in desktop", IN_ROOT, "com.formdev.flatlaf.FlatLaf");
    uses("MigLayout is used in desktop", IN_ROOT, "net.miginfocom.swing.MigLayout");
    String backups = DESKTOP + "backups.BackupsPanel";
    String settings = DESKTOP + "settings.SettingsForm";
    String tray = DESKTOP + "tray.TrayMenu";
    String trace = DESKTOP + "trace.TracePanel";
    uses("kit knows no room", DESKTOP + "kit", backups, settings, tray, trace);
    uses("backups knows progress alone", DESKTOP + "backups", settings, tray, trace);
    uses("firstrun knows settings and progress alone", DESKTOP + "firstrun", backups, tray, trace);
    for (String room : ArchitectureRules.SOLITARY) {
      String other = room.equals("tray") ? settings : tray;
      String last = room.equals("trace") ? DESKTOP + "rows.RowsPanel" : trace;
      uses(room + " knows no other room", DESKTOP + room, backups, other, last);
    }
    uses("no room knows the wiring", DESKTOP + "tray", DESKTOP + "Desktop");
    uses("failures need nothing", "dev.nightjar.failure", "dev.nightjar.io.Progress");
    calls(
        "one class renames, deletes and makes folders",
        "java.nio.file.Files.createDirectories(path);",
        "java.nio.file.Files.delete(path);",
        "java.nio.file.Files.deleteIfExists(path);",
        "java.nio.file.Files.move(path, path);");
    calls(
        "one class makes threads",
        "new Thread(() -> {}).start();",
        "java.util.function.Function<Runnable, Thread> made = Thread::new;",
        "new Thread() {};",
        "new java.util.Timer();",
        "new java.util.concurrent.ForkJoinPool(2);",
        "java.util.concurrent.Executors.newCachedThreadPool();",
        "java.util.concurrent.Executors.newFixedThreadPool(2);",
        "java.util.concurrent.CompletableFuture.runAsync(() -> {});",
        "java.util.concurrent.CompletableFuture.supplyAsync(() -> 1).thenAcceptAsync(n -> {});",
        "new java.util.concurrent.ScheduledThreadPoolExecutor(1);",
        "java.util.List.of(1).parallelStream().count();",
        "java.util.stream.Stream.of(1).parallel().count();");
    calls(
        "files are opened for writing in io",
        "java.nio.file.Files.writeString(path, text);",
        "java.nio.file.Files.write(path, new byte[0]);",
        "java.nio.file.Files.newOutputStream(path).close();",
        "java.nio.file.Files.newBufferedWriter(path).close();",
        "java.nio.file.Files.copy(path, path);",
        "java.nio.file.Files.createFile(path);",
        "java.nio.file.Files.createTempFile(text, text);",
        "java.nio.channels.FileChannel.open(path, java.nio.file.StandardOpenOption.APPEND).close();",
        "java.nio.channels.FileChannel.open(path, java.nio.file.StandardOpenOption.WRITE).close();",
        "new java.io.FileOutputStream(text).close();",
        "new java.io.FileWriter(text).close();",
        "new java.io.RandomAccessFile(text, text).close();",
        "new java.io.PrintStream(text).close();",
        "new java.io.PrintWriter(path.toFile()).close();",
        "new java.util.logging.FileHandler(text).close();");
  }

  private void uses(String rule, String in, String... types) {
    for (String type : types) {
      add(rule, in, "  " + type + " used;");
    }
  }

  private void calls(String rule, String... statements) {
    for (String statement : statements) {
      add(
          rule,
          IN_ROOT,
          "  void call(java.nio.file.Path path, String text) throws Exception {\n    "
              + statement
              + "\n  }");
    }
  }

  private void add(String rule, String in, String body) {
    List<Source> some = sources.computeIfAbsent(rule, name -> new ArrayList<>());
    String name = "Breaker" + sources.size() + "Number" + some.size() + "End";
    some.add(new Source(in, name, body));
  }

  /**
   * Compiles them.
   *
   * @return for each rule the names of the classes that break it, with their content
   */
  static Map<String, Map<String, String>> compiledIn(Path folder) throws IOException {
    RuleBreakers all = new RuleBreakers();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, Map<String, String>> made = new LinkedHashMap<>();
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, List<Source>> rule : all.sources.entrySet()) {
      for (Source source : rule.getValue()) {
        Path file = source.file(folder);
        Files.createDirectories(file.getParent());
        files.add(Files.writeString(file, source.text()));
        made.computeIfAbsent(rule.getKey(), name -> new LinkedHashMap<>())
            .put(source.name(), source.body().strip());
      }
    }
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-proc:none", "-nowarn", "-d", folder.toString());
      boolean compiles =
          compiler
              .getTask(
                  null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
              .call();
      if (!compiles) {
        throw new IOException("a breaker of rules doesn't compile");
      }
    }
    return made;
  }
}
