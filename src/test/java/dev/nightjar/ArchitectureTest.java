package dev.nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packages depend on each other only downwards, and {@link ArchitectureRules} are kept; each is
 * seen to fail.
 */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.nightjar");

  /**
   * Used by the JSON's exporter and its proof: its file and positions in it, names as bytes, how a
   * file is opened and asked, and SQLite's own tables; all of io and failure.
   */
  private static final Set<String> FOR_EXPORTER_AND_PROOF =
      Set.of(
          "json.JsonFile",
          "json.JsonLack",
          "json.Recoding",
          "json.RowMark",
          "json.RowMarks",
          "sqlite.BuiltInTables",
          "sqlite.Connections",
          "sqlite.CopyFailures",
          "sqlite.DriverFunctions",
          "sqlite.Names",
          "sqlite.Pieces",
          "sqlite.Refusals",
          "sqlite.SqlText",
          "sqlite.SqliteLibrary",
          "sqlite.StorageClass");

  private static final Path TABLE = Path.of("src", "docs", "architecture.md");
  private static final Pattern LINE =
      Pattern.compile("\\| `([a-z.]+)` \\|[^|]*\\|([a-z., ]*)\\|", Pattern.MULTILINE);
  private static final String BASE = "dev.nightjar";

  /** Reads the architecture page's table: each package and those that it may use, in its order. */
  private static Map<String, Set<String>> allowed() throws IOException {
    Map<String, Set<String>> allowed = new LinkedHashMap<>();
    Matcher line = LINE.matcher(Files.readString(TABLE));
    while (line.find()) {
      Set<String> names = new TreeSet<>(Arrays.asList(line.group(2).strip().split(",\\s*")));
      names.remove("");
      allowed.put(line.group(1), names);
    }
    return allowed;
  }

  private static Map<String, Set<String>> used() {
    Map<String, Set<String>> used = new TreeMap<>();
    for (JavaClass each : CLASSES) {
      Set<String> names = used.computeIfAbsent(nameOf(each), name -> new TreeSet<>());
      for (Dependency arrow : each.getDirectDependenciesFromSelf()) {
        JavaClass target = arrow.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(BASE) && !nameOf(target).equals(nameOf(each))) {
          names.add(nameOf(target));
        }
      }
    }
    return used;
  }

  private static String nameOf(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(BASE) ? BASE : name.substring(BASE.length() + 1);
  }

  @Test
  void packagesUseWhatTheArchitecturePageSays() throws IOException {
    assertEquals(new TreeMap<>(allowed()), used());
  }

  @Test
  void arrowsPointDownOnly() throws IOException {
    List<String> order = List.copyOf(allowed().keySet());
    allowed()
        .forEach(
            (name, uses) ->
                uses.forEach(
                    other ->
                        assertTrue(
                            order.indexOf(other) > order.indexOf(name), name + " uses " + other)));
  }

  @Test
  void everyRoomHasARule() throws IOException {
    for (String name : allowed().keySet()) {
      if (name.startsWith("desktop.")) {
        String start = name.substring("desktop.".length()) + " knows ";
        assertTrue(ArchitectureRules.names().anyMatch(rule -> rule.startsWith(start)), name);
      }
    }
  }

  @Test
  void everyRuleIsKept() {
    ArchitectureRules.ALL.forEach((name, rule) -> rule.check(CLASSES));
  }

  @Test
  void eachRuleFailsForAClassThatBreaksIt(@TempDir Path folder) throws IOException {
    Map<String, Map<String, String>> breakers = RuleBreakers.compiledIn(folder);
    JavaClasses classes = new ClassFileImporter().importPath(folder);
    assertEquals(ArchitectureRules.ALL.keySet(), breakers.keySet());
    List<String> unseen = new ArrayList<>();
    breakers.forEach(
        (name, bodies) -> {
          String report =
              ArchitectureRules.ALL.get(name).evaluate(classes).getFailureReport().toString();
          bodies.forEach(
              (type, body) -> {
                if (!report.contains(type)) {
                  unseen.add(name + ": " + body);
                }
              });
        });
    assertEquals(List.of(), unseen);
  }

  @Test
  void exporterAndProofHaveNothingInCommonThatReadsRows() {
    Set<String> common = reachedFrom("dev.nightjar.json.JsonExporter");
    common.retainAll(reachedFrom("dev.nightjar.json.JsonProof"));
    Set<String> more = new TreeSet<>(common);
    more.removeAll(FOR_EXPORTER_AND_PROOF);
    more.removeIf(name -> name.startsWith("io.") || name.startsWith("failure."));
    assertEquals(Set.of(), more);
  }

  /** Returns the classes that a class uses, and those that they use, without nested classes. */
  private static Set<String> reachedFrom(String type) {
    Set<String> used = new TreeSet<>();
    CLASSES
        .get(type)
        .getTransitiveDependenciesFromSelf()
        .forEach(
            dependency -> {
              String name = dependency.getTargetClass().getBaseComponentType().getName();
              if (name.startsWith("dev.nightjar.")) {
                used.add(name.substring("dev.nightjar.".length()).replaceFirst("\\$.*", ""));
              }
            });
    return used;
  }

  /** Diagnostics shows the name as it is; a console's own properties come with it. */
  @Test
  void theSystemIsAskedInOnePlace() throws IOException {
    List<String> found;
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      found =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(ArchitectureTest::asksForTheSystem)
              .map(file -> file.getFileName().toString())
              .sorted()
              .toList();
    }
    assertEquals(List.of("ConsoleCharset.java", "Diagnostics.java", "OperatingSystem.java"), found);
  }

  private static boolean asksForTheSystem(Path file) {
    try {
      String text = Files.readString(file);
      return text.contains("\"os.name\"") || text.contains("File.separator");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
