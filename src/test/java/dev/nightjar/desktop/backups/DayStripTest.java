package dev.nightjar.desktop.backups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.backups.BackupsView.Day;
import dev.nightjar.desktop.backups.BackupsView.Mark;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.event.FocusEvent;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The marks of the days: each is told in words, to the pointer, the keys and a screen reader. */
final class DayStripTest {
  private final List<String> told = new ArrayList<>();
  private final DayStrip strip =
      Painted.on(
          new Painted.Screen(false, 1),
          300,
          30,
          () -> new DayStrip(Messages.in(Language.ENGLISH), told::add));

  private void show(Mark... marks) {
    List<Day> days = new ArrayList<>();
    for (Mark mark : marks) {
      days.add(new Day(Samples.NOW.toLocalDate(), mark, "day " + days.size()));
    }
    Parts.onEventThread(() -> strip.show(days));
  }

  private void pointer(int id, int x) {
    MouseEvent event = new MouseEvent(strip, id, 0, 0, x, 5, 0, false);
    Parts.onEventThread(
        () -> {
          if (id == MouseEvent.MOUSE_MOVED) {
            List.of(strip.getMouseMotionListeners()).forEach(one -> one.mouseMoved(event));
          } else {
            List.of(strip.getMouseListeners()).forEach(one -> one.mouseExited(event));
          }
        });
  }

  private void focus(boolean gained) {
    Component other = new DayStrip(Messages.in(Language.ENGLISH), words -> {});
    FocusEvent event =
        new FocusEvent(
            strip, gained ? FocusEvent.FOCUS_GAINED : FocusEvent.FOCUS_LOST, false, other);
    Parts.onEventThread(
        () ->
            List.of(strip.getFocusListeners())
                .forEach(
                    one -> {
                      if (gained) {
                        one.focusGained(event);
                      } else {
                        one.focusLost(event);
                      }
                    }));
  }

  private String toolTipAt(int x) {
    return strip.getToolTipText(
        new MouseEvent(strip, MouseEvent.MOUSE_MOVED, 0, 0, x, 5, 0, false));
  }

  @Test
  void theDayUnderThePointerIsTold() {
    show(Mark.NONE, Mark.EVERYWHERE, Mark.FAILED);
    pointer(MouseEvent.MOUSE_MOVED, 10);
    pointer(MouseEvent.MOUSE_MOVED, 20);
    pointer(MouseEvent.MOUSE_MOVED, 250);
    pointer(MouseEvent.MOUSE_EXITED, 400);

    assertEquals(List.of("day 0", "day 2", ""), told, "each once");
    assertEquals("day 1", toolTipAt(150));
    assertEquals(null, toolTipAt(300), "beside the last one");
  }

  @Test
  void theFocusBeginsAtTodayAndArrowsGoBackAndForth() {
    show(Mark.NONE, Mark.EVERYWHERE, Mark.FAILED);
    focus(true);
    Parts.press(strip, "LEFT");
    Parts.press(strip, "LEFT");
    Parts.press(strip, "LEFT");
    Parts.press(strip, "RIGHT");
    focus(false);

    assertEquals(List.of("day 2", "day 1", "day 0", "day 1", ""), told, "not beyond the first");
  }

  @Test
  void oncePointerAndKeysAreMixedLeftIsStillTheDayBefore() {
    show(Mark.NONE, Mark.EVERYWHERE, Mark.FAILED);
    focus(true);
    pointer(MouseEvent.MOUSE_MOVED, 10);
    pointer(MouseEvent.MOUSE_EXITED, 400);
    Parts.press(strip, "LEFT");

    assertEquals("day 2", told.get(told.size() - 1), "from nowhere the keys begin at today");
  }

  @Test
  void withoutDaysNothingIsToldAndNothingFails() {
    show();
    focus(true);
    Parts.press(strip, "LEFT");
    Parts.press(strip, "RIGHT");
    pointer(MouseEvent.MOUSE_MOVED, 10);

    assertTrue(told.stream().allMatch(String::isEmpty), told.toString());
    assertEquals(null, toolTipAt(10));
  }

  @Test
  void thoseWhoCantSeeItHearASummaryAndThenTheDay() {
    show(Mark.EVERYWHERE, Mark.EVERYWHERE, Mark.SOMEWHERE, Mark.FAILED, Mark.NONE, Mark.BEFORE);

    assertEquals("The last 60 days", strip.getAccessibleContext().getAccessibleName());
    String summary = strip.getAccessibleContext().getAccessibleDescription();
    assertTrue(
        summary.startsWith(
            "The last 60 days: 2 with a backup everywhere, 1 with one at some places only, 1 fai"),
        summary);
    focus(true);
    assertEquals("day 5", strip.getAccessibleContext().getAccessibleDescription());
    assertTrue(strip.isFocusable());
  }

  /** How many points of a column differ from the background. */
  private int height(BufferedImage image, int x) {
    int painted = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      painted += image.getRGB(x, y) == 0 ? 0 : 1;
    }
    return painted;
  }

  @Test
  void howADayWentIsSeenByTheHeightOfItsMark() {
    show(Mark.EVERYWHERE, Mark.SOMEWHERE, Mark.FAILED, Mark.NONE);
    BufferedImage image = new BufferedImage(300, 30, BufferedImage.TYPE_INT_ARGB);
    Parts.onEventThread(
        () -> {
          Graphics2D g = image.createGraphics();
          strip.paint(g);
          g.dispose();
        });
    List<Integer> heights =
        List.of(height(image, 37), height(image, 112), height(image, 187), height(image, 262));

    assertTrue(heights.get(0) > heights.get(1) + 5, heights.toString());
    assertTrue(heights.get(1) > heights.get(2) + 5, heights.toString());
    assertTrue(heights.get(2) > heights.get(3) + 2 && heights.get(3) > 0, heights.toString());
    assertEquals(0, height(image, 75), "with a gap between two days");
  }

  @Test
  void aDayThatIsGoneWhenTheNextComesIsNoLongerChosen() {
    show(Mark.NONE, Mark.EVERYWHERE, Mark.FAILED);
    focus(true);
    show(Mark.NONE);
    Parts.press(strip, "LEFT");
    Parts.press(strip, "RIGHT");

    assertEquals(List.of("day 2"), told, "the only day is chosen already");
  }
}
