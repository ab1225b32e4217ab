package dev.nightjar.desktop.restore;

import dev.nightjar.desktop.kit.ActionPanel;
import dev.nightjar.text.Messages;
import java.time.Clock;
import java.util.List;

/** Shows how far putting a backup back is, and what the user can do. */
public final class PutBackPanel extends ActionPanel<PutBackAnswer> {
  private final transient PutBackTask task;
  private final transient Runnable closed;

  /**
   * Begins at once.
   *
   * @param closed told once the user is done
   */
  public PutBackPanel(PutBackTask task, Clock clock, Messages texts, Runnable closed) {
    super(
        List.of(PutBackAnswer.values()),
        answer -> texts.caption(answer.key()),
        texts.of("put-back.progress"));
    this.task = task;
    this.closed = closed;
    PutBackPresenter words = new PutBackPresenter(texts, clock);
    task.begin(state -> show(words.of(task.request(), state)));
  }

  @Override
  protected void press(PutBackAnswer answer) {
    switch (answer) {
      case GO -> task.go();
      case UNDO -> task.undo();
      case AGAIN -> task.again();
      case CLOSE -> closed.run();
      case CANCEL -> {
        if (task.isWorking()) {
          task.cancel();
        } else {
          closed.run();
        }
      }
    }
  }
}
