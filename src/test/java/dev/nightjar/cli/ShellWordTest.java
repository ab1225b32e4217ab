package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A printed command does what it says, whatever the names in it are. */
final class ShellWordTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/home/me/shop.db",
        "/a b/$HOME/x.db",
        "/a/`id`.db",
        "/a/it's.db",
        "/a/\"quoted\".db",
        "/a\\b",
        "/a/#1;x&y|z>(f)*?[q]{u,v}!.db",
        "~/x",
        "=ls",
        "-",
        "",
        "two\nlines"
      })
  @DisabledOnOs(OS.WINDOWS)
  void theShellTakesItAsItIs(String word) throws Exception {
    Process shell =
        new ProcessBuilder(List.of("sh", "-c", "printf %s " + ShellWord.ofPosix(word))).start();
    assertEquals(
        word, new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8), word);
  }

  @Test
  void whatNeedsNoQuotesHasNone() {
    assertEquals("/home/me/shop-1.db", ShellWord.ofPosix("/home/me/shop-1.db"));
    assertEquals("C:\\Apps\\shop.db", ShellWord.ofWindows("C:\\Apps\\shop.db"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "C:\\My Apps\\shop.db, \"C:\\My Apps\\shop.db\"",
        "C:\\it's\\shop.db, \"C:\\it's\\shop.db\"",
        "\\\\nas\\my share\\, \"\\\\nas\\my share\\\\\"",
        "C:\\a & b.db, \"C:\\a & b.db\"",
        "C:\\$data\\it's.db, 'C:\\$data\\it''s.db'",
        "C:\\a`b.db, 'C:\\a`b.db'",
        "the \"new\" shop, 'the \"new\" shop'",
        "C:\\\u201ca\u201d\u2019s.db, 'C:\\\u201ca\u201d\u2019\u2019s.db'"
      })
  void onWindowsNeitherShellMakesAnotherPathOfIt(String word, String quoted) {
    assertEquals(quoted, ShellWord.ofWindows(word));
  }
}
