package dev.nightjar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Those bytes are valid that Java decodes. */
final class Utf8Test {
  private static final byte[] BEHIND = {
    0,
    'a',
    (byte) 0x7f,
    (byte) 0x80,
    (byte) 0x8f,
    (byte) 0x90,
    (byte) 0x9f,
    (byte) 0xa0,
    (byte) 0xbf,
    (byte) 0xc0,
    (byte) 0xc2,
    (byte) 0xff
  };

  private static boolean decodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static void check(byte... bytes) {
    assertEquals(decodes(bytes), Utf8.isValid(bytes, 0, bytes.length));
  }

  @Test
  @Tag("proof")
  void itIsWhatJavaDecodes() {
    for (int first = 0; first < 256; first++) {
      check((byte) first);
      // Of the others, which are ASCII or can't begin anything, two are like all.
      boolean begins = first >= 0xc0 || first == 'a' || first == 0x80;
      for (byte second : BEHIND) {
        check((byte) first, second);
        for (byte third : begins ? BEHIND : new byte[0]) {
          check((byte) first, second, third);
          for (byte fourth : BEHIND) {
            check((byte) first, second, third, fourth);
            check((byte) 'x', (byte) first, second, third, fourth);
          }
        }
      }
    }
  }
}
