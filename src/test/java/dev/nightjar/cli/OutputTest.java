package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words, objects and bytes on their way out: nothing is lost, and nothing moves a cursor. */
final class OutputTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private Console console(boolean json, boolean plain, boolean quiet) {
    return new Console(new Console.Style(json, plain, quiet), "list", new PrintStream(printed));
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static void everything(Console console) {
    console.answer("answer");
    console.say("said");
    console.done("  ", "done");
    console.note("  ", "note");
    console.warn("", "warning");
    console.bad("", "bad");
  }

  @Test
  void eachKindOfLineHasItsSign() {
    everything(console(false, false, false));

    assertEquals("answer\nsaid\n  ✓ done\n  ⚠ note\n⚠ warning\n✗ bad\n", printed());
  }

  @Test
  void plainSignsAreWords() {
    everything(console(false, true, false));

    assertEquals("answer\nsaid\n  OK: done\n  NOTE: note\nNOTE: warning\nFAILED: bad\n", printed());
  }

  @Test
  void quietLeavesTheAnswerAndWhatTheUserShouldSeeTo() {
    everything(console(false, false, true));

    assertEquals("answer\n⚠ warning\n✗ bad\n", printed());
  }

  @Test
  void asAnObjectThereAreNoWords() {
    Console console = console(true, false, false);
    everything(console);
    console.progress("42 %");
    console.object(Map.of("a", 1L));

    assertEquals("{\"format\":\"nightjar-list/1\",\"a\":1}", printed().replaceAll("\\s", ""));
  }

  @Test
  void withWordsThereIsNoObject() {
    console(false, false, false).object(Map.of("a", 1L));

    assertEquals("", printed());
  }

  @Test
  void aFailureIsOneLineOrOneObject() {
    Failure failure = Failure.of(Reason.PLACE_FULL, "NAS");
    console(false, false, false).error(failure);
    assertEquals(1, printed().lines().count(), printed());
    printed.reset();
    console(true, false, false).error(failure);

    assertTrue(printed().contains("\"reason\": \"place-full\""), printed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b[2J", "a\rb", "a\u202eb", "a\u0007b"})
  void aNameMovesNoCursor(String hostile) {
    Console console = console(false, false, false);
    console.answer(hostile);
    console.bad("", hostile);

    assertTrue(printed().chars().noneMatch(letter -> letter != '\n' && letter < ' '), printed());
    assertTrue(printed().indexOf('\u202e') < 0, printed());
  }

  @Test
  void withNoTerminalNobodyIsAskedAndNoProgressIsShown() {
    Console console = console(false, false, false);
    console.progress("42 %");

    assertEquals(Optional.empty(), console.ask("Sure?"));
    assertEquals("", printed());
  }

  @Test
  void bytesComeOutAsTheyWentIn() throws IOException {
    byte[] bytes = new byte[200_000];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) (at * 31);
    }
    try (OutputStream out = new OutputBytes(new PrintStream(printed))) {
      out.write(bytes, 0, 65_535);
      out.write(bytes[65_535]);
      out.write(bytes[65_536]);
      out.write(bytes, 65_537, bytes.length - 65_537);
    }

    assertArrayEquals(bytes, printed.toByteArray());
  }

  @Test
  void bytesThatNobodyTakesAreAnError() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("broken pipe");
          }
        };
    OutputBytes out = new OutputBytes(new PrintStream(gone));

    assertThrows(
        IOException.class,
        () -> {
          out.write('a');
          out.flush();
        });
  }

  @Test
  void jsonReadsTheSameWithEachUnseenCharacterEscaped() throws IOException {
    String text = "{\"name\": \"a\u001bb\u202ec ✓ 🔔\"}\n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int piece = 1; piece < bytes.length; piece++) {
      printed.reset();
      try (OutputStream out = new PrintableJson(new OutputBytes(new PrintStream(printed)))) {
        for (int at = 0; at < bytes.length; at += piece) {
          out.write(bytes, at, Math.min(piece, bytes.length - at));
        }
      }
      assertEquals("{\"name\": \"a\\u001bb\\u202ec ✓ 🔔\"}\n", printed(), "in pieces of " + piece);
    }
    PrintableJson byByte = new PrintableJson(printed);
    printed.reset();
    for (byte each : bytes) {
      byByte.write(each);
    }
    byByte.flush();
    assertEquals("{\"name\": \"a\\u001bb\\u202ec ✓ 🔔\"}\n", printed());
  }

  @Test
  void bytesThatAreNoTextAreNoJson() {
    assertThrows(
        IOException.class,
        () -> new PrintableJson(printed).write(new byte[] {'"', (byte) 0xff, '"'}, 0, 3));
  }
}
