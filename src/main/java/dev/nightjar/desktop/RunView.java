package dev.nightjar.desktop;

import dev.nightjar.desktop.kit.ThemeSign;
import java.util.List;

/**
 * A run as it goes, in words.
 *
 * @param percent of the whole run
 */
record RunView(List<Line> ended, String now, int percent, boolean cancelling) {
  RunView {
    ended = List.copyOf(ended);
  }

  /** One line of a run: a step that ended. */
  record Line(ThemeSign.Kind sign, String text) {}
}
