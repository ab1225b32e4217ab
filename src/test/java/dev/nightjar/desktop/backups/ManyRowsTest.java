package dev.nightjar.desktop.backups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.SampleBackups;
import dev.nightjar.desktop.Samples;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The event thread goes through no list of backups: what it makes for each would be counted. */
final class ManyRowsTest {
  /** More than the 60 days that are shown. */
  private static final int FEW = 1_600;

  private static final int MANY = 6_400;

  /** An array has room for each row that will be put into words. */
  private static final int ROOM_BYTES = 8;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final List<KeptBackup> KEPT =
      IntStream.range(0, MANY).mapToObj(ManyRowsTest::kept).toList();

  private final BackupTasks work =
      new BackupTasks(Samples.AT_ONCE, Samples.AT_ONCE, new FakeMemory(), Samples.SCRATCH);

  /** One of each hour; they have one place, whose label is looked up the same for all. */
  private static KeptBackup kept(int back) {
    KeptBackup.Copy newest = SampleBackups.kept(1, 0).get(0).copies().get(0);
    BackupSummary like = newest.summary();
    BackupSummary older =
        new BackupSummary(
            like.id(),
            MANY - back,
            like.kind(),
            like.job(),
            like.startedAt().minus(Duration.ofHours(back)),
            like.snapshotAt().minus(Duration.ofHours(back)),
            like.offset(),
            like.files(),
            like.source(),
            like.userVersion(),
            like.tables(),
            like.rows(),
            like.jsonLacks(),
            like.jsonProved(),
            like.grade());
    return new KeptBackup(
        List.of(new KeptBackup.Copy(newest.label(), newest.destination(), older)));
  }

  private static Status status(int backups) {
    return SampleBackups.wellWith(KEPT.subList(0, backups));
  }

  private static long bytesOf(Runnable task) {
    task.run(); // Classes that are loaded once aren't counted.
    long before = THREADS.getCurrentThreadAllocatedBytes();
    task.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void toShowFourTimesTheBackupsCostsTheEventThreadNoMore() {
    Messages texts = Messages.in(Language.ENGLISH);
    Status few = status(FEW);
    Status many = status(MANY);
    BackupsPanel panel =
        Painted.onEventThread(() -> SampleBackups.panel(few, work, texts, command -> {}));

    long[] bytes =
        Painted.onEventThread(
            () -> new long[] {bytesOf(() -> panel.show(few)), bytesOf(() -> panel.show(many))});

    long each = (bytes[1] - bytes[0]) / (MANY - FEW);
    assertTrue(each < ROOM_BYTES, each + " bytes for each backup");
  }

  @Test
  void aChosenBackupIsFoundNearTheRowThatItHad() {
    BackupRows rows =
        new BackupRows(
            KEPT.subList(0, FEW),
            none -> {
              throw new IllegalStateException();
            });
    for (int before : List.of(-1, 0, 49, 50, 51, FEW - 1, FEW + 5)) {
      assertEquals(50, rows.indexOf(KEPT.get(50), before));
    }
    assertEquals(-1, rows.indexOf(KEPT.get(FEW), 50));
  }
}
