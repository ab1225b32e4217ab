package dev.nightjar.desktop.restore;

import dev.nightjar.app.InPlaceRestore;
import dev.nightjar.app.InPlaceRestore.Done;
import dev.nightjar.app.InPlaceRestore.Preview;
import dev.nightjar.app.InPlaceRestore.Request;
import dev.nightjar.desktop.SamplePutBack;
import dev.nightjar.failure.FailureException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts nothing back, and says what it is told to. */
public class FakePutBack implements PutBackTask.Engine {
  public Preview preview = SamplePutBack.preview();
  public Optional<FailureException> failure = Optional.empty();
  public Optional<Request> undo = Optional.empty();

  boolean unfinished;

  /** Whether the window hears nothing more, and so shows what it showed last. */
  private boolean still;

  /** Called in the middle of a restore. */
  public Middle middle = listener -> {};

  final List<Request> restored = new ArrayList<>();
  int changes;

  /** The events between the beginning and the end of a restore. */
  @FunctionalInterface
  public interface Middle {
    void pass(InPlaceRestore.Listener listener) throws FailureException;
  }

  /** Shows a moment in the middle of a restore, for ever. */
  public void stopAt(Middle moment) {
    middle =
        listener -> {
          moment.pass(listener);
          still = true;
        };
  }

  /** Runs what is for the event thread, as long as the window hears anything. */
  public void onEventThread(Runnable work) {
    if (!still) {
      work.run();
    }
  }

  @Override
  public Preview preview(Request request) {
    return preview;
  }

  @Override
  public Done restore(Request request, InPlaceRestore.Listener listener) throws FailureException {
    restored.add(request);
    middle.pass(listener);
    if (failure.isPresent()) {
      throw failure.get();
    }
    return SamplePutBack.done();
  }

  @Override
  public Optional<Request> undoing(Request request, Done done) {
    return undo;
  }

  @Override
  public boolean isUnfinished(Path file) {
    return unfinished;
  }

  @Override
  public void changed() {
    changes++;
  }
}
