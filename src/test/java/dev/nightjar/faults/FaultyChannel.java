package dev.nightjar.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A file channel whose operations may fail. */
final class FaultyChannel extends FileChannel {
  private final FileChannel real;
  private final Faults faults;
  private final Path path;

  FaultyChannel(FileChannel real, Faults faults, Path path) {
    this.real = real;
    this.faults = faults;
    this.path = path;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    faults.before("read", path, false);
    return real.read(buffer);
  }

  @Override
  public int read(ByteBuffer buffer, long position) throws IOException {
    faults.before("read", path, false);
    return real.read(buffer, position);
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    faults.before("read", path, false);
    return real.read(buffers, offset, length);
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    faults.before("write", path, true);
    if (buffer.remaining() < 2 || !faults.isShort(path)) {
      return real.write(buffer);
    }
    int limit = buffer.limit();
    buffer.limit(buffer.position() + buffer.remaining() / 2);
    int written = real.write(buffer);
    buffer.limit(limit);
    return written;
  }

  @Override
  public int write(ByteBuffer buffer, long position) throws IOException {
    faults.before("write", path, true);
    return real.write(buffer, position);
  }

  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
    faults.before("write", path, true);
    return real.write(buffers, offset, length);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    faults.before("size", path, false);
    return real.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    faults.before("truncate", path, true);
    real.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    faults.before("flush", path, true);
    real.force(metaData);
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return real.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    faults.before("lock", path, false);
    return real.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
    faults.before("close", path, true);
  }
}
