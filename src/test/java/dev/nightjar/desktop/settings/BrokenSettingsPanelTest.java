package dev.nightjar.desktop.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.kit.DesktopContext;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Settings that can't be read: what is safe, and the way back to the last good ones. */
final class BrokenSettingsPanelTest {
  private final List<String> done = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private RuntimeException bug;
  private Reason refusal;

  private final class Repair implements BrokenSettingsPanel.Actions {
    @Override
    public void restore() throws FailureException {
      if (bug != null) {
        throw bug;
      }
      if (refusal != null) {
        throw new FailureException(refusal, "settings.json");
      }
      done.add("restored on disk");
    }

    @Override
    public void open() {
      done.add("opened");
    }

    @Override
    public void quit() {
      done.add("quit");
    }

    @Override
    public void restored() {
      done.add("restored");
    }
  }

  private BrokenSettingsPanel panel(Optional<Instant> lastGoodAt) {
    return panel(
        Failure.of(Reason.SETTINGS_DAMAGED, Samples.USER.resolve("settings.json"), 4L, 7L),
        lastGoodAt);
  }

  private BrokenSettingsPanel panel(Failure failure, Optional<Instant> lastGoodAt) {
    return Painted.on(
        new Painted.Screen(false, 1),
        620,
        280,
        () ->
            new BrokenSettingsPanel(
                failure,
                lastGoodAt,
                new Repair(),
                new DesktopContext(
                    waiting::add,
                    Samples.AT_ONCE,
                    Samples.CLOCK,
                    FileChooser.SYSTEM,
                    Messages.in(Language.ENGLISH))));
  }

  private BrokenSettingsPanel panel() {
    return panel(Optional.of(Samples.NOW.minusDays(2).toInstant()));
  }

  private String restore(BrokenSettingsPanel panel) {
    return panel.defaultButton().getText();
  }

  private void work() {
    Parts.onEventThread(() -> waiting.remove(0).run());
  }

  @Test
  void itNamesTheFileAndThePlaceInIt() {
    List<String> texts = Parts.texts(panel());

    assertTrue(
        texts.stream()
            .anyMatch(
                text -> text.contains("settings.json") && text.contains("4") && text.contains("7")),
        texts.toString());
  }

  @Test
  void theLastGoodOnesComeBackByTheMainButtonOnce() {
    BrokenSettingsPanel panel = panel();
    String caption = restore(panel);
    Parts.click(panel, caption);
    assertEquals(List.of(), done, "nothing is done on the event thread");
    assertTrue(Parts.buttons(panel).contains("(" + caption + ")"), "not twice");
    work();

    assertEquals(List.of("restored on disk", "restored"), done);
  }

  @Test
  void aFileThatIsGoneIsNotOpened() {
    Path file = Samples.USER.resolve("settings.json");
    BrokenSettingsPanel panel =
        panel(
            Failure.of(Reason.SETTINGS_LOST, file, file + ".last-good"),
            Optional.of(Samples.NOW.toInstant()));
    assertEquals(2, Parts.buttons(panel).size(), Parts.buttons(panel).toString());
    assertTrue(Parts.texts(panel).toString().contains("settings.json are gone"));
    assertFalse(Parts.texts(panel).toString().contains("is kept beside"), "what is gone");
  }

  @Test
  void whereThereAreNoneToGoBackToTheFileIsOpened() {
    BrokenSettingsPanel panel = panel(Optional.empty());
    assertEquals(2, Parts.buttons(panel).size(), Parts.buttons(panel).toString());
    Parts.onEventThread(() -> panel.defaultButton().doClick(0));

    assertEquals(List.of("opened"), done);
  }

  @Test
  void whatCouldNotBeRestoredIsSaidAndCanBeTriedAgain() {
    refusal = Reason.SETTINGS_DAMAGED;
    BrokenSettingsPanel panel = panel();
    String caption = restore(panel);
    int before = Parts.texts(panel).size();
    Parts.click(panel, caption);
    work();
    assertEquals(before + 1, Parts.texts(panel).size(), Parts.texts(panel).toString());
    refusal = null;
    Parts.click(panel, caption);
    work();

    assertEquals(List.of("restored on disk", "restored"), done);
    assertEquals(before, Parts.texts(panel).size(), "the problem is gone");
  }

  @Test
  void aBugLeavesTheButtonToTryAgain() {
    bug = new IllegalStateException("a bug");
    BrokenSettingsPanel panel = panel();
    String caption = restore(panel);
    Parts.click(panel, caption);
    work();

    assertFalse(Parts.buttons(panel).contains("(" + caption + ")"));
    assertEquals(List.of(), done);
  }

  @Test
  void itCanBeLeft() {
    BrokenSettingsPanel panel = panel();
    String quit =
        Parts.buttons(panel).stream().filter(text -> text.contains("Quit")).findFirst().orElse("");
    Parts.click(panel, quit);

    assertEquals(List.of("quit"), done);
  }
}
