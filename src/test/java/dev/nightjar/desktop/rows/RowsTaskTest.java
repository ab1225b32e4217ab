package dev.nightjar.desktop.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.InPlaceRestore.Stage;
import dev.nightjar.app.RowsRestore;
import dev.nightjar.desktop.SamplePutBack;
import dev.nightjar.desktop.SampleRows;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.kit.ActionView;
import dev.nightjar.desktop.kit.ActionView.Line;
import dev.nightjar.desktop.rows.RowsState.Asking;
import dev.nightjar.desktop.rows.RowsState.Ended;
import dev.nightjar.desktop.rows.RowsState.Failed;
import dev.nightjar.desktop.rows.RowsState.Trying;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.rows.RowsEffect;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The window says what rows that come back bring with them, and how it ended. */
final class RowsTaskTest {
  private final FakeRows engine = new FakeRows();
  private final Deque<Runnable> work = new ArrayDeque<>();
  private final List<RowsState> seen = new ArrayList<>();
  private final RowsTask task =
      new RowsTask(engine, SampleRows.request(), work::add, Samples.AT_ONCE);
  private final RowsPresenter words =
      new RowsPresenter(Messages.in(Language.ENGLISH), Samples.CLOCK);

  private ActionView<RowsAnswer> view() {
    return words.of(task.request(), task.state());
  }

  private List<String> said() {
    return view().lines().stream().map(Line::text).toList();
  }

  private void asked() {
    task.begin(seen::add);
    work.remove().run();
  }

  private void middle(FakeRows.Middle<RowsRestore.Listener> check) {
    engine.middle = check;
    asked();
    task.go();
    work.remove().run();
  }

  @Test
  void theUserSeesWhatItDoesOnACopyBeforeAnythingIsDone() {
    task.begin(seen::add);
    assertEquals("Get rows back as they were yesterday 17:00?", view().title());
    assertEquals(
        List.of(
            "Chosen in “products”: 3 rows.",
            "Trying it out on a copy of the data that is there now… 0 %"),
        said());
    task.go();
    assertEquals(1, work.size(), "it begins before its effect was seen");

    work.remove().run();
    assertEquals(List.of(), engine.applied);
    assertEquals(
        List.of(
            "Chosen in “products”: 3 rows.",
            "products: 2 rows brought back, 1 changed back",
            "sales: 14 rows brought back",
            "sales: 3 rows linked again to a row that comes back",
            "sales has no key: its rows are found by their row numbers, which the app may have given"
                + " anew since.",
            "stock: besides, triggers or foreign keys insert 0, change 14, delete 0",
            "2 rows of these refer to rows that the backup doesn't have either; they come back as"
                + " they were.",
            "As they were already: 1 row.",
            "The data that is there now is saved and checked first, as a backup of its own, so that"
                + " you can undo this. Then all of it is written at once, or nothing. The app may"
                + " stay open."),
        said());
    assertEquals(List.of(RowsAnswer.CANCEL, RowsAnswer.GO), view().buttons());
    assertEquals(Optional.of(RowsAnswer.GO), view().main());
  }

  @Test
  void whereNothingIsMissingThereIsNothingToAgreeTo() {
    engine.effect = new RowsEffect(List.of(), 3, 0);
    asked();

    assertEquals("Nothing to bring back: none of these rows is missing or changed.", said().get(1));
    assertEquals(List.of(RowsAnswer.CLOSE), view().buttons());
    task.go();
    assertTrue(work.isEmpty());
  }

  @Test
  void anotherChoiceIsTriedOutAnewAndTheEarlierTrialIsOvertaken() {
    task.begin(seen::add);
    Runnable first = work.remove();
    task.choose(true);
    engine.trial = progress -> progress.advanced(50, 100);
    first.run();
    assertTrue(task.state() instanceof Trying, "the answer to an earlier choice is shown");

    work.remove().run();
    assertTrue(task.state() instanceof Asking);
    assertEquals(
        List.of(false, true),
        engine.tried.stream().map(request -> request.rows().onlyMissing()).toList());
    task.go();
    work.remove().run();
    assertTrue(engine.applied.get(0).rows().onlyMissing());
    assertEquals(SampleRows.request().rows().keys(), engine.applied.get(0).rows().keys());
  }

  @Test
  void aWindowThatIsClosedEndsTheTrial() {
    task.begin(seen::add);
    List<String> after = new ArrayList<>();
    engine.trial =
        progress -> {
          progress.advanced(10, 100);
          task.cancel();
          progress.advanced(20, 100);
          after.add("goes on");
        };
    work.remove().run();

    assertEquals(List.of(), after);
    assertEquals(new Trying(10), seen.get(seen.size() - 1));
  }

  @Test
  void itCanBeCancelledUntilTheFirstRowIsWritten() {
    middle(
        listener -> {
          listener.begins(Stage.SAVING);
          listener.advanced(30, 60);
          assertEquals("Saving the data that is there now… 50 %", said().get(0));
          task.cancel();
          assertEquals("Cancelling…", said().get(0));
          listener.advanced(31, 60);
          throw new AssertionError("goes on");
        });

    assertEquals(Reason.CANCELLED, ((Failed) task.state()).failure().reason());
    assertEquals(List.of("Nothing was written: " + Samples.DATABASE + " is as it was."), said());
  }

  @Test
  void theEndOfTheProgramWaitsForWhatIsBeingWritten() throws Exception {
    assertTrue(task.awaitEnd(Duration.ZERO));
    middle(
        listener -> {
          listener.begins(Stage.WRITING);
          assertEquals(Optional.empty(), view().escape());
          task.cancel();
          listener.advanced(0, -1);
          try {
            assertFalse(task.awaitEnd(Duration.ofMillis(1)));
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });

    assertTrue(task.awaitEnd(Duration.ZERO));
    assertTrue(task.state() instanceof Ended);
    assertEquals(1, engine.changes);
  }

  @Test
  void theEndSaysWhereTheDataFromBeforeIsAndOffersToUndoIt() {
    engine.undo = Optional.of(SamplePutBack.undo().backup());
    middle(listener -> {});

    assertEquals("The rows are back", view().title());
    assertEquals(
        "The data from before is a backup of its own, in "
            + Samples.LOCAL
            + ". It is in the list; to undo this, put that one back.",
        said().get(said().size() - 1));
    assertEquals(List.of(RowsAnswer.UNDO, RowsAnswer.CLOSE), view().buttons());
  }

  @Test
  void aFailureSaysWhyAndIsTriedAgainFromTheStart() {
    engine.failure = Optional.of(new FailureException(Reason.RUN_IN_PROGRESS));
    middle(listener -> {});

    assertEquals("The rows were not brought back", view().title());
    assertEquals(List.of(RowsAnswer.AGAIN, RowsAnswer.CLOSE), view().buttons());
    task.again();
    work.remove().run();
    assertTrue(task.state() instanceof Asking);

    middle(
        listener -> {
          throw new IllegalStateException("a mistake");
        });
    assertEquals(Reason.UNEXPECTED, ((Failed) task.state()).failure().reason());
  }

  @Test
  void aMissingClassIsAFailureLikeAnyOther() throws Exception {
    middle(
        listener -> {
          throw new NoClassDefFoundError("any");
        });

    assertEquals(RowsState.Failed.class, task.state().getClass());
    assertTrue(task.awaitEnd(Duration.ZERO));
  }
}
