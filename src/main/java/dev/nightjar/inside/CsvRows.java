package dev.nightjar.inside;

import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.Pieces;
import dev.nightjar.sqlite.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes rows as CSV in UTF-8 (RFC 4180), large values a piece at a time. NULL is an empty field,
 * an empty text is {@code ""}, a BLOB is {@code x'…'} in hex. Control characters but tab and line
 * breaks are written as {@code \x1b}: a terminal that shows the file obeys none.
 */
public final class CsvRows {
  private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private final Charset charset;

  /**
   * To {@code out}, which its owner closes.
   *
   * @param charset the encoding in which text comes
   */
  public CsvRows(OutputStream out, Charset charset) {
    this.out = out;
    this.charset = charset;
  }

  /** Writes the line of names. */
  public void header(List<String> columns) throws IOException {
    for (int at = 0; at < columns.size(); at++) {
      separate(at);
      quoted(columns.get(at));
    }
    out.write(LINE_END);
  }

  /** Writes one row. */
  public void row(Row row, int columns) throws IOException, FailureException {
    for (int at = 0; at < columns; at++) {
      separate(at);
      switch (row.type(at)) {
        case NULL -> {}
        case INTEGER -> ascii(Long.toString(row.integer(at)));
        case REAL -> ascii(Double.toString(row.real(at)));
        case TEXT -> text(row, at);
        case BLOB -> blob(row.pieces(at));
      }
    }
    out.write(LINE_END);
  }

  private void separate(int at) throws IOException {
    if (at > 0) {
      out.write(',');
    }
  }

  private void text(Row row, int column) throws IOException, FailureException {
    if (!row.isLarge(column)) {
      quoted(new String(row.bytes(column), charset));
      return;
    }
    out.write('"');
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    Pieces pieces = row.pieces(column);
    byte[] rest = {};
    for (byte[] piece = pieces.next(); piece.length > 0; piece = pieces.next()) {
      byte[] joined = new byte[rest.length + piece.length];
      System.arraycopy(rest, 0, joined, 0, rest.length);
      System.arraycopy(piece, 0, joined, rest.length, piece.length);
      ByteBuffer in = ByteBuffer.wrap(joined);
      CharBuffer characters = CharBuffer.allocate(joined.length + 1);
      decoder.decode(in, characters, false);
      escaped(characters.flip().toString());
      rest = new byte[in.remaining()];
      in.get(rest);
    }
    escaped(new String(rest, charset));
    out.write('"');
  }

  private void quoted(String text) throws IOException {
    boolean plain = !text.isEmpty() && text.chars().noneMatch(CsvRows::needsQuotes);
    if (!plain) {
      out.write('"');
    }
    escaped(text);
    if (!plain) {
      out.write('"');
    }
  }

  private static boolean needsQuotes(int letter) {
    return letter == '"' || letter == ',' || letter == '\r' || letter == '\n' || letter == ' ';
  }

  private void escaped(String text) throws IOException {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int at = 0; at < text.length(); at++) {
      char letter = text.charAt(at);
      boolean breaks = letter == '\t' || letter == '\n' || letter == '\r';
      if (letter == '"') {
        escaped.append("\"\"");
      } else if (Character.isISOControl(letter) && !breaks) {
        escaped.append(String.format("\\x%02x", (int) letter));
      } else {
        escaped.append(letter);
      }
    }
    out.write(escaped.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void blob(Pieces pieces) throws IOException, FailureException {
    ascii("x'");
    for (byte[] piece = pieces.next(); piece.length > 0; piece = pieces.next()) {
      for (int from = 0; from < piece.length; from += 1 << 16) {
        ascii(HexFormat.of().formatHex(piece, from, Math.min(piece.length, from + (1 << 16))));
      }
    }
    ascii("'");
  }

  private void ascii(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
