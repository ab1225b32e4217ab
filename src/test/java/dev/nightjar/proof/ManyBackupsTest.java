package dev.nightjar.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many backups there are, they are listed and planned within 64 MB. */
final class ManyBackupsTest {
  @TempDir private Path folder;

  @Test
  void hundredsOfBackupsFit() throws Exception {
    list(500, 120);
  }

  @Test
  @Tag("proof")
  void tenThousandBackupsFit() throws Exception {
    list(10_000, 600);
  }

  private void list(int count, int seconds) throws Exception {
    String ends = SmallHeap.run(ManyBackups.class, folder, count, seconds);
    assertTrue(ends.startsWith("done " + count + " backups"), ends);
    assertTrue(ends.contains("owed " + count + " in"), ends);
  }
}
