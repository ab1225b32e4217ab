package dev.nightjar.desktop.kit;

import java.awt.Toolkit;
import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.StringSelection;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.swing.Timer;
import javax.swing.UIManager;

/** Puts text on the clipboard. On Windows any program may have it open for a moment. */
public final class CopiedText {
  private static final Logger LOG = Logger.getLogger(CopiedText.class.getName());
  private static final int TRIES = 20;
  private static final int BETWEEN_TRIES_MILLIS = 100;

  /** How many texts were to be copied: one that still waits gives way to a later one. */
  private static int asked;

  private CopiedText() {}

  /** Copies it, on the event thread: now, or within two seconds; if that fails, it beeps. */
  public static void copy(String text) {
    copy(text, Toolkit.getDefaultToolkit().getSystemClipboard(), TRIES);
  }

  static void copy(String text, Clipboard clipboard, int tries) {
    asked++;
    copy(text, clipboard, tries, asked);
  }

  private static void copy(String text, Clipboard clipboard, int tries, int number) {
    if (number != asked) {
      return;
    }
    try {
      clipboard.setContents(new StringSelection(text), null);
    } catch (IllegalStateException e) {
      if (tries <= 1) {
        LOG.log(Level.WARNING, "the clipboard is in use", e);
        UIManager.getLookAndFeel().provideErrorFeedback(null);
        return;
      }
      Timer again =
          new Timer(BETWEEN_TRIES_MILLIS, event -> copy(text, clipboard, tries - 1, number));
      again.setRepeats(false);
      again.start();
    }
  }
}
