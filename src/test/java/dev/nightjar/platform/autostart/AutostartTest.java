package dev.nightjar.platform.autostart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.autostart.Autostart.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AutostartTest {
  @TempDir private Path folder;
  private Path program;

  @BeforeEach
  void aProgramInAFolderWithSpaces() throws IOException {
    program = made("My \\new $Programs/bin/nightjar");
  }

  private Path made(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    file.toFile().setExecutable(true);
    return file;
  }

  private XdgAutostart desktop() {
    return new XdgAutostart(folder.resolve("config"), Optional.of(List.of(program.toString())));
  }

  private Path entry() {
    return folder.resolve("config/autostart/nightjar.desktop");
  }

  private void change(String from, String to) throws IOException {
    Files.writeString(entry(), Files.readString(entry()).replace(from, to));
  }

  @Test
  void onAFreeDesktopAFileTurnsItOn() throws Exception {
    assertEquals(State.OFF, desktop().state());
    desktop().set(true);
    assertEquals(State.ON, desktop().state());
    desktop().set(true);
    desktop().set(false);
    assertEquals(State.OFF, desktop().state());
    assertFalse(Files.exists(entry()));
    desktop().set(false);
  }

  @Test
  void whatTheDesktopsSettingsSwitchedOffIsToldAndTurnedOnAgain() throws Exception {
    desktop().set(true);
    change("enabled=true", "enabled=false");
    assertEquals(State.SWITCHED_OFF_BY_SYSTEM, desktop().state());
    desktop().set(true);
    assertEquals(State.ON, desktop().state());
    change("Terminal=false", "Hidden=true");
    assertEquals(State.SWITCHED_OFF_BY_SYSTEM, desktop().state());
    change("Hidden=true", "Hidden=false\n[Desktop Action x]\nHidden=true");
    assertEquals(State.ON, desktop().state());
  }

  @Test
  void aProgramThatWasMovedAwayDoesntStart() throws Exception {
    desktop().set(true);
    Files.delete(program);
    assertEquals(State.OFF, desktop().state());
  }

  @Test
  void theDesktopEntryQuotesWhatAShellWouldTake() {
    assertEquals(
        """
        [Desktop Entry]
        Type=Application
        Version=1.0
        Name=Nightjar
        Comment=Backs up a database that is in use
        TryExec=/opt/My $Programs\\\\100%/nightjar
        Exec="/opt/My \\\\$Programs\\\\\\\\100%%/nightjar" --home /data
        Terminal=false
        X-GNOME-Autostart-enabled=true
        """,
        XdgAutostart.entry(List.of("/opt/My $Programs\\100%/nightjar", "--home", "/data")));
  }

  @Test
  void withoutALauncherThatLastsItIsUnsupported() {
    XdgAutostart desktop = new XdgAutostart(folder.resolve("config"), Optional.empty());
    assertEquals(State.UNSUPPORTED, desktop.state());
    FailureException thrown = assertThrows(FailureException.class, () -> desktop.set(true));
    assertEquals(Reason.AUTOSTART_FAILED, thrown.reason());
    assertFalse(Files.exists(entry()));
  }

  @Test
  void theRegistryGetsTheWholePathInQuotes() {
    assertEquals(
        "Windows Registry Editor Version 5.00\r\n\r\n"
            + "[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run]\r\n"
            + "\"Nightjar\"=\"\\\"C:\\\\Program Files\\\\Nightjar\\\\nightjarw.exe\\\" \\\"--home\\\""
            + " \\\"D:\\\\Läden\\\\\\\\\\\"\"\r\n\r\n"
            + "[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion"
            + "\\Explorer\\StartupApproved\\Run]\r\n\"Nightjar\"=-\r\n",
        RunKeyAutostart.turningOn(
            RunKeyAutostart.line(
                List.of("C:\\Program Files\\Nightjar\\nightjarw.exe", "--home", "D:\\Läden\\"))));
    assertTrue(RunKeyAutostart.turningOff().contains("\\Run]\r\n\"Nightjar\"=-\r\n"));
    byte[] bytes = RunKeyAutostart.encoded("ä");
    assertEquals("\ufeffä", new String(bytes, StandardCharsets.UTF_16LE));
  }

  @Test
  void aCommandThatWindowsMayIgnoreIsRefusedBeforeTheRegistryIsTouched() {
    RunKeyAutostart autostart =
        new RunKeyAutostart(Optional.of(List.of("C:\\" + "a".repeat(260) + "\\nightjarw.exe")));
    FailureException thrown = assertThrows(FailureException.class, () -> autostart.set(true));
    assertEquals(Reason.AUTOSTART_TOO_LONG, thrown.reason());
  }

  @Test
  void theTaskManagersWordIsItsFirstByte() {
    String answer = "\r\nHKEY_CURRENT_USER\\X\r\n    Nightjar    REG_BINARY    ";
    assertFalse(RunKeyAutostart.isSwitchedOff(answer + "020000000000000000000000\r\n"));
    assertFalse(RunKeyAutostart.isSwitchedOff(answer + "060000000000000000000000\r\n"));
    assertTrue(RunKeyAutostart.isSwitchedOff(answer + "0300000061C0A1B2C3D4D901\r\n"));
    assertTrue(RunKeyAutostart.isSwitchedOff(answer + "0700000061C0A1B2C3D4D901\r\n"));
    assertFalse(RunKeyAutostart.isSwitchedOff("ERROR: nothing of that name"));
  }

  @Test
  void aLaunchAgentStartsTheProgramAtSignIn() throws Exception {
    String agent = LaunchAgentAutostart.agent(List.of("/Applications/R&D <1>/Nightjar", "--home"));
    assertTrue(
        agent.contains(
            "    <string>/Applications/R&amp;D &lt;1&gt;/Nightjar</string>\n"
                + "    <string>--home</string>\n"),
        agent);
    assertTrue(agent.contains("<key>RunAtLoad</key>\n  <true/>"), agent);
    LaunchAgentAutostart mac =
        new LaunchAgentAutostart(folder, Optional.of(List.of(program.toString())));
    assertEquals(State.OFF, mac.state());
    mac.set(true);
    assertTrue(Files.exists(folder.resolve("Library/LaunchAgents/dev.nightjar.plist")));
    assertEquals(State.ON, mac.state());
    mac.set(false);
    assertEquals(State.OFF, mac.state());
  }

  @Test
  void launchdSaysInTwoWaysWhatIsSwitchedOff() {
    assertTrue(LaunchAgentAutostart.isDisabled("\t\t\"dev.nightjar\" => disabled\n"));
    assertTrue(LaunchAgentAutostart.isDisabled("\t\t\"dev.nightjar\" => true\n"));
    assertFalse(LaunchAgentAutostart.isDisabled("\t\t\"dev.nightjar\" => enabled\n"));
    assertFalse(LaunchAgentAutostart.isDisabled("\t\t\"devXnightjar\" => true\n"));
  }
}
