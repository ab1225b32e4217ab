package dev.nightjar.desktop.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.agent.RunInProgress;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepFacts;
import dev.nightjar.backup.StepResult;
import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.desktop.SampleBackups;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.util.List;
import java.util.Optional;
import javax.swing.JLabel;
import javax.swing.JProgressBar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run as it goes: the step it is at, how far that is, and the steps that have ended. */
final class ProgressPanelTest {
  private static final Messages TEXTS = Messages.in(Language.ENGLISH);

  private final StepPresenter words = new StepPresenter(TEXTS);
  private final ProgressPanel panel =
      Painted.on(new Painted.Screen(false, 1), 600, 0, () -> new ProgressPanel(TEXTS));

  private static RunInProgress at(
      Step step, String place, long done, long total, boolean cancelling, StepResult... ended) {
    return new RunInProgress(
        Samples.JOB,
        "inventory",
        Samples.NOW.toInstant(),
        step,
        place,
        done,
        total,
        42,
        cancelling,
        List.of(ended));
  }

  private static StepResult failed(Step step, String place) {
    return new StepResult(
        step, place, 5, StepFacts.NONE, Optional.of(Failure.of(Reason.PLACE_UNREACHABLE, place)));
  }

  private String now(long done, long total) {
    return words.running(at(Step.DATABASE_SAVED, SampleBackups.NAS, done, total, false)).now();
  }

  private void show(Optional<RunView> view) {
    Parts.onEventThread(() -> panel.show(view));
  }

  @Test
  void howFarAStepIsIsSaidAsFarAsItIsKnown() {
    assertEquals("Saving the database on NAS…", now(0, 8_200_000));
    assertEquals("Saving the database on NAS… 3.10 MB of 8.20 MB", now(3_100_000, 8_200_000));
    assertEquals("Saving the database on NAS… 3.10 MB", now(3_100_000, -1));
    assertEquals("Saving the database on NAS… 3.10 MB", now(3_100_000, 0));
  }

  @ParameterizedTest
  @EnumSource
  void eachStepHasWordsWhileItGoesAndOnceItIsDoneInEachLanguage(Step step) {
    for (Language language : Language.values()) {
      StepPresenter presenter = new StepPresenter(Messages.in(language));
      String going = presenter.running(at(step, SampleBackups.HERE, 0, -1, false)).now();
      String done = presenter.line(SampleBackups.done(step, SampleBackups.HERE)).text();

      assertTrue(going.endsWith("…"), going);
      assertFalse(going.contains("step.") || done.contains("step."), going + done);
      assertFalse(done.endsWith("…") || done.equals(going), done);
      assertTrue(Character.isUpperCase(done.codePointAt(0)), done);
    }
  }

  @Test
  void theCheckpointIsTheAppsBusinessAsLongAsItGoesWell() {
    RunView view =
        words.running(
            at(
                Step.DATABASE,
                "",
                0,
                -1,
                false,
                SampleBackups.done(Step.CHECKPOINT, ""),
                SampleBackups.done(Step.PLACE_READY, SampleBackups.NAS)));
    assertEquals(List.of(new RunView.Line(StatusIcon.Kind.DONE, "NAS is ready")), view.ended());
    RunView bad =
        words.running(at(Step.DATABASE, "", 0, -1, false, failed(Step.CHECKPOINT, "NAS")));

    assertEquals(StatusIcon.Kind.PROBLEM, bad.ended().get(0).sign());
  }

  @Test
  void onceItIsCancelledThatIsSaidInPlaceOfTheStep() {
    RunView view = words.running(at(Step.DATABASE, "", 3_100_000, 8_200_000, true));

    assertEquals("Cancelling…", view.now());
    assertTrue(view.cancelling());
  }

  @Test
  void whileNothingRunsThereIsNothing() {
    assertFalse(panel.isVisible());
    show(Optional.of(words.running(at(Step.DATABASE, "", 0, -1, false))));
    assertTrue(panel.isVisible());
    show(Optional.empty());

    assertFalse(panel.isVisible());
  }

  @Test
  void theBarIsSaidToThoseWhoCantSeeIt() {
    show(Optional.of(words.running(at(Step.DATABASE, "", 0, -1, false))));

    assertEquals(42, Parts.named(panel, JProgressBar.class, "Progress of the backup").getValue());
    assertEquals(List.of("Copying the database…"), Parts.texts(panel));
  }

  @Test
  void eachStepThatEndedHasItsSign() {
    show(
        Optional.of(
            words.running(
                at(
                    Step.JSON,
                    "",
                    0,
                    -1,
                    false,
                    SampleBackups.done(Step.DATABASE, ""),
                    failed(Step.PLACE_READY, "NAS")))));

    assertEquals(
        List.of(StatusIcon.Kind.DONE, StatusIcon.Kind.PROBLEM),
        Parts.all(panel, JLabel.class).stream()
            .map(label -> ((StatusIcon) label.getIcon()).kind())
            .toList());
  }

  @Test
  void aRunThatIsOverHasNoBarAndTheNextOneHasItAgain() {
    Parts.onEventThread(
        () ->
            panel.showEnded(
                List.of(new RunView.Line(StatusIcon.Kind.DONE, "Database copied and checked"))));
    assertEquals(List.of("Database copied and checked"), Parts.texts(panel));
    assertEquals(List.of(), Parts.all(panel, JProgressBar.class));
    show(Optional.of(words.running(at(Step.DATABASE, "", 0, -1, false))));

    assertEquals(List.of("Copying the database…"), Parts.texts(panel), "of the new run only");
    assertEquals(1, Parts.all(panel, JProgressBar.class).size());
  }
}
