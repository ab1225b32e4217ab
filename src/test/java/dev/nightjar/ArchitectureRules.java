package dev.nightjar;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Predicate;
import java.util.logging.FileHandler;
import java.util.stream.Stream;

/** The rules of the architecture page that no table of packages can tell. */
final class ArchitectureRules {
  private static final Set<String> WRITERS =
      Set.of(
          "write",
          "writeString",
          "newOutputStream",
          "newBufferedWriter",
          "copy",
          "createFile",
          "createTempFile");

  /** The rooms of desktop that know kit alone. */
  static final List<String> SOLITARY =
      List.of(
          "settings", "tray", "about", "progress", "restore", "inside", "diff", "rows", "trace");

  /** By what each says. */
  static final Map<String, ArchRule> ALL = Collections.unmodifiableMap(rules());

  private ArchitectureRules() {}

  static Stream<String> names() {
    return ALL.keySet().stream();
  }

  private static Map<String, ArchRule> rules() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("gson is used in io", only("com.google.gson..", "dev.nightjar.io.."));
    rules.put("the driver is used in sqlite", only("org.sqlite..", "dev.nightjar.sqlite.."));
    rules.put("picocli is used in cli", only("picocli..", "dev.nightjar.cli.."));
    rules.put("cron-utils is used in schedule", only("com.cronutils..", "dev.nightjar.schedule.."));
    rules.put("FlatLaf is used in desktop", only("com.formdev..", "dev.nightjar.desktop.."));
    rules.put("MigLayout is used in desktop", only("net.miginfocom..", "dev.nightjar.desktop.."));
    rules.put("kit knows no room", knows("kit"));
    rules.put("backups knows progress alone", knows("backups", "progress"));
    rules.put(
        "firstrun knows settings and progress alone", knows("firstrun", "settings", "progress"));
    for (String room : SOLITARY) {
      rules.put(room + " knows no other room", knows(room));
    }
    rules.put("no room knows the wiring", theWiring());
    rules.put("failures need nothing", failures());
    rules.put("one class renames, deletes and makes folders", renames());
    rules.put("one class makes threads", threads());
    rules.put("files are opened for writing in io", writing());
    return rules;
  }

  private static ArchRule only(String library, String user) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(user)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  /** A room knows itself, kit, and {@code others}: no room else, be it made tomorrow. */
  private static ArchRule knows(String room, String... others) {
    String[] known =
        Stream.concat(Stream.of(room, "kit"), Arrays.stream(others))
            .map("dev.nightjar.desktop."::concat)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("dev.nightjar.desktop." + room)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.nightjar.desktop.*..").and(resideOutsideOfPackages(known)))
        .allowEmptyShould(true);
  }

  private static ArchRule theWiring() {
    return noClasses()
        .that()
        .resideInAPackage("dev.nightjar.desktop.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.nightjar.desktop");
  }

  private static ArchRule failures() {
    return classes()
        .that()
        .resideInAPackage("dev.nightjar.failure..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "dev.nightjar.failure..");
  }

  /** Windows refuses these for a moment: one class knows what to do then. */
  private static ArchRule renames() {
    return noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.nightjar.io.DurableFiles")
        .should()
        .accessTargetWhere(
            isOf(Files.class, Set.of("createDirectories", "delete", "deleteIfExists", "move")));
  }

  /** One that keeps the program from ending, or has no name, is seen only when it is too late. */
  private static ArchRule threads() {
    return noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.nightjar.platform.DaemonThreads")
        .should()
        .accessTargetWhere(that("makes threads of its own", ArchitectureRules::makesThreads));
  }

  private static boolean makesThreads(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getName();
    if (name.equals("<init>")) {
      boolean pool = owner.isAssignableTo(ThreadPoolExecutor.class);
      return owner.isAssignableTo(Thread.class)
          || owner.isAssignableTo(Timer.class)
          || owner.isAssignableTo(ForkJoinPool.class)
          || (pool && lacks(access, ThreadFactory.class));
    }
    if (owner.isEquivalentTo(Executors.class)) {
      return lacks(access, ThreadFactory.class);
    }
    if (owner.isEquivalentTo(CompletableFuture.class)) {
      boolean elsewhere = name.endsWith("Async") || name.equals("delayedExecutor");
      return elsewhere && lacks(access, Executor.class);
    }
    return name.equals("commonPool") || name.equals("parallelStream") || name.equals("parallel");
  }

  private static boolean lacks(JavaAccess<?> access, Class<?> parameter) {
    return !access.getTarget().getFullName().contains(parameter.getName());
  }

  /**
   * The log's file is java.util.logging's own; SQLite writes its files itself. A file that is
   * opened to be read needs no rule.
   */
  private static ArchRule writing() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("dev.nightjar.io..")
        .and()
        .doNotHaveFullyQualifiedName("dev.nightjar.app.LogFiles")
        .should()
        .accessTargetWhere(that("opens a file for writing", ArchitectureRules::opensForWriting));
  }

  private static boolean opensForWriting(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getName();
    if (owner.isEquivalentTo(StandardOpenOption.class)) {
      return !name.equals("READ");
    }
    if (owner.isEquivalentTo(Files.class)) {
      return WRITERS.contains(name);
    }
    return name.equals("<init>")
        && (Stream.of(
                    FileOutputStream.class,
                    FileWriter.class,
                    RandomAccessFile.class,
                    FileHandler.class)
                .anyMatch(owner::isAssignableTo)
            || takesAFile(access));
  }

  /** As PrintStream and PrintWriter do. */
  private static boolean takesAFile(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    return List.of("java.io.PrintStream", "java.io.PrintWriter", "java.util.Formatter")
            .contains(owner.getName())
        && (access.getTarget().getFullName().contains("(java.io.File")
            || access.getTarget().getFullName().contains("(java.lang.String"));
  }

  private static DescribedPredicate<JavaAccess<?>> isOf(Class<?> owner, Set<String> names) {
    return that(
        "is one of " + names + " of " + owner.getSimpleName(),
        access ->
            access.getTargetOwner().isEquivalentTo(owner) && names.contains(access.getName()));
  }

  private static DescribedPredicate<JavaAccess<?>> that(
      String description, Predicate<JavaAccess<?>> test) {
    return DescribedPredicate.describe(description, test);
  }
}
