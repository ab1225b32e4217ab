package dev.nightjar.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The program's log: files that take turns, opened when there is something to write. What it holds
 * is for whoever looks into a failure; a face tells the failure itself.
 */
public final class LogFiles extends Handler {
  private static final int MOST_BYTES = 1 << 20;
  private static final int FILES = 5;

  /** Held, since java.util.logging holds its loggers weakly. */
  private static final Logger ROOT = Logger.getLogger("dev.nightjar");

  private final Path folder;
  private @Nullable FileHandler file;
  private boolean failed;

  private LogFiles(Path folder) {
    this.folder = folder;
    setLevel(Level.INFO);
  }

  /** From now on the program logs into {@code folder} and nowhere else. */
  public static void logInto(Path folder) {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
      handler.close();
    }
    ROOT.setUseParentHandlers(false);
    ROOT.addHandler(new LogFiles(folder));
  }

  @Override
  public synchronized void publish(LogRecord log) {
    if (!isLoggable(log)) {
      return;
    }
    if (file == null && !failed) {
      open();
    }
    if (file != null) {
      file.publish(log);
    }
  }

  /** A second process takes the next number; a folder that can't be written keeps no log. */
  private void open() {
    try {
      Files.createDirectories(folder);
      String pattern = folder.toString().replace("%", "%%") + "/nightjar-%u.%g.log";
      FileHandler opened = new FileHandler(pattern, MOST_BYTES, FILES, true);
      Formatter plain = new SimpleFormatter();
      opened.setFormatter(plain);
      opened.setEncoding("UTF-8");
      file = opened;
    } catch (IOException | RuntimeException e) {
      failed = true;
    }
  }

  @Override
  public synchronized void flush() {
    if (file != null) {
      file.flush();
    }
  }

  @Override
  public synchronized void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
