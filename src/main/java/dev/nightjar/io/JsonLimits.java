package dev.nightjar.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.HashSet;
import java.util.Set;

/** Looks a JSON text over, keeping nothing of it, before anything is made from it. */
final class JsonLimits {
  static final int MAX_ENTRIES = 100_000;
  private static final int MAX_STRING_LENGTH = 1 << 20;

  private JsonLimits() {}

  /** Refuses what is no strict JSON, names a key twice, goes on after its end, or is too much. */
  static void check(byte[] text) throws MalformedRecordException {
    JsonReader reader = JsonRecords.reader(text);
    try {
      value(reader);
      JsonToken end = reader.peek(); // Strict: throws where anything follows.
      if (end != JsonToken.END_DOCUMENT) {
        throw new MalformedRecordException("something after the end");
      }
    } catch (CharacterCodingException e) {
      // The text is decoded by the block: the reader stands at an earlier one's end.
      throw new MalformedRecordException("no UTF-8 text", e);
    } catch (IOException | RuntimeException e) {
      throw MalformedRecordException.at(reader, JsonAdapters.messageOf(e), e);
    }
  }

  static Reader decode(byte[] text) {
    Reader decoded =
        new InputStreamReader(
            new ByteArrayInputStream(text),
            UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    return new ShortStrings(decoded);
  }

  private static void value(JsonReader reader) throws IOException {
    switch (reader.peek()) {
      case BEGIN_ARRAY -> {
        reader.beginArray();
        for (int count = 0; reader.hasNext(); count++) {
          few(count, reader);
          value(reader);
        }
        reader.endArray();
      }
      case BEGIN_OBJECT -> {
        reader.beginObject();
        Set<String> names = new HashSet<>();
        while (reader.hasNext()) {
          few(names.size(), reader);
          String name = reader.nextName();
          if (!names.add(name)) {
            throw new MalformedRecordException("a field stands there twice: " + reader.getPath());
          }
          value(reader);
        }
        reader.endObject();
      }
      default -> reader.skipValue();
    }
  }

  private static void few(int count, JsonReader reader) throws MalformedRecordException {
    if (count >= MAX_ENTRIES) {
      throw new MalformedRecordException(
          "more than " + MAX_ENTRIES + " entries at " + reader.getPreviousPath());
    }
  }

  /** Ends a text in mid-string once that is too long: gson would take it in whole. */
  private static final class ShortStrings extends FilterReader {
    private boolean inside;
    private boolean escaped;
    private int length;

    ShortStrings(Reader in) {
      super(in);
    }

    @Override
    public int read(char[] buffer, int offset, int count) throws IOException {
      int read = super.read(buffer, offset, count);
      for (int i = offset; i < offset + read; i++) {
        look(buffer[i]);
      }
      return read;
    }

    private void look(char character) throws MalformedRecordException {
      if (!inside) {
        inside = character == '"';
        length = 0;
      } else if (escaped) {
        escaped = false;
      } else if (character == '"') {
        inside = false;
      } else {
        escaped = character == '\\';
      }
      if (++length > MAX_STRING_LENGTH && inside) {
        throw new MalformedRecordException(
            "a string of more than " + MAX_STRING_LENGTH + " characters");
      }
    }
  }
}
