package dev.nightjar.json;

import dev.nightjar.io.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** Writes JSON as UTF-8 through one large buffer, flushed to the disk a portion at a time. */
final class JsonOutput implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final long FLUSH_EVERY_BYTES = 4L << 20;
  private static final int PIECE_BYTES = 3 << 14;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final FileChannel channel;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private long written;
  private long unflushed;

  JsonOutput(Path target) throws IOException {
    channel = DurableFiles.create(target);
  }

  void ascii(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      put((byte) text.charAt(i));
    }
  }

  void put(byte value) throws IOException {
    if (filled == buffer.length) {
      drain();
    }
    buffer[filled++] = value;
  }

  void string(String text) throws IOException {
    utf8String(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A name as a key: one that begins with {@code $} gets one more. */
  void key(String name) throws IOException {
    string(name.startsWith("$") ? "$" + name : name);
    ascii(": ");
  }

  /** Stored text: a string, or its bytes where it isn't valid Unicode. */
  void storedText(byte[] bytes, Charset charset) throws IOException {
    if (charset.equals(StandardCharsets.UTF_8) && isAscii(bytes)) {
      utf8String(bytes);
      return;
    }
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      utf8String(
          charset.equals(StandardCharsets.UTF_8) ? bytes : text.getBytes(StandardCharsets.UTF_8));
    } catch (CharacterCodingException e) {
      base64("$text", bytes);
    }
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte value : bytes) {
      if (value < 0) {
        return false;
      }
    }
    return true;
  }

  private void utf8String(byte[] bytes) throws IOException {
    put((byte) '"');
    for (byte value : bytes) {
      if (value == '"' || value == '\\') {
        put((byte) '\\');
        put(value);
      } else if (value >= 0 && value < 0x20) {
        ascii("\\u00");
        put(HEX[value >> 4]);
        put(HEX[value & 15]);
      } else {
        put(value);
      }
    }
    put((byte) '"');
  }

  void base64(String tag, byte[] bytes) throws IOException {
    ascii("{\"" + tag + "\": \"");
    for (int from = 0; from < bytes.length; from += PIECE_BYTES) {
      int length = Math.min(PIECE_BYTES, bytes.length - from);
      ByteBuffer piece = Base64.getEncoder().encode(ByteBuffer.wrap(bytes, from, length));
      while (piece.hasRemaining()) {
        put(piece.get());
      }
    }
    ascii("\"}");
  }

  private void drain() throws IOException {
    DurableFiles.writeFully(channel, ByteBuffer.wrap(buffer, 0, filled));
    written += filled;
    unflushed += filled;
    filled = 0;
    if (unflushed >= FLUSH_EVERY_BYTES) {
      channel.force(false);
      unflushed = 0;
    }
  }

  /** Writes and flushes all; returns the file's size in bytes. */
  long finish() throws IOException {
    drain();
    channel.force(true);
    return written;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
