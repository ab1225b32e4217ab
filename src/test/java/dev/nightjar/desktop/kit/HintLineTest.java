package dev.nightjar.desktop.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.Icon;
import javax.swing.JLabel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The line below a field: how much it weighs is seen by its sign, and what it asks by a button. */
final class HintLineTest {
  private final List<String> answered = new ArrayList<>();
  private final HintLine line =
      Painted.on(
          new Painted.Screen(false, 1),
          400,
          0,
          () -> new HintLine(Messages.in(Language.ENGLISH), () -> answered.add("answered")));

  private void show(Hint hint) {
    Parts.onEventThread(() -> line.show(hint));
  }

  private Optional<StatusIcon.Kind> sign() {
    return Parts.all(line, JLabel.class).stream()
        .map(JLabel::getIcon)
        .map((Icon icon) -> ((StatusIcon) icon).kind())
        .findFirst();
  }

  private WrappedText text() {
    return Parts.the(line, WrappedText.class);
  }

  @ParameterizedTest
  @CsvSource({
    "GOOD, DONE, QUIET",
    "WARNING, WARNING, WARNING",
    "QUESTION, WARNING, WARNING",
    "PROBLEM, PROBLEM, PROBLEM"
  })
  void aHintThatWeighsHasASignOfItsOwn(Hint.Kind kind, StatusIcon.Kind sign, Theme.Tone tone) {
    show(Hint.of(kind, "812 GB free."));

    assertEquals(Optional.of(sign), sign());
    assertEquals(tone.color(), text().getForeground());
    assertEquals(List.of("812 GB free."), Parts.texts(line));
  }

  @ParameterizedTest
  @EnumSource(names = {"INFO", "BUSY"})
  void aRemarkHasNoSignAndTheOneOfBeforeIsGone(Hint.Kind kind) {
    show(Hint.of(Hint.Kind.PROBLEM, "There is no such file."));
    show(Hint.of(kind, "Looking…"));

    assertEquals(Optional.empty(), sign());
    assertEquals(Theme.Tone.QUIET.color(), text().getForeground());
  }

  @Test
  void detailsAreATooltipThatGoesWithThem() {
    show(new Hint(Hint.Kind.GOOD, "This folder works.", Optional.empty(), "wrote, read, deleted"));
    assertEquals("wrote, read, deleted", text().getToolTipText());
    show(Hint.of(Hint.Kind.GOOD, "212 GB free."));

    assertEquals(null, text().getToolTipText());
  }

  @Test
  void aQuestionHasTheButtonThatAnswersIt() {
    assertEquals(List.of(), Parts.buttons(line));
    show(
        new Hint(
            Hint.Kind.QUESTION,
            "This folder is empty.",
            Optional.of(Hint.Answer.USE_THIS_FOLDER),
            ""));
    assertEquals(List.of("Use This Folder"), Parts.buttons(line));
    assertTrue(Parts.button(line, "Use This Folder").getMnemonic() != 0);
    Parts.click(line, "Use This Folder");

    assertEquals(List.of("answered"), answered);
    show(Hint.of(Hint.Kind.GOOD, "812 GB free."));
    assertEquals(List.of(), Parts.buttons(line), "answered: nothing is asked any more");
    assertFalse(line.focusAnswer());
  }

  @Test
  void noHintKeepsItsLineSoThatNothingJumps() {
    show(Hint.of(Hint.Kind.INFO, "Looking…"));
    int before = line.getPreferredSize().height;
    show(Hint.NONE);

    assertEquals(before, line.getPreferredSize().height);
    assertEquals(List.of(), Parts.texts(line));
  }

  @ParameterizedTest
  @CsvSource({
    "INFO, false",
    "GOOD, false",
    "WARNING, false",
    "BUSY, true",
    "QUESTION, true",
    "PROBLEM, true"
  })
  void nothingIsSavedWhileSomethingIsWrongOrAskedOrNotYetKnown(Hint.Kind kind, boolean blocks) {
    assertEquals(blocks, Hint.of(kind, "x").blocks());
  }
}
