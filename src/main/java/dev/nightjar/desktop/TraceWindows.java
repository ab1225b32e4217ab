package dev.nightjar.desktop;

import dev.nightjar.app.App;
import dev.nightjar.app.TracedBackups;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.CopiedText;
import dev.nightjar.desktop.kit.DataFrame;
import dev.nightjar.desktop.trace.TraceEntry.TracedRow;
import dev.nightjar.desktop.trace.TracePanel;
import dev.nightjar.desktop.trace.TraceTask;
import dev.nightjar.sqlite.Names;
import dev.nightjar.text.Messages;
import java.awt.EventQueue;
import java.awt.Window;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The windows in which a row, or a text, is followed. Used on the event thread. */
final class TraceWindows {
  private final App app;
  private final Executor errands;
  private final Consumer<Command> commands;
  private final OpenFrames frames;

  /**
   * @param errands each on a thread of its own: one window doesn't wait for another's reading
   * @param closed told when one of them is closed
   */
  TraceWindows(App app, Executor errands, Consumer<Command> commands, Runnable closed) {
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

  /** Follows a row through the backups that there are now. */
  void follow(@Nullable Window from, Command.RowHistory wanted, Status status, Messages texts) {
    TracedRow row = new TracedRow(wanted.table(), wanted.key());
    String title =
        texts.of("trace-row.window", Names.shown(wanted.table()), Names.shown(wanted.key()));
    show(from, wanted, wanted.job(), Optional.of(row), title, status, texts);
  }

  /** Asks for a text, and finds the newest backup that has it. */
  void find(@Nullable Window from, Command.FindText wanted, Status status, Messages texts) {
    show(
        from,
        wanted,
        wanted.job(),
        Optional.empty(),
        texts.of("trace-row.find-window"),
        status,
        texts);
  }

  private void show(
      @Nullable Window from,
      Command wanted,
      UUID job,
      Optional<TracedRow> row,
      String title,
      Status status,
      Messages texts) {
    Optional<Survey> survey = status.survey(job);
    if (frames.isOpen(wanted) || survey.isEmpty()) {
      return;
    }
    List<KeptBackup> backups = survey.get().backups();
    List<String> names = BackupNames.of(backups, ZonedDateTime.now(app.clock()));
    Map<String, Integer> places = new HashMap<>();
    for (int one = 0; one < backups.size(); one++) {
      places.put(backups.get(one).summary().id(), one);
    }
    TraceTask task =
        new TraceTask(
            progress -> TracedBackups.of(app, backups, progress), errands, EventQueue::invokeLater);
    frames.show(
        wanted,
        new DataFrame(
            from,
            title,
            close ->
                new TracePanel(
                    task,
                    row,
                    texts,
                    new TracePanel.Outside(
                        id -> Optional.ofNullable(places.get(id)).map(names::get).orElse(id),
                        id ->
                            backup(backups, places, id)
                                .ifPresent(
                                    one ->
                                        commands.accept(
                                            new Command.LookInside(job, Optional.of(one)))),
                        (id, of) ->
                            backup(backups, places, id)
                                .ifPresent(
                                    one ->
                                        commands.accept(
                                            new Command.GetRowsBack(
                                                job, one, of.table(), List.of(of.key())))),
                        of -> commands.accept(new Command.RowHistory(job, of.table(), of.key())),
                        CopiedText::copy,
                        close)),
            () -> frames.closed(wanted, task::close)));
  }

  private static Optional<KeptBackup> backup(
      List<KeptBackup> backups, Map<String, Integer> places, String id) {
    return Optional.ofNullable(places.get(id)).map(backups::get);
  }
}
