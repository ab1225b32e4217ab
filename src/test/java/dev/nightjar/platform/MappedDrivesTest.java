package dev.nightjar.platform;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MappedDrivesTest {
  private static MappedDrives windows(Map<String, String> answers) {
    return new MappedDrives(
        "C",
        (tool, arguments) ->
            Optional.ofNullable(answers.get((tool + " " + String.join(" ", arguments)).strip())));
  }

  @Test
  void aDriveThatIsKeptForEachSignInIsANetworksEvenIfItIsNotConnected() {
    assertTrue(
        windows(
                Map.of(
                    "reg query HKCU\\Network\\Y /v RemotePath",
                    "\r\n    RemotePath    REG_SZ    \\\\nas\\backup\r\n"))
            .isNetwork("Y"));
  }

  @Test
  void aDriveThatAScriptConnectedIsANetworks() {
    assertTrue(windows(Map.of("net use Y:", "Uzak ad  \\\\nas\\backup\r\n")).isNetwork("Y"));
  }

  @Test
  void aFoldersDriveIsWhereThatFolderIs() {
    String substituted =
        "L:\\: => C:\\Users\\me\r\nM:\\: => UNC\\nas\\backup\r\nN:\\: => M:\\in it\r\n"
            + "P:\\: => Y:\\x\r\nQ:\\: => q:\\\r\n";
    MappedDrives drives =
        windows(Map.of("subst", substituted, "net use Y:", "Remote name  \\\\nas\\backup"));
    assertFalse(drives.isNetwork("L"));
    assertTrue(drives.isNetwork("M"));
    assertTrue(drives.isNetwork("N"));
    assertTrue(drives.isNetwork("P"));
    assertTrue(drives.isNetwork("Q"), "one that leads nowhere isn't known to be local");
    assertFalse(drives.isNetwork("C"));
  }

  @Test
  void aDriveOfThisComputerIsNone() {
    assertFalse(windows(Map.of()).isNetwork("D"));
  }

  @Test
  void nothingIsAskedAboutTheDriveThatWindowsIsOn() {
    MappedDrives drives =
        new MappedDrives(
            "C",
            (tool, arguments) -> {
              throw new AssertionError(tool);
            });
    assertFalse(drives.isNetwork("c"));
  }
}
