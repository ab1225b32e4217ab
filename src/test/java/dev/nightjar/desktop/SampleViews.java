package dev.nightjar.desktop;

import dev.nightjar.text.WindowTexts;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.swing.JComponent;

/** Every view there is, in the states that look different. */
final class SampleViews {
  private SampleViews() {}

  /**
   * @param height 0 for as high as it wants to be
   */
  record View(String name, int width, int height, Function<WindowTexts, JComponent> make) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<View> all() {
    return Stream.of(
        new View("settings", 680, 0, Samples::settings),
        new View("settings-troubled", 860, 0, Samples::troubledSettings),
        new View("settings-cron", 680, 0, Samples::cronSettings));
  }
}
