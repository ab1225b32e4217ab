package dev.nightjar.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The reader waits exactly as long as the writer may still write. */
@Timeout(10)
final class GrowingFileTest {
  private final GrowingFile file = new GrowingFile();

  private static void assertCancelled(GrowingFile file) {
    FailureException thrown = assertThrows(FailureException.class, () -> file.bytesFrom(0));
    assertEquals(Reason.CANCELLED, thrown.reason());
  }

  @Test
  void theBytesBehindAPositionAreThoseWrittenSoFar() throws FailureException {
    file.grewTo(100);
    assertEquals(100, file.bytesFrom(0));
    assertEquals(1, file.bytesFrom(99));
    file.grewTo(150);
    assertEquals(50, file.bytesFrom(100));
  }

  @Test
  void atTheEndOfAnEndedFileAndBehindItThereIsNothing() throws FailureException {
    file.grewTo(100);
    file.end();
    assertEquals(100, file.bytesFrom(0));
    assertEquals(0, file.bytesFrom(100));
    assertEquals(0, file.bytesFrom(101));
  }

  @Test
  void anEmptyFileEnds() throws FailureException {
    file.end();
    assertEquals(0, file.bytesFrom(0));
  }

  @Test
  void aWholeFileIsNeverWaitedFor() throws FailureException {
    assertEquals(Long.MAX_VALUE, GrowingFile.whole().bytesFrom(0));
    assertEquals(1, GrowingFile.whole().bytesFrom(Long.MAX_VALUE - 1));
  }

  @Test
  void aFileThatWasBrokenOffGivesNothingMoreNotEvenItsBytes() {
    file.grewTo(100);
    file.breakOff();
    assertCancelled(file);
  }

  @Test
  void anEndedFileCantBeBrokenOffAnyMore() throws FailureException {
    file.grewTo(100);
    file.end();
    file.breakOff();
    assertEquals(100, file.bytesFrom(0));
  }

  @Test
  void aWaitingReaderWakesForMoreBytesForTheEndAndForABreak() throws Exception {
    FutureTask<Long> more = reading(10);
    file.grewTo(10); // Nothing new for it: it goes on waiting.
    waits(more);
    file.grewTo(30);
    assertEquals(20, more.get());
    FutureTask<Long> last = reading(30);
    file.end();
    assertEquals(0, last.get());
    GrowingFile broken = new GrowingFile();
    FutureTask<Boolean> cancelled =
        new FutureTask<>(
            () -> {
              assertCancelled(broken);
              return true;
            });
    waits(started(cancelled));
    broken.breakOff();
    assertTrue(cancelled.get());
  }

  @Test
  void anInterruptedReaderIsCancelledAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    assertCancelled(file);
    assertTrue(Thread.interrupted());
  }

  private Thread reader;

  private <T> FutureTask<T> started(FutureTask<T> task) {
    reader = new Thread(task);
    reader.setDaemon(true);
    reader.start();
    return task;
  }

  private FutureTask<Long> reading(long position) {
    FutureTask<Long> task = started(new FutureTask<>(() -> file.bytesFrom(position)));
    waits(task);
    return task;
  }

  private void waits(FutureTask<?> task) {
    while (reader.getState() != Thread.State.WAITING && !task.isDone()) {
      Thread.onSpinWait();
    }
    assertTrue(!task.isDone(), "it should wait");
  }
}
