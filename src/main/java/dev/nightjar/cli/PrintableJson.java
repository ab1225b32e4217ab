package dev.nightjar.cli;

import dev.nightjar.failure.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** JSON in UTF-8 with each character that can't be seen as an escape; it reads the same. */
final class PrintableJson extends OutputStream {
  private static final int MAX_PIECE_BYTES = 1 << 16;

  private final OutputStream out;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(MAX_PIECE_BYTES);
  private final CharBuffer characters = CharBuffer.allocate(MAX_PIECE_BYTES);

  PrintableJson(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] from, int at, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int piece = Math.min(length - done, bytes.remaining());
      bytes.put(from, at + done, piece);
      done += piece;
      drain();
    }
  }

  /** Writes the whole characters, and keeps the beginning of one for the next time. */
  private void drain() throws IOException {
    bytes.flip();
    var result = decoder.decode(bytes, characters, false);
    if (result.isError()) {
      result.throwException();
    }
    bytes.compact();
    String text = characters.flip().toString();
    characters.clear();
    out.write(Printable.json(text).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
