package dev.nightjar.io;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One record type. gson's own would hand null to the constructor for an absent {@code Optional} or
 * list, and bury the constructor's message.
 */
final class JsonRecordAdapter<T> extends TypeAdapter<T> {
  private static final String NULL_IN_LIST = "null stands in a list";

  private record Field(int index, RecordComponent component, TypeAdapter<Object> adapter) {}

  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Constructor<T> constructor;
  private final Optional<String> kind;

  @SuppressWarnings("unchecked")
  private JsonRecordAdapter(Gson gson, Class<T> type) throws NoSuchMethodException {
    RecordComponent[] components = type.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      component.getAccessor().setAccessible(true);
      TypeAdapter<?> adapter = gson.getAdapter(TypeToken.get(component.getGenericType()));
      fields.put(component.getName(), new Field(i, component, (TypeAdapter<Object>) adapter));
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    kind = JsonKinds.kindOf(type);
  }

  @Override
  public void write(JsonWriter out, @Nullable T value) throws IOException {
    if (value == null) {
      out.nullValue();
      return;
    }
    out.beginObject();
    if (kind.isPresent()) {
      out.name(JsonKinds.KIND).value(kind.get());
    }
    for (Field field : fields.values()) {
      out.name(field.component().getName());
      try {
        field.adapter().write(out, field.component().getAccessor().invoke(value));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("record " + value.getClass().getName(), e);
      }
    }
    out.endObject();
  }

  @Override
  public @Nullable T read(JsonReader in) throws IOException {
    if (in.peek() == JsonToken.NULL) {
      in.nextNull();
      return null;
    }
    String path = in.getPath();
    if (in.peek() != JsonToken.BEGIN_OBJECT) {
      throw new JsonParseException(path + ": must be an object (got " + in.peek() + ")");
    }
    Object[] values = new Object[fields.size()];
    in.beginObject();
    while (in.hasNext()) {
      Field field = fields.get(in.nextName());
      if (field == null) {
        in.skipValue();
      } else {
        values[field.index()] = field.adapter().read(in);
      }
    }
    in.endObject();
    return make(path, values);
  }

  private T make(String path, @Nullable Object[] values) {
    for (Field field : fields.values()) {
      if (values[field.index()] == null) {
        values[field.index()] = absent(field.component().getType());
      }
    }
    T made;
    try {
      made = constructor.newInstance(values);
      for (Field field : fields.values()) {
        values[field.index()] = field.component().getAccessor().invoke(made);
      }
    } catch (InvocationTargetException e) {
      throw new JsonParseException(path + ": " + complaint(cause(e), values), cause(e));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record at " + path, e);
    }
    // A constructor may have put something in place of what is absent, or not have looked.
    if (Arrays.asList(values).contains(null)) {
      throw new JsonParseException(path + ": " + missing(values));
    }
    if (Arrays.stream(values).anyMatch(JsonRecordAdapter::hasNull)) {
      throw new JsonParseException(path + ": " + NULL_IN_LIST);
    }
    return made;
  }

  private String complaint(Throwable thrown, @Nullable Object[] values) {
    if (!(thrown instanceof NullPointerException)) {
      return JsonAdapters.messageOf(thrown);
    }
    // Told first: the constructor may put something in the place of a component that is absent.
    String missing =
        Arrays.stream(values).anyMatch(JsonRecordAdapter::hasNull) ? "" : missing(values);
    return missing.isEmpty() ? NULL_IN_LIST : missing;
  }

  private static boolean hasNull(@Nullable Object value) {
    return value instanceof Collection<?> entries && entries.stream().anyMatch(Objects::isNull);
  }

  /** Names the components that have no value; empty if each has one. */
  private String missing(@Nullable Object[] values) {
    List<String> missing =
        fields.values().stream()
            .filter(field -> values[field.index()] == null)
            .map(field -> field.component().getName())
            .toList();
    return missing.isEmpty() ? "" : "missing: " + String.join(", ", missing);
  }

  private static @Nullable Object absent(Class<?> type) {
    if (type.isPrimitive()) {
      return Array.get(Array.newInstance(type, 1), 0);
    }
    if (type == Optional.class) {
      return Optional.empty();
    }
    if (type == List.class) {
      return List.of();
    }
    if (type == Set.class) {
      return Set.of();
    }
    return type == Map.class ? Map.of() : null;
  }

  /** Takes on every record type. */
  static final class Factory implements TypeAdapterFactory {
    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
      if (!type.getRawType().isRecord()) {
        return null;
      }
      try {
        return new JsonRecordAdapter<>(gson, (Class<T>) type.getRawType());
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("record " + type, e);
      }
    }
  }

  private static Throwable cause(InvocationTargetException e) {
    Throwable cause = e.getCause();
    return cause == null ? e : cause;
  }
}
