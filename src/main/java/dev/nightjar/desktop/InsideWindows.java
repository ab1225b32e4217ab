package dev.nightjar.desktop;

import dev.nightjar.app.App;
import dev.nightjar.app.ReadableCopy;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.desktop.diff.DiffPanel;
import dev.nightjar.desktop.diff.DiffTask;
import dev.nightjar.desktop.diff.LostRows;
import dev.nightjar.desktop.inside.InsidePanel;
import dev.nightjar.desktop.inside.InsideTask;
import dev.nightjar.desktop.inside.RowActions;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.CopiedText;
import dev.nightjar.desktop.kit.DataFrame;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.awt.EventQueue;
import java.awt.Window;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The windows in which data is looked at. Used on the event thread. */
final class InsideWindows {
  private final App app;
  private final Executor errands;
  private final Consumer<Command> commands;
  private final OpenFrames frames;

  /**
   * @param errands each on a thread of its own: one window doesn't wait for another's reading
   * @param closed told when one of them is closed
   */
  InsideWindows(App app, Executor errands, Consumer<Command> commands, Runnable closed) {
    this.app = app;
    this.errands = errands;
    this.commands = commands;
    this.frames = new OpenFrames(closed);
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  void close() {
    frames.close();
  }

  /** Shows the tables; a window that shows them already comes to the front. */
  void look(@Nullable Window from, Command.LookInside wanted, Settings settings, Messages texts) {
    Optional<Job> job = settings.find(wanted.job());
    if (frames.isOpen(wanted) || job.isEmpty()) {
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
        new InsidePanel(task, FileChooser.SYSTEM, CopiedText::copy, rowActions(wanted), texts);
    String when = wanted.backup().map(this::when).orElseGet(() -> texts.of("inside.now"));
    String title = texts.of("inside.window", job.get().name(), when);
    frames.show(
        wanted,
        new DataFrame(from, title, close -> panel, () -> frames.closed(wanted, task::close)));
  }

  private RowActions rowActions(Command.LookInside wanted) {
    return new RowActions(
        wanted
            .backup()
            .map(
                backup ->
                    (table, keys) ->
                        commands.accept(
                            new Command.GetRowsBack(wanted.job(), backup, table, keys))),
        (table, keys) ->
            keys.stream()
                .limit(1)
                .forEach(key -> commands.accept(new Command.RowHistory(wanted.job(), table, key))));
  }

  /** Compares a backup with the one before it; the user may choose others, and now. */
  void compare(@Nullable Window from, Command.WhatChanged wanted, Status status, Messages texts) {
    Optional<Survey> survey = status.survey(wanted.job());
    Optional<Job> job = status.settings().find(wanted.job());
    if (frames.isOpen(wanted) || job.isEmpty() || survey.isEmpty()) {
      return;
    }
    Path live = job.get().database();
    List<String> names = new ArrayList<>(List.of(Messages.sentence(texts.of("inside.now"))));
    List<DiffTask.Source> sources = new ArrayList<>();
    sources.add(progress -> new OpenedCopy(ReadableCopy.now(app, live, progress)));
    int chosen = 0;
    List<KeptBackup> backups = survey.get().backups();
    names.addAll(BackupNames.of(backups, ZonedDateTime.now(app.clock())));
    for (KeptBackup backup : backups) {
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
    frames.show(
        wanted,
        new DataFrame(
            from,
            title,
            close ->
                new DiffPanel(
                    task,
                    names,
                    texts,
                    new DiffPanel.Outside(
                        0,
                        lost -> getBack(wanted.job(), backups.get(lost.source() - 1), lost),
                        CopiedText::copy,
                        close)),
            () -> frames.closed(wanted, task::close)));
  }

  private void getBack(UUID job, KeptBackup backup, LostRows lost) {
    commands.accept(new Command.GetRowsBack(job, backup, lost.table(), lost.keys()));
  }

  private String when(KeptBackup backup) {
    return Figures.when(backup.summary().localSnapshotAt(), ZonedDateTime.now(app.clock()));
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
