package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.GrowingFile;
import dev.nightjar.io.PlainFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.Pieces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads JSON token by token (RFC 8259). Anything that isn't JSON fails with {@code JSON_DAMAGED}
 * and the byte at which it was seen.
 *
 * <p>It is long because a value can be taken in two ways: if it is as expected, without being held;
 * else as it is spelled.
 */
final class JsonInput implements AutoCloseable {
  private static final int DEEPEST = 16;
  private static final Set<String> WORDS = Set.of("null", "true", "false");
  private static final int MAX_NUMBER_LENGTH = 64;

  /**
   * Of the texts of one row or declaration so many bytes are held; the rest is left in the file.
   */
  private static final int MAX_HELD = 2 << 20;

  private static final int PIECE_BYTES = 1 << 20;

  /** A whole number of Base64's groups of three. */
  private static final int DECODED_BYTES = 3 << 13;

  private final Path file;
  private final GrowingFile growing;
  private final FileChannel channel;
  private final JsonBytes bytes;
  private final byte[] decoded = new byte[DECODED_BYTES];
  private final byte[] encoded = new byte[DECODED_BYTES / 3 * 4];
  private int held;
  private int keysHeld;

  /**
   * Opens a file that may still be written: what isn't there yet is waited for.
   *
   * @param from the position of the first byte
   * @param seen is given all bytes in their order, as they come from the file
   */
  JsonInput(Path file, GrowingFile growing, long from, Consumer<ByteBuffer> seen, Progress progress)
      throws FailureException {
    this.file = file;
    this.growing = growing;
    growing.bytesFrom(from);
    try {
      channel = PlainFiles.open(file);
      long total = channel.size();
      bytes =
          new JsonBytes(
              file,
              channel,
              growing,
              from,
              (read, position) -> {
                seen.accept(read);
                progress.advanced(Math.min(position, total), total);
              });
    } catch (IOException e) {
      throw DiskFailures.of(e, file);
    }
  }

  FailureException damaged(String what) {
    return bytes.damaged(what);
  }

  /** A row or declaration begins: what was held of the last one isn't any more. */
  void beginRecord() {
    held = 0;
    keysHeld = 0;
  }

  /** The next byte that isn't white space, left where it is. */
  char peek() throws FailureException {
    while (true) {
      byte next = bytes.peek();
      if (!isSpace(next)) {
        return (char) (next & 0xff);
      }
      bytes.take();
    }
  }

  private static boolean isSpace(byte value) {
    return value == ' ' || value == '\n' || value == '\r' || value == '\t';
  }

  void expect(char wanted) throws FailureException {
    if (peek() != wanted) {
      throw damaged("expected " + wanted);
    }
    bytes.take();
  }

  /** After a value in an object or array: true if another follows, false at its end. */
  boolean another(char end) throws FailureException {
    char next = peek();
    bytes.take();
    if (next == ',') {
      return true;
    }
    if (next == end) {
      return false;
    }
    throw damaged("expected , or " + end);
  }

  /** Right after the opening: whether nothing is inside; then the end is taken, too. */
  boolean isEmpty(char end) throws FailureException {
    if (peek() != end) {
      return false;
    }
    bytes.take();
    return true;
  }

  String key() throws FailureException {
    int values = held;
    held = keysHeld - MAX_HELD; // Beside the values, so that long names don't take their room.
    String key = string();
    keysHeld = held + MAX_HELD;
    held = values;
    expect(':');
    return key;
  }

  /**
   * Takes a key with its colon, or an object, if it is written as {@code wanted}; else nothing. It
   * may be the same, spelled otherwise, all the same.
   */
  boolean took(byte[] wanted) throws FailureException {
    peek();
    return bytes.took(wanted);
  }

  /** The same of a number or a word as a value. */
  boolean tookBare(byte[] wanted) throws FailureException {
    peek();
    return bytes.tookBare(wanted);
  }

  /** The same of an integer. */
  boolean tookInteger(long wanted) throws FailureException {
    peek();
    return bytes.tookInteger(wanted);
  }

  /** The same of a finite REAL. */
  boolean tookReal(double wanted) throws FailureException {
    peek();
    return bytes.tookReal(wanted);
  }

  /** Returns whether a JSON can have these bytes as text. */
  boolean isUtf8(byte[] text) {
    return bytes.isUtf8(text);
  }

  /** The same of a value as SQLite wrote it. */
  boolean tookTold(ToldRow row) throws FailureException {
    peek();
    return bytes.tookTold(row);
  }

