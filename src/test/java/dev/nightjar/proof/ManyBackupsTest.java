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
  @Tag("proof")
  void tenThousandBackupsFit() throws Exception {
    String ends = SmallHeap.run(ManyBackups.class, folder, 10_000, 600);
    assertTrue(ends.startsWith("done 10000 backups"), ends);
    assertTrue(ends.contains("owed 10000 in"), ends);
  }
}
