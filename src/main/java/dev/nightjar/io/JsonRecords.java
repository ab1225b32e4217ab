package dev.nightjar.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Records as JSON, and back, from files that anybody may have written. Reading such a file,
 * whatever is in it, ends in a record or in an {@link IOException}, and within a small heap.
 *
 * <p>Fields are record components by their names; enum constants are {@code lower-case}. Unknown
 * fields are passed over, absent ones are empty ({@code Optional}, collections), zero (primitives),
 * or what the record's constructor puts in their place; if it puts nothing, an error. Empty {@code
 * Optional}s are not written.
 */
public final class JsonRecords {
  /** A text with a longer list isn't read. */
  public static final int MAX_ENTRIES = JsonLimits.MAX_ENTRIES;

  private static final Gson LINE =
      JsonAdapters.gson(FormattingStyle.COMPACT.withSpaceAfterSeparators(true));
  private static final Gson PRETTY = JsonAdapters.gson(FormattingStyle.PRETTY);

  /** A tree's nulls are a newer version's: our records have none. */
  private static final Gson WITH_NULLS = PRETTY.newBuilder().serializeNulls().create();

  private static final BriefRefusals REFUSALS = new BriefRefusals();

  private JsonRecords() {}

  /**
   * Reads one record; a link is not followed, and no more than {@code maxBytes} are read.
   *
   * @throws MalformedRecordException if the file is there but isn't such a record
   */
  public static <T> T read(Path file, Class<T> type, long maxBytes) throws IOException {
    return parse(bytes(file, maxBytes), type);
  }

  /** Reads one record from {@code text}, under the same rules as from a file. */
  public static <T> T parse(String text, Class<T> type) throws MalformedRecordException {
    return parse(text.getBytes(UTF_8), type);
  }

  /** Reads one record from UTF-8 text, under the same rules as from a file. */
  public static <T> T parse(byte[] text, Class<T> type) throws MalformedRecordException {
    JsonLimits.check(text);
    JsonReader reader = reader(text);
    try {
      T value = LINE.fromJson(reader, type);
      if (value == null) {
        throw MalformedRecordException.at(reader, "null stands where an object should", null);
      }
      return value;
    } catch (RuntimeException e) {
      // gson's own, a number too large, a constructor's.
      throw MalformedRecordException.at(reader, JsonAdapters.messageOf(e), e);
    }
  }

  /** Returns the format that a text says it has, whatever else is in it, or isn't any more. */
  public static String formatOf(byte[] text) throws MalformedRecordException {
    return parse(text, Envelope.class).format();
  }

  /** The member of every version's file. */
  private record Envelope(String format) {
    Envelope {
      Objects.requireNonNull(format);
    }
  }

  /** As a file: indented, with a newline at its end. */
  public static byte[] toBytes(Object value) {
    return (PRETTY.toJson(value) + "\n").getBytes(UTF_8);
  }

  /** On one line, without a newline. */
  public static String toLine(Object value) {
    return LINE.toJson(value);
  }

  /**
   * The record as a file that keeps what a newer version wrote into {@code existing}: fields that
   * the record doesn't know, in nested records and, by their {@code id}, in lists of records, too.
   *
   * @param existing the file's bytes as they are, or none
   */
  public static byte[] mergeInto(byte[] existing, Object value) throws MalformedRecordException {
    if (existing.length == 0) {
      return toBytes(value);
    }
    JsonLimits.check(existing);
    JsonElement old;
    try {
      old = LINE.fromJson(reader(existing), JsonElement.class);
    } catch (JsonParseException e) {
      throw new MalformedRecordException(JsonAdapters.messageOf(e), e);
    }
    if (!(old instanceof JsonObject)) {
      throw new MalformedRecordException("no JSON object");
    }
    JsonElement merged = JsonMerge.merge(old, PRETTY.toJsonTree(value), value.getClass());
    return (WITH_NULLS.toJson(merged) + "\n").getBytes(UTF_8);
  }

  static JsonReader reader(byte[] text) {
    JsonReader reader = new JsonReader(JsonLimits.decode(text));
    reader.setStrictness(Strictness.STRICT);
    return reader;
  }

  /**
   * The bytes of a plain file, read once for more than one record.
   *
   * @throws MalformedRecordException if it is a link, a folder, a device, or larger
   */
  public static byte[] bytes(Path file, long maxBytes) throws IOException {
    return REFUSALS.outlast(file, () -> bytesOf(file, maxBytes));
  }

  private static byte[] bytesOf(Path file, long maxBytes) throws IOException {
    // A pipe or a device would never end.
    if (!PlainFiles.attributes(file).isRegularFile()) {
      throw new MalformedRecordException("not a plain file");
    }
    try (SeekableByteChannel channel = PlainFiles.open(file)) {
      long size = channel.size();
      if (size > maxBytes) {
        throw new MalformedRecordException(
            "larger than " + maxBytes + " bytes (it has " + size + ")");
      }
      ByteBuffer buffer = ByteBuffer.allocate((int) size);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new MalformedRecordException("it ends after " + buffer.position() + " bytes");
        }
      }
      return buffer.array();
    }
  }
}
