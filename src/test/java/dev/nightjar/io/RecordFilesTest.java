package dev.nightjar.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that anybody may have written is read within limits, or refused; never half. */
final class RecordFilesTest {
  record Note(String text) {}

  /** Its constructor puts something in the place of what is absent. */
  record Choice(Integer count, List<String> names) {
    Choice {
      count = count == null ? 30 : count;
      names = List.copyOf(names);
    }
  }

  /** Its constructor refuses with a message of its own. */
  record Strict(Note note) {
    Strict {
      Objects.requireNonNull(note);
      if (note.text().isEmpty()) {
        throw new IllegalArgumentException("note: must not be empty");
      }
    }
  }

  @TempDir private Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("note.json"), content);
  }

  private static String refused(Path file, long maxBytes) {
    return assertThrows(
            MalformedRecordException.class, () -> JsonRecords.read(file, Note.class, maxBytes))
        .getMessage();
  }

  @Test
  void aFileOfTheLargestSizeIsReadAndOneByteMoreIsRefused() throws IOException {
    Path file = file("{\"text\": \"a\"}");
    assertEquals(new Note("a"), JsonRecords.read(file, Note.class, 13));
    assertEquals("larger than 12 bytes (it has 13)", refused(file, 12));
  }

  @Test
  void anythingThatIsNoPlainFileIsNotOpened() throws IOException {
    assertEquals("not a plain file", refused(folder, 100));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file("{\"text\": \"a\"}"));
    assertEquals("not a plain file", refused(link, 100));
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none"));
    assertEquals("not a plain file", refused(dangling, 100));
  }

  @Test
  void aFileThatIsMissingIsMissingAndNotMalformed() {
    assertThrows(
        NoSuchFileException.class, () -> JsonRecords.read(folder.resolve("none"), Note.class, 100));
  }

  @Test
  void aFileThatShrinksWhileItIsReadIsMalformed() throws IOException {
    Path file = file("{\"text\": \"a long text\"}");
    Faults faults = new Faults();
    faults.rule(
        (operation, path) -> {
          if (operation.equals("read")) {
            try {
              Files.writeString(file, "{\"text\"");
            } catch (IOException e) {
              return Optional.of(e);
            }
          }
          return Optional.empty();
        });
    assertEquals("it ends after 7 bytes", refused(new FaultyFileSystem(faults).path(file), 100));
  }

  @Test
  void aDiskThatFailsIsNoMalformedFile() throws IOException {
    Path file = file("{\"text\": \"a\"}");
    Faults faults = new Faults();
    IOException broken = new IOException("broken");
    faults.rule(
        (operation, path) -> operation.equals("read") ? Optional.of(broken) : Optional.empty());
    Path faulty = new FaultyFileSystem(faults).path(file);
    assertEquals(
        broken, assertThrows(IOException.class, () -> JsonRecords.read(faulty, Note.class, 100)));
  }

  @Test
  void theMarkThatNotepadPutsBeforeATextIsPassedOver() throws IOException {
    byte[] text = "\uFEFF{\"text\": \"a\"}".getBytes(UTF_8);
    Path file = Files.write(folder.resolve("note.json"), text);
    assertEquals(new Note("a"), JsonRecords.read(file, Note.class, 100));
    assertEquals(
        new Note("b"), JsonRecords.parse(JsonRecords.mergeInto(text, new Note("b")), Note.class));
  }

  @Test
  void aConstructorMayPutSomethingInThePlaceOfWhatIsAbsentOrNull() throws Exception {
    assertEquals(new Choice(30, List.of()), JsonRecords.parse("{}", Choice.class));
    assertEquals(
        new Choice(30, List.of()),
        JsonRecords.parse("{\"count\": null, \"names\": null}", Choice.class));
  }

  @Test
  void aNullInAListIsToldAsThat() {
    assertEquals(
        "$: null stands in a list",
        assertThrows(
                MalformedRecordException.class,
                () -> JsonRecords.parse("{\"names\": [\"a\", null]}", Choice.class))
            .getMessage());
  }

  @Test
  void theWordsOfAConstructorArriveWithTheirPlaceAndWithoutAClass() {
    assertEquals(
        "$: note: must not be empty",
        assertThrows(
                MalformedRecordException.class,
                () -> JsonRecords.parse("{\"note\": {\"text\": \"\"}}", Strict.class))
            .getMessage());
    assertEquals(
        "$: missing: note",
        assertThrows(MalformedRecordException.class, () -> JsonRecords.parse("{}", Strict.class))
            .getMessage());
  }

  @Test
  void aFileEndsWithItsLineAndALineHasNone() {
    assertEquals(
        "{\n  \"text\": \"a\"\n}\n", new String(JsonRecords.toBytes(new Note("a")), UTF_8));
    assertEquals("{\"text\": \"a\\nb\"}", JsonRecords.toLine(new Note("a\nb")));
  }
}
