package dev.nightjar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A value that can't be read to its end leaves JSON that can be ended. */
final class CutValueTest {
  @Test
  void aTextAndABlobAreEndedWhereTheyBreakOff() throws Exception {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    JsonOutput out = new JsonOutput(written);
    assertThrows(
        FailureException.class, () -> out.base64("$blob", new Breaking(new byte[] {1, 2, 3})));
    assertEquals(17, out.finish());

    assertEquals("{\"$blob\": \"AQID\"}", written.toString(StandardCharsets.UTF_8));
  }

  /** Gives one piece, then fails. */
  private static final class Breaking implements dev.nightjar.sqlite.Pieces {
    private final byte[] first;
    private boolean given;

    Breaking(byte[] first) {
      this.first = first;
    }

    @Override
    public byte[] next() throws FailureException {
      if (given) {
        throw new FailureException(Reason.CANCELLED);
      }
      given = true;
      return first;
    }
  }
}
