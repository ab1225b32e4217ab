package dev.nightjar.json;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.sqlite.SchemaSize;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The number, the text, its kind and the largest declaration count, each up to the limit. */
final class SchemaLimitTest {
  /** So many declarations take 550 of 57 500 kB; each byte of ASCII takes three and a half. */
  private static final int DECLARATIONS = 1004;

  private static final long MAX_ASCII = (57_500_000 - DECLARATIONS * 550) * 2 / 7;

  private static SchemaSize ascii(long declarations, long bytes) {
    return new SchemaSize(declarations, bytes, bytes, 0);
  }

  private static void isRefused(Reason reason, SchemaSize size) {
    FailureException seen =
        assertThrows(FailureException.class, () -> SchemaLimit.require(size, "shop.db"));
    assertEquals(reason, seen.reason());
  }

  @Test
  void soManyDeclarations() {
    assertDoesNotThrow(() -> SchemaLimit.require(ascii(75_000, 0), "shop.db"));
    isRefused(Reason.JSON_TOO_MANY_DECLARATIONS, ascii(75_001, 0));
  }

  @Test
  void soMuchText() {
    assertDoesNotThrow(() -> SchemaLimit.require(ascii(DECLARATIONS, MAX_ASCII), "shop.db"));
    isRefused(Reason.JSON_DECLARATIONS_TOO_LARGE, ascii(DECLARATIONS, MAX_ASCII + 2));
  }

  @Test
  void lessTextOfMoreDeclarations() {
    isRefused(Reason.JSON_DECLARATIONS_TOO_LARGE, ascii(DECLARATIONS + 1, MAX_ASCII));
  }

  @Test
  void lessTextThatTakesMoreAsStrings() {
    isRefused(
        Reason.JSON_DECLARATIONS_TOO_LARGE,
        new SchemaSize(DECLARATIONS, MAX_ASCII, MAX_ASCII + 5, 0));
  }

  @Test
  void lessTextIfMuchOfItIsInOneDeclaration() {
    isRefused(
        Reason.JSON_DECLARATIONS_TOO_LARGE, new SchemaSize(DECLARATIONS, MAX_ASCII, MAX_ASCII, 10));
  }

  @Test
  void theFailureTellsHowMuchTextMayBe() {
    SchemaSize twice = ascii(DECLARATIONS, 2 * MAX_ASCII);
    FailureException seen =
        assertThrows(FailureException.class, () -> SchemaLimit.require(twice, "shop.db"));
    assertEquals(List.of("shop.db", 2 * MAX_ASCII, MAX_ASCII), seen.failure().arguments());
  }

  @Test
  void aRebuildBesideNeedsThreeTimesTheRoom() {
    long third = (57_500_000 / 3 - DECLARATIONS * 550) * 2 / 7;
    assertTrue(SchemaLimit.leavesRoom(ascii(DECLARATIONS, third)));
    assertFalse(SchemaLimit.leavesRoom(ascii(DECLARATIONS, third + 2)));
  }
}
