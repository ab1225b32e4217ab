package dev.nightjar.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** Text from one encoding into another, in pieces that may be cut within a character. */
final class Recoding {
  private static final byte[] NOTHING = {};

  private final CharsetDecoder from;
  private final Charset to;
  private byte[] cut = NOTHING;

  Recoding(Charset from, Charset to) {
    this.from = from.newDecoder();
    this.to = to;
  }

  /**
   * The next piece; an empty one ends the text.
   *
   * @throws CharacterCodingException if it isn't valid Unicode
   */
  byte[] next(byte[] piece) throws CharacterCodingException {
    boolean last = piece.length == 0;
    byte[] whole = cut;
    if (whole.length == 0) {
      whole = piece;
    } else if (!last) {
      whole = new byte[cut.length + piece.length];
      System.arraycopy(cut, 0, whole, 0, cut.length);
      System.arraycopy(piece, 0, whole, cut.length, piece.length);
    }
    ByteBuffer in = ByteBuffer.wrap(whole);
    CharBuffer characters = CharBuffer.allocate(whole.length + 1);
    CoderResult result = from.decode(in, characters, last);
    if (result.isError()) {
      result.throwException();
    }
    cut = new byte[in.remaining()];
    in.get(cut);
    // A decoder gives the two halves of a character together: what it gave can be encoded alone.
    ByteBuffer encoded = to.encode(characters.flip());
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }
}
