package dev.nightjar.io;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the records of a sealed interface: beside its fields each has its {@code kind}.
 * A kind that isn't known, or none, is read as the record that has no fields.
 */
final class JsonKinds<T> extends TypeAdapter<T> {
  static final String KIND = "kind";

  private final Gson gson;
  private final Map<String, Class<?>> kinds = new LinkedHashMap<>();

  private JsonKinds(Gson gson, Class<?> type) {
    this.gson = gson;
    for (Class<?> record : type.getPermittedSubclasses()) {
      kinds.put(nameOf(record), record);
    }
  }

  /** Returns the adapter of a sealed interface; null for any other type. */
  static <T> @Nullable TypeAdapter<T> of(Gson gson, TypeToken<T> type) {
    Class<?> raw = type.getRawType();
    return raw.isInterface() && raw.isSealed() ? new JsonKinds<T>(gson, raw).nullSafe() : null;
  }

  /**
   * Returns the kind that a record writes of itself, if it has one. The record does that, since
   * gson writes what stands in a list by its own class rather than by the list's.
   */
  static Optional<String> kindOf(Class<?> record) {
    return Arrays.stream(record.getInterfaces()).anyMatch(Class::isSealed)
        ? Optional.of(nameOf(record))
        : Optional.empty();
  }

  private static String nameOf(Class<?> record) {
    return record.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  @Override
  public void write(JsonWriter out, T value) throws IOException {
    gson.toJson(value, value.getClass(), out);
  }

  @Override
  public T read(JsonReader in) throws IOException {
    JsonElement read = gson.fromJson(in, JsonElement.class);
    if (!read.isJsonObject()) {
      throw new JsonParseException(in.getPath() + ": must be an object");
    }
    JsonElement kind = read.getAsJsonObject().get(KIND);
    Class<?> record = kind != null && kind.isJsonPrimitive() ? kinds.get(kind.getAsString()) : null;
    if (record == null) {
      record =
          kinds.values().stream()
              .filter(one -> one.getRecordComponents().length == 0)
              .findFirst()
              .orElseThrow(() -> new JsonParseException(in.getPath() + ": unknown kind"));
    }
    @SuppressWarnings("unchecked") // The interface permits this record.
    T value = (T) Objects.requireNonNull(gson.fromJson(read, record));
    return value;
  }
}
