package dev.nightjar.desktop.rows;

import dev.nightjar.app.BeforeRestore;
import dev.nightjar.app.RowsRestore;
import dev.nightjar.app.RowsRestore.Done;
import dev.nightjar.app.RowsRestore.Request;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.desktop.SampleRows;
import dev.nightjar.desktop.Samples;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import dev.nightjar.rows.RowsEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings nothing back, and says what it is told to. */
public final class FakeRows implements RowsTask.Engine {
  public RowsEffect effect = SampleRows.effect();
  public Optional<FailureException> failure = Optional.empty();
  public Optional<KeptBackup> undo = Optional.empty();

  /** Called in the middle of a trial. */
  public Middle<Progress> trial = progress -> {};

  /** Called in the middle of it. */
  public Middle<RowsRestore.Listener> middle = listener -> {};

  final List<Request> tried = new ArrayList<>();
  final List<Request> applied = new ArrayList<>();
  int changes;

  /** The events between a beginning and an end. */
  @FunctionalInterface
  public interface Middle<T> {
    void pass(T listener) throws FailureException;
  }

  @Override
  public RowsEffect preview(Request request, Progress progress) throws FailureException {
    tried.add(request);
    trial.pass(progress);
    return effect;
  }

  @Override
  public Done apply(Request request, RowsRestore.Listener listener) throws FailureException {
    applied.add(request);
    middle.pass(listener);
    if (failure.isPresent()) {
      throw failure.get();
    }
    return new Done(
        effect,
        Optional.of(
            new BeforeRestore.Saved(
                "2026-03-05T17-04-02", Samples.LOCAL.toString(), Optional.empty())));
  }

  @Override
  public Optional<KeptBackup> undoing(Request request, Done done) {
    return undo;
  }

  @Override
  public void changed() {
    changes++;
  }
}
