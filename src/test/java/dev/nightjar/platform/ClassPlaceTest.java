package dev.nightjar.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ClassPlaceTest {
  @Test
  void aLibrarysClassComesFromItsJar() {
    Path jar = ClassPlace.of(org.sqlite.JDBC.class).orElseThrow();

    assertTrue(Files.isRegularFile(jar) && jar.toString().endsWith(".jar"), jar.toString());
  }

  @Test
  void aCompiledClassComesFromAFolderAndSoDoesANestedOne() {
    Path folder = ClassPlace.of(ClassPlaceTest.class).orElseThrow();

    assertTrue(Files.isRegularFile(folder.resolve("dev/nightjar/platform/ClassPlaceTest.class")));
    assertEquals(folder, ClassPlace.of(Nested.class).orElseThrow());
  }

  private static final class Nested {}

  @Test
  void oneOfJavasOwnComesFromNone() {
    assertTrue(ClassPlace.of(String.class).isEmpty());
  }
}
