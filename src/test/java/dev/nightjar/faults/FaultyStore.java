package dev.nightjar.faults;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;

/** A disk that says what it is told to say of its room and of whether it can be written to. */
record FaultyStore(FileStore real, long usableSpace, boolean readOnly) {
  FileStore asStore() {
    return new FileStore() {
      @Override
      public String name() {
        return real.name();
      }

      @Override
      public String type() {
        return real.type();
      }

      @Override
      public boolean isReadOnly() {
        return readOnly;
      }

      @Override
      public long getTotalSpace() throws IOException {
        return real.getTotalSpace();
      }

      @Override
      public long getUsableSpace() {
        return usableSpace;
      }

      @Override
      public long getUnallocatedSpace() {
        return usableSpace;
      }

      @Override
      public long getBlockSize() throws IOException {
        return real.getBlockSize();
      }

      @Override
      public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
        return real.supportsFileAttributeView(type);
      }

      @Override
      public boolean supportsFileAttributeView(String name) {
        return real.supportsFileAttributeView(name);
      }

      @Override
      public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> type) {
        return real.getFileStoreAttributeView(type);
      }

      @Override
      public Object getAttribute(String attribute) throws IOException {
        return real.getAttribute(attribute);
      }
    };
  }
}
