package dev.nightjar.platform.instance;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Short lines over a socket, all within one limit of time: Unix-domain sockets have no timeout of
 * their own, and who is at the other end may be frozen.
 */
final class SocketLines {
  private static final int MAX_BYTES = 256;

  private final SocketChannel channel;
  private final long endsAt;

  SocketLines(SocketChannel channel, Duration limit) throws IOException {
    this.channel = channel;
    this.endsAt = System.nanoTime() + limit.toNanos();
    channel.configureBlocking(false);
  }

  /** The next line, without its end. The writer waits for the answer to it. */
  String read() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);
    while (buffer.position() == 0 || buffer.get(buffer.position() - 1) != '\n') {
      if (!buffer.hasRemaining()) {
        throw new IOException("a line of more than " + MAX_BYTES + " bytes");
      }
      await(SelectionKey.OP_READ);
      if (channel.read(buffer) < 0) {
        throw new EOFException("the line has no end");
      }
    }
    return new String(buffer.array(), 0, buffer.position() - 1, StandardCharsets.UTF_8);
  }

  void write(String line) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (buffer.hasRemaining()) {
      await(SelectionKey.OP_WRITE);
      channel.write(buffer);
    }
  }

  private void await(int operation) throws IOException {
    try (Selector selector = Selector.open()) {
      channel.register(selector, operation);
      long left = (endsAt - System.nanoTime()) / 1_000_000;
      // Zero would mean for ever.
      if (left <= 0 || selector.select(left) == 0) {
        throw new SocketTimeoutException("no answer in time");
      }
    }
  }
}
