package dev.nightjar.io;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.faults.Seed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of any size, in steps of any size, past the cache and through it. */
final class FileCopyTest {
  private final Random random = new Random(Seed.of(FileCopyTest.class));
  private Path folder = Path.of("");
  private Path source = Path.of("");

  /** On a disk: in memory there is no cache to go past. */
  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory(Path.of("target"), "copies");
    source = folder.resolve("source");
  }

  @AfterEach
  void removeFolder() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private byte[] write(int bytes) throws IOException {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    Files.write(source, content);
    return content;
  }

  /** Returns whether it went past the cache to its end. */
  private boolean copies(FileCopy copy, Path target, byte[] content) throws Exception {
    FileHash hash;
    try (copy) {
      for (int end = 0; end < content.length; end += 1 + random.nextInt(700_000)) {
        copy.continueTo(end, Progress.NONE);
      }
      hash = copy.finish(Progress.NONE);
    }
    assertArrayEquals(content, Files.readAllBytes(target));
    assertEquals(DurableFiles.hash(source, Progress.NONE), hash);
    return copy.isPastCache();
  }

  private static boolean canGoPastCache(Path file) throws IOException {
    Optional<PastCache> opened = PastCache.open(file, WRITE);
    if (opened.isPresent()) {
      opened.get().close();
    }
    return opened.isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 4095, 4096, 4097, 1 << 20, (1 << 20) + 1, 9_437_184, 9_876_543})
  void itIsTheSourceWhole(int bytes) throws Exception {
    byte[] content = write(bytes);
    for (boolean pastCache : new boolean[] {false, true}) {
      Path target = folder.resolve("target-" + pastCache);
      boolean past = copies(FileCopy.begin(source, target, pastCache), target, content);
      assertEquals(pastCache && canGoPastCache(target), past);
    }
  }

  /** As a file system does that lets a file be opened so, and then takes no such write. */
  @Test
  void aFileSystemThatRefusesToWritePastItsCacheIsWrittenTheOrdinaryWay() throws Exception {
    byte[] content = write(5_000_000);
    Path target = folder.resolve("target");
    Path closed = Files.createFile(folder.resolve("closed"));
    Optional<PastCache> refusing =
        Optional.of(new PastCache(FileChannel.open(closed, WRITE), 4096));
    refusing.get().close();

    copies(
        new FileCopy(
            target, DurableFiles.openToRead(source), DurableFiles.create(target, source), refusing),
        target,
        content);
  }
}
