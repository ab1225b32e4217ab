package dev.nightjar.desktop;

import dev.nightjar.app.App;
import dev.nightjar.app.ReadableCopy;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.desktop.inside.InsideFrame;
import dev.nightjar.desktop.inside.InsidePanel;
import dev.nightjar.desktop.inside.InsideTask;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.desktop.tray.TrayImage;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.awt.EventQueue;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.StringSelection;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.swing.JFrame;
import org.jspecify.annotations.Nullable;

/** The windows in which data is looked at. Used on the event thread. */
final class InsideWindows {
  private final App app;
  private final Executor errands;
  private final Runnable closed;
  private final Map<Command, JFrame> open = new HashMap<>();

  /**
   * @param errands each on a thread of its own: one window doesn't wait for another's reading
   * @param closed told when one of them is closed
   */
  InsideWindows(App app, Executor errands, Runnable closed) {
    this.app = app;
    this.errands = errands;
    this.closed = closed;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  void close() {
    List.copyOf(open.values()).forEach(Window::dispose);
  }

  /** Shows the tables; a window that shows them already comes to the front. */
  void look(@Nullable Window from, Command.LookInside wanted, Settings settings, Messages texts) {
    Optional<Job> job =
        settings.jobs().stream().filter(one -> one.id().equals(wanted.job())).findFirst();
    if (isOpen(wanted) || job.isEmpty()) {
      return;
    }
    Path live = job.get().database();
    InsideTask task =
        new InsideTask(
            progress ->
                wanted.backup().isPresent()
                    ? new OpenedCopy(ReadableCopy.of(app, wanted.backup().get(), progress))
                    : new OpenedCopy(ReadableCopy.now(app, live, progress)),
            errands,
            EventQueue::invokeLater);
    InsidePanel panel = new InsidePanel(task, FileChooser.SYSTEM, InsideWindows::copy, texts);
    String when = wanted.backup().map(this::when).orElseGet(() -> texts.of("inside.now"));
    String title = texts.of("inside.window", job.get().name(), when);
    show(wanted, new InsideFrame(from, title, panel, () -> closed(wanted, task::close)));
  }

  private boolean isOpen(Command wanted) {
    JFrame there = open.get(wanted);
    if (there != null) {
      there.toFront();
    }
    return there != null;
  }

  private void show(Command wanted, JFrame frame) {
    frame.setIconImages(TrayImage.ofWindows());
    open.put(wanted, frame);
    frame.setVisible(true);
  }

  private void closed(Command wanted, Runnable end) {
    end.run();
    open.remove(wanted);
    closed.run();
  }

  private String when(KeptBackup backup) {
    return Figures.when(backup.summary().snapshotAt(), ZonedDateTime.now(app.clock()));
  }

  private static void copy(String text) {
    Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(text), null);
  }

  /** A copy as the window reads it. */
  private record OpenedCopy(ReadableCopy copy) implements InsideTask.Opened {
    @Override
    public Path path() {
      return copy.path();
    }

    @Override
    public void close() {
      copy.close();
    }
  }
}
