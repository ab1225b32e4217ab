package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.demo.SampleShop;
import dev.nightjar.faults.Mounts;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system that was made read-only, as a system does after an error of its disk. */
@Tag("proof")
final class ReadOnlyDiskTest {
  @TempDir private Path folder;

  private final Mounts mounts = new Mounts();
  private ChildProcess nightjar;

  @BeforeEach
  void aShop() throws Exception {
    nightjar = new ChildProcess(folder);
    SampleShop.create(folder.resolve("shop.db"), 100_000);
  }

  @AfterEach
  void unmount() throws Exception {
    mounts.close();
  }

  private Path disk(String name) throws Exception {
    Path disk = Files.createDirectory(folder.resolve(name));
    mounts.disk(disk, "size=60m");
    return disk;
  }

  /** A service's folder may be the only one of its disk on which it may write. */
  @Test
  void aFolderThatIsMountedWritableOnItsReadOnlyDiskIsNotReadOnly() throws Exception {
    Path disk = disk("disk");
    Path local = Files.createDirectory(disk.resolve("local"));
    mounts.onItself(local);
    Mounts.remount(disk, "bind,ro");
    String shop = folder.resolve("shop.db").toString();
    String[] add = {"settings", "add", "--database", shop, "--local", local.toString(), "--create"};
    assertEquals(0, nightjar.start(add).waitFor(), nightjar.output());
    assertEquals(0, nightjar.start("backup").waitFor(), nightjar.output());
    assertEquals(0, nightjar.start("status").waitFor(), nightjar.output());
  }

  @Test
  void itIsToldBeforeTheNextBackupAndWhatIsThereCanBeRead() throws Exception {
    Path nas = disk("nas");
    String[] add = new ShopFolder(folder).add();
    assertEquals(0, nightjar.start(add).waitFor(), nightjar.output());
    assertEquals(0, nightjar.start("backup").waitFor(), nightjar.output());
    assertEquals(0, nightjar.start("status").waitFor(), nightjar.output());

    Mounts.remount(nas, "ro");
    assertEquals(3, nightjar.start("status").waitFor(), nightjar.output());
    assertTrue(nightjar.output().contains("The disk of " + nas + " is read-only"), "told");
    assertEquals(
        0, nightjar.start("verify", "--all", "--in", nas.toString()).waitFor(), "readable");

    assertEquals(3, nightjar.start("backup").waitFor(), nightjar.output());
    assertEquals(3, nightjar.start("status").waitFor(), nightjar.output());
    assertTrue(nightjar.output().contains("The disk of " + nas + " is read-only"), "told");
    assertTrue(nightjar.output().contains("lacks the newest backup"), nightjar.output());

    Mounts.remount(nas, "rw");
    assertEquals(0, nightjar.start("backup").waitFor(), nightjar.output());
    assertEquals(0, nightjar.start("status").waitFor(), nightjar.output());
  }
}
