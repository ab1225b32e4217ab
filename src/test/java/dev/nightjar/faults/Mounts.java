package dev.nightjar.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Real file systems that only root can mount, until it is closed. */
public final class Mounts implements AutoCloseable {
  private final Deque<Path> mounted = new ArrayDeque<>();

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /**
   * Mounts a disk in memory; skips the test if nobody may.
   *
   * @param options as mount takes them: {@code size=60m}
   */
  public void disk(Path where, String options) throws Exception {
    int code = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", where.toString());
    assumeTrue(code == 0, "only root can mount a disk: nothing was proved here");
    mounted.push(where);
  }

  /** Mounts a folder once more, where it is, so that it can be treated as a disk. */
  public void onItself(Path folder) throws Exception {
    assertEquals(0, run("mount", "--bind", folder.toString(), folder.toString()));
    mounted.push(folder);
  }

  public static void remount(Path where, String options) throws Exception {
    assertEquals(0, run("mount", "-o", "remount," + options, where.toString()), "remount");
  }

  @Override
  public void close() throws Exception {
    while (!mounted.isEmpty()) {
      run("umount", mounted.pop().toString());
    }
  }
}
