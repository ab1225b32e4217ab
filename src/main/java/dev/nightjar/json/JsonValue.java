package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.Pieces;
import dev.nightjar.sqlite.StorageClass;
import java.nio.charset.Charset;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One value as the JSON has it.
 *
 * @param value {@link Long}, {@link Double}, {@link String}, {@code byte[]} (a BLOB, or a TEXT that
 *     isn't valid Unicode), null, or a {@link JsonText} that is too long to be held
 * @param encoded whether a {@link JsonText} stands for bytes
 */
record JsonValue(StorageClass type, @Nullable Object value, boolean encoded) {
  private JsonValue(StorageClass type, @Nullable Object value) {
    this(type, value, false);
  }

  static JsonValue read(JsonInput in) throws FailureException {
    return switch (in.peek()) {
      case '"' -> new JsonValue(StorageClass.TEXT, in.text());
      case '{' -> tagged(in);
      default -> bare(in);
    };
  }

  private static JsonValue bare(JsonInput in) throws FailureException {
    String text = in.bare();
    if (text.equals("null")) {
      return new JsonValue(StorageClass.NULL, null);
    }
    if (!NumberText.isNumber(text)) {
      throw in.damaged("expected a value");
    }
    boolean real = text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
    if (!real) {
      return new JsonValue(StorageClass.INTEGER, whole(in, text));
    }
    double number = Double.parseDouble(text);
    if (Double.isInfinite(number)) {
      throw in.damaged("a number too large");
    }
    return new JsonValue(StorageClass.REAL, number);
  }

  private static long whole(JsonInput in, String text) throws FailureException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw in.damaged("a number too large");
    }
  }

  private static JsonValue tagged(JsonInput in) throws FailureException {
    in.expect('{');
    String tag = in.key();
    Object text = in.text();
    in.expect('}');
    boolean blob = tag.equals("$blob");
    if (blob || tag.equals("$text")) {
      StorageClass type = blob ? StorageClass.BLOB : StorageClass.TEXT;
      return text instanceof String base64
          ? new JsonValue(type, decoded(in, base64))
          : new JsonValue(type, text, true);
    }
    try {
      return switch (tag) {
        case "$int" -> new JsonValue(StorageClass.INTEGER, Long.valueOf(text.toString()));
        case "$real" -> new JsonValue(StorageClass.REAL, infinity(text.toString()));
        default -> throw in.damaged("an unknown kind of value");
      };
    } catch (IllegalArgumentException e) {
      throw in.damaged("a value that isn't what it says");
    }
  }

  private static byte[] decoded(JsonInput in, String base64) throws FailureException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw in.damaged("a value that isn't what it says");
    }
  }

  boolean isLarge() {
    return value instanceof JsonText;
  }

  /** The bytes of a TEXT or BLOB as a database in that encoding stores them. */
  Pieces stored(Charset charset) {
    if (value instanceof JsonText text) {
      return encoded ? text.decoded() : text.in(charset);
    }
    return Pieces.of(
        value instanceof byte[] bytes ? bytes : String.valueOf(value).getBytes(charset));
  }

  private static double infinity(String text) {
    return switch (text) {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
