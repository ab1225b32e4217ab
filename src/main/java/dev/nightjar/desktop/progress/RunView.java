package dev.nightjar.desktop.progress;

import dev.nightjar.desktop.kit.StatusIcon;
import java.util.List;

/**
 * A run as it goes, in words.
 *
 * @param percent of the whole run
 */
public record RunView(List<Line> ended, String now, int percent, boolean cancelling) {
  public RunView {
    ended = List.copyOf(ended);
  }

  /** One line of a run: a step that ended. */
  public record Line(StatusIcon.Kind sign, String text) {}
}
