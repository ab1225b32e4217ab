package dev.nightjar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Packages depend on each other only downwards, and each library is used in one of them. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.nightjar");

  @Test
  void arrowsPointDownOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("main")
        .definedBy("dev.nightjar")
        .layer("cli")
        .definedBy("dev.nightjar.cli..")
        .layer("desktop")
        .definedBy("dev.nightjar.desktop..")
        .layer("app")
        .definedBy("dev.nightjar.app..")
        .layer("text")
        .definedBy("dev.nightjar.text..")
        .layer("demo")
        .definedBy("dev.nightjar.demo..")
        .layer("history")
        .definedBy("dev.nightjar.history..")
        .layer("settings")
        .definedBy("dev.nightjar.settings..")
        .layer("restore")
        .definedBy("dev.nightjar.restore..")
        .layer("backup")
        .definedBy("dev.nightjar.backup..")
        .layer("json")
        .definedBy("dev.nightjar.json..")
        .layer("destination")
        .definedBy("dev.nightjar.destination..")
        .layer("sqlite")
        .definedBy("dev.nightjar.sqlite..")
        .whereLayer("cli")
        .mayOnlyBeAccessedByLayers("main")
        .whereLayer("desktop")
        .mayOnlyBeAccessedByLayers("main")
        .whereLayer("app")
        .mayOnlyBeAccessedByLayers("cli", "desktop")
        .whereLayer("text")
        .mayOnlyBeAccessedByLayers("cli", "desktop")
        .whereLayer("demo")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("history")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("settings")
        .mayOnlyBeAccessedByLayers("app", "cli", "desktop")
        .whereLayer("restore")
        .mayOnlyBeAccessedByLayers("app", "cli", "desktop")
        .whereLayer("backup")
        .mayOnlyBeAccessedByLayers("app", "cli", "desktop", "history")
        .whereLayer("json")
        .mayOnlyBeAccessedByLayers("backup", "restore")
        .check(CLASSES);
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
