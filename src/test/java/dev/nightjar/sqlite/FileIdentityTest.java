package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Attributes as systems give them that have no inodes. */
final class FileIdentityTest {
  private record Attributes(Optional<Object> key, long made, long written)
      implements BasicFileAttributes {
    @Override
    public FileTime lastModifiedTime() {
      return FileTime.fromMillis(written);
    }

    @Override
    public FileTime lastAccessTime() {
      return lastModifiedTime();
    }

    @Override
    public FileTime creationTime() {
      return FileTime.fromMillis(made);
    }

    @Override
    public boolean isRegularFile() {
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
    public boolean isOther() {
      return false;
    }

    @Override
    public long size() {
      return 1;
    }

    @Override
    public @Nullable Object fileKey() {
      return key.orElse(null);
    }
  }

  private static String windows(long made, long written) {
    return FileIdentity.of(new Attributes(Optional.empty(), made, written));
  }

  @Test
  void anInodeIsTheIdentityWheneverTheFileWasMade() {
    assertEquals(
        "(dev=1,ino=2)", FileIdentity.of(new Attributes(Optional.of("(dev=1,ino=2)"), 5, 9)));
  }

  @Test
  void withoutInodesTheTimeWhenItWasMadeTellsTwoFilesApart() {
    assertTrue(FileIdentity.differ(windows(1000, 5000), windows(2000, 5000)));
    assertFalse(FileIdentity.differ(windows(1000, 5000), windows(1000, 6000)));
  }

  /** Wine, and network drives of some servers: each write would look like another file. */
  @Test
  void aSystemThatHasOnlyTheTimeOfTheLastWriteDoesNotSayWhichFileItIs() {
    assertEquals(FileIdentity.UNKNOWN, windows(5000, 5000));
    assertFalse(FileIdentity.differ(windows(5000, 5000), windows(6000, 6000)));
    assertFalse(FileIdentity.differ(windows(5000, 5000), windows(1000, 6000)));
  }
}
