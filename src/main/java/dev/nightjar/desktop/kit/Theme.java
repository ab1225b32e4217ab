package dev.nightjar.desktop.kit;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLaf;
import com.formdev.flatlaf.FlatLightLaf;
import dev.nightjar.settings.Settings.Appearance;
import java.awt.Color;
import java.util.Map;
import javax.swing.UIManager;

/** The windows' looks: light or dark, with one accent colour. Loaded for the first window only. */
public final class Theme {
  private static final String ACCENT_ON_LIGHT = "#3d55b8";
  private static final String ACCENT_ON_DARK = "#8699f5";

  private Theme() {}

  /**
   * Puts the looks in force, also in windows that are open; on the event thread.
   *
   * @param systemIsDark the system's choice, for those who want the same
   */
  public static void install(Appearance chosen, boolean systemIsDark) {
    boolean dark =
        switch (chosen) {
          case LIGHT -> false;
          case DARK -> true;
          case SYSTEM -> systemIsDark;
        };
    FlatLaf.setGlobalExtraDefaults(
        Map.ofEntries(
            Map.entry("@accentColor", dark ? ACCENT_ON_DARK : ACCENT_ON_LIGHT),
            Map.entry("Nightjar.onAccent", dark ? "#12151f" : "#ffffff"),
            Map.entry("Nightjar.selected", dark ? "#46507f" : "#dbe1fa"),
            Map.entry("Nightjar.selectedText", dark ? "#eef0fb" : "#22337f"),
            Map.entry("Button.default.background", "@accentColor"),
            Map.entry("Button.default.foreground", "$Nightjar.onAccent"),
            Map.entry("Button.default.borderColor", "@accentColor"),
            Map.entry("Button.default.focusedBackground", "@accentColor"),
            Map.entry("Button.default.hoverBackground", "lighten(@accentColor, 4%)"),
            Map.entry("Button.default.hoverBorderColor", "@accentColor"),
            Map.entry("Button.default.pressedBackground", "darken(@accentColor, 6%)"),
            // No text here is HTML; a colour for its links would load all that reads HTML and CSS.
            Map.entry("Component.linkColor", "null"),
            Map.entry("Component.arc", "8"),
            Map.entry("Button.arc", "8"),
            Map.entry("CheckBox.arc", "5"),
            Map.entry("ProgressBar.arc", "6"),
            Map.entry("ScrollBar.width", "11"),
            Map.entry("ScrollBar.thumbArc", "999"),
            Map.entry("Table.rowHeight", "28"),
            Map.entry("Table.background", "@background"),
            Map.entry("Table.showHorizontalLines", "false"),
            Map.entry("Table.cellMargins", "2,8,2,8"),
            Map.entry("TableHeader.cellMargins", "4,8,4,8"),
            Map.entry("TableHeader.showTrailingVerticalLine", "false"),
            Map.entry("TableHeader.separatorColor", "@background"),
            Map.entry("TableHeader.background", "@background"),
            Map.entry("Button.innerFocusWidth", "0"),
            Map.entry("Button.margin", "4,14,4,14"),
            Map.entry("TextComponent.arc", "8"),
            Map.entry("TextField.margin", "4,8,4,8"),
            Map.entry("ComboBox.padding", "4,8,4,8")));
    if (dark) {
      FlatDarkLaf.setup();
    } else {
      FlatLightLaf.setup();
    }
    for (Tone tone : Tone.values()) {
      UIManager.put(tone.key(), dark ? tone.onDark : tone.onLight);
    }
    FlatLaf.updateUI();
  }

  /** The background of a chosen line. */
  public static Color selected() {
    return color("Nightjar.selected", "List.selectionBackground");
  }

  public static Color selectedText() {
    return color("Nightjar.selectedText", "List.selectionForeground");
  }

  private static Color color(String key, String otherwise) {
    Color color = UIManager.getColor(key);
    return color == null ? UIManager.getColor(otherwise) : color;
  }

  /** The meaning of a text or a sign, as a colour that can be read on the window's own. */
  public enum Tone {
    PLAIN(new Color(0x1d2129), new Color(0xdfe1e5)),
    QUIET(new Color(0x5a6170), new Color(0xa7adb9)),
    FAINT(new Color(0xd3d7df), new Color(0x565b66)),
    ACCENT(new Color(0x3d55b8), new Color(0x8699f5)),
    GOOD(new Color(0x1c7a46), new Color(0x5fc48a)),
    /** For signs and marks: too light for text. */
    AMBER(new Color(0xc77700), new Color(0xe8b04b)),
    WARNING(new Color(0x8f5a00), new Color(0xe8b04b)),
    PROBLEM(new Color(0xb3261e), new Color(0xf69b94));

    private final Color onLight;
    private final Color onDark;

    Tone(Color onLight, Color onDark) {
      this.onLight = onLight;
      this.onDark = onDark;
    }

    private String key() {
      return "Nightjar." + name();
    }

    /** As it is in force; without the looks, as on light. */
    public Color color() {
      Color color = UIManager.getColor(key());
      return color == null ? onLight : color;
    }
  }
}
