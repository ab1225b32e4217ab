package dev.nightjar.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes and hashes as sha256sum says them; anything else is no hash. */
final class HashTest {
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /** The first example of FIPS 180-4's validation data. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void theHashIsThatOfTheStandard() {
    assertEquals(new FileHash(0, EMPTY), new Sha256().finish());
    Sha256 hash = new Sha256();
    hash.update("xabcx".getBytes(UTF_8), 1, 3);
    assertEquals(new FileHash(3, ABC), hash.finish());
  }

  @Test
  void portionsOfAnyKindAddUp() {
    Sha256 hash = new Sha256();
    hash.update(new byte[0], 0, 0);
    hash.update("a".getBytes(UTF_8), 0, 1);
    ByteBuffer buffer = ByteBuffer.allocateDirect(8).put("xbcx".getBytes(UTF_8));
    buffer.position(1).limit(3);
    hash.update(buffer);
    assertEquals(0, buffer.remaining());
    assertEquals(new FileHash(3, ABC), hash.finish());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "e3b0", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"})
  void aHashIs64LowerCaseDigits(String text) {
    assertThrows(IllegalArgumentException.class, () -> new FileHash(0, text));
    assertThrows(IllegalArgumentException.class, () -> new FileHash(0, EMPTY + "\n"));
    assertThrows(IllegalArgumentException.class, () -> new FileHash(0, EMPTY.replace('e', 'g')));
  }

  @Test
  void noFileHasLessThanNoBytes() {
    assertThrows(IllegalArgumentException.class, () -> new FileHash(-1, EMPTY));
  }
}
