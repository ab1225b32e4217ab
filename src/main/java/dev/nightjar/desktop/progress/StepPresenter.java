package dev.nightjar.desktop.progress;

import dev.nightjar.app.agent.RunInProgress;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepResult;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.progress.RunView.Line;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.util.List;

/** A run's steps in words. */
public final class StepPresenter {
  private final Messages texts;

  public StepPresenter(Messages texts) {
    this.texts = texts;
  }

  public RunView running(RunInProgress run) {
    String now = texts.of("step." + run.step().code(), texts.place(run.place()));
    if (run.doneBytes() > 0) {
      now =
          run.totalBytes() > 0
              ? texts.of(
                  "step.bytes",
                  now,
                  Figures.bytes(run.doneBytes()),
                  Figures.bytes(run.totalBytes()))
              : texts.of("step.bytes.unknown", now, Figures.bytes(run.doneBytes()));
    }
    List<Line> ended = run.ended().stream().filter(this::worthALine).map(this::line).toList();
    return new RunView(
        ended,
        run.cancelling() ? texts.of("step.cancelling") : now,
        run.percent(),
        run.cancelling());
  }

  /** The checkpoint is the app's business as long as it goes well. */
  private boolean worthALine(StepResult result) {
    return !result.succeeded() || result.step() != Step.CHECKPOINT;
  }

  public Line line(StepResult result) {
    return result
        .failure()
        .map(failure -> new Line(StatusIcon.Kind.PROBLEM, texts.failure(failure)))
        .orElseGet(
            () ->
                new Line(
                    StatusIcon.Kind.DONE,
                    Messages.sentence(
                        texts.of(
                            "step." + result.step().code() + ".done",
                            texts.place(result.place())))));
  }
}
