package dev.nightjar.desktop.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.JTextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text on its way in and out: paths as people type them, edits, cells for a spreadsheet. */
final class TypedTextTest {
  private static final Path FILE =
      Path.of("").toAbsolutePath().getRoot().resolve("my shop").resolve("a.db");

  @Test
  void aPathMayStandInTheQuotesOfCopyAsPathAndBetweenBlanks() {
    assertEquals(Optional.of(FILE), PathText.of(FILE.toString()));
    assertEquals(Optional.of(FILE), PathText.of("  \"" + FILE + "\" "));
  }

  @Test
  void aPathIsToldWithoutItsDetours() {
    Path detour = FILE.getParent().resolve("x").resolve("..").resolve("a.db");
    assertEquals(Optional.of(FILE), PathText.of(detour.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\"", "\"\"", "a.db", "./a.db", "../a.db", "shop/a.db", "a\0b"})
  void whatIsNoFullPathIsNone(String typed) {
    assertEquals(Optional.empty(), PathText.of(typed));
  }

  @Test
  void eachEditIsToldBeItTypedOrDeleted() throws Exception {
    List<String> seen = new ArrayList<>();
    JTextField field = new JTextField("ab");
    Edits.of(field, () -> seen.add(field.getText()));
    field.getDocument().insertString(2, "c", null);
    field.getDocument().remove(0, 1);

    assertEquals(List.of("abc", "bc"), seen);
  }

  @Test
  void oneCellIsCopiedAsItIs() {
    assertEquals("a\t\"b\"\nc", Tabbed.of(List.of(List.of("a\t\"b\"\nc"))));
  }

  @Test
  void severalCellsComeAsLinesThatASpreadsheetReads() {
    assertEquals(
        "1\ttea\n2\tmilk\n", Tabbed.of(List.of(List.of("1", "tea"), List.of("2", "milk"))));
    assertEquals("1\ttea\n", Tabbed.of(List.of(List.of("1", "tea"))));
    assertEquals("1\n2\n", Tabbed.of(List.of(List.of("1"), List.of("2"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb", "a\nb", "a\rb", "a\"b", "\"\"", "\t"})
  void aCellThatWouldBreakTheLinesIsQuoted(String cell) {
    assertEquals(
        "\"" + cell.replace("\"", "\"\"") + "\"\tx\n", Tabbed.of(List.of(List.of(cell, "x"))));
  }
}
