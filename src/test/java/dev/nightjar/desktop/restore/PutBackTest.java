package dev.nightjar.desktop.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.InPlaceRestore.Preview;
import dev.nightjar.app.InPlaceRestore.Stage;
import dev.nightjar.desktop.SamplePutBack;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.kit.ActionView;
import dev.nightjar.desktop.kit.ActionView.Line;
import dev.nightjar.desktop.restore.PutBackState.Ended;
import dev.nightjar.desktop.restore.PutBackState.Failed;
import dev.nightjar.desktop.restore.PutBackState.Working;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.FileHolders.Holder;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The window says what will happen, what happens, and how it ended. */
final class PutBackTest {
  private static final Holder APP = new Holder("Inventory Manager", 4711);

  private final FakePutBack engine = new FakePutBack();
  private final Deque<Runnable> work = new ArrayDeque<>();
  private final List<PutBackState> seen = new ArrayList<>();
  private final PutBackTask task =
      new PutBackTask(engine, SamplePutBack.request(), work::add, Samples.AT_ONCE);
  private final PutBackPresenter words =
      new PutBackPresenter(Messages.in(Language.ENGLISH), Samples.CLOCK);

  private ActionView<PutBackAnswer> view() {
    return words.of(task.request(), task.state());
  }

  private List<String> said() {
    return view().lines().stream().map(Line::text).toList();
  }

  private void asked() {
    task.begin(seen::add);
    work.remove().run();
  }

  /** Up to a moment in the middle of the restore, at which {@code check} is run. */
  private void middle(FakePutBack.Middle check) {
    engine.middle = check;
    asked();
    task.go();
    work.remove().run();
  }

  @Test
  void nothingIsDoneBeforeTheUserAgrees() {
    asked();

    assertEquals(List.of(), engine.restored);
    assertTrue(work.isEmpty());
    assertEquals("Put back the data of yesterday 17:00?", view().title());
    assertEquals(
        List.of(
            Samples.DATABASE + " gets the data that it had yesterday 17:00: 2 tables, 52 219 rows.",
            "The data that is in it now, last changed today 17:02, is saved first, as a backup of"
                + " its own, so that you can undo this. All that was entered since yesterday 17:00"
                + " is in that backup only."),
        said());
    assertEquals(List.of(PutBackAnswer.CANCEL, PutBackAnswer.GO), view().buttons());
  }

  @Test
  void theQuestionNamesTheProgramsAndTheUpdate() {
    engine.preview =
        new Preview(
            12,
            Optional.of(13L),
            SamplePutBack.preview().changedAt(),
            Optional.empty(),
            List.of(APP));
    asked();

    assertEquals(
        List.of(
            "The app has been updated since: the backup has layout 12, the file layout 13. Start the"
                + " app once afterwards and check that all is there.",
            "It is open in Inventory Manager. Close that program, including its icon next to the clock:"
                + " Nightjar waits for it and never closes it by itself."),
        said().subList(2, 4));
  }

  @Test
  void aFileThatIsGoneOrDamagedIsNotCalledSaved() {
    engine.preview = trouble(Reason.DATABASE_MISSING);
    asked();
    assertEquals("The file is not there now: it will be created again.", said().get(1));

    engine.preview = trouble(Reason.DATABASE_DAMAGED);
    asked();
    assertEquals(
        "The file that is there now can't be read. If it can't be saved as a backup, it is kept"
            + " unchanged for 30 days.",
        said().get(1));
  }

  private static Preview trouble(Reason reason) {
    Failure failure = Failure.of(reason, Samples.DATABASE);
    return new Preview(12, Optional.empty(), Optional.empty(), Optional.of(failure), List.of());
  }

