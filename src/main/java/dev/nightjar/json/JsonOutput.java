package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.GrowingFile;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.Pieces;
import dev.nightjar.sqlite.Row;
import dev.nightjar.sqlite.Slice;
import dev.nightjar.sqlite.StorageClass;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes JSON as UTF-8 through one large buffer, flushed to the disk a portion at a time.
 *
 * <p>It is long because each kind of value goes straight into the buffer, by a method of its own.
 */
final class JsonOutput implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final long FLUSH_EVERY_BYTES = 4L << 20;

  /** A whole number of Base64's groups of three. */
  private static final int PIECE_BYTES = 3 << 13;

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final Sink sink;
  private final GrowingFile growing;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] piece = new byte[PIECE_BYTES];
  private final byte[] encoded = new byte[PIECE_BYTES / 3 * 4];
  private final Slice found = new Slice();
  private int filled;
  private long written;
  private long unflushed;

  /**
   * To the new file {@code target}, readable by those who may read {@code database}.
   *
   * @param growing told how far it is written
   */
  JsonOutput(Path target, Path database, GrowingFile growing) throws IOException {
    this.growing = growing;
    FileChannel channel = DurableFiles.create(target, database);
    sink =
        new Sink() {
          @Override
          public void write(ByteBuffer bytes) throws IOException {
            DurableFiles.writeFully(channel, bytes);
          }

          @Override
          public void force(boolean metadata) throws IOException {
            channel.force(metadata);
          }

          @Override
          public void close() throws IOException {
            channel.close();
          }
        };
  }

  /** To somebody who reads it at once; flushed as it is, and closed by its owner. */
  JsonOutput(OutputStream out) {
    growing = new GrowingFile();
    sink =
        new Sink() {
          @Override
          public void write(ByteBuffer bytes) throws IOException {
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
          }

          @Override
          public void force(boolean metadata) throws IOException {
            out.flush();
          }

          @Override
          public void close() {}
        };
  }

  /** The end of the way. */
  private interface Sink extends AutoCloseable {
    void write(ByteBuffer bytes) throws IOException;

    void force(boolean metadata) throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Returns how many bytes came so far. */
  long position() {
    return written + filled;
  }

  void ascii(String text) throws IOException {
    bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  void put(byte value) throws IOException {
    if (filled == buffer.length) {
      drain();
    }
    buffer[filled++] = value;
  }

  private void put(byte[] bytes, int from, int to) throws IOException {
    if (to - from <= buffer.length - filled) {
      System.arraycopy(bytes, from, buffer, filled, to - from);
      filled += to - from;
      return;
    }
    for (int at = from; at < to; ) {
      if (filled == buffer.length) {
        drain();
      }
      int length = Math.min(to - at, buffer.length - filled);
      System.arraycopy(bytes, at, buffer, filled, length);
      filled += length;
      at += length;
    }
  }

  void string(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    utf8String(bytes, 0, bytes.length);
  }

  /** Writes a name: a string, or its bytes if it isn't valid Unicode. */
  void name(String name) throws IOException {
    if (Names.isText(name)) {
      string(name);
    } else {
      base64("$text", Names.bytes(name));
    }
  }

  /**
   * Returns a name as a key, with the colon behind it: a name that begins with {@code $} gets one
   * more.
   */
  static byte[] keyOf(String name) {
    return keyOf("", name);
  }

  /** The same behind {@code divider}. */
  static byte[] keyOf(String divider, String name) {
    String text = name.startsWith("$") ? "$" + name : name;
    if (!Names.isText(name)) {
      text = "$text:" + Base64.getEncoder().encodeToString(Names.bytes(name));
    }
    StringBuilder key = new StringBuilder(text.length() + 8).append(divider).append('"');
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit == '"' || unit == '\\') {
        key.append('\\').append(unit);
      } else if (unit < 0x20) {
        key.append("\\u00").append((char) HEX[unit >> 4]).append((char) HEX[unit & 15]);
      } else {
        key.append(unit);
      }
    }
    return key.append("\": ").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Writes bytes as they are. */
  void bytes(byte[] bytes) throws IOException {
    put(bytes, 0, bytes.length);
  }

  /** Stored text: a string, or its bytes if it isn't valid Unicode. */
  void storedText(byte[] bytes, Charset charset) throws IOException {
    storedText(bytes, 0, bytes.length, charset);
  }

  private void storedText(byte[] in, int from, int to, Charset charset) throws IOException {
    if (charset.equals(StandardCharsets.UTF_8)) {
      if (Utf8.isValid(in, from, to)) {
        utf8String(in, from, to);
      } else {
        base64("$text", in, from, to);
      }
      return;
    }
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(in, from, to - from)).toString();
      string(text);
    } catch (CharacterCodingException e) {
      base64("$text", in, from, to);
    }
  }

  /** The same of a text that is too large to be held; asked for its bytes twice. */
  void storedText(Source text, Charset charset) throws IOException, FailureException {
    if (!isUnicode(text.pieces(), charset)) {
      base64("$text", text.pieces());
      return;
    }
    Recoding recoding = new Recoding(charset, StandardCharsets.UTF_8);
    Pieces pieces = text.pieces();
    put((byte) '"');
    try {
      for (byte[] piece = pieces.next(); piece.length > 0; piece = pieces.next()) {
        escaped(recoding.next(piece));
      }
      escaped(recoding.next(new byte[0]));
    } catch (FailureException e) {
      put((byte) '"'); // An answer that tells the failure is still one object.
      throw e;
    }
    put((byte) '"');
  }

  /** Writes a value so that it reads back as it was. */
  void value(Row row, int column, Charset charset) throws IOException, FailureException {
    StorageClass type = row.type(column);
    if (row.isLarge(column)) {
      if (type == StorageClass.TEXT) {
        storedText(() -> row.pieces(column), charset);
      } else {
        base64("$blob", row.pieces(column));
      }
      return;
    }
    switch (type) {
      case NULL -> bytes(NULL);
      case INTEGER -> integer(row.integer(column));
      case REAL -> real(row.real(column));
      case TEXT -> {
        row.find(column, found);
        storedText(found.array(), found.from(), found.to(), charset);
      }
      case BLOB -> {
        row.find(column, found);
        base64("$blob", found.array(), found.from(), found.to());
      }
    }
  }

  void integer(long value) throws IOException {
    if (value > JsonExporter.MAX_SAFE_INTEGER || value < -JsonExporter.MAX_SAFE_INTEGER) {
      ascii("{\"$int\": \"" + value + "\"}");
      return;
    }
    makeRoom(JsonNumbers.MAX_CHARACTERS);
    filled = JsonNumbers.integer(value, buffer, filled);
  }

  /** It always has a point, and reads back to the same 64 bits. */
  private void real(double value) throws IOException {
    if (Double.isInfinite(value)) {
      ascii("{\"$real\": \"" + value + "\"}");
      return;
    }
    makeRoom(JsonNumbers.MAX_CHARACTERS);
    filled = JsonNumbers.real(value, buffer, filled);
  }

  private void makeRoom(int bytes) throws IOException {
    if (buffer.length - filled < bytes) {
      drain();
    }
  }

  /** Bytes that can be had more than once. */
  @FunctionalInterface
  interface Source {
    Pieces pieces() throws FailureException;
  }

  private static boolean isUnicode(Pieces pieces, Charset charset) throws FailureException {
    Recoding recoding = new Recoding(charset, StandardCharsets.UTF_8);
    try {
      byte[] piece;
      do {
        piece = pieces.next();
        recoding.next(piece);
      } while (piece.length > 0);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private void utf8String(byte[] in, int from, int to) throws IOException {
    put((byte) '"');
    escaped(in, from, to);
    put((byte) '"');
  }

  private void escaped(byte[] bytes) throws IOException {
    escaped(bytes, 0, bytes.length);
  }

  private void escaped(byte[] bytes, int start, int end) throws IOException {
    int from = start;
    for (int at = start; at < end; at++) {
      byte value = bytes[at];
      if (value != '"' && value != '\\' && (value < 0 || value >= 0x20)) {
        continue;
      }
      put(bytes, from, at);
      from = at + 1;
      put((byte) '\\');
      if (value >= 0x20) {
        put(value);
      } else {
        ascii("u00");
        put(HEX[value >> 4]);
        put(HEX[value & 15]);
      }
    }
    put(bytes, from, end);
  }

  void base64(String tag, byte[] bytes) throws IOException {
    base64(tag, bytes, 0, bytes.length);
  }

  private void base64(String tag, byte[] in, int from, int to) throws IOException {
    ascii("{\"" + tag + "\": \"");
    encode(in, from, to);
    ascii("\"}");
  }

  private void encode(byte[] bytes, int start, int end) throws IOException {
    for (int from = start; from < end; from += PIECE_BYTES) {
      int length = Math.min(PIECE_BYTES, end - from);
      byte[] whole = length == PIECE_BYTES ? piece : new byte[length];
      System.arraycopy(bytes, from, whole, 0, length);
      put(encoded, 0, Base64.getEncoder().encode(whole, encoded));
    }
  }

  void base64(String tag, Pieces pieces) throws IOException, FailureException {
    ascii("{\"" + tag + "\": \"");
    byte[] rest = {};
    try {
      for (byte[] piece = pieces.next(); piece.length > 0; piece = pieces.next()) {
        byte[] joined = Arrays.copyOf(rest, rest.length + piece.length);
        System.arraycopy(piece, 0, joined, rest.length, piece.length);
        int whole = joined.length / 3 * 3;
        encode(joined, 0, whole);
        rest = Arrays.copyOfRange(joined, whole, joined.length);
      }
    } catch (FailureException e) {
      ascii("\"}");
      throw e;
    }
    encode(rest, 0, rest.length);
    ascii("\"}");
  }

  private void drain() throws IOException {
    sink.write(ByteBuffer.wrap(buffer, 0, filled));
    written += filled;
    unflushed += filled;
    filled = 0;
    growing.grewTo(written);
    if (unflushed >= FLUSH_EVERY_BYTES) {
      sink.force(false);
      unflushed = 0;
    }
  }

  /** Writes and flushes all; returns the file's size in bytes. */
  long finish() throws IOException {
    drain();
    growing.end();
    sink.force(true);
    return written;
  }

  @Override
  public void close() throws IOException {
    sink.close();
  }
}
