package dev.nightjar.systemcalls;

import dev.nightjar.faults.ClassArchive;
import dev.nightjar.faults.FastFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of backups, each in a process of its own, which share an archive of classes. */
abstract class SystemCallProof {
  @TempDir(factory = FastFolder.class)
  private static Path ofAll;

  private static ClassArchive classes;

  @TempDir(factory = FastFolder.class)
  Path folder;

  @BeforeAll
  static void archive() throws Exception {
    classes = BackupUnderStrace.archive(ofAll);
  }

  /** One in a folder of its own, with an earlier backup. */
  BackupUnderStrace backup() throws Exception {
    return new BackupUnderStrace(folder, classes);
  }
}
