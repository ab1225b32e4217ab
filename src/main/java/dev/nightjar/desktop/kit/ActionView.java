package dev.nightjar.desktop.kit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that an {@link ActionPanel} shows, in words; a presenter makes it.
 *
 * @param <B> the answers that the user can give
 * @param percent how far it is, while something is being done
 * @param buttons the way out first, what the window is there for last
 * @param main the one that Enter presses
 * @param escape the one that Escape presses; empty if there is no way out now
 */
public record ActionView<B>(
    StatusIcon.Kind sign,
    String title,
    List<Line> lines,
    OptionalInt percent,
    List<B> buttons,
    Optional<B> main,
    Optional<B> escape) {
  public ActionView {
    lines = List.copyOf(lines);
    buttons = List.copyOf(buttons);
  }

  /** One in which nothing is under way. */
  public static <B> ActionView<B> atRest(
      StatusIcon.Kind sign, String title, List<Line> lines, List<B> buttons, B main, B escape) {
    return new ActionView<>(
        sign, title, lines, OptionalInt.empty(), buttons, Optional.of(main), Optional.of(escape));
  }

  /** A sentence. */
  public record Line(Theme.Tone tone, String text) {}
}
