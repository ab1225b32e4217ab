package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A word that was misspelt finds the one that was meant; a word that is none finds nothing. */
final class NearestTest {
  private static final List<String> NAMES =
      List.of("backup", "list", "restore", "rows", "status", "settings", "--json", "--in", "-q");

  @ParameterizedTest
  @CsvSource({
    "bakup, backup",
    "backupp, backup",
    "bcakup, backup",
    "BACKUP, backup",
    "bavkup, backup",
    "lsit, list",
    "rest, restore",
    "se, settings",
    "--jsno, --json",
    "json, --json",
    "stauts, status"
  })
  void aSlipOfAFingerIsSeenThrough(String written, String meant) {
    assertEquals(List.of(meant), Nearest.of(written, NAMES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"frobnicate", "x", "", "--", "bkp", "tsil"})
  void whatComesNearNothingIsNotGuessedAt(String written) {
    assertEquals(List.of(), Nearest.of(written, NAMES));
  }

  @Test
  void ofSeveralThatComeNearAllTheNearestAreNamed() {
    assertEquals(List.of("cat", "bat"), Nearest.of("dat", List.of("cat", "bat", "a base")));
    assertEquals(
        List.of("keep-nas", "keep-local"),
        Nearest.of("keep-", List.of("keep-nas", "keep-local", "leap")));
    assertEquals(List.of("abcdex"), Nearest.of("abcdef", List.of("abcdxx", "abcdex")));
    assertEquals(List.of("cats"), Nearest.of("catts", List.of("cat", "cats")));
  }

  @Test
  void aLetterAloneIsNeverWhatWasMeant() {
    assertEquals(List.of(), Nearest.of("w", List.of("-q", "v")));
  }
}
