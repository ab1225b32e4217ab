package dev.nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell script that starts Java, with a Java that only says what it was given. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
  @TempDir private Path folder;

  private final Map<String, String> locale = new HashMap<>();

  private String started(String... words) throws Exception {
    Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
    Files.writeString(
        java, "#!/bin/sh\necho \"nice $(nice)\" \"$LC_ALL,$LC_CTYPE,$LANG;\" \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"17.0.1\"\n");
    ProcessBuilder start = new ProcessBuilder("sh", "src/image/bin/nightjar");
    start.command().addAll(List.of(words));
    start.environment().put("JAVA_HOME", folder.resolve("java").toString());
    start.environment().keySet().removeAll(List.of("LC_ALL", "LC_CTYPE", "LANG"));
    start.environment().putAll(locale);
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
        List.of(true, true, true, false),
        List.of(
            isWithLargeHeap("status"),
            isWithLargeHeap("backup"),
            isWithLargeHeap("--home", "settings", "--json", "backup"),
            isWithLargeHeap()));
  }

  @Test
  void onlyCommandsThatReadListsGoWithOneCompiler() throws Exception {
    assertEquals(
        List.of(true, true, true, false, false, false),
        List.of(
            isWithOneCompiler("status"),
            isWithOneCompiler("prune", "--dry-run"),
            isWithOneCompiler("--home=backup", "-q", "list"),
            isWithOneCompiler("--home", "list", "backup"),
            isWithOneCompiler("backup", "list"),
            isWithOneCompiler()));
  }

  private int niceness(String... words) throws Exception {
    String said = started(words);
    return Integer.parseInt(said.split(" ", 3)[1]);
  }

  @Test
  void aBackupGivesWayToTheAppAndNothingElseDoes() throws Exception {
    int usual = niceness();
    assertEquals(
        List.of(Math.min(usual + 10, 19), usual, usual),
        List.of(niceness("-q", "backup"), niceness("status"), niceness("restore", "backup")));
  }

  private String localeOfJava(String variable, String value) throws Exception {
    locale.clear();
    locale.put(variable, value);
    String said = started("list");
    return said.substring(said.indexOf(' ', "nice ".length()) + 1, said.indexOf(';'));
  }

  /** Cron's jobs have none, and Java could name no file with a letter beyond ASCII. */
  @Test
  void withoutALocaleFilesAreNamedInAllLetters() throws Exception {
    assertEquals(
        List.of(",C.UTF-8,", ",C.UTF-8,C", "C.UTF-8,C.UTF-8,", ",C.UTF-8,"),
        List.of(
            localeOfJava("LANG", ""),
            localeOfJava("LANG", "C"),
            localeOfJava("LC_ALL", "POSIX"),
            localeOfJava("LC_CTYPE", "C")));
    assertEquals(
        List.of(",,tr_TR.ISO-8859-9", ",de_DE.UTF-8,", "en_US.UTF-8,,"),
        List.of(
            localeOfJava("LANG", "tr_TR.ISO-8859-9"),
            localeOfJava("LC_CTYPE", "de_DE.UTF-8"),
            localeOfJava("LC_ALL", "en_US.UTF-8")));
  }

  private static String found(String script, String pattern) throws Exception {
    String text = Files.readString(Path.of("src/image/bin", script));
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), text);
    return matcher.group(1).replace(" | ", " ") + ": " + matcher.group(2);
  }

  /** It was run under Wine, whose findstr finds nothing: that Java's version was given to it. */
  @Test
  void onWindowsTheSameCommandsGetTheSame() throws Exception {
    String lists = "list status prune show: -Xms40m -XX:TieredStopAtLevel=1";
    assertEquals(lists, found("nightjar", "(list [a-z |]*)\\) command=\"(.*)\""));
    assertEquals(lists, found("nightjar.bat", "in \\((list [a-z ]*)\\) do .*COMMAND=(.*)\""));
    assertEquals("backup: -Xms40m", found("nightjar", "(backup)\\) command=(\\S*) "));
    assertEquals("backup: -Xms40m", found("nightjar.bat", "\"(backup)\" .*COMMAND=(.*)\""));
  }
}
