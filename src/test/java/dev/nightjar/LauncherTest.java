package dev.nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell script that starts Java, with a Java that only says what it was given. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
  @TempDir private Path folder;

  private String started(String... words) throws Exception {
    Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"17.0.1\"\n");
    ProcessBuilder start = new ProcessBuilder("sh", "src/image/bin/nightjar");
    start.command().addAll(List.of(words));
    start.environment().put("JAVA_HOME", folder.resolve("java").toString());
    Process process = start.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertEquals(
        ("dev.nightjar.Main " + String.join(" ", words)).strip(),
        said.substring(said.indexOf("dev.nightjar.Main")).strip());
    return said;
  }

  private boolean isWithOneCompiler(String... words) throws Exception {
    return started(words).contains("-XX:TieredStopAtLevel=1");
  }

  private boolean isWithLargeHeap(String... words) throws Exception {
    return started(words).contains("-Xms40m");
  }

  @Test
  void onlyTheTrayProgramBeginsWithASmallHeap() throws Exception {
    assertEquals(
        List.of(true, true, false),
        List.of(isWithLargeHeap("status"), isWithLargeHeap("backup"), isWithLargeHeap()));
  }

  @Test
  void onlyCommandsThatReadListsGoWithOneCompiler() throws Exception {
    assertEquals(
        List.of(true, true, false, false),
        List.of(
            isWithOneCompiler("status"),
            isWithOneCompiler("prune", "--dry-run"),
            isWithOneCompiler("backup", "list"),
            isWithOneCompiler()));
  }
}
