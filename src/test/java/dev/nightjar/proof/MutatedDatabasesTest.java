package dev.nightjar.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.Effort;
import dev.nightjar.faults.FastFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged database ends in words: no stack trace, no crash, no loop, no file left, 64 MB. */
final class MutatedDatabasesTest {
  @TempDir(factory = FastFolder.class)
  private Path folder;

  @Test
  void damagedDatabasesEndInWords() throws Exception {
    String ends = SmallHeap.run(MutatedDatabases.class, folder, Effort.of(8, 2000), 1200);
    assertTrue(ends.contains("DATABASE_DAMAGED"), ends);
  }
}
