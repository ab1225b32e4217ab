package dev.nightjar.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.NewComputer.Offer;
import dev.nightjar.desktop.firstrun.BackDoor;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.awt.Component;
import java.awt.Container;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.swing.AbstractButton;
import javax.swing.text.JTextComponent;
import org.junit.jupiter.api.Test;

/** The second door while it works: it shows how far it is, and can be told to stop. */
final class BackDoorTest {
  private final List<String> ends = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();
  private final BackDoor door =
      new BackDoor(
          new Shop(),
          Samples.context(Messages.in(Language.ENGLISH)),
          () -> ends.add("left"),
          () -> ends.add("done"));
  private boolean cancels;
  private Optional<Failure> unread = Optional.empty();

  /** One offer, which is got back in four portions; the user may cancel at the second one. */
  private final class Shop implements BackDoor.Actions {
    @Override
    public List<Offer> inspect(Path folder) {
      return List.of(SampleFirstRun.offer(folder, unread));
    }

    @Override
    public void goOn(Offer offer, Progress progress) throws FailureException {
      for (long done = 0; done <= 1000; done += 250) {
        if (cancels && done == 500) {
          button("Cancel").doClick();
          assertFalse(button("Cancel").isEnabled());
        }
        progress.advanced(done, 1000);
        progress.advanced(done + 1, 1000);
        words(door).filter(one -> one.contains("%")).forEach(shown::add);
      }
    }
  }

  private static Stream<String> words(Container view) {
    return Stream.of(view.getComponents())
        .filter(Component::isVisible)
        .flatMap(
            part ->
                part instanceof JTextComponent text
                    ? Stream.of(text.getText())
                    : part instanceof AbstractButton caption
                        ? Stream.of(caption.getText())
                        : part instanceof Container inner ? words(inner) : Stream.empty());
  }

  private AbstractButton button(String text) {
    return find(door, text).orElseThrow();
  }

  private static Optional<AbstractButton> find(Container view, String text) {
    for (Component part : view.getComponents()) {
      if (part instanceof AbstractButton button && text.equals(button.getText())) {
        return Optional.of(button);
      }
      Optional<AbstractButton> inside =
          part instanceof Container inner ? find(inner, text) : Optional.empty();
      if (inside.isPresent()) {
        return inside;
      }
    }
    return Optional.empty();
  }

  @Test
  void itShowsHowFarItIsAndItsEnd() {
    door.inspect(Samples.NAS);
    button("Get Back and Go On").doClick();

    assertEquals(
        List.of(
            "Getting back the data of inventory: 25 %",
            "Getting back the data of inventory: 50 %",
            "Getting back the data of inventory: 75 %",
            "Getting back the data of inventory: 100 %"),
        shown);
    assertEquals(List.of("done"), ends);
  }

  @Test
  void whileItWorksItIsCancelledAndNotLeft() {
    cancels = true;
    door.inspect(Samples.NAS);
    button("Get Back and Go On").doClick();

    assertEquals(List.of("Getting back the data of inventory: 25 %"), shown);
    assertEquals(List.of(), ends);
    assertTrue(button("Get Back and Go On").isEnabled());
    assertTrue(words(door).noneMatch(one -> one.contains("ancel") || one.contains("%")));
    button("Back").doClick();
    assertEquals(List.of("left"), ends);
  }

  @Test
  void settingsThatCannotBeReadAreSaidUntilOneGoesOn() {
    unread = Optional.of(Failure.of(Reason.IMPORT_DAMAGED, Samples.NAS));
    cancels = true;
    door.inspect(Samples.NAS);
    assertTrue(saysTheUsualTime());
    button("Get Back and Go On").doClick();
    assertTrue(saysTheUsualTime(), "after Cancel, too");
  }

  private boolean saysTheUsualTime() {
    return words(door).anyMatch(one -> one.contains("The usual time is set up"));
  }
}
