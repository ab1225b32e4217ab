package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.StorageClass;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One value as the JSON has it.
 *
 * @param value {@link Long}, {@link Double}, {@link String}, {@code byte[]} (a BLOB, or a TEXT that
 *     isn't valid Unicode), or null
 */
record JsonValue(StorageClass type, @Nullable Object value) {
  static JsonValue read(JsonInput in) throws FailureException {
    return switch (in.peek()) {
      case '"' -> new JsonValue(StorageClass.TEXT, in.string());
      case '{' -> tagged(in);
      default -> bare(in);
    };
  }

  private static JsonValue bare(JsonInput in) throws FailureException {
    String text = in.bare();
    if (text.equals("null")) {
      return new JsonValue(StorageClass.NULL, null);
    }
    try {
      boolean real = text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
      return real
          ? new JsonValue(StorageClass.REAL, Double.valueOf(text))
          : new JsonValue(StorageClass.INTEGER, Long.valueOf(text));
    } catch (NumberFormatException e) {
      throw in.damaged("expected a value");
    }
  }

  private static JsonValue tagged(JsonInput in) throws FailureException {
    in.expect('{');
    String tag = in.key();
    String text = in.string();
    in.expect('}');
    try {
      return switch (tag) {
        case "$int" -> new JsonValue(StorageClass.INTEGER, Long.valueOf(text));
        case "$real" -> new JsonValue(StorageClass.REAL, infinity(text));
        case "$text" -> new JsonValue(StorageClass.TEXT, Base64.getDecoder().decode(text));
        case "$blob" -> new JsonValue(StorageClass.BLOB, Base64.getDecoder().decode(text));
        default -> throw in.damaged("an unknown kind of value");
      };
    } catch (IllegalArgumentException e) {
      throw in.damaged("a value that isn't what it says");
    }
  }

  private static double infinity(String text) {
    return switch (text) {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
