package dev.nightjar.app;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The program's log: files that take turns, opened when there is something to write. It is for
 * those who look into a failure; a face tells the failure itself. If it can't be written the
 * program goes on without it, and says so once.
 */
public final class LogFiles extends Handler {
  private static final int MAX_BYTES = 1 << 20;
  private static final int FILES = 5;

  /** Held, since java.util.logging holds its loggers weakly. */
  private static final Logger ROOT = Logger.getLogger("dev.nightjar");

  private final Path folder;
  private final Consumer<Failure> whenLost;
  private @Nullable FileHandler file;
  private boolean lost;

  private LogFiles(Path folder, Consumer<Failure> whenLost) {
    this.folder = folder;
    this.whenLost = whenLost;
    setLevel(Level.CONFIG);
  }

  /**
   * From now on the program logs into {@code folder} and nowhere else.
   *
   * @param whenLost called once, on the thread that wanted to log, if the log can't be written:
   *     {@code LOG_LOST}
   */
  public static void logInto(Path folder, Consumer<Failure> whenLost) {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
      handler.close();
    }
    ROOT.setUseParentHandlers(false);
    ROOT.setLevel(Level.CONFIG);
    ROOT.addHandler(new LogFiles(folder, whenLost));
  }

  @Override
  public synchronized void publish(LogRecord log) {
    if (lost || !isLoggable(log)) {
      return;
    }
    if (file == null) {
      open();
    }
    if (file != null) {
      file.publish(log);
    }
  }

  /** A second process takes the next number. */
  private void open() {
    try {
      DurableFiles.makeFolders(folder);
      String pattern = folder.toString().replace("%", "%%") + "/nightjar-%u.%g.log";
      FileHandler opened = new FileHandler(pattern, MAX_BYTES, FILES, true);
      opened.setFormatter(new LogLines());
      opened.setEncoding("UTF-8");
      opened.setErrorManager(new Loss());
      file = opened;
    } catch (IOException | RuntimeException e) {
      lose(e);
    }
  }

  private void lose(@Nullable Exception cause) {
    if (!lost) {
      lost = true;
      whenLost.accept(Failure.of(Reason.LOG_LOST, folder).withDetail(String.valueOf(cause)));
    }
  }

  /** In place of java.util.logging's own, which prints a stack trace to the console. */
  private final class Loss extends ErrorManager {
    @Override
    public synchronized void error(String message, @Nullable Exception cause, int code) {
      lose(cause);
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
