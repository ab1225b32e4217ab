package dev.nightjar.desktop.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.desktop.SamplePutBack;
import dev.nightjar.desktop.SampleRows;
import dev.nightjar.desktop.Samples;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.AbstractButton;
import javax.swing.JRadioButton;
import org.junit.jupiter.api.Test;

/** The window in which rows come back: which of them, and the buttons at each stage. */
final class RowsPanelTest {
  private final FakeRows engine = new FakeRows();
  private final List<Runnable> waiting = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final List<KeptBackup> undone = new ArrayList<>();
  private final RowsTask task =
      new RowsTask(engine, SampleRows.request(), waiting::add, Samples.AT_ONCE);
  private final RowsPanel panel =
      Painted.on(
          new Painted.Screen(false, 1),
          580,
          0,
          () ->
              new RowsPanel(
                  task,
                  Samples.CLOCK,
                  Messages.in(Language.ENGLISH),
                  undone::add,
                  () -> closed.add("closed")));

  private void work() {
    Parts.onEventThread(() -> waiting.remove(0).run());
  }

  private void escape() {
    Parts.onEventThread(panel::leave);
  }

  private String enter() {
    return panel.defaultButton().map(AbstractButton::getText).orElse("");
  }

  @Test
  void afterTheTrialTheUserAgreesOrLeaves() {
    work();
    assertTrue(Parts.buttons(panel).containsAll(List.of("Cancel", "Get Rows Back")));
    assertEquals("Get Rows Back", enter());
    escape();

    assertEquals(List.of("closed"), closed);
    assertEquals(List.of(), engine.applied);
  }

  @Test
  void theOtherChoiceIsTriedAnewBeforeItCanBeAgreedTo() {
    work();
    assertTrue(
        Parts.all(panel, JRadioButton.class).get(0).isSelected(), "missing and changed ones");
    Parts.click(panel, "Missing rows only");
    work();

    assertEquals(
        List.of(false, true),
        engine.tried.stream().map(request -> request.rows().onlyMissing()).toList());
    Parts.click(panel, "Get Rows Back");
    work();
    assertTrue(engine.applied.get(0).rows().onlyMissing());
  }

  @Test
  void onceItGoesThereIsNothingMoreToChoose() {
    work();
    assertEquals(2, Parts.all(panel, JRadioButton.class).size());
    Parts.click(panel, "Get Rows Back");

    assertEquals(List.of(), Parts.all(panel, JRadioButton.class));
    assertEquals(List.of("Cancel"), Parts.buttons(panel));
  }

  @Test
  void whereNothingIsMissingThereIsNothingToAgreeTo() {
    engine.effect = new dev.nightjar.rows.RowsEffect(List.of(), 3, 0);
    work();

    assertFalse(Parts.buttons(panel).contains("Get Rows Back"));
    assertEquals("Close", enter());
    escape();
    assertEquals(List.of("closed"), closed);
  }

  @Test
  void undoClosesThisWindowAndPutsBackTheDataFromBefore() {
    KeptBackup before = SamplePutBack.undo().backup();
    engine.undo = Optional.of(before);
    work();
    Parts.click(panel, "Get Rows Back");
    work();
    assertTrue(Parts.texts(panel).contains("The rows are back"), Parts.texts(panel).toString());
    assertEquals("Close", enter());
    Parts.click(panel, "Undo…");

    assertEquals(List.of("closed"), closed);
    assertEquals(List.of(before), undone);
  }

  @Test
  void whatFailedIsSaidAndTriedAgainFromItsBeginning() {
    engine.failure = Optional.of(new FailureException(Reason.DATABASE_LOCKED, Samples.DATABASE));
    work();
    Parts.click(panel, "Get Rows Back");
    work();
    assertTrue(Parts.texts(panel).contains("The rows were not brought back"));
    assertEquals(List.of("Try Again", "Close"), Parts.buttons(panel));
    Parts.click(panel, "Try Again");
    work();

    assertEquals(2, engine.tried.size());
    assertTrue(Parts.buttons(panel).contains("Get Rows Back"));
  }
}
