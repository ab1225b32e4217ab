package dev.nightjar.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program's folders, and the command that starts it again. */
final class HomeTest {
  @TempDir private Path user;

  private Home home(OperatingSystem system, String... variables) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return Home.conventional(system, environment, user);
  }

  private Path program(String name) throws IOException {
    Path program = user.resolve(name);
    Files.createDirectories(program.getParent());
    return Files.writeString(program, "");
  }

  @Test
  void eachSystemHasItsConvention() {
    assertEquals(
        new Home(user.resolve(".config/nightjar"), user.resolve(".local/state/nightjar")),
        home(OperatingSystem.LINUX));
    assertEquals(home(OperatingSystem.LINUX), home(OperatingSystem.OTHER));
    assertEquals(
        Home.at(user.resolve("Library/Application Support/Nightjar")), home(OperatingSystem.MAC));
    assertEquals(
        new Home(user.resolve("AppData/Roaming/Nightjar"), user.resolve("AppData/Local/Nightjar")),
        home(OperatingSystem.WINDOWS));
  }

  @Test
  void variablesCountWhereTheyAreWholePaths() {
    String config = user.resolve("c").toString();
    String state = user.resolve("s").toString();
    assertEquals(
        new Home(user.resolve("c/nightjar"), user.resolve("s/nightjar")),
        home(OperatingSystem.LINUX, "XDG_CONFIG_HOME", config, "XDG_STATE_HOME", state));
    assertEquals(
        home(OperatingSystem.LINUX),
        home(OperatingSystem.LINUX, "XDG_CONFIG_HOME", "c", "XDG_STATE_HOME", "\u0000"));
    assertEquals(
        new Home(user.resolve("c/Nightjar"), user.resolve("AppData/Local/Nightjar")),
        home(OperatingSystem.WINDOWS, "APPDATA", config, "LOCALAPPDATA", ""));
  }

  @Test
  void aHomeIsTheSameHoweverItIsWritten() {
    assertEquals(Home.at(user), Home.at(user.resolve("x").resolve("..")));
    assertTrue(Home.at(Path.of("x")).settingsFile().isAbsolute());
  }

  @Test
  void nothingThatItKeepsStandsInThePlaceOfAnother() {
    Home home = Home.at(user);
    List<Path> all =
        Stream.of(
                home.settingsFile(),
                home.historyFile(),
                home.stateFile(),
                home.inventoriesFolder(),
                home.locksFolder(),
                home.stagingFolder(),
                home.pruningFolder(),
                home.checksFolder(),
                home.restoresFolder(),
                home.beforeRestoreFolder(),
                home.logFolder())
            .toList();
    assertEquals(all.size(), all.stream().distinct().count());
    assertTrue(all.stream().allMatch(one -> user.equals(one.getParent())));
  }

  @Test
  void onlyTheSettingsStandInTheFolderThatRoams() {
    Home home = home(OperatingSystem.WINDOWS);
    assertEquals(home.settingsFolder(), home.settingsFile().getParent());
    assertEquals(home.stateFolder(), home.historyFile().getParent());
  }

  @Test
  void anEarlierVersionIsSeenByItsLocks() throws IOException {
    Home home = new Home(user.resolve("settings"), user.resolve("state"));
    assertEquals(Optional.empty(), home.former());
    Files.createDirectories(user.resolve("settings/locks"));
    assertEquals(Optional.of(Home.at(user.resolve("settings"))), home.former());
    assertEquals(Optional.empty(), Home.at(user.resolve("settings")).former());
  }

  private Optional<List<String>> start(
      String image, String installed, String script, String java, String jar, boolean windows) {
    return StartCommand.program(
        Map.of("APPIMAGE", image),
        installed,
        script,
        java,
        jar.isEmpty() ? Optional.empty() : Optional.of(Path.of(jar)),
        windows);
  }

  @Test
  void whatLastsLongestStartsTheProgram() throws IOException {
    String image = program("Nightjar.AppImage").toString();
    String installed = program("opt/nightjar").toString();
    String script = program("unpacked/bin/nightjar").toString();
    String java = program("java/bin/java").getParent().getParent().toString();
    String jar = program("nightjar.jar").toString();
    assertEquals(Optional.of(List.of(image)), start(image, installed, script, java, jar, false));
    assertEquals(Optional.of(List.of(installed)), start("", installed, script, java, jar, false));
    assertEquals(Optional.of(List.of(script)), start("", "", script, java, jar, false));
    List<String> byJava = start("", "", "", java, jar, false).orElseThrow();
    assertEquals(program("java/bin/java").toString(), byJava.get(0));
    assertEquals(List.of("-jar", jar), byJava.subList(byJava.size() - 2, byJava.size()));
    assertEquals(Optional.empty(), start("", "", "", java, "", false));
    assertEquals(Optional.empty(), start("", "", "", "", jar, false));
  }

  @Test
  void aProgramThatIsGoneOrIsAFolderStartsNothing() throws IOException {
    String script = program("bin/nightjar").toString();
    for (String none : List.of(user.resolve("gone").toString(), user.toString(), "\u0000", " ")) {
      assertEquals(Optional.of(List.of(script)), start(none, none, script, "", "", false), none);
      assertEquals(Optional.empty(), start(none, none, none, none, "", false), none);
    }
  }

  @Test
  void onWindowsNoConsoleIsOpened() throws IOException {
    String installed = program("nightjar.exe").toString();
    assertEquals(Optional.of(List.of(installed)), start("", installed, "", "", "", true));
    String windowed = program("nightjarw.exe").toString();
    assertEquals(Optional.of(List.of(windowed)), start("", installed, "", "", "", true));
    String script = program("nightjar.bat").toString();
    String jar = program("nightjar.jar").toString();
    Path java = program("java/bin/javaw.exe");
    List<String> command =
        start("", "", script, java.getParent().getParent().toString(), jar, true).orElseThrow();
    assertEquals(java.toString(), command.get(0));
  }
}
