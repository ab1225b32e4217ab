package dev.nightjar.io;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the values in our records look as JSON. */
final class JsonAdapters {
  private JsonAdapters() {}

  static Gson gson(FormattingStyle style) {
    return new GsonBuilder()
        .setFormattingStyle(style)
        .disableHtmlEscaping()
        .registerTypeAdapterFactory(new JsonRecordAdapter.Factory())
        .registerTypeAdapterFactory(JsonKinds::of)
        .registerTypeAdapterFactory(JsonAdapters::optional)
        .registerTypeAdapterFactory(JsonAdapters::enumeration)
        .registerTypeHierarchyAdapter(Path.class, text(TypedPath::of, Path::toString))
        .registerTypeAdapter(Instant.class, text(Instant::parse, Instant::toString))
        .registerTypeAdapter(Duration.class, text(Duration::parse, Duration::toString))
        .registerTypeAdapter(LocalTime.class, text(LocalTime::parse, LocalTime::toString))
        .registerTypeAdapter(UUID.class, text(UUID::fromString, UUID::toString))
        .registerTypeAdapter(boolean.class, yesOrNo())
        .registerTypeAdapter(Boolean.class, yesOrNo())
        .registerTypeAdapter(TrueOrLacks.class, trueOrLacks())
        .registerTypeAdapter(OffsetDateTime.class, text(OffsetDateTime::parse, Timestamps::of))
        .create();
  }

  /** Returns gson's message without the link to its manual. */
  static String messageOf(Throwable thrown) {
    String message = thrown.getMessage();
    if (message == null) {
      return "unreadable (" + thrown.getClass().getSimpleName() + ")";
    }
    int manual = message.indexOf("\nSee https://");
    String plain = manual < 0 ? message : message.substring(0, manual);
    plain =
        plain.replace(
            "Use JsonReader.setStrictness(Strictness.LENIENT) to accept malformed JSON",
            "malformed JSON");
    return plain.replaceFirst("^(com|java)\\.[\\w.]+(Exception|Error): ", "").strip();
  }

  private static <T> TypeAdapter<T> text(Function<String, T> parse, Function<T, String> format) {
    return new TypeAdapter<T>() {
      @Override
      public void write(JsonWriter out, T value) throws IOException {
        out.value(format.apply(value));
      }

      @Override
      public T read(JsonReader in) throws IOException {
        if (in.peek() != JsonToken.STRING) {
          throw new JsonParseException(in.getPath() + ": must be a string (got " + in.peek() + ")");
        }
        String text = in.nextString();
        try {
          return parse.apply(text);
        } catch (RuntimeException e) {
          throw new JsonParseException(in.getPreviousPath() + ": " + messageOf(e), e);
        }
      }
    }.nullSafe();
  }

  /** True or false; gson's own takes every text for false, "yes" among them. */
  private static TypeAdapter<Boolean> yesOrNo() {
    return new TypeAdapter<Boolean>() {
      @Override
      public void write(JsonWriter out, Boolean value) throws IOException {
        out.value(value);
      }

      @Override
      public Boolean read(JsonReader in) throws IOException {
        if (in.peek() != JsonToken.BOOLEAN) {
          throw new JsonParseException(
              in.getPath() + ": must be true or false (got " + in.peek() + ")");
        }
        return in.nextBoolean();
      }
    }.nullSafe();
  }

  private static TypeAdapter<TrueOrLacks> trueOrLacks() {
    return new TypeAdapter<TrueOrLacks>() {
      @Override
      public void write(JsonWriter out, TrueOrLacks value) throws IOException {
        if (value.isComplete()) {
          out.value(true);
          return;
        }
        out.beginArray();
        for (String lack : value.lacks()) {
          out.value(lack);
        }
        out.endArray();
      }

      @Override
      public TrueOrLacks read(JsonReader in) throws IOException {
        List<String> lacks = new ArrayList<>();
        if (in.peek() == JsonToken.BOOLEAN && in.nextBoolean()) {
          return new TrueOrLacks(lacks);
        }
        if (in.peek() != JsonToken.BEGIN_ARRAY) {
          throw new JsonParseException(in.getPath() + ": must be true or a list");
        }
        in.beginArray();
        while (in.hasNext()) {
          lacks.add(in.nextString());
        }
        in.endArray();
        return new TrueOrLacks(lacks);
      }
    }.nullSafe();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <T> @Nullable TypeAdapter<T> enumeration(Gson gson, TypeToken<T> type) {
    Class<?> raw = type.getRawType();
    if (!raw.isEnum()) {
      return null;
    }
    Enum<?>[] constants = (Enum<?>[]) raw.getEnumConstants();
    TypeAdapter adapter =
        text(
            word ->
                Arrays.stream(constants)
                    .filter(constant -> wordFor(constant).equals(wordFor(word)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(unknown(constants, word))),
            JsonAdapters::wordFor);
    return (TypeAdapter<T>) adapter;
  }

  private static String unknown(Enum<?>[] constants, String word) {
    return Arrays.stream(constants)
        .map(JsonAdapters::wordFor)
        .collect(Collectors.joining(", ", "must be one of ", " (got " + word + ")"));
  }

  private static String wordFor(Enum<?> constant) {
    return wordFor(constant.name());
  }

  private static String wordFor(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <T> @Nullable TypeAdapter<T> optional(Gson gson, TypeToken<T> type) {
    if (type.getRawType() != Optional.class) {
      return null;
    }
    // A value of a map is known by its class alone, which doesn't say what it may hold.
    TypeAdapter<Object> content =
        type.getType() instanceof ParameterizedType parameterized
            ? (TypeAdapter<Object>)
                gson.getAdapter(TypeToken.get(parameterized.getActualTypeArguments()[0]))
            : gson.getAdapter(Object.class);
    TypeAdapter adapter =
        new TypeAdapter<Optional<Object>>() {
          @Override
          public void write(JsonWriter out, Optional<Object> value) throws IOException {
            if (value.isPresent()) {
              content.write(out, value.get());
            } else {
              out.nullValue();
            }
          }

          @Override
          public Optional<Object> read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
              in.nextNull();
              return Optional.empty();
            }
            return Optional.ofNullable(content.read(in));
          }
        };
    return (TypeAdapter<T>) adapter;
  }
}
