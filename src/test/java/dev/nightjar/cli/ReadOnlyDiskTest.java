package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.demo.SampleShop;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system that was made read-only, as a system does after an error of its disk. */
@Tag("proof")
final class ReadOnlyDiskTest {
  @TempDir private Path folder;

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static void remount(Path where, String how) throws Exception {
    assertEquals(0, run("mount", "-o", "remount," + how, where.toString()));
  }

  /** A service's folder may be the only one of its disk on which it may write. */
  @Test
  void aFolderThatIsMountedWritableOnItsReadOnlyDiskIsNotReadOnly() throws Exception {
    ChildProcess nightjar = new ChildProcess(folder);
    SampleShop.create(folder.resolve("shop.db"), 100_000);
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", disk.toString()) == 0,
        "only root can mount a disk: nothing was proved here");
    String local = Files.createDirectory(disk.resolve("local")).toString();
    try {
      assertEquals(0, run("mount", "--bind", local, local));
      remount(disk, "bind,ro");
      String shop = folder.resolve("shop.db").toString();
      String[] add = {"settings", "add", "--database", shop, "--local", local, "--create"};
      assertEquals(0, nightjar.start(add).waitFor(), nightjar.output());
      assertEquals(0, nightjar.start("backup").waitFor(), nightjar.output());
      assertEquals(0, nightjar.start("status").waitFor(), nightjar.output());
    } finally {
      run("umount", local);
      run("umount", disk.toString());
    }
  }

  @Test
  void itIsToldBeforeTheNextBackupAndWhatIsThereCanBeRead() throws Exception {
    ChildProcess nightjar = new ChildProcess(folder);
    SampleShop.create(folder.resolve("shop.db"), 100_000);
    Path nas = Files.createDirectory(folder.resolve("nas"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", nas.toString()) == 0,
        "only root can mount a disk: nothing was proved here");
    try {
      String[] add = new ShopFolder(folder).add();
      assertEquals(0, nightjar.start(add).waitFor(), nightjar.output());
      assertEquals(0, nightjar.start("backup").waitFor(), nightjar.output());
      assertEquals(0, nightjar.start("status").waitFor(), nightjar.output());

      remount(nas, "ro");
      assertEquals(3, nightjar.start("status").waitFor(), nightjar.output());
      assertTrue(nightjar.output().contains("The disk of " + nas + " is read-only"), "told");
      assertEquals(
          0, nightjar.start("verify", "--all", "--in", nas.toString()).waitFor(), "readable");

      assertEquals(3, nightjar.start("backup").waitFor(), nightjar.output());
      assertEquals(3, nightjar.start("status").waitFor(), nightjar.output());
      assertTrue(nightjar.output().contains("The disk of " + nas + " is read-only"), "told");
      assertTrue(nightjar.output().contains("lacks the newest backup"), nightjar.output());

      remount(nas, "rw");
      assertEquals(0, nightjar.start("backup").waitFor(), nightjar.output());
      assertEquals(0, nightjar.start("status").waitFor(), nightjar.output());
    } finally {
      run("umount", nas.toString());
    }
  }
}
