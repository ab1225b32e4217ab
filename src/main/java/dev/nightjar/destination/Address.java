package dev.nightjar.destination;

import java.nio.file.Path;

/**
 * The address at which the system's file manager shows a place, or a folder in it. It is known
 * without asking the place, which may be away.
 *
 * @param text a path, or a URI such as {@code smb://nas/backups}
 */
public record Address(String text) {
  /** The address of a folder of the system. */
  public static Address of(Path folder) {
    return new Address(folder.toString());
  }
}
