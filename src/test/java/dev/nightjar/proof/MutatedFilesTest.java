package dev.nightjar.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.Effort;
import dev.nightjar.faults.FastFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged and evil manifests, markers, settings, histories and JSON files end in words: no stack
 * trace, no loop, no file beside those asked for, 64 MB.
 */
final class MutatedFilesTest {
  @TempDir(factory = FastFolder.class)
  private Path folder;

  @Test
  void damagedFilesEndInWords() throws Exception {
    String ends = SmallHeap.run(MutatedFiles.class, folder, Effort.of(6, 1000), 1200);
    assertTrue(ends.contains("home/settings.json settings 2"), ends);
    assertTrue(ends.contains("nas/json rebuild 1"), ends);
    assertTrue(ends.contains("nas/json restore 1"), ends);
  }
}
