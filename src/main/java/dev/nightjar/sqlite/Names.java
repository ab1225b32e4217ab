package dev.nightjar.sqlite;

import dev.nightjar.failure.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Names of tables and columns as Java text, whatever bytes they are: SQLite takes any. A byte that
 * isn't UTF-8 becomes one half of a character, U+DC80 to U+DCFF, which no valid text has alone.
 */
public final class Names {
  private static final char ESCAPE = 0xdc00;

  /** Stands in what was decoded for what couldn't be; a name may have one of its own. */
  private static final char REPLACED = 0xfffd;

  /** Of a name so many characters stand in a manifest and in what is said. */
  private static final int MAX_PLAIN = 1000;

  private Names() {}

  /**
   * Decodes a name as it is stored.
   *
   * @param stored its bytes; null for an empty name, as which a result that is read as a BLOB comes
   */
  public static String of(byte @Nullable [] stored, Charset charset) {
    if (stored == null) {
      return "";
    }
    if (charset.equals(StandardCharsets.UTF_8)) {
      String text = new String(stored, charset);
      if (text.indexOf(REPLACED) < 0) {
        return text;
      }
    }
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(stored)).toString();
    } catch (CharacterCodingException e) {
      // SQL is UTF-8: a name that is no text in UTF-16 can't be written in it.
      return charset.equals(StandardCharsets.UTF_8) ? escaped(stored) : new String(stored, charset);
    }
  }

  private static String escaped(byte[] stored) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(stored);
    CharBuffer out = CharBuffer.allocate(stored.length);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (ESCAPE | (in.get() & 0xff)));
      }
    }
  }

  /** Whether the name is valid Unicode. */
  public static boolean isText(String name) {
    for (int at = 0; at < name.length(); at++) {
      if (Character.isSurrogate(name.charAt(at))) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(name);
      }
    }
    return true;
  }

  /** Encodes text with such names in it as SQL: UTF-8, and the bytes that aren't. */
  public static byte[] bytes(String text) {
    if (isText(text)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      if (point >= ESCAPE && point <= (ESCAPE | 0xff)) {
        bytes.write(point);
      } else {
        bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  /** Returns the name as it can be shown: what can't stands there as an escape. */
  public static String shown(String name) {
    return Printable.of(name);
  }

  /** Returns the name as an identifier in SQL. */
  public static String identifier(String name) {
    return Connections.named(name);
  }

  /** Returns the text as a literal in SQL. */
  public static String literal(String text) {
    return Connections.quoted(text);
  }

  /**
   * Returns the name itself if it is text and not longer than anybody reads; a manifest can't hold
   * another.
   */
  static String plain(String name) {
    if (name.length() > MAX_PLAIN) {
      int end = Character.isHighSurrogate(name.charAt(MAX_PLAIN - 1)) ? MAX_PLAIN - 1 : MAX_PLAIN;
      return plain(name.substring(0, end)) + "… (" + name.length() + ")";
    }
    return isText(name) ? name : shown(name);
  }

  /** Returns the name as SQLite compares it: A to Z in small letters, no other letter changed. */
  public static String folded(String name) {
    StringBuilder folded = new StringBuilder(name);
    for (int at = 0; at < name.length(); at++) {
      char c = name.charAt(at);
      if (c >= 'A' && c <= 'Z') {
        folded.setCharAt(at, (char) (c + ('a' - 'A')));
      }
    }
    return folded.toString();
  }
}
