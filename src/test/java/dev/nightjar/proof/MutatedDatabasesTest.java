package dev.nightjar.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.FastFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged database ends in words: no stack trace, no crash, no loop, no file left, 64 MB. */
final class MutatedDatabasesTest {
  @TempDir(factory = FastFolder.class)
  private Path folder;

  @Test
  @Tag("proof")
  void thousandsOfDamagedDatabasesEndInWords() throws Exception {
    String ends = SmallHeap.run(MutatedDatabases.class, folder, 2000, 1200);
    assertTrue(ends.contains("DATABASE_DAMAGED"), ends);
  }
}
