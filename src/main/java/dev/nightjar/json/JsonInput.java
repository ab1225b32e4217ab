package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import dev.nightjar.io.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads JSON token by token (RFC 8259), hashing the file as it goes. Whatever isn't JSON fails with
 * {@code JSON_DAMAGED} and the byte at which it was seen.
 */
final class JsonInput implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 64;

  /** A value is held whole: one larger than this share of the heap can't be. */
  private static final long LARGEST_STRING = Runtime.getRuntime().maxMemory() / 6;

  private final Path file;
  private final FileChannel channel;
  private final Progress progress;
  private final long total;
  private final Sha256 hash = new Sha256();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private long before;

  JsonInput(Path file, Progress progress) throws FailureException {
    this.file = file;
    this.progress = progress;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      total = channel.size();
    } catch (IOException e) {
      throw FailureException.because(e, Reason.PLACE_IO, file);
    }
  }

  FailureException damaged(String what) {
    return new FailureException(Reason.JSON_DAMAGED, file, what, before + buffer.position());
  }

  private boolean fill() throws FailureException {
    if (buffer.hasRemaining()) {
      return true;
    }
    before += buffer.limit();
    buffer.clear();
    try {
      int read = channel.read(buffer);
      buffer.flip();
      if (read <= 0) {
        return false;
      }
    } catch (IOException e) {
      throw FailureException.because(e, Reason.PLACE_IO, file);
    }
    hash.update(buffer.duplicate());
    progress.advanced(Math.min(before + buffer.limit(), total), total);
    return true;
  }

  private byte take() throws FailureException {
    if (!fill()) {
      throw damaged("it ends in the middle");
    }
    return buffer.get();
  }

  /** The next byte that isn't white space, left where it is. */
  char peek() throws FailureException {
    while (true) {
      if (!fill()) {
        throw damaged("it ends in the middle");
      }
      byte next = buffer.get(buffer.position());
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        return (char) (next & 0xff);
      }
      buffer.get();
    }
  }

  void expect(char wanted) throws FailureException {
    if (peek() != wanted) {
      throw damaged("expected " + wanted);
    }
    buffer.get();
  }

  /** After a value in an object or array: true where another follows, false at its end. */
  boolean another(char end) throws FailureException {
    char next = peek();
    buffer.get();
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
    buffer.get();
    return true;
  }

  String key() throws FailureException {
    String key = string();
    expect(':');
    return key;
  }

  String string() throws FailureException {
    byte[] bytes = utf8();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw damaged("text that isn't UTF-8");
    }
  }

  private byte[] utf8() throws FailureException {
    expect('"');
    ByteArrayOutputStream text = new ByteArrayOutputStream(32);
    while (true) {
      if (!fill()) {
        throw damaged("it ends in the middle");
      }
      int from = buffer.position();
      int at = from;
      byte next = 0;
      while (at < buffer.limit()) {
        next = buffer.get(at);
        if (next == '"' || next == '\\' || (next >= 0 && next < 0x20)) {
          break;
        }
        at++;
      }
      text.write(buffer.array(), buffer.arrayOffset() + from, at - from);
      buffer.position(at);
      if (text.size() > LARGEST_STRING) {
        throw damaged("a value too large for this program's memory");
      }
      if (at == buffer.limit()) {
        continue;
      }
      buffer.get();
      if (next == '"') {
        return text.toByteArray();
      }
      if (next != '\\') {
        throw damaged("a control character in a text");
      }
      text.writeBytes(escape());
    }
  }

  private byte[] escape() throws FailureException {
    byte kind = take();
    int position = "\"\\/bfnrt".indexOf(kind);
    if (position >= 0) {
      return new byte[] {(byte) "\"\\/\b\f\n\r\t".charAt(position)};
    }
    if (kind != 'u') {
      throw damaged("an unknown escape");
    }
    char unit = hexUnit();
    String text = String.valueOf(unit);
    if (Character.isHighSurrogate(unit)) {
      if (take() != '\\' || take() != 'u') {
        throw damaged("half a character");
      }
      text += hexUnit();
    }
    if (text.length() == 1
        ? Character.isSurrogate(unit)
        : !Character.isLowSurrogate(text.charAt(1))) {
      throw damaged("half a character");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private char hexUnit() throws FailureException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(take(), 16);
      if (digit < 0) {
        throw damaged("an unknown escape");
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  /** A number or one of the words, as it is written. */
  String bare() throws FailureException {
    peek();
    StringBuilder text = new StringBuilder();
    while (fill()) {
      char next = (char) buffer.get(buffer.position());
      boolean digit = next >= '0' && next <= '9';
      boolean letter = next >= 'a' && next <= 'z';
      if (!digit && !letter && "+-.E".indexOf(next) < 0) {
        break;
      }
      if (text.length() == LONGEST_NUMBER) {
        throw damaged("a number too long");
      }
      text.append(next);
      buffer.get();
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
      utf8();
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
      bare();
    }
  }

  /** Makes sure that nothing but white space follows; the hash is then of the whole file. */
  FileHash finish() throws FailureException {
    while (fill()) {
      byte next = buffer.get();
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        throw damaged("something after the end");
      }
    }
    return hash.finish();
  }

  @Override
  public void close() throws FailureException {
    try {
      channel.close();
    } catch (IOException e) {
      throw FailureException.because(e, Reason.PLACE_IO, file);
    }
  }
}
