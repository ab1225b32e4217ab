package dev.nightjar.desktop.rows;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.desktop.kit.ActionPanel;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.rows.RowsState.Ended;
import dev.nightjar.text.Messages;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.ButtonGroup;
import javax.swing.JRadioButton;

/** Shows what rows that come back do, and how far that is. */
public final class RowsPanel extends ActionPanel<RowsAnswer> {
  private final transient RowsTask task;
  private final transient Consumer<KeptBackup> undo;
  private final transient Runnable closed;

  /**
   * Begins at once.
   *
   * @param undo puts that backup back, in a window of its own
   * @param closed told once the user is done
   */
  public RowsPanel(
      RowsTask task, Clock clock, Messages texts, Consumer<KeptBackup> undo, Runnable closed) {
    super(
        List.of(RowsAnswer.values()),
        answer -> texts.caption(answer.key()),
        texts.of("rows-back.progress"));
    this.task = task;
    this.undo = undo;
    this.closed = closed;
    boolean onlyMissing = task.request().rows().onlyMissing();
    ButtonGroup group = new ButtonGroup();
    for (boolean only : new boolean[] {false, true}) {
      JRadioButton button = new JRadioButton();
      Controls.caption(
          button, texts.caption(only ? "rows-back.only-missing" : "rows-back.missing-and-changed"));
      button.setSelected(only == onlyMissing);
      button.addActionListener(event -> task.choose(only));
      group.add(button);
      addBelow(button);
    }
    RowsPresenter words = new RowsPresenter(texts, clock);
    task.begin(
        state -> {
          showBelow(task.mayChoose());
          show(words.of(task.request(), state));
        });
  }

  @Override
  protected void press(RowsAnswer answer) {
    switch (answer) {
      case GO -> task.go();
      case AGAIN -> task.again();
      case CLOSE -> closed.run();
      case UNDO -> {
        if (task.state() instanceof Ended ended) {
          closed.run();
          ended.undo().ifPresent(undo);
        }
      }
      case CANCEL -> {
        boolean stays = task.isWorking();
        task.cancel();
        if (!stays) {
          closed.run();
        }
      }
    }
  }
}
