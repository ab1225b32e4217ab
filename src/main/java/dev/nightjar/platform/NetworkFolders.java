package dev.nightjar.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds folders on another computer: SQLite's locks can't be relied on there. */
public final class NetworkFolders {
  private static final Set<String> TYPES =
      Set.of(
          "nfs",
          "nfs3",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "9p",
          "afpfs",
          "afs",
          "ceph",
          "davfs",
          "webdav",
          "ncpfs",
          "glusterfs",
          "fuse.sshfs",
          "fuse.davfs",
          "fuse.davfs2",
          "fuse.rclone",
          "fuse.glusterfs",
          "fuse.s3fs",
          "fuse.gvfsd-fuse",
          "fuse.smbnetfs",
          "fuse.ceph",
          "fuse.curlftpfs");

  private NetworkFolders() {}

  /**
   * Whether {@code path}, or the nearest folder above it that exists, lies on a network. Touches
   * that folder, so a frozen mount makes it wait; if the system doesn't say: no.
   */
  public static boolean isNetwork(Path path) {
    Path absolute = path.toAbsolutePath();
    if (isUnc(absolute.toString()) || isMappedDrive(absolute)) {
      return true;
    }
    for (Path folder = absolute; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder)) {
        return typeOf(folder).filter(NetworkFolders::isNetworkType).isPresent();
      }
    }
    return false;
  }

  static boolean isNetworkType(String type) {
    return TYPES.contains(type.toLowerCase(Locale.ROOT));
  }

  /** {@code \\server\share}, but not {@code \\?\C:\} or {@code \\.\}, which are this computer's. */
  static boolean isUnc(String path) {
    if (path.regionMatches(true, 0, "\\\\?\\UNC\\", 0, 8)) {
      return true;
    }
    return path.startsWith("\\\\") && !path.startsWith("\\\\?\\") && !path.startsWith("\\\\.\\");
  }

  private static Optional<String> typeOf(Path folder) {
    try {
      return Optional.of(Files.getFileStore(folder).type());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isMappedDrive(Path path) {
    Path root = path.getRoot();
    return root != null
        && root.toString().matches("[A-Za-z]:\\\\")
        && MappedDrives.ofWindows().isNetwork(root.toString().substring(0, 1));
  }
}
