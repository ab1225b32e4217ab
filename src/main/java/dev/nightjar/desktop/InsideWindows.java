package dev.nightjar.desktop;

import dev.nightjar.app.App;
import dev.nightjar.app.ReadableCopy;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.desktop.diff.DiffFrame;
import dev.nightjar.desktop.diff.DiffPanel;
import dev.nightjar.desktop.diff.DiffTask;
import dev.nightjar.desktop.inside.InsideFrame;
import dev.nightjar.desktop.inside.InsidePanel;
import dev.nightjar.desktop.inside.InsideTask;
import dev.nightjar.desktop.inside.RowActions;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.swing.JFrame;
import org.jspecify.annotations.Nullable;

/** The windows in which data is looked at. Used on the event thread. */
final class InsideWindows {
  private final App app;
  private final Executor errands;
  private final Consumer<Command> commands;
  private final Runnable closed;
  private final Map<Command, JFrame> open = new HashMap<>();

  /**
   * @param errands each on a thread of its own: one window doesn't wait for another's reading
   * @param closed told when one of them is closed
   */
  InsideWindows(App app, Executor errands, Consumer<Command> commands, Runnable closed) {
    this.app = app;
    this.errands = errands;
    this.commands = commands;
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
    InsidePanel panel =
        new InsidePanel(task, FileChooser.SYSTEM, InsideWindows::copy, rowActions(wanted), texts);
    String when = wanted.backup().map(this::when).orElseGet(() -> texts.of("inside.now"));
    String title = texts.of("inside.window", job.get().name(), when);
    show(wanted, new InsideFrame(from, title, panel, () -> closed(wanted, task::close)));
  }

  private RowActions rowActions(Command.LookInside wanted) {
    return new RowActions(
        wanted
            .backup()
            .map(
                backup ->
                    (table, keys) ->
                        commands.accept(
                            new Command.GetRowsBack(wanted.job(), backup, table, keys))));
  }

  /** Compares a backup with the one before it; the user may choose others, and now. */
  void compare(@Nullable Window from, Command.WhatChanged wanted, Status status, Messages texts) {
    List<JobVerdict> jobs = status.verdict().jobs();
    int at = jobs.stream().map(JobVerdict::job).toList().indexOf(wanted.job());
    Optional<Job> job =
        status.settings().jobs().stream().filter(one -> one.id().equals(wanted.job())).findFirst();
    if (isOpen(wanted) || job.isEmpty() || at < 0 || at >= status.surveys().size()) {
      return;
    }
    Path live = job.get().database();
    List<String> names = new ArrayList<>(List.of(Messages.sentence(texts.of("inside.now"))));
    List<DiffTask.Source> sources = new ArrayList<>();
    sources.add(progress -> new OpenedCopy(ReadableCopy.now(app, live, progress)));
    int chosen = 0;
    for (KeptBackup backup : status.surveys().get(at).backups()) {
      names.add(Messages.sentence(when(backup)));
      sources.add(progress -> new OpenedCopy(ReadableCopy.of(app, backup, progress)));
      if (backup.summary().sameBackupAs(wanted.backup().summary())) {
        chosen = sources.size() - 1;
      }
    }
    // Newest first: the one before stands behind it. The oldest is compared with the next one.
    boolean oldest = chosen == sources.size() - 1;
    DiffTask task =
        new DiffTask(
            sources,
            oldest ? chosen : chosen + 1,
            oldest ? chosen - 1 : chosen,
            errands,
            EventQueue::invokeLater);
    String title = texts.of("changes.window", job.get().name());
    show(
        wanted,
        new DiffFrame(
            from,
            title,
            close -> new DiffPanel(task, names, texts, close),
            () -> closed(wanted, task::close)));
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
  private record OpenedCopy(ReadableCopy copy) implements InsideTask.Opened, DiffTask.Opened {
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
