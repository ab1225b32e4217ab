package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.ChildJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** As a user runs it, on a desktop whose configuration is a folder of the test's. */
@EnabledOnOs(OS.LINUX)
final class AutostartCommandTest {
  @TempDir private Path folder;

  private record Ended(int code, String out) {}

  private Ended autostart(String launcher, String... arguments)
      throws IOException, InterruptedException {
    List<String> options = List.of("-Dnightjar.launcher=" + launcher);
    List<String> command =
        new ArrayList<>(ChildJava.command(64, options, "dev.nightjar.Main", "autostart"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    builder.environment().put("NIGHTJAR_HOME", folder.resolve("my home").toString());
    builder.environment().remove("APPIMAGE");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out);
  }

  @Test
  void itIsTurnedOnAndOffAndTold() throws Exception {
    Path launcher = Files.writeString(folder.resolve("nightjar"), "");
    launcher.toFile().setExecutable(true);
    String path = launcher.toString();
    assertEquals(new Ended(0, "Nightjar doesn't start when you sign in.\n"), autostart(path));
    assertEquals(new Ended(0, "Nightjar starts when you sign in.\n"), autostart(path, "on"));
    Path entry = folder.resolve("config/autostart/nightjar.desktop");
    String home = folder.resolve("my home").toString();
    assertTrue(
        Files.readString(entry).contains("\nExec=" + path + " --home \"" + home + "\"\n"),
        Files.readString(entry));
    Ended json = autostart(path, "status", "--json");
    assertTrue(json.out().contains("\"format\": \"nightjar-autostart/1\""), json::out);
    assertTrue(json.out().contains("\"state\": \"on\""), json::out);
    assertEquals(0, autostart(path, "off").code());
    assertFalse(Files.exists(entry));
  }

  @Test
  void whatCantBeStartedAgainFailsInWords() throws Exception {
    Ended ended = autostart("", "on");
    assertEquals(1, ended.code());
    assertTrue(
        ended.out().contains("Whether Nightjar starts when you sign in could not be changed"),
        ended::out);
    assertEquals(2, autostart("", "maybe").code());
  }
}
