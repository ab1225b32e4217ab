package dev.nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.platform.Home;
import dev.nightjar.platform.instance.SingleInstance.Message;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrayStartTest {
  private static Optional<TrayStart> start(String... arguments) {
    return TrayStart.of(arguments, Map.of("NIGHTJAR_HOME", "chosen"));
  }

  private static Optional<TrayStart> in(String home, Message message) {
    return Optional.of(new TrayStart(Home.at(Path.of(home)), message));
  }

  @Test
  void nothingButAHomeAndAWishIsTheTrayProgram() {
    assertEquals(in("chosen", Message.SHOW), start());
    assertEquals(in("other", Message.SHOW), start("--home", "other"));
    assertEquals(in("chosen", Message.SETTINGS), start("--settings"));
    assertEquals(in("other", Message.BACKUP_NOW), start("--backup-now", "--home", "other"));
  }

  @Test
  void anyOtherWordIsTheCommandLines() {
    assertEquals(Optional.empty(), start("backup"));
    assertEquals(Optional.empty(), start("--help"));
    assertEquals(Optional.empty(), start("--home"));
    assertEquals(Optional.empty(), start("--home", "other", "settings"));
  }

  @Test
  void aHomeThatCanBeNoFolderIsLeftToTheCommandLineWhichSaysSo() {
    assertEquals(Optional.empty(), start("--home", "no\0folder"));
    assertEquals(
        Optional.empty(), TrayStart.of(new String[0], Map.of("NIGHTJAR_HOME", "no\0folder")));
  }

  @Test
  void withoutAHomeItIsTheConventionalOne() {
    assertEquals(
        Optional.of(new TrayStart(Home.conventional(), Message.SHOW)),
        TrayStart.of(new String[0], Map.of()));
  }
}
