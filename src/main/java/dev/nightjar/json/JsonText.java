package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.Pieces;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A text that is too long to be held: where it stands in the file, to be read again from there
 * while the file is open.
 */
final class JsonText {
  private static final int PIECE_BYTES = 1 << 20;

  private final JsonInput file;
  private final long from;

  JsonText(JsonInput file, long from) {
    this.file = file;
    this.from = from;
  }

  /** The text in the encoding of a database. */
  Pieces in(Charset charset) {
    Pieces utf8 = utf8();
    Recoding recoding = new Recoding(StandardCharsets.UTF_8, charset);
    return () -> {
      try {
        byte[] piece = utf8.next();
        byte[] recoded = recoding.next(piece);
        // A piece may be less than one character.
        while (recoded.length == 0 && piece.length > 0) {
          piece = utf8.next();
          recoded = recoding.next(piece);
        }
        return recoded;
      } catch (CharacterCodingException e) {
        throw file.damaged("text that isn't UTF-8");
      }
    };
  }

  /** The bytes that the text stands for. */
  Pieces decoded() {
    Pieces base64 = utf8();
    byte[][] rest = {{}};
    return () -> {
      while (true) {
        byte[] piece = base64.next();
        byte[] joined = Arrays.copyOf(rest[0], rest[0].length + piece.length);
        System.arraycopy(piece, 0, joined, rest[0].length, piece.length);
        // The last four stay behind: only there may be a padding, so only they may end it.
        int ready = piece.length == 0 ? joined.length : (joined.length - 1) / 4 * 4;
        rest[0] = Arrays.copyOfRange(joined, ready, joined.length);
        byte[] decoded = decode(Arrays.copyOf(joined, ready), piece.length == 0);
        if (decoded.length > 0 || piece.length == 0) {
          return decoded;
        }
      }
    };
  }

  private byte[] decode(byte[] base64, boolean last) throws FailureException {
    boolean padded = base64.length > 0 && base64[base64.length - 1] == '=';
    try {
      if (padded && !last) {
        throw new IllegalArgumentException("goes on after its end");
      }
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw file.damaged("a value that isn't what it says");
    }
  }

  private Pieces utf8() {
    return file.textAt(from, PIECE_BYTES);
  }
}
