package dev.nightjar.desktop.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.InPlaceRestore.Request;
import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.desktop.SamplePutBack;
import dev.nightjar.desktop.Samples;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.AbstractButton;
import javax.swing.JProgressBar;
import org.junit.jupiter.api.Test;

/** The window that puts a backup back: its buttons at each stage, and what Enter and Escape do. */
final class PutBackPanelTest {
  private final FakePutBack engine = new FakePutBack();
  private final List<Runnable> waiting = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final PutBackTask task =
      new PutBackTask(engine, SamplePutBack.request(), waiting::add, Samples.AT_ONCE);
  private final PutBackPanel panel =
      Painted.on(
          new Painted.Screen(false, 1),
          580,
          320,
          () ->
              new PutBackPanel(
                  task, Samples.CLOCK, Messages.in(Language.ENGLISH), () -> closed.add("closed")));

  private void work() {
    Parts.onEventThread(() -> waiting.remove(0).run());
  }

  private String enter() {
    return panel.defaultButton().map(AbstractButton::getText).orElse("");
  }

  private void escape() {
    Parts.onEventThread(panel::leave);
  }

  @Test
  void untilTheFileWasLookedAtOnlyTheWayOutIsThere() {
    assertEquals(List.of("Cancel"), Parts.buttons(panel));
    escape();

    assertEquals(List.of("closed"), closed);
  }

  @Test
  void theQuestionHasTwoAnswersAndEscapeIsNo() {
    work();
    assertEquals(List.of("Cancel", "Put Back"), Parts.buttons(panel));
    assertEquals("Put Back", enter());
    escape();

    assertEquals(List.of("closed"), closed);
    assertEquals(List.of(), engine.restored);
  }

  @Test
  void whileNothingIsWrittenItCanBeCancelledAndStaysOpenToSayHowItEnded() {
    work();
    Parts.click(panel, "Put Back");
    assertEquals(List.of("Cancel"), Parts.buttons(panel));
    assertEquals(1, Parts.all(panel, JProgressBar.class).size());
    escape();
    assertTrue(Parts.texts(panel).contains("Cancelling…"), Parts.texts(panel).toString());
    engine.failure = Optional.of(new FailureException(Reason.CANCELLED));
    work();

    assertEquals(List.of(), closed);
    assertTrue(Parts.texts(panel).contains("Cancelled"), Parts.texts(panel).toString());
    assertEquals(List.of("Try Again", "Close"), Parts.buttons(panel));
    assertEquals("Close", enter(), "Enter tries nothing again");
    escape();
    assertEquals(List.of("closed"), closed);
  }

  @Test
  void onceItIsWrittenThereIsNoWayOut() {
    work();
    List<String> seen = new ArrayList<>();
    engine.middle =
        listener -> {
          listener.begins(dev.nightjar.app.InPlaceRestore.Stage.WRITING);
          seen.addAll(Parts.buttons(panel));
          panel.leave();
        };
    Parts.click(panel, "Put Back");
    work();

    assertEquals(List.of("(Cancel)"), seen);
    assertEquals(List.of(), closed);
    assertEquals(List.of("Close"), Parts.buttons(panel));
  }

  @Test
  void whatFailedCanBeTriedAgain() {
    engine.failure =
        Optional.of(new FailureException(Reason.TARGET_FULL, Samples.DATABASE, 8_200_000L, 1L));
    work();
    Parts.click(panel, "Put Back");
    work();
    assertTrue(Parts.texts(panel).contains("The data was not put back"));
    assertTrue(
        Parts.texts(panel).contains("Nothing was written: " + Samples.DATABASE + " is as it was."));
    Parts.click(panel, "Try Again");
    work();

    assertEquals(List.of("Cancel", "Put Back"), Parts.buttons(panel), "it is asked anew");
  }

  @Test
  void undoAsksForTheDataFromBefore() {
    Request before = SamplePutBack.undo();
    engine.undo = Optional.of(before);
    work();
    Parts.click(panel, "Put Back");
    work();
    assertEquals(List.of("Undo…", "Close"), Parts.buttons(panel));
    assertEquals("Close", enter());
    Parts.click(panel, "Undo…");
    work();
    assertEquals(List.of("Cancel", "Put Back"), Parts.buttons(panel));
    Parts.click(panel, "Put Back");
    work();

    assertEquals(2, engine.restored.size());
    assertEquals(before, engine.restored.get(1));
  }
}
