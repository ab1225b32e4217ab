package dev.nightjar.faults;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** A placeholder as Windows shows it to Java, if it isn't followed: neither file nor link. */
record Stub(BasicFileAttributes file) implements BasicFileAttributes {
  @Override
  public boolean isRegularFile() {
    return false;
  }

  @Override
  public boolean isOther() {
    return true;
  }

  @Override
  public boolean isDirectory() {
    return false;
  }

  @Override
  public boolean isSymbolicLink() {
    return false;
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public Object fileKey() {
    return file.fileKey();
  }

  @Override
  public FileTime lastModifiedTime() {
    return file.lastModifiedTime();
  }

  @Override
  public FileTime lastAccessTime() {
    return file.lastAccessTime();
  }

  @Override
  public FileTime creationTime() {
    return file.creationTime();
  }
}
