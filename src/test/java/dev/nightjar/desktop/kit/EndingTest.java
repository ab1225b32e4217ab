package dev.nightjar.desktop.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A window that waits for work in the background hears its end, whatever that is. */
final class EndingTest {
  private static String ended(Error thrown) {
    return Ending.of(
        "work",
        () -> {
          throw thrown;
        },
        failure -> failure.reason() + " " + failure.arguments());
  }

  @Test
  void noMemoryNoStackAndNoClassAreAnEnd() {
    assertEquals("UNEXPECTED [java.lang.StackOverflowError]", ended(new StackOverflowError()));
    assertEquals(
        "UNEXPECTED [java.lang.NoClassDefFoundError: sqlite]",
        ended(new NoClassDefFoundError("sqlite")));
    assertEquals(
        "UNEXPECTED [java.lang.OutOfMemoryError: heap]", ended(new OutOfMemoryError("heap")));
  }

  @Test
  void aResultIsHandedOnAndAReasonIsKept() {
    assertEquals("result", Ending.of("work", () -> "result", Failure::detail));
    assertEquals(Optional.empty(), Ending.of("work", () -> {}));
    assertEquals(
        Optional.of(Reason.PLACE_FULL),
        Ending.of(
                "work",
                () -> {
                  throw new FailureException(Reason.PLACE_FULL, "NAS", 2L, 1L);
                })
            .map(Failure::reason));
  }

  /** One that catches exceptions only forgets what else is thrown. */
  @Test
  void noWindowCatchesTheUnexpectedByItself() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/nightjar/desktop"))) {
      List<String> catching =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(EndingTest::catchesTheUnexpected)
              .map(file -> file.getFileName().toString())
              .sorted()
              .toList();
      assertEquals(List.of("Ending.java", "InTurn.java"), catching);
    }
  }

  private static boolean catchesTheUnexpected(Path file) {
    try {
      return Files.readString(file).contains("catch (RuntimeException");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
