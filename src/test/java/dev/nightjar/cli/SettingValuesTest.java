package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each setting takes its values, tells them in one form, and refuses anything else by its rule. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SettingValuesTest {
  private Terminal terminal;

  @BeforeAll
  void oneDatabase(@TempDir Path folder) throws Exception {
    terminal = new Terminal(folder);
    terminal.job("shop", "--nas", "DIR/nas");
  }

  private void invalid(String assignment, String rule) {
    int equals = assignment.indexOf('=');
    String shown = terminal.done("settings show");
    terminal.refused(
        2,
        "%s: %s (got %s)"
            .formatted(assignment.substring(0, equals), rule, assignment.substring(equals + 1)),
        "settings set " + assignment);
    assertEquals(shown, terminal.done("settings show"), "nothing is changed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name=Till | name=Till",
        "time=7:05 | time=07:05",
        "time=18:30 | time=18:30",
        "days=mon,tue,FRI | days=mon,tue,fri",
        "days=monday,sunday | days=mon,sun",
        "days=every-day | days=every-day",
        "days=mon,tue,wed,thu,fri,sat,sun | days=every-day",
        "make-up-missed=no | make-up-missed=no",
        "make-up-missed=YES | make-up-missed=yes",
        "keep=smart | keep=smart",
        "keep=Thinning | keep=smart",
        "keep=7 | keep=7",
        "keep=everything | keep=everything",
        "nas=none | nas=none",
        "notifications=problems-only | notifications=problems-only",
        "notifications=EVERY-STEP | notifications=every-step",
        "appearance=dark | appearance=dark",
        "language=de | language=de",
        "patience=0 | patience=0",
        "place-patience=600 | place-patience=600"
      })
  void aSettingIsChangedAndToldAsItNowIs(String assignment, String now) {
    assertEquals("✓ " + now + "\n", terminal.done("settings set " + assignment));
    assertEquals(now, terminal.setting(now.substring(0, now.indexOf('='))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"25:00", "17", "17:60", "5 pm", "17:00:00", ""})
  void aTimeIsHoursAndMinutes(String time) {
    String sentence = "✗ time: must be a time such as 17:00 (got " + time + ")\n";
    assertEquals(
        new Program.Ended(2, "", sentence), terminal.words("settings", "set", "time=" + time));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mo", "weekdays", "mon,,tue", "mon,", "mon;tue", "", "mondayx"})
  void daysAreNames(String days) {
    invalid("days=" + days, "must be days such as mon,tue,fri, or every-day");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "all", "", "1000000"})
  void aRuleIsSmartEverythingOrANumber(String rule) {
    invalid("keep=" + rule, "must be smart, everything, or how many (1 or more)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "make-up-missed=maybe | must be yes or no",
        "patience=-1 | must be a number of seconds",
        "patience=30s | must be a number of seconds",
        "place-patience= | must be a number of seconds",
        "appearance=blue | must be one of system, light, dark",
        "notifications=none | must be one of every-step, each-backup, problems-only",
        "language=klingon | must be one of system, en, de, tr",
        "local= | must be the path of a file or folder",
        "database= | must be the path of a file or folder"
      })
  void aValueThatCantBeIsRefusedByItsRule(String assignment, String rule) {
    invalid(assignment.strip(), rule);
  }
}
