package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.GrowingFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a JSON file from one position on, and the strings among them (RFC 8259).
 *
 * <p>It is long because each kind of value has its own way to be told from its bytes, besides the
 * one to be read.
 */
final class JsonBytes {
  private static final int BUFFER_BYTES = 1 << 17;
  private static final int DECODED_CHARACTERS = 1 << 10;

  /** So many digits are a long without overflow. */
  private static final int MAX_DIGITS = 18;

  /**
   * Integers up to this one are doubles without rounding, as the powers of ten of so many digits
   * are; the quotient of two such is rounded once, as IEEE 754 has it (Clinger, "How to Read
   * Floating Point Numbers Accurately", 1990).
   */
  private static final long MAX_EXACT = 1L << 53;

  private static final int MAX_EXACT_DIGITS = 16;
  private static final double[] POWERS_OF_TEN = new double[MAX_EXACT_DIGITS + 1];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i <= MAX_EXACT_DIGITS; i++) {
      POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
    }
  }

  /** Stands in what was decoded for what isn't UTF-8. */
  private static final char REPLACED = 0xfffd;

  private final Path file;
  private final FileChannel channel;
  private final GrowingFile growing;
  private final Watcher watcher;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer decoded = CharBuffer.allocate(DECODED_CHARACTERS);
  private long before;

  JsonBytes(Path file, FileChannel channel, GrowingFile growing, long from, Watcher watcher) {
    this.file = file;
    this.channel = channel;
    this.growing = growing;
    this.before = from;
    this.watcher = watcher;
  }

  /** Sees the bytes as they come from the file. */
  @FunctionalInterface
  interface Watcher {
    void read(ByteBuffer bytes, long position) throws FailureException;
  }

  FailureException damaged(String what) {
    return new FailureException(Reason.JSON_DAMAGED, file, what, position());
  }

  long position() {
    return before + buffer.position();
  }

  /** Whether there is a next byte. */
  boolean hasNext() throws FailureException {
    if (buffer.hasRemaining()) {
      return true;
    }
    before += buffer.limit();
    buffer.limit(0);
    long ready = growing.bytesFrom(before);
    if (ready == 0) {
      return false;
    }
    buffer.clear().limit((int) Math.min(ready, buffer.capacity()));
    try {
      int read = channel.read(buffer, before);
      buffer.flip();
      if (read <= 0) {
        return false;
      }
    } catch (IOException e) {
      buffer.limit(0);
      throw DiskFailures.of(e, file);
    }
    watcher.read(buffer.duplicate(), before + buffer.limit());
    return true;
  }

  /** Takes all bytes up to that position, or to the file's end, giving them to {@code seen}. */
  void pass(long end, Consumer<ByteBuffer> seen) throws FailureException {
    while (position() < end && hasNext()) {
      int length = (int) Math.min(buffer.remaining(), end - position());
      seen.accept(buffer.slice(buffer.position(), length));
      buffer.position(buffer.position() + length);
    }
  }

  /** The next byte, left where it is; there must be one. */
  byte peek() throws FailureException {
    if (!hasNext()) {
      throw damaged("it ends in the middle");
    }
    return buffer.get(buffer.position());
  }

  byte take() throws FailureException {
    byte next = peek();
    buffer.get();
    return next;
  }

  /** Takes {@code wanted} if it comes next and stands whole in the buffer; else nothing. */
  boolean took(byte[] wanted) {
    boolean there = isNext(wanted, buffer.position() + wanted.length);
    if (there) {
      buffer.position(buffer.position() + wanted.length);
    }
    return there;
  }

  /**
   * The same of a value that is neither a string nor an object: it ends where {@code wanted} does.
   */
  boolean tookBare(byte[] wanted) {
    int end = buffer.position() + wanted.length;
    if (end >= buffer.limit() || (buffer.get(end) != ',' && buffer.get(end) != '}')) {
      return false;
    }
    return took(wanted);
  }

  /** The same of an integer of up to 18 digits. */
  boolean tookInteger(long wanted) {
    byte[] bytes = buffer.array();
    int end = buffer.limit();
    int from = buffer.position();
    boolean negative = from < end && bytes[from] == '-';
    int first = negative ? from + 1 : from;
    int at = first;
    long value = 0;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && at < first + MAX_DIGITS) {
      value = value * 10 + bytes[at++] - '0';
    }
    boolean canonical =
        at == first + 1 ? !negative || value > 0 : at > first && bytes[first] != '0';
    if (!canonical || at >= end || (bytes[at] != ',' && bytes[at] != '}')) {
      return false;
    }
    if ((negative ? -value : value) != wanted) {
      return false;
    }
    buffer.position(at);
    return true;
  }

  /** The same of a string that stands there without an escape. */
  boolean tookString(byte[] text) {
    int from = buffer.position();
    int end = from + 1 + text.length;
    byte[] bytes = buffer.array();
    if (end >= buffer.limit() || bytes[from] != '"' || bytes[end] != '"') {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      byte value = text[i];
      if (bytes[from + 1 + i] != value || !isPlain(value)) {
        return false;
      }
    }
    if (!isUtf8(text)) {
      return false; // JSON can't have it so.
    }
    buffer.position(end + 1);
    return true;
  }

  /** Takes a value if it stands there, whole in the buffer, byte by byte as SQLite wrote it. */
  boolean tookTold(ToldRow row) {
    int start = buffer.position();
    int end = start + row.to() - row.from();
    if (end >= buffer.limit()
        || !Arrays.equals(buffer.array(), start, end, row.json(), row.from(), row.to())) {
      return false;
    }
    byte next = buffer.get(end);
    if (!row.isString() && next != ',' && next != '}') {
      return false;
    }
    buffer.position(end);
    return true;
  }

  /**
   * Takes a number if it is {@code wanted} and has so few digits that one division gives it
   * exactly; else nothing.
   */
  boolean tookReal(double wanted) {
    byte[] bytes = buffer.array();
    int end = buffer.limit();
    int at = buffer.position();
    boolean negative = at < end && bytes[at] == '-';
    int first = negative ? at + 1 : at;
    at = first;
    long digits = 0;
    int point = -1;
    while (at < end && at <= first + MAX_EXACT_DIGITS) {
      byte next = bytes[at];
      if (next == '.' && point < 0) {
        point = at;
      } else if (next >= '0' && next <= '9') {
        digits = digits * 10 + next - '0';
      } else {
        break;
      }
      at++;
    }
    boolean number = point > first && at > point + 1 && (bytes[first] != '0' || point == first + 1);
    if (!number || digits > MAX_EXACT || at >= end || (bytes[at] != ',' && bytes[at] != '}')) {
      return false;
    }
    double value = digits / POWERS_OF_TEN[at - point - 1];
    if (Double.doubleToRawLongBits(negative ? -value : value)
        != Double.doubleToRawLongBits(wanted)) {
      return false;
    }
    buffer.position(at);
    return true;
  }

  /** Takes what comes next for as long as it is {@code wanted}; returns the number of bytes. */
  int takeSame(byte[] wanted, int length) throws FailureException {
    int same = 0;
    while (same < length) {
      peek();
      int from = buffer.position();
      int to = from + Math.min(buffer.remaining(), length - same);
      int differs = Arrays.mismatch(buffer.array(), from, to, wanted, same, same + to - from);
      int taken = differs < 0 ? to - from : differs;
      buffer.position(from + taken);
      same += taken;
      if (differs >= 0) {
        break;
      }
    }
    return same;
  }

  /** By Java's decoder: what wrote the text has a rule of its own. */
  boolean isUtf8(byte[] text) {
    int all = 0;
    for (byte value : text) {
      all |= value;
    }
    if (all >= 0) {
      return true;
    }
    ByteBuffer in = ByteBuffer.wrap(text);
    utf8.reset();
    CoderResult result;
    do {
      result = utf8.decode(in, decoded.clear(), true);
    } while (result.isOverflow());
    return !result.isError();
  }

  private boolean isNext(byte[] wanted, int end) {
    return end <= buffer.limit()
        && Arrays.equals(buffer.array(), buffer.position(), end, wanted, 0, wanted.length);
  }

  /** Takes a number or a word that ends within the buffer; null, and nothing is taken, else. */
  @Nullable String plainBare(int most) {
    byte[] bytes = buffer.array();
    int from = buffer.position();
    int end = Math.min(buffer.limit(), from + most);
    int at = from;
    while (at < end && isBare(bytes[at])) {
      at++;
    }
    if (at == end || at == from) {
      return null;
    }
    buffer.position(at);
    return new String(bytes, from, at - from, StandardCharsets.US_ASCII);
  }

  /** Whether a number or one of the words may have that byte. */
  static boolean isBare(byte value) {
    return (value >= '0' && value <= '9')
        || (value >= 'a' && value <= 'z')
        || value == '+'
        || value == '-'
        || value == '.'
        || value == 'E';
  }

  /**
   * Adds what a string goes on with, unescaped, until {@code to} holds {@code most} bytes or a few
   * more; true at the string's end, whose quote is taken, too.
   */
  boolean string(ByteArrayOutputStream to, int most) throws FailureException {
    while (to.size() < most) {
      peek();
      int from = buffer.position();
      int end = Math.min(buffer.limit(), from + most - to.size());
      byte[] bytes = buffer.array();
      int at = from;
      while (at < end && isPlain(bytes[at])) {
        at++;
      }
      to.write(bytes, from, at - from);
      buffer.position(at);
      if (at == end) {
        continue;
      }
      byte next = buffer.get();
      if (next == '"') {
        return true;
      }
      if (next != '\\') {
        throw damaged("a control character in a text");
      }
      to.writeBytes(escape());
    }
    return false;
  }

  /**
   * Takes a string that stands in the buffer as it is, without escapes; its quote is taken, too.
   * Null, and nothing is taken, if it is longer than {@code most} bytes, or another way is needed.
   */
  @Nullable String plainString(int most) {
    byte[] bytes = buffer.array();
    int from = buffer.position();
    int end = Math.min(buffer.limit(), from + most);
    int at = from;
    while (at < end && isPlain(bytes[at])) {
      at++;
    }
    if (at >= end || bytes[at] != '"') {
      return null;
    }
    String text = new String(bytes, from, at - from, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACED) >= 0) {
      return null; // Perhaps one of its own; the other way tells.
    }
    buffer.position(at + 1);
    return text;
  }

  private static boolean isPlain(byte value) {
    return value != '"' && value != '\\' && (value < 0 || value >= 0x20);
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
}
