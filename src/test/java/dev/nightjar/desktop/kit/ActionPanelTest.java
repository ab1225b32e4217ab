package dev.nightjar.desktop.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.desktop.kit.ActionView.Line;
import dev.nightjar.text.Messages.Caption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.swing.JCheckBox;
import javax.swing.JProgressBar;
import javax.swing.JRootPane;
import org.junit.jupiter.api.Test;

/** A window that does one thing: its question, its progress, its end, and the way out of each. */
final class ActionPanelTest {
  private enum Answer {
    CANCEL,
    UNDO,
    GO
  }

  private static final ActionView<Answer> QUESTION =
      ActionView.atRest(
          StatusIcon.Kind.WARNING,
          "Put it back?",
          List.of(new Line(Theme.Tone.PLAIN, "Today's data is saved first.")),
          List.of(Answer.CANCEL, Answer.GO),
          Answer.GO,
          Answer.CANCEL);

  private final List<Answer> pressed = new ArrayList<>();
  private final Panel panel = Painted.on(new Painted.Screen(false, 1), 580, 320, Panel::new);
  private final JRootPane root = new JRootPane();

  private final class Panel extends ActionPanel<Answer> {
    private static final long serialVersionUID = 1;

    Panel() {
      super(
          List.of(Answer.values()),
          answer -> new Caption(answer.name(), answer.name().charAt(0)),
          "How far it is");
    }

    @Override
    protected void press(Answer answer) {
      pressed.add(answer);
    }
  }

  private static ActionView<Answer> working(int percent, Optional<Answer> out) {
    return new ActionView<>(
        StatusIcon.Kind.RUNNING,
        "Putting it back",
        List.of(new Line(Theme.Tone.PLAIN, percent + " %")),
        OptionalInt.of(percent),
        List.of(Answer.CANCEL),
        out,
        out);
  }

  private void show(ActionView<Answer> view) {
    Parts.onEventThread(
        () -> {
          root.setContentPane(panel);
          panel.show(view);
        });
  }

  @Test
  void aQuestionShowsItsSentencesAndItsTwoAnswers() {
    show(QUESTION);

    assertEquals(List.of("Put it back?", "Today's data is saved first."), Parts.texts(panel));
    assertEquals(List.of("CANCEL", "GO"), Parts.buttons(panel));
    assertEquals(List.of(), Parts.all(panel, JProgressBar.class), "nothing is under way");
  }

  @Test
  void enterPressesTheMainButtonAndEscapeTheWayOut() {
    show(QUESTION);
    assertSame(Parts.button(panel, "GO"), root.getDefaultButton());
    Parts.onEventThread(() -> root.getDefaultButton().doClick(0));
    Parts.onEventThread(panel::leave);

    assertEquals(List.of(Answer.GO, Answer.CANCEL), pressed);
  }

  @Test
  void beforeAnythingIsShownEscapeDoesNothing() {
    Parts.onEventThread(panel::leave);

    assertEquals(List.of(), pressed);
    assertEquals(Optional.empty(), panel.defaultButton());
  }

  @Test
  void workShowsHowFarItIsAlsoToThoseWhoCantSeeTheBar() {
    show(working(42, Optional.of(Answer.CANCEL)));
    JProgressBar bar = Parts.named(panel, JProgressBar.class, "How far it is");

    assertEquals(42, bar.getValue());
    show(working(43, Optional.of(Answer.CANCEL)));
    assertEquals(43, bar.getValue());
    assertTrue(Parts.texts(panel).contains("43 %"));
    assertFalse(Parts.texts(panel).contains("42 %"), "the sentence of before is gone");
  }

  @Test
  void whereNothingMayBeStoppedTheButtonStaysInSightAndCantBePressed() {
    show(working(42, Optional.of(Answer.CANCEL)));
    assertEquals(List.of("CANCEL"), Parts.buttons(panel));
    show(working(70, Optional.empty()));
    assertEquals(List.of("(CANCEL)"), Parts.buttons(panel));
    Parts.onEventThread(panel::leave);
    Parts.onEventThread(() -> Parts.button(panel, "(CANCEL)".replaceAll("[()]", "")).doClick(0));

    assertEquals(List.of(), pressed);
  }

  @Test
  void theEndTakesTheFirstAnswersPlace() {
    show(QUESTION);
    show(
        ActionView.atRest(
            StatusIcon.Kind.DONE,
            "Done",
            List.of(),
            List.of(Answer.UNDO, Answer.CANCEL),
            Answer.CANCEL,
            Answer.CANCEL));

    assertEquals(List.of("CANCEL", "UNDO"), Parts.buttons(panel));
    assertSame(Parts.button(panel, "CANCEL"), root.getDefaultButton(), "Enter undoes nothing");
    assertEquals(List.of("Done"), Parts.texts(panel));
  }

  @Test
  void enterDoesNothingWhereThereIsNothingToPress() {
    show(QUESTION);
    show(
        new ActionView<>(
            StatusIcon.Kind.RUNNING,
            "Writing",
            List.of(),
            OptionalInt.of(70),
            List.of(),
            Optional.empty(),
            Optional.empty()));

    assertNull(root.getDefaultButton());
    assertEquals(List.of(), Parts.buttons(panel));
  }

  @Test
  void aChoiceBelowIsSeenOnlyWhereItMayStillBeMade() {
    JCheckBox choice = new JCheckBox("Only missing rows");
    Parts.onEventThread(() -> panel.addBelow(choice));
    show(QUESTION);
    assertTrue(Parts.buttons(panel).contains("Only missing rows"));
    Parts.onEventThread(() -> panel.showBelow(false));

    assertEquals(List.of("CANCEL", "GO"), Parts.buttons(panel));
  }

  @Test
  void theWindowOpensNoSmallerThanATextCanBeReadIn() {
    show(working(1, Optional.empty()));

    assertTrue(panel.getPreferredSize().width >= 580, panel.getPreferredSize().toString());
    assertTrue(panel.getPreferredSize().height >= 320, panel.getPreferredSize().toString());
  }
}
