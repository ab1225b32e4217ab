package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Beyond 1 GB there is a page that is never used, and a pointer map that would stand on it stands
 * behind it. The files are holes for the most part: free pages, whose content is nobody's.
 */
final class FarPagesTest {
  private static final long LOCK_BYTE = 1L << 30;
  private static final int PAGES_BEHIND = 40;

  @TempDir private Path folder;
  private final Map<Long, ByteBuffer> written = new TreeMap<>();
  private int pageSize;

  private ByteBuffer page(long number) {
    return written.computeIfAbsent(number, one -> ByteBuffer.allocate(pageSize));
  }

  /** Makes a small database longer by free pages, up to behind the page that is never used. */
  private Path far(int size, String vacuum, boolean usesLockPage) throws IOException, SQLException {
    pageSize = size;
    written.clear();
    Path file =
        Sql.run(
            folder.resolve("far.db"),
            "PRAGMA page_size=" + size,
            "PRAGMA auto_vacuum=" + vacuum,
            "CREATE TABLE t(a UNIQUE)",
            "INSERT INTO t VALUES (1), ('x'), (zeroblob(3000))");
    long own = Files.size(file) / size;
    long lock = LOCK_BYTE / size + 1;
    long pages = lock + PAGES_BEHIND;
    boolean mapped = !vacuum.equals("0");
    int every = size / 5 + 1;
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
      for (long number = 1; number <= 2; number++) {
        channel.read(page(number), (number - 1) * size);
      }
      List<Long> free = new ArrayList<>();
      for (long number = own + 1; number <= pages; number++) {
        long group = (number - 2) / every * every + 2;
        long map = group == lock ? group + 1 : group;
        if ((number == lock && !usesLockPage) || (mapped && number == map)) {
          continue;
        }
        free.add(number);
        if (mapped && number != lock) {
          page(map).put((int) (number - map - 1) * 5, (byte) 2);
        }
      }
      int leaves = size / 4 - 2;
      for (int at = 0; at < free.size(); at += leaves + 1) {
        ByteBuffer trunk = page(free.get(at));
        int end = Math.min(free.size(), at + leaves + 1);
        trunk.putInt(0, end < free.size() ? (int) (long) free.get(end) : 0);
        trunk.putInt(4, end - at - 1);
        for (int i = at + 1; i < end; i++) {
          trunk.putInt(8 + 4 * (i - at - 1), (int) (long) free.get(i));
        }
      }
      page(1).putInt(28, (int) pages).putInt(32, (int) (long) free.get(0)).putInt(36, free.size());
      page(pages);
      for (Map.Entry<Long, ByteBuffer> one : written.entrySet()) {
        channel.write(one.getValue().rewind(), (one.getKey() - 1) * size);
      }
    }
    return file;
  }

  private void assertSound(boolean expected, Path file) throws Exception {
    PageJudgeTest.Verdicts verdicts = PageJudgeTest.verdicts(file);
    assertEquals(expected, verdicts.bySqlite(), verdicts.why());
    assertEquals(expected, verdicts.byPages());
    Files.delete(file);
  }

  @Test
  @Tag("proof")
  void thePageThatIsNeverUsedIsNotMissed() throws Exception {
    assertSound(true, far(65536, "0", false));
    assertSound(false, far(65536, "0", true));
    assertSound(true, far(65536, "1", false));
  }

  /** With pages of 1024 bytes the page that is never used is one that would be a pointer map. */
  @Test
  @Tag("proof")
  void aPointerMapStandsBehindIt() throws Exception {
    assertEquals(0, (LOCK_BYTE / 1024 + 1 - 2) % (1024 / 5 + 1));
    assertSound(true, far(1024, "1", false));
    assertSound(true, far(4096, "2", false));
  }
}
