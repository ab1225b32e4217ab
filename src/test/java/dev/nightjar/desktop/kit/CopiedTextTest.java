package dev.nightjar.desktop.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.EventQueue;
import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.ClipboardOwner;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.swing.Timer;
import org.junit.jupiter.api.Test;

/** A clipboard that another program has open is tried again. */
final class CopiedTextTest {
  @Test
  void aBusyClipboardGetsTheTextOnceItIsFree() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    CountDownLatch copied = new CountDownLatch(1);
    Clipboard clipboard =
        new Clipboard("busy") {
          @Override
          public void setContents(Transferable content, ClipboardOwner owner) {
            if (tries.incrementAndGet() < 3) {
              throw new IllegalStateException("cannot open system clipboard");
            }
            super.setContents(content, owner);
            copied.countDown();
          }
        };
    EventQueue.invokeAndWait(() -> CopiedText.copy("shop", clipboard, 3));
    assertTrue(copied.await(30, TimeUnit.SECONDS));
    assertEquals("shop", clipboard.getData(DataFlavor.stringFlavor));
  }

  @Test
  void aTextThatStillWaitsGivesWayToALaterOne() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Clipboard clipboard =
        new Clipboard("busy once") {
          @Override
          public void setContents(Transferable content, ClipboardOwner owner) {
            if (tries.incrementAndGet() == 1) {
              throw new IllegalStateException("cannot open system clipboard");
            }
            super.setContents(content, owner);
          }
        };
    EventQueue.invokeAndWait(
        () -> {
          CopiedText.copy("first", clipboard, 3);
          CopiedText.copy("second", clipboard, 3);
        });
    CountDownLatch over = new CountDownLatch(1);
    Timer later = new Timer(300, event -> over.countDown()); // After the first one's next try.
    later.setRepeats(false);
    later.start();
    assertTrue(over.await(30, TimeUnit.SECONDS));
    assertEquals("second", clipboard.getData(DataFlavor.stringFlavor));
  }
}
