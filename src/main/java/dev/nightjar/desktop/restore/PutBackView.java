package dev.nightjar.desktop.restore;

import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.kit.Theme;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that the window shows, in words; {@link PutBackPresenter} makes it.
 *
 * @param percent how far it is, while something is being done
 * @param buttons the way out first, what the window is there for last
 * @param main the one that Enter presses
 * @param escape the one that Escape presses; empty where there is no way out now
 */
record PutBackView(
    StatusIcon.Kind sign,
    String title,
    List<Line> lines,
    OptionalInt percent,
    List<Button> buttons,
    Optional<Button> main,
    Optional<Button> escape) {
  PutBackView {
    lines = List.copyOf(lines);
    buttons = List.copyOf(buttons);
  }

  /** A sentence. */
  record Line(Theme.Tone tone, String text) {}

  /** The answers that the user can give. */
  enum Button {
    CANCEL("put-back.cancel"),
    CLOSE("put-back.close"),
    AGAIN("put-back.again"),
    UNDO("put-back.undo"),
    GO("put-back.go");

    private final String key;

    Button(String key) {
      this.key = key;
    }

    /** Names the text on it. */
    String key() {
      return key;
    }
  }
}
