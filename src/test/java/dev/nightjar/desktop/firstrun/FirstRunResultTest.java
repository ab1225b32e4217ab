package dev.nightjar.desktop.firstrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.agent.Status;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepFacts;
import dev.nightjar.backup.StepResult;
import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.desktop.SampleBackups;
import dev.nightjar.desktop.SampleFirstRun;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.destination.Address;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.JLabel;
import javax.swing.JProgressBar;
import org.junit.jupiter.api.Test;

/** A first user sees their first backup as it is made, and what became of it. */
final class FirstRunResultTest {
  private final List<Command> commands = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final FirstRunResult result =
      Painted.on(
          new Painted.Screen(false, 1),
          600,
          400,
          () ->
              new FirstRunResult(
                  Messages.in(Language.ENGLISH), commands::add, () -> closed.add("closed")));

  private static StepResult failed(Step step, String place, Reason reason, Object... arguments) {
    return new StepResult(
        step, place, 100, StepFacts.NONE, Optional.of(Failure.of(reason, arguments)));
  }

  private static StepResult done(Step step, String place) {
    return SampleBackups.done(step, place);
  }

  private void show(Status status) {
    Parts.onEventThread(() -> result.show(status));
  }

  private StatusIcon.Kind sign() {
    return ((StatusIcon) Parts.the(result, JLabel.class).getIcon()).kind();
  }

  private List<String> texts() {
    return Parts.texts(result);
  }

  @Test
  void untilAnythingIsKnownItIsBeingMade() {
    assertEquals(StatusIcon.Kind.RUNNING, sign());
    assertEquals(List.of("Making your first backup…"), texts());
    assertEquals(List.of("Done"), Parts.buttons(result), "the window may be closed meanwhile");
    show(SampleBackups.unset());

    assertEquals(StatusIcon.Kind.RUNNING, sign(), "no run has ended yet");
  }

  @Test
  void whileItRunsItsStepsAreShown() {
    show(SampleBackups.running());

    assertEquals(42, Parts.the(result, JProgressBar.class).getValue());
    assertTrue(texts().contains("Database copied and checked"), texts().toString());
    assertTrue(
        texts().contains("Saving the database on NAS… 3.10 MB of 8.20 MB"), texts().toString());
    assertFalse(texts().contains("The latest changes are in"), "which is the app's business");
  }

  @Test
  void whatWasMadeIsToldWithWhatIsInIt() {
    show(SampleBackups.running());
    show(
        SampleFirstRun.after(
            List.of(
                done(Step.PLACE_READY, SampleBackups.HERE),
                done(Step.CHECKPOINT, ""),
                done(Step.DATABASE, ""),
                done(Step.DATABASE_SAVED, SampleBackups.HERE)),
            true));

    assertEquals(StatusIcon.Kind.DONE, sign());
    assertEquals(
        List.of(
            "Your first backup is done",
            "inventory: 2 tables, 52 310 rows, 8.45 MB. From now on Nightjar does this by itself.",
            "Database copied and checked",
            "Database saved on this computer, read back and compared"),
        texts());
    assertEquals(List.of("Show in Folder", "Done"), Parts.buttons(result));
    assertEquals(List.of(), Parts.all(result, JProgressBar.class));
  }

  @Test
  void aPlaceThatLacksItIsNamedAndItCanBeTriedAgain() {
    show(
        SampleFirstRun.after(
            List.of(
                done(Step.DATABASE_SAVED, SampleBackups.HERE),
                failed(Step.PLACE_READY, "NAS", Reason.PLACE_UNREACHABLE, "NAS")),
            true));

    assertEquals(StatusIcon.Kind.WARNING, sign());
    assertTrue(
        texts().contains("Your first backup is done, but not everywhere yet"), texts().toString());
    assertTrue(texts().stream().anyMatch(text -> text.contains("NAS")), texts().toString());
    assertEquals(List.of("Try Again", "Show in Folder", "Done"), Parts.buttons(result));
  }

  @Test
  void aFailureSaysWhyAndShowsNoFolderInWhichThereIsNothing() {
    show(
        SampleFirstRun.after(
            List.of(failed(Step.DATABASE, "", Reason.DATABASE_MISSING, Samples.DATABASE)), false));

    assertEquals(StatusIcon.Kind.PROBLEM, sign());
    assertTrue(texts().contains("The first backup failed"), texts().toString());
    assertTrue(
        texts().stream().anyMatch(text -> text.contains(Samples.DATABASE.toString())),
        texts().toString());
    assertEquals(List.of("Try Again", "Done"), Parts.buttons(result));
  }

  @Test
  void tryingAgainBeginsAsTheFirstTime() {
    show(
        SampleFirstRun.after(
            List.of(failed(Step.DATABASE, "", Reason.DATABASE_MISSING, Samples.DATABASE)), false));
    Parts.click(result, "Try Again");
    show(SampleBackups.running());

    assertEquals(List.of(new Command.BackUpNow(Optional.empty())), commands);
    assertEquals(StatusIcon.Kind.RUNNING, sign());
    assertEquals(List.of("Done"), Parts.buttons(result));
    assertFalse(texts().contains("The first backup failed"));
  }

  @Test
  void theFolderIsShownAndTheWindowClosed() {
    show(SampleFirstRun.after(List.of(done(Step.DATABASE_SAVED, SampleBackups.HERE)), true));
    Parts.click(result, "Show in Folder");
    Parts.click(result, "Done");

    assertEquals(List.of(new Command.OpenFolder(Address.of(Samples.LOCAL))), commands);
    assertEquals(List.of("closed"), closed);
  }
}