  @Test
  void theEndOfTheProgramWaitsForWhatIsBeingWritten() throws Exception {
    assertTrue(task.awaitEnd(Duration.ZERO));
    List<Boolean> ended = new ArrayList<>();
    middle(
        listener -> {
          listener.begins(Stage.WRITING);
          try {
            ended.add(task.awaitEnd(Duration.ofMillis(1)));
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });

    assertEquals(List.of(false), ended);
    assertTrue(task.awaitEnd(Duration.ZERO));
  }

  @Test
  void aProgramIsNamedAndWaitedFor() {
    middle(
        listener -> {
          listener.waiting(List.of(APP));
          assertEquals(
              "Waiting until Inventory Manager is closed, including its icon next to the clock. Nothing"
                  + " has been changed yet.",
              said().get(0));
          assertEquals(Optional.of(PutBackAnswer.CANCEL), view().escape());
          listener.begins(Stage.SAVING);
          listener.advanced(30, 60);
          assertEquals("Saving the data that is there now… 50 %", said().get(0));
        });

    assertTrue(task.state() instanceof Ended);
    assertEquals(1, engine.changes);
  }

  @Test
  void whatIsCancelledThrowsAtTheNextStepAndSaysThatNothingWasWritten() {
    middle(
        listener -> {
          listener.waiting(List.of(APP));
          task.cancel();
          assertEquals(List.of("Cancelling…", Samples.DATABASE.toString()), said());
          listener.advanced(0, -1);
          throw new AssertionError("goes on");
        });

    assertEquals(Reason.CANCELLED, ((Failed) task.state()).failure().reason());
    assertEquals("Cancelled", view().title());
    assertEquals(List.of("Nothing was written: " + Samples.DATABASE + " is as it was."), said());
  }

  @Test
  void onceItWritesItCanNotBeCancelled() {
    middle(
        listener -> {
          listener.begins(Stage.WRITING);
          assertEquals(Optional.empty(), view().escape());
          task.cancel();
          assertFalse(((Working) task.state()).cancelling());
          listener.advanced(0, -1);
        });

    assertTrue(task.state() instanceof Ended);
  }

  @Test
  void undoIsTheSameWithTheDataFromBefore() {
    engine.undo = Optional.of(SamplePutBack.undo());
    middle(listener -> {});

    assertEquals(List.of(PutBackAnswer.UNDO, PutBackAnswer.CLOSE), view().buttons());
    assertEquals("The data of yesterday 17:00 is back", view().title());
    task.undo();
    work.remove().run();
    assertEquals("Undo: put back the data from before, of today 17:00?", view().title());
    task.go();
    work.remove().run();
    assertEquals(
        List.of("2026-03-04T17-00-00", "2026-03-05T17-00-00"),
        engine.restored.stream().map(request -> request.backup().summary().id()).toList());
  }

  @Test
  void withNothingSavedThereIsNoUndo() {
    middle(listener -> {});

    assertEquals(List.of(PutBackAnswer.CLOSE), view().buttons());
  }

  @Test
  void aFailureSaysWhetherTheFileIsAsItWas() {
    engine.failure =
        Optional.of(new FailureException(Reason.TARGET_FULL, Samples.DATABASE, 8_200_000L, 1L));
    middle(listener -> {});
    assertEquals("Nothing was written: " + Samples.DATABASE + " is as it was.", said().get(1));

    engine.unfinished = true;
    task.again();
    work.remove().run();
    task.go();
    work.remove().run();
    assertEquals(
        "Leave "
            + Samples.DATABASE
            + " closed, and start Nightjar again: it finishes this, or says how it stands. The"
            + " backup and the data from before are safe.",
        said().get(1));
  }

  @Test
  void aMistakeOfOursIsAFailureToo() {
    middle(
        listener -> {
          throw new IllegalStateException("a mistake");
        });

    assertEquals(Reason.UNEXPECTED, ((Failed) task.state()).failure().reason());
  }

  @Test
  void aSecondPressDoesNothing() {
    asked();
    task.go();
    task.go();

    assertEquals(1, work.size());
  }

  @Test
  void aMissingClassIsAFailureLikeAnyOther() throws Exception {
    middle(
        listener -> {
          throw new NoClassDefFoundError("any");
        });

    assertEquals(
        Reason.UNEXPECTED, assertInstanceOf(Failed.class, task.state()).failure().reason());
    assertTrue(task.awaitEnd(Duration.ZERO));
  }

  @Test
  void theEndIsToldThoughTheWindowOfBackupsCanNotBeBroughtUpToDate() throws Exception {
    FakePutBack failing =
        new FakePutBack() {
          @Override
          public void changed() {
            throw new NoClassDefFoundError("window");
          }
        };
    PutBackTask told =
        new PutBackTask(failing, SamplePutBack.request(), work::add, Samples.AT_ONCE);
    told.begin(seen::add);
    work.remove().run();
    told.go();
    assertThrows(NoClassDefFoundError.class, () -> work.remove().run());

    assertInstanceOf(Ended.class, told.state());
    assertTrue(told.awaitEnd(Duration.ZERO));
  }
}
