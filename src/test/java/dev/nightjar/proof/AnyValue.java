package dev.nightjar.proof;

import java.util.List;
import java.util.Random;

/**
 * A value to be bound, of any storage class.
 *
 * @param mark the placeholder: a text that isn't valid Unicode goes as bytes and is cast
 */
record AnyValue(String mark, Object bound) {
  private static final long SAFE = 1L << 53;
  private static final List<Long> INTEGERS =
      List.of(
          0L,
          1L,
          -1L,
          SAFE,
          SAFE - 1,
          SAFE + 1,
          -SAFE,
          -SAFE - 1,
          -SAFE + 1,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          127L,
          -129L,
          1L << 47);
  private static final List<Double> REALS =
      List.of(
          0.0,
          -0.0,
          0.1,
          1.0,
          -7.0,
          Double.MIN_VALUE,
          -Double.MIN_VALUE,
          Double.MIN_NORMAL,
          Double.MAX_VALUE,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          9007199254740993.0,
          9.223372036854775807e18,
          1e22,
          1e23,
          1.0e-5,
          123456789012345680.0);
  private static final List<String> TEXTS =
      List.of(
          "",
          "plain",
          "\u0000",
          "a\u0000b",
          "\"\\/\b\f\n\r\t\u001f\u007f",
          "é ß 你好 🔔 \u2028 \ufeff \uffff",
          "12",
          "1e5",
          " 7 ",
          "9223372036854775808",
          "$blob",
          "{\"$int\": \"1\"}",
          "null",
          "it's");

  static AnyValue of(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> new AnyValue("?", null);
      case 1, 2 -> integer(random);
      case 3, 4 -> real(random);
      case 5 -> blob(random);
      default -> text(random);
    };
  }

  static AnyValue integer(Random random) {
    long value =
        random.nextBoolean()
            ? INTEGERS.get(random.nextInt(INTEGERS.size()))
            : random.nextLong() >> random.nextInt(64);
    return new AnyValue("?", value);
  }

  /** Any 64 bits; those of a NaN are stored as NULL. */
  static AnyValue real(Random random) {
    double value =
        random.nextBoolean()
            ? REALS.get(random.nextInt(REALS.size()))
            : Double.longBitsToDouble(random.nextLong());
    return new AnyValue("?", value);
  }

  static AnyValue text(Random random) {
    if (random.nextInt(3) == 0) {
      // Half characters, odd lengths, lone surrogates: whatever the encoding makes of them.
      byte[] bytes = bytes(random, random.nextInt(12));
      return new AnyValue("CAST(? AS TEXT)", bytes);
    }
    if (random.nextInt(3) == 0) {
      return new AnyValue("CAST(? AS TEXT)", new byte[] {0, (byte) 0xd8, (byte) 0xd8, 0, 65, 0});
    }
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    return new AnyValue("?", random.nextInt(20) == 0 ? text.repeat(5000) : text);
  }

  static AnyValue blob(Random random) {
    int length = random.nextInt(500) == 0 ? 3_000_000 : random.nextInt(30);
    return new AnyValue("?", bytes(random, length));
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
