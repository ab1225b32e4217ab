package dev.nightjar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Packages depend on each other only downwards, and each library is used in one of them. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.nightjar");

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
  void eachLibraryIsUsedInOnePackage() {
    only("com.google.gson..", "dev.nightjar.io..");
    only("org.sqlite..", "dev.nightjar.sqlite..");
    only("picocli..", "dev.nightjar.cli..");
    only("com.cronutils..", "dev.nightjar.schedule..");
    only("com.formdev..", "dev.nightjar.desktop..");
    only("net.miginfocom..", "dev.nightjar.desktop..");
  }

  private static void only(String library, String user) {
    noClasses()
        .that()
        .resideOutsideOfPackage(user)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }

  @Test
  void theKitKnowsNoRoomAndRoomsDontKnowEachOther() {
    strangers("kit", "tray", "firstrun", "settings", "backups", "progress", "about");
    strangers("settings", "backups", "tray", "about", "firstrun", "progress");
    strangers("backups", "settings", "tray", "about", "firstrun");
    strangers("tray", "settings", "backups", "about", "firstrun", "progress");
    strangers("about", "settings", "backups", "tray", "firstrun", "progress");
    strangers("firstrun", "backups", "tray", "about");
    strangers("progress", "settings", "backups", "tray", "about", "firstrun");
  }

  @Test
  void onlyTheWiringKnowsTheWiring() {
    noClasses()
        .that()
        .resideInAPackage("dev.nightjar.desktop.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.nightjar.desktop")
        .check(CLASSES);
  }

  private static void strangers(String room, String... others) {
    noClasses()
        .that()
        .resideInAPackage("dev.nightjar.desktop." + room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Arrays.stream(others).map("dev.nightjar.desktop."::concat).toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void failuresNeedNothing() {
    classes()
        .that()
        .resideInAPackage("dev.nightjar.failure..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "dev.nightjar.failure..")
        .check(CLASSES);
  }

  /** Windows refuses these for a moment: one class knows what to do then. */
  @Test
  void onlyDurableFilesRenamesAndDeletes() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.nightjar.io.DurableFiles")
        .should()
        .callMethod(Files.class, "delete", Path.class)
        .orShould()
        .callMethod(Files.class, "deleteIfExists", Path.class)
        .orShould()
        .callMethod(Files.class, "move", Path.class, Path.class, CopyOption[].class)
        .check(CLASSES);
  }
}
