package dev.nightjar.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Bytes to a {@link PrintStream}, which keeps quiet about those that nobody takes. */
final class OutputBytes extends OutputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final PrintStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;

  OutputBytes(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    if (filled == buffer.length) {
      flush();
    }
    buffer[filled++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    for (int at = from; at < from + length; ) {
      if (filled == buffer.length) {
        flush();
      }
      int piece = Math.min(from + length - at, buffer.length - filled);
      System.arraycopy(bytes, at, buffer, filled, piece);
      filled += piece;
      at += piece;
    }
  }

  @Override
  public void flush() throws IOException {
    out.write(buffer, 0, filled);
    filled = 0;
    if (out.checkError()) {
      throw new IOException("nobody takes the output");
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
