package dev.nightjar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.faults.Effort;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers are written as Java writes them. */
final class JsonNumbersTest {
  private final byte[] written = new byte[JsonNumbers.MAX_CHARACTERS];

  private String text(int end) {
    return new String(written, 0, end, StandardCharsets.US_ASCII);
  }

  private void checkInteger(long value) {
    assertEquals(Long.toString(value), text(JsonNumbers.integer(value, written, 0)));
  }

  private void checkReal(double value) {
    if (Double.isFinite(value)) {
      assertEquals(Double.toString(value), text(JsonNumbers.real(value, written, 0)));
    }
  }

  @Test
  void integers() {
    Random random = new Random(1);
    for (long power = 1; power > 0 && power < JsonExporter.MAX_SAFE_INTEGER; power *= 10) {
      for (long value : new long[] {power - 1, power, power + 1, -power + 1, -power, -power - 1}) {
        checkInteger(value);
      }
    }
    for (int i = 0; i < 10_000; i++) {
      checkInteger(random.nextLong() >> 10 + random.nextInt(54));
    }
  }

  @Test
  void everyNumberOfHundredths() {
    int step = Effort.of(997, 1);
    for (int hundredths = 0; hundredths < 10_010_000; hundredths += step) {
      checkReal(hundredths / 100.0);
      checkReal(hundredths / -100.0);
    }
  }

  @Test
  void otherRealNumbers() {
    Random random = new Random(1);
    for (double value : new double[] {0.0, -0.0, Double.MIN_VALUE, -Double.MAX_VALUE, 1e7, 1e-3}) {
      checkReal(value);
    }
    for (int i = 0; i < 20_000; i++) {
      checkReal(Double.longBitsToDouble(random.nextLong()));
      checkReal(random.nextInt(2_000_000) / 1000.0);
      checkReal(Math.nextUp(random.nextInt(2_000_000) / 100.0));
    }
  }
}
