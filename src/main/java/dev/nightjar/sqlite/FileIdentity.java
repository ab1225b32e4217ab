package dev.nightjar.sqlite;

import java.nio.file.attribute.BasicFileAttributes;

/**
 * Identifies the file behind a name without opening it: device and inode; if Java gives none
 * (Windows), when the file was made.
 */
final class FileIdentity {
  /** Of a system on which nothing tells one file from the next that has its name. */
  static final String UNKNOWN = "";

  private FileIdentity() {}

  /**
   * Returns the identity, or {@link #UNKNOWN}. A file system that doesn't record when a file was
   * made answers with the time of the last write, which says nothing.
   */
  static String of(BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    if (key != null) {
      return key.toString();
    }
    return attributes.creationTime().equals(attributes.lastModifiedTime())
        ? UNKNOWN
        : attributes.creationTime().toString();
  }

  /** Whether the two are known to be of different files. */
  static boolean differ(String one, String other) {
    return !one.equals(UNKNOWN) && !other.equals(UNKNOWN) && !one.equals(other);
  }
}
