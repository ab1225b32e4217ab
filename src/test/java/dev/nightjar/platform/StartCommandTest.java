package dev.nightjar.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is started again as it was installed. */
final class StartCommandTest {
  @TempDir private Path folder;

  private Path made(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  @Test
  void theInstalledProgramComesBeforeTheScriptAndJava() throws Exception {
    Path program = made("My \\new $Programs/bin/nightjar");
    Path console = made("app/nightjar.exe");
    Path java = made("jre/bin/java");
    Path javaw = made("jre/bin/javaw.exe");
    Path jar = made("lib/nightjar.jar");
    String jre = folder.resolve("jre").toString();
    assertEquals(console.toString(), first(Map.of(), console, program, jre, jar, true));
    Path windowed = made("app/nightjarw.exe");
    assertEquals(windowed.toString(), first(Map.of(), console, program, jre, jar, true));
    assertEquals(console.toString(), first(Map.of(), console, program, jre, jar, false));
    Path gone = folder.resolve("gone");
    assertEquals(program.toString(), first(Map.of(), gone, program, jre, jar, false));
    assertEquals(java.toString(), first(Map.of(), gone, gone, jre, jar, false));
    assertEquals(javaw.toString(), first(Map.of(), gone, program, jre, jar, true));
    Path image = made("Nightjar.AppImage");
    Map<String, String> inImage = Map.of("APPIMAGE", image.toString());
    assertEquals(image.toString(), first(inImage, console, program, jre, jar, false));
    assertEquals(
        Optional.empty(), StartCommand.program(Map.of(), "", "", jre, Optional.empty(), false));
  }

  private static String first(
      Map<String, String> environment,
      Path installed,
      Path script,
      String jre,
      Path jar,
      boolean windows) {
    return StartCommand.program(
            environment, installed.toString(), script.toString(), jre, Optional.of(jar), windows)
        .orElseThrow()
        .get(0);
  }
}