  /**
   * Takes a string after its first quote, without holding it if it is as expected.
   *
   * @return whether it is {@code wanted} in Base64 (RFC 4648), however that is spelled
   */
  boolean isBase64Of(byte[] wanted) throws FailureException {
    for (int from = 0; from < wanted.length; from += DECODED_BYTES) {
      int part = Math.min(DECODED_BYTES, wanted.length - from);
      byte[] whole = part == DECODED_BYTES ? decoded : new byte[part];
      System.arraycopy(wanted, from, whole, 0, part);
      int length = Base64.getEncoder().encode(whole, encoded);
      int same = bytes.takeSame(encoded, length);
      if (same < length) {
        return isBase64Of(wanted, from, same);
      }
    }
    return isBase64Of(wanted, wanted.length, 0);
  }

  /** The same from there on; {@code same} bytes of {@link #encoded} were taken already. */
  private boolean isBase64Of(byte[] wanted, int from, int same) throws FailureException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream(32);
    rest.write(encoded, 0, same);
    if (!bytes.string(rest, MAX_HELD)) {
      pass(rest);
      return false;
    }
    try {
      byte[] other = Base64.getDecoder().decode(rest.toByteArray());
      return Arrays.equals(wanted, from, wanted.length, other, 0, other.length);
    } catch (IllegalArgumentException e) {
      throw damaged("a value that isn't what it says");
    }
  }

  /** The same of a text in UTF-8. */
  boolean tookString(byte[] text) throws FailureException {
    peek();
    return bytes.tookString(text);
  }

  /** A text that is short enough to be held. */
  String string() throws FailureException {
    if (text() instanceof String text) {
      return text;
    }
    throw damaged("a text that is too long");
  }

  /** A {@link String}, or a {@link JsonText} if it is too long to be held. */
  Object text() throws FailureException {
    expect('"');
    long from = bytes.position();
    int most = Math.max(1, MAX_HELD - held);
    String plain = bytes.plainString(most);
    if (plain != null) {
      held += (int) (bytes.position() - from);
      return plain;
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream(32);
    if (!bytes.string(text, most)) {
      pass(text);
      return new JsonText(this, from);
    }
    held += text.size();
    try {
      ByteBuffer utf8 = ByteBuffer.wrap(text.toByteArray());
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw damaged("text that isn't UTF-8");
    }
  }

  private void pass(ByteArrayOutputStream text) throws FailureException {
    do {
      text.reset();
    } while (!bytes.string(text, PIECE_BYTES));
  }

  /** The text that begins at that position, unescaped, in pieces of about so many bytes. */
  Pieces textAt(long from, int pieceBytes) {
    JsonBytes again = new JsonBytes(file, channel, growing, from, (read, position) -> {});
    boolean[] ended = {false};
    return () -> {
      ByteArrayOutputStream piece = new ByteArrayOutputStream();
      ended[0] = ended[0] || again.string(piece, pieceBytes);
      return piece.toByteArray();
    };
  }

  /** A number or one of the words, as it is written. */
  String bare() throws FailureException {
    peek();
    String plain = bytes.plainBare(MAX_NUMBER_LENGTH);
    if (plain != null) {
      return plain;
    }
    StringBuilder text = new StringBuilder();
    while (bytes.hasNext() && JsonBytes.isBare(bytes.peek())) {
      if (text.length() == MAX_NUMBER_LENGTH) {
        throw damaged("a number too long");
      }
      text.append((char) bytes.take());
    }
    if (text.isEmpty()) {
      throw damaged("expected a value");
    }
    return text.toString();
  }

  /** Passes over one value of any kind. */
  void skip() throws FailureException {
    skip(0);
  }

  private void skip(int depth) throws FailureException {
    if (depth > DEEPEST) {
      throw damaged("nested too deeply");
    }
    char next = peek();
    if (next == '"') {
      expect('"');
      pass(new ByteArrayOutputStream());
    } else if (next == '{' || next == '[') {
      char end = next == '{' ? '}' : ']';
      expect(next);
      if (isEmpty(end)) {
        return;
      }
      do {
        if (next == '{') {
          key();
        }
        skip(depth + 1);
      } while (another(end));
    } else {
      String word = bare();
      if (!WORDS.contains(word) && !NumberText.isNumber(word)) {
        throw damaged("expected a value");
      }
    }
  }

  long position() {
    return bytes.position();
  }

  /**
   * Passes over all bytes up to that position, or to the file's end, giving them to {@code seen}.
   */
  void pass(long end, Consumer<ByteBuffer> seen) throws FailureException {
    bytes.pass(end, seen);
  }

  /** Makes sure that nothing but white space follows; all of the file has been seen then. */
  void finish() throws FailureException {
    while (bytes.hasNext()) {
      if (!isSpace(bytes.take())) {
        throw damaged("something after the end");
      }
    }
  }

  @Override
  public void close() throws FailureException {
    try {
      channel.close();
    } catch (IOException e) {
      throw DiskFailures.of(e, file);
    }
  }
}
